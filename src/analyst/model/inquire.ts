import type { Failure } from "../../errors.ts";
import {
  inputTokens,
  type ModelImage,
  type ModelPart,
  type Models,
  residencyOf,
  type ShownPicture,
  textTokens,
} from "../../models/index.ts";
import type { Picture, Tool } from "../../tools/index.ts";
import { dataLine } from "./data-block.ts";
import { type Hop, type NextStep, nextStep } from "./hop.ts";
import { inquiryWords } from "./inquiry-words.ts";
import { inquirePrompt } from "./prompts/inquire.ts";

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

/**
 * Asks the model for the next step of an inquiry.
 *
 * Contract: the call never holds more pictures or tokens than the model takes; what does not fit stands as a placeholder
 * with its gist; older steps are shortened (see `inquiryWords`).
 */
export async function nextInquiryStep(
  view: InquiryView,
  models: Models,
): Promise<{ readonly ok: true; readonly step: NextStep } | { readonly ok: false; readonly failure: Failure }> {
  const profile = models.profileOf("look");
  const { question, tools, turnsLeft } = view;
  const prompt = (rest: Pick<Parameters<typeof inquirePrompt>[0], "trace" | "inventory" | "view">) =>
    inquirePrompt({ tools, coordinates: scales[profile.coordinates], question, turnsLeft, ...rest });
  const wanted = answerTokens + (profile.thinking === "never" ? 0 : thinkingTokens);
  const maxOutputTokens = Math.min(wanted, profile.maxOutputTokens);
  const bare = inputTokens({ messages: prompt({ trace: "", inventory: "", view: [] }) }, profile);
  const room = Math.max(0, profile.contextTokens - bare - maxOutputTokens - repairTokens);
  const { trace, inventory } = inquiryWords(view, Math.floor(room * wordShare));
  const labels = labelTokens * Math.min(view.pictures.length, profile.maxImages);
  const left = Math.max(0, room - textTokens(trace) - textTokens(inventory) - labels);
  const residency = residencyOf(shownPictures(view), { tokens: left, profile });
  const parts: ModelPart[] = [];
  for (const { asset, gist } of view.pictures) {
    const place = residency.get(asset.id);
    if (place !== "full" && place !== "half") continue;
    const image = await view.load(asset.id, place === "half");
    if (image) parts.push({ type: "text", text: `${asset.id}: ${dataLine(gist)}` }, image);
  }
  const messages = prompt({ trace, inventory, view: parts });
  const asked = await models.askFor({ role: "look", stage: "think", messages, maxOutputTokens }, nextStep);
  return asked.ok ? { ok: true, step: asked.value } : asked;
}

const thinkingTokens = 4_000;

function shownPictures({ pictures, hops, given }: InquiryView): readonly ShownPicture[] {
  const pinned = new Set(given);
  return pictures.map(({ asset: { id, width, height } }) => {
    const last = hops.findLast((hop) => hop.pictures.includes(id));
    return { assetId: id, width, height, lastTurn: last?.number ?? 0, isPinned: pinned.has(id) };
  });
}
