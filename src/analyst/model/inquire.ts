import type { Failure } from "../../errors.ts";
import {
  type ModelImage,
  type ModelPart,
  type Models,
  residencyOf,
  type ShownPicture,
  textTokens,
} from "../../models/index.ts";
import type { Picture, Tool } from "../../tools/index.ts";
import { dataBlock, dataLine } from "./data-block.ts";
import { type Hop, type NextStep, nextStep } from "./hop.ts";
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

/** Characters of a step's words that stay in the trace; older steps keep fewer. */
const recentCharacters = 3_000;
const olderCharacters = 400;
const recentHops = 3;
const answerTokens = 700;

const scales = {
  unit: "as fractions of width and height, from 0 to 1",
  thousand: "in thousandths of width and height, from 0 to 1000",
  pixels: "in pixels of the picture",
} as const;

/**
 * Asks the model for the next step of an inquiry.
 *
 * Contract: the call never holds more pictures or tokens than the model takes; what does not fit stands as a placeholder
 * with its gist; older steps are shortened, none is dropped.
 */
export async function nextInquiryStep(
  view: InquiryView,
  models: Models,
): Promise<{ readonly ok: true; readonly step: NextStep } | { readonly ok: false; readonly failure: Failure }> {
  const profile = models.profileOf("look");
  const trace = traceOf(view.hops);
  const inventory = inventoryOf(view.pictures);
  const words = textTokens(trace + inventory + view.question) + 3_500;
  const residency = residencyOf(shownPictures(view), {
    tokens: Math.max(0, profile.contextTokens - words - answerTokens - thinkingTokens),
    profile,
  });
  const parts: ModelPart[] = [];
  for (const { asset, gist } of view.pictures) {
    const place = residency.get(asset.id);
    if (place !== "full" && place !== "half") continue;
    const image = await view.load(asset.id, place === "half");
    if (image) parts.push({ type: "text", text: `${asset.id}: ${dataLine(gist)}` }, image);
  }
  const { question, tools, turnsLeft } = view;
  const messages = inquirePrompt({
    tools,
    coordinates: scales[profile.coordinates],
    question,
    trace,
    inventory,
    view: parts,
    turnsLeft,
  });
  const maxOutputTokens = answerTokens + (profile.thinking === "never" ? 0 : thinkingTokens);
  const asked = await models.askFor(
    { role: "look", stage: "think", messages, maxOutputTokens: Math.min(maxOutputTokens, profile.maxOutputTokens) },
    nextStep,
  );
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

function inventoryOf(pictures: readonly Picture[]): string {
  return pictures
    .map(({ asset: { id, width, height, parent }, gist }) => {
      const from = parent ? `, part of ${parent.assetId}` : "";
      return `<|image ${id}|> ${dataLine(gist)} (${width} × ${height}${from})`;
    })
    .join("\n");
}

function traceOf(hops: readonly Hop[]): string {
  return hops
    .map(({ number, tool, input, ok, text, pictures }, index) => {
      const most = index >= hops.length - recentHops ? recentCharacters : olderCharacters;
      const words = text.length <= most ? text : `${text.slice(0, most)}… (shortened)`;
      const shown = pictures.length > 0 ? `\nshowed ${pictures.join(", ")}` : "";
      return `s${number}: ${tool} ${JSON.stringify(input)}${ok ? "" : " failed"}\n${dataBlock("data", {}, words)}${shown}`;
    })
    .join("\n");
}
