import type { Failure } from "../errors.ts";
import { type ChatModel, type ModelCall, type ModelPart, type ModelUsage, textMessage } from "./model.ts";
import type { ModelProfile } from "./profile.ts";
import { completeWithRetries } from "./retries.ts";
import { withoutReasoning } from "./structured.ts";

/** What one question to an endpoint showed. */
export interface ProbeStep {
  readonly name: string;
  readonly ok: boolean;
  readonly detail: string;
}

/** A step with what it says of the profile; nothing where it could not be found out. */
export interface Found {
  readonly steps: readonly ProbeStep[];
  readonly measured: Partial<ModelProfile>;
}

/** How probes wait and end. */
export interface ProbeTime {
  readonly signal: AbortSignal;
  readonly now: () => Date;
  /** How retries wait. */
  readonly sleep: (milliseconds: number, signal: AbortSignal) => Promise<void>;
}

/** What a model under test said, or why it said nothing. */
export type ProbeAnswer =
  | { readonly ok: true; readonly text: string; readonly usage: ModelUsage }
  | {
      readonly ok: false;
      readonly failure: Failure;
      /** The endpoint said no to this call; otherwise it was in no state to answer, which says nothing of the model. */
      readonly isRefusal: boolean;
    };

const answerTokens = 400;
const thinkingTokens = 4_000;

/** What a call of a probe leaves to the answer. */
export function probeRoom({ thinking, maxOutputTokens }: ModelProfile): number {
  return Math.min(answerTokens + (thinking === "never" ? 0 : thinkingTokens), maxOutputTokens);
}

/** Asks one question, again when the endpoint is busy. */
export async function askProbe(
  model: ChatModel,
  parts: readonly ModelPart[],
  {
    json = false,
    room = probeRoom(model.profile),
    time,
  }: { readonly json?: boolean; readonly room?: number; readonly time: ProbeTime },
): Promise<ProbeAnswer> {
  const system = textMessage("system", "You are being tested. Answer exactly as asked.");
  const call: ModelCall = {
    messages: [system, { role: "user", parts }],
    json,
    maxOutputTokens: room,
  };
  const { result } = await completeWithRetries(model, call, time);
  if (result.ok) return { ok: true, text: result.answer.text, usage: result.answer.usage };
  // What used tokens was an answer, if one of no use.
  return { ok: false, failure: result.failure, isRefusal: !result.usage && isRefusal(result.failure) };
}

/** Only a call that was understood and turned down tells what a model cannot do. */
export function isRefusal({ code, message }: Failure): boolean {
  return code === "too-large" || (code === "http-error" && !/\(HTTP (?:5|40[89])/.test(message));
}

/** One line of the probe's account; `detail` is for the user. */
export const probeStep = (name: string, ok: boolean, detail: string): ProbeStep => ({ name, ok, detail });

/** Nothing was found out, so nothing is kept. */
export function notTested(name: string, { message }: Failure): Found {
  return { steps: [probeStep(name, false, `could not be tested: ${message}`)], measured: {} };
}

/** The beginning of an answer on one line. */
export function shortAnswer(text: string): string {
  const line = withoutReasoning(text).replace(/\s+/g, " ");
  return line.length <= 60 ? line : `${line.slice(0, 59)}…`;
}
