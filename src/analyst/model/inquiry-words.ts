import { textTokens } from "../../models/index.ts";
import type { Picture } from "../../tools/index.ts";
import { dataBlock, dataLine } from "./data-block.ts";
import type { Hop } from "./hop.ts";

/** How much of each step and picture is told in words. */
interface Detail {
  /** Characters of the last steps, of older ones, and of a picture's gist. */
  readonly recent: number;
  readonly older: number;
  readonly gist: number;
}

const recentHops = 3;
/** From much to little; the first that fits is taken. */
const details: readonly Detail[] = [
  { recent: 3_000, older: 400, gist: 160 },
  { recent: 3_000, older: 200, gist: 100 },
  { recent: 1_500, older: 60, gist: 60 },
  { recent: 1_000, older: 0, gist: 30 },
  { recent: 400, older: 0, gist: 0 },
];

/** The words of an inquiry: the steps as one text, or each with what it gave back. */
export interface InquiryWords {
  readonly trace: string;
  readonly told: readonly ToldStep[];
  readonly inventory: string;
}

/** A step with as many of its words as there is room for. */
interface ToldStep {
  readonly hop: Hop;
  readonly words: string;
}

/**
 * The steps taken and the pictures seen, as words within a number of tokens: older steps and gists get shorter first.
 *
 * Contract: no step and no picture is left out as long as their bare names fit; then the oldest are counted instead, and
 * a picture's id is found again by the step that showed it.
 */
export function inquiryWords(
  { hops, pictures }: { readonly hops: readonly Hop[]; readonly pictures: readonly Picture[] },
  tokens: number,
): InquiryWords {
  const inSteps = new Set(hops.flatMap((hop) => hop.pictures));
  const others = pictures.filter(({ asset }) => !inSteps.has(asset.id));
  const told = (detail: Detail): InquiryWords => ({
    trace: traceOf(hops, detail),
    told: toldSteps(hops, detail),
    // Where nothing is told of a picture but its id, the step that showed it names it already.
    inventory:
      detail.gist > 0
        ? inventoryOf(pictures, detail)
        : `(${pictures.length - others.length} pictures are named in the steps)\n${inventoryOf(others, detail)}`,
  });
  const fits = ({ trace, inventory }: ReturnType<typeof told>) => textTokens(trace) + textTokens(inventory) <= tokens;
  for (const detail of details) {
    const words = told(detail);
    if (fits(words)) return words;
  }
  return newest({ hops, pictures }, tokens);
}

/** The last steps and pictures at their shortest, as many as fit. */
function newest(
  { hops, pictures }: { readonly hops: readonly Hop[]; readonly pictures: readonly Picture[] },
  tokens: number,
): InquiryWords {
  const least: Detail = { recent: 400, older: 0, gist: 0 };
  for (let share = 0.5; ; share /= 2) {
    const [lastHops, lastPictures] = [hops, pictures].map((list) => Math.floor(list.length * share)) as [
      number,
      number,
    ];
    const trace = traceOf(hops.slice(hops.length - lastHops), least);
    const inventory = inventoryOf(pictures.slice(pictures.length - lastPictures), least);
    const left = { hops: hops.length - lastHops, pictures: pictures.length - lastPictures };
    if (lastHops + lastPictures > 0 && textTokens(trace) + textTokens(inventory) > tokens) continue;
    return {
      trace: `(${left.hops} earlier steps are not told)\n${trace}`,
      told: toldSteps(hops.slice(hops.length - lastHops), least),
      inventory: `(${left.pictures} earlier pictures are not told)\n${inventory}`,
    };
  }
}

function inventoryOf(pictures: readonly Picture[], { gist: most }: Detail): string {
  return pictures
    .map(({ asset: { id, width, height, parent }, gist }) => {
      if (most === 0) return `<|image ${id}|>`;
      const from = parent ? `, part of ${parent.assetId}` : "";
      return `<|image ${id}|> ${dataLine(gist, most)} (${width} × ${height}${from})`;
    })
    .join("\n");
}

function traceOf(hops: readonly Hop[], detail: Detail): string {
  return toldSteps(hops, detail)
    .map(({ hop: { number, tool, input, ok, pictures }, words }) => {
      const end = ok ? "" : " failed";
      if (words === "") return `s${number}: ${tool}${end}${pictures.length > 0 ? ` ${pictures.join(", ")}` : ""}`;
      return `s${number}: ${tool} ${shortInput(input)}${end}\n${words}`;
    })
    .join("\n");
}

/** Each step with what it gave back; nothing where there is no room for it. */
function toldSteps(hops: readonly Hop[], { recent, older }: Detail): readonly ToldStep[] {
  return hops.map((hop, index) => {
    const { text, pictures } = hop;
    const most = index >= hops.length - recentHops ? recent : older;
    if (most === 0) return { hop, words: "" };
    const words = text.length <= most ? text : `${text.slice(0, most)}… (shortened)`;
    const shown = pictures.length > 0 ? `\nshowed ${pictures.join(", ")}` : "";
    return { hop, words: `${dataBlock("data", {}, words)}${shown}` };
  });
}

const mostInput = 1_000;

function shortInput(input: unknown): string {
  const text = JSON.stringify(input) ?? "";
  return text.length <= mostInput ? text : `${text.slice(0, mostInput)}…`;
}
