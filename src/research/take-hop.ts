import type { Hop } from "../analyst/index.ts";
import type { Picture, Tool } from "../tools/index.ts";
import { refusedInput, refusedQuery } from "./contain-answer.ts";
import type { InquiryServices } from "./inquiry.ts";

/** From this many recognised words on a picture is full of words, and is cropped before anything is searched. */
const richWords = 12;
const searching = new Set(["search_web", "search_images", "search_scholar"]);
/** Tools that only repeat what the model called a crop or a thing; the words of all others are a stranger's. */
const repeating = new Set(["view_image", "crop_image", "ground", "annotate_image", "calculate"]);
const cropping = new Set(["crop_image", "ground"]);

/** Takes a step once: what a killed run had done already is read from its folder. */
export async function takeHop(
  step: Pick<Hop, "number" | "tool" | "input">,
  tool: Tool | undefined,
  services: InquiryServices,
  before: readonly Hop[] = [],
): Promise<Hop> {
  const known = await services.folder.readJson<Hop>(fileOf(step.number));
  if (known) return known;
  services.emit({ type: "hop-start", number: step.number, tool: step.tool });
  const refused = refusal(step, tool, before, services);
  const outcome = refused
    ? { ok: false as const, message: refused }
    : tool
      ? await tool.run(step.input, services.context)
      : {
          ok: false as const,
          message: `There is no such tool; there are: ${services.tools.map(({ name }) => name).join(", ")}.`,
        };
  const text = outcome.ok
    ? outcome.content.flatMap((part) => (part.type === "text" ? [part.text] : [])).join("\n")
    : [outcome.message, outcome.said ?? ""].filter(Boolean).join(" It said: ");
  const pictures = outcome.ok ? outcome.content.flatMap((part) => (part.type === "picture" ? [part.assetId] : [])) : [];
  const hop: Hop = { ...step, ok: outcome.ok, text, pictures };
  await services.folder.writeJson(fileOf(step.number), hop);
  services.emit({ type: "hop-end", number: hop.number, tool: hop.tool, ok: hop.ok, pictures: hop.pictures });
  return hop;
}

/**
 * Words of strangers do not choose what is searched for or sent away; and a picture full of words is cropped before
 * anything is searched: names read wrongly lead astray.
 */
function refusal(
  { tool: name, input }: Pick<Hop, "tool" | "input">,
  tool: Tool | undefined,
  before: readonly Hop[],
  { context, question }: InquiryServices,
): string | undefined {
  const read = readIn(before, context.pictures.all());
  if (tool?.user) return refusedInput(input, { question, read });
  if (!searching.has(name)) return undefined;
  const { query } = (input ?? {}) as { readonly query?: unknown };
  const unfit = typeof query === "string" ? refusedQuery(query, { question, read }) : undefined;
  if (unfit) return unfit;
  if (before.some(({ tool, ok }) => ok && cropping.has(tool))) return undefined;
  const isRich = context.pictures.all().some(({ asset }) => wordCount(asset.ocrText) >= richWords);
  return isRich
    ? "Crop to the part that matters and read it first; then search with the names that stand there."
    : undefined;
}

/** The strangers' words that were read so far, by step, and those in pictures. */
export function readIn(hops: readonly Hop[], pictures: readonly Picture[]): readonly { name: string; text: string }[] {
  const steps = hops.flatMap(({ ok, tool, number, text }) =>
    ok && !repeating.has(tool) && text.trim() !== "" ? [{ name: `s${number}`, text }] : [],
  );
  const seen = pictures.flatMap(({ asset: { id, ocrText, caption, alt } }) =>
    [ocrText, caption, alt].flatMap((text) => (text && /\p{L}/u.test(text) ? [{ name: id, text }] : [])),
  );
  return [...steps, ...seen];
}

function wordCount(text: string | undefined): number {
  return text?.match(/[\p{L}\p{N}]{2,}/gu)?.length ?? 0;
}

const fileOf = (number: number): string => `hops/${number}.json`;

/** The steps taken so far. */
export async function loadHops(count: number, { folder }: Pick<InquiryServices, "folder">): Promise<readonly Hop[]> {
  const numbers = Array.from({ length: count }, (_, index) => index + 1);
  const hops = await Promise.all(numbers.map((number) => folder.readJson<Hop>(fileOf(number))));
  return hops.flatMap((hop) => (hop ? [hop] : []));
}
