import { z } from "zod";
import type { Failure } from "../errors.ts";
import type { Box } from "../report/index.ts";
import { scaleFrom } from "./coordinates.ts";
import { type ChatModel, type ModelCall, type ModelImage, type ModelPart, textMessage } from "./model.ts";
import type { ModelProfile } from "./profile.ts";
import { parseStructured, withoutReasoning } from "./structured.ts";

/** A picture with a number and a square whose place is known. */
export interface TestPicture {
  readonly image: ModelImage;
  readonly number: string;
  readonly square: Box;
}

/** What one question to an endpoint showed. */
export interface ProbeStep {
  readonly name: string;
  readonly ok: boolean;
  readonly detail: string;
}

export interface Probe {
  readonly steps: readonly ProbeStep[];
  /** What was measured, to go over the built-in profile; absent when the model could not be reached. */
  readonly measured?: Partial<ModelProfile>;
}

const word = "pineapple";

/**
 * Finds out what a model at a live endpoint can do, by asking it four small questions: words, JSON, a long answer's
 * reasoning, and a drawn test picture.
 *
 * Contract: never throws for what the endpoint does wrong; stops after the first question when nobody answers.
 */
export async function probeModel(
  model: ChatModel,
  { picture, signal, now }: { readonly picture: TestPicture; readonly signal: AbortSignal; readonly now: () => Date },
): Promise<Probe> {
  const started = now().getTime();
  const first = await ask(model, [{ type: "text", text: `Answer with the one word: ${word}` }], {
    json: false,
    signal,
  });
  if (!first.ok) return { steps: [step("answers", false, first.failure.message)] };
  const seconds = (now().getTime() - started) / 1_000;
  const follows = first.text.toLowerCase().includes(word);
  const detail = `${seconds.toFixed(1)} s${follows ? "" : `; said “${shorten(first.text)}”`}`;
  const json = await probeJson(model, signal);
  const seen = await probeSight(model, picture, signal);
  const thinks = /<think/i.test(first.text);
  const thinking = step("reasoning", true, thinks ? "writes its reasoning into the answer" : "none in the answer");
  return {
    steps: [step("answers", follows, detail), json.step, ...seen.steps, thinking],
    measured: { ...json.measured, ...seen.measured, ...(thinks ? { thinking: "always" as const } : {}) },
  };
}

const jsonAnswer = z.object({ colour: z.string(), count: z.number() });

async function probeJson(
  model: ChatModel,
  signal: AbortSignal,
): Promise<{ step: ProbeStep; measured: Partial<ModelProfile> }> {
  const text = 'Answer with this JSON object and nothing else: {"colour": "red", "count": 3}';
  const asked = await ask(model, [{ type: "text", text }], { json: true, signal });
  const isPromised = model.profile.jsonMode === "object";
  if (asked.ok) {
    const parsed = parseStructured(asked.text, jsonAnswer);
    const how = isPromised ? "by the endpoint's JSON mode" : "in words";
    return { step: step("JSON", parsed.ok, parsed.ok ? how : `could not be read: ${parsed.problem}`), measured: {} };
  }
  // An endpoint without the mode refuses the call; asking in words still works.
  const detail = `the endpoint refuses JSON mode (${asked.failure.message}); JSON will be asked for in words`;
  return { step: step("JSON", true, detail), measured: isPromised ? { jsonMode: "none" } : {} };
}

const sightAnswer = z.object({ number: z.coerce.string(), box: z.unknown() });

async function probeSight(
  model: ChatModel,
  { image, number, square }: TestPicture,
  signal: AbortSignal,
): Promise<{ steps: readonly ProbeStep[]; measured: Partial<ModelProfile> }> {
  const text =
    'The picture shows a number and a red square. Answer with JSON only: {"number": "the number", "box": [left, top, right, bottom of the red square]}';
  const asked = await ask(model, [image, { type: "text", text }], { json: false, signal });
  const blind = { vision: false } as const;
  if (!asked.ok) return { steps: [step("sight", false, asked.failure.message)], measured: blind };
  const parsed = parseStructured(asked.text, sightAnswer);
  const saw = parsed.ok && parsed.value.number.includes(number);
  if (!saw)
    return { steps: [step("sight", false, `the test number was not read: “${shorten(asked.text)}”`)], measured: blind };
  const scale = scaleFrom(JSON.stringify(parsed.value.box), square, image);
  const place = step("coordinates", scale !== undefined, scale ?? "the test square was not found");
  const measured = { vision: true, ...(scale ? { coordinates: scale } : {}) };
  return { steps: [step("sight", true, "reads a drawn number"), place], measured };
}

type Asked = { readonly ok: true; readonly text: string } | { readonly ok: false; readonly failure: Failure };

const answerTokens = 400;
const thinkingTokens = 4_000;

async function ask(
  model: ChatModel,
  parts: readonly ModelPart[],
  { json, signal }: { readonly json: boolean; readonly signal: AbortSignal },
): Promise<Asked> {
  const { thinking, maxOutputTokens } = model.profile;
  const wanted = answerTokens + (thinking === "never" ? 0 : thinkingTokens);
  const system = textMessage("system", "You are being tested. Answer exactly as asked.");
  const call: ModelCall = {
    messages: [system, { role: "user", parts }],
    json,
    maxOutputTokens: Math.min(wanted, maxOutputTokens),
  };
  const result = await model.complete(call, signal);
  return result.ok ? { ok: true, text: result.answer.text } : { ok: false, failure: result.failure };
}

const step = (name: string, ok: boolean, detail: string): ProbeStep => ({ name, ok, detail });

function shorten(text: string): string {
  const line = withoutReasoning(text).replace(/\s+/g, " ");
  return line.length <= 60 ? line : `${line.slice(0, 59)}…`;
}
