import type { Failure } from "../../errors.ts";
import {
  inputTokens,
  type ModelImage,
  type ModelPart,
  type ModelProfile,
  type Models,
  residencyOf,
  type ShownPicture,
  textTokens,
} from "../../models/index.ts";
import type { Picture, Tool } from "../../tools/index.ts";
import { dataLine } from "./data-block.ts";
import { type Hop, type NextStep, nextStep, stepOf } from "./hop.ts";
import { inquiryWords } from "./inquiry-words.ts";
import { inquirePrompt } from "./prompts/inquire.ts";
import { inquireByCalls, offeredTools } from "./prompts/inquire-by-calls.ts";

/** What the next step is decided from. */
export interface InquiryView {
  readonly question: string;
  readonly tools: readonly Tool[];
  readonly hops: readonly Hop[];
  readonly pictures: readonly Picture[];
  /** Pictures that the user gave; they stay in view. */
  readonly given: readonly string[];
  readonly turnsLeft: number;
  /** A picture in a size that the model takes; `half` asks for half of it. */
  readonly load: (assetId: string, half: boolean) => Promise<ModelImage | undefined>;
}

const answerTokens = 700;
/** A useless answer and what is wrong with it are sent back with the same call. */
const repairTokens = 1_400;
/** Of the room beside the task, words take at most this share; the rest is for pictures. */
const wordShare = 2 / 3;
/** The line before each picture in view. */
const labelTokens = 70;

const scales = {
  unit: "as fractions of width and height, from 0 to 1",
  thousand: "in thousandths of width and height, from 0 to 1000",
  pixels: "in pixels of the picture",
} as const;

/** A step, or why none was given. */
export type AskedStep =
  | { readonly ok: true; readonly step: NextStep }
  | { readonly ok: false; readonly failure: Failure };

/** Failures of an endpoint that may only concern its way of calling tools. */
const concernsCalls: ReadonlySet<Failure["code"]> = new Set(["http-error", "broken", "empty", "missing-tool"]);

/**
 * Asks the model for the next step of an inquiry: by calls of its protocol where it is good at them, else in JSON.
 *
 * Contract: the call never holds more pictures or tokens than the model takes; what does not fit stands as a placeholder
 * with its gist; older steps are shortened (see `inquiryWords`).
 */
export async function nextInquiryStep(view: InquiryView, models: Models): Promise<AskedStep> {
  if (models.profileOf("look").toolCalls) {
    const called = await nextStepByCalls(view, models);
    if (called.ok || !concernsCalls.has(called.failure.code)) return called;
  }
  const profile = models.profileOf("look");
  const { question, tools, turnsLeft } = view;
  const prompt = (rest: Pick<Parameters<typeof inquirePrompt>[0], "trace" | "inventory" | "view">) =>
    inquirePrompt({ tools, coordinates: scales[profile.coordinates], question, turnsLeft, ...rest });
  const bare = inputTokens({ messages: prompt({ trace: "", inventory: "", view: [] }) }, profile);
  const { trace, inventory, shown } = await fitting(view, bare, profile);
  const messages = prompt({ trace, inventory, view: [...shown.values()].flat() });
  const ask = { role: "look", stage: "think", messages, maxOutputTokens: outputTokens(profile) } as const;
  const asked = await models.askFor(ask, nextStep);
  return asked.ok ? { ok: true, step: asked.value } : asked;
}

async function nextStepByCalls(view: InquiryView, models: Models): Promise<AskedStep> {
  const profile = models.profileOf("look");
  const { question, turnsLeft } = view;
  const tools = offeredTools(view.tools);
  const talk = (rest: Pick<Parameters<typeof inquireByCalls>[0], "steps" | "inventory" | "view">) =>
    inquireByCalls({
      coordinates: scales[profile.coordinates],
      toolImages: profile.toolImages,
      question,
      turnsLeft,
      ...rest,
    });
  const bare = inputTokens({ messages: talk({ steps: [], inventory: "", view: [] }), tools }, profile);
  const { told, inventory, shown } = await fitting(view, bare + tokensOfCalls(view), profile);
  const lastShowing = new Map(told.flatMap(({ hop }) => hop.pictures.map((id) => [id, hop.number] as const)));
  const steps = told.map(({ hop, words }) => ({
    number: hop.number,
    tool: hop.tool,
    input: hop.input,
    text: `${hop.ok ? "" : "failed\n"}${words}`,
    view: hop.pictures.filter((id) => lastShowing.get(id) === hop.number).flatMap((id) => shown.get(id) ?? []),
  }));
  const rest = [...shown].filter(([id]) => !lastShowing.has(id)).flatMap(([, parts]) => parts);
  const messages = talk({ steps, inventory, view: rest });
  const ask = { role: "look", stage: "think", messages, maxOutputTokens: outputTokens(profile) } as const;
  const asked = await models.askStep(ask, tools);
  return asked.ok ? { ok: true, step: stepOf(asked.value) } : asked;
}

/** What two messages and a call add to the words of each step. */
const tokensOfCall = 40;
const tokensOfCalls = ({ hops }: InquiryView): number => hops.length * tokensOfCall;

function outputTokens({ thinking, maxOutputTokens }: ModelProfile): number {
  return Math.min(answerTokens + (thinking === "never" ? 0 : thinkingTokens), maxOutputTokens);
}

/** Words and pictures that fit beside a prompt of `bare` tokens; each picture comes after a line with its id. */
async function fitting(view: InquiryView, bare: number, profile: ModelProfile) {
  const room = Math.max(0, profile.contextTokens - bare - outputTokens(profile) - repairTokens);
  const words = inquiryWords(view, Math.floor(room * wordShare));
  const labels = labelTokens * Math.min(view.pictures.length, profile.maxImages);
  const left = Math.max(0, room - textTokens(words.trace) - textTokens(words.inventory) - labels);
  const residency = residencyOf(shownPictures(view), { tokens: left, profile });
  const shown = new Map<string, readonly ModelPart[]>();
  for (const { asset, gist } of view.pictures) {
    const place = residency.get(asset.id);
    if (place !== "full" && place !== "half") continue;
    const image = await view.load(asset.id, place === "half");
    if (image) shown.set(asset.id, [{ type: "text", text: `${asset.id}: ${dataLine(gist)}` }, image]);
  }
  return { ...words, shown };
}

const thinkingTokens = 4_000;

function shownPictures({ pictures, hops, given }: InquiryView): readonly ShownPicture[] {
  const pinned = new Set(given);
  return pictures.map(({ asset: { id, width, height } }) => {
    const last = hops.findLast((hop) => hop.pictures.includes(id));
    return { assetId: id, width, height, lastTurn: last?.number ?? 0, isPinned: pinned.has(id) };
  });
}
