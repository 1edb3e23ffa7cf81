import type { CheerioAPI } from "cheerio";
import { alignTexts } from "./align.ts";
import { type Features, featuresOf, isBoilerplate, isInLandmark, signatureOf } from "./block-features.ts";
import { elementsBelow } from "./dom.ts";
import { defuddleText, readabilityText } from "./peers.ts";
import type { WalkedBlock } from "./walk.ts";

/** Below this share of the page's text both peers have missed the page (shops, forums), and only landmarks decide. */
const smallestCoverage = 0.05;
/** When this share of what looks alike is main text, all of it is: the posts of a thread, the cards of a list. */
const likenessShare = 0.2;
/** So many blocks between two main ones belong to them. */
const longestGap = 2;

/**
 * Chooses the main text of a page. Readability and Defuddle vote for the blocks they keep; either vote counts, because
 * each misses whole kinds of pages; own rules then take out what no page means (menus, legal lines, placeholder text)
 * and put back what the two lost: blocks built like the kept ones, short gaps, tables and figures among kept text.
 *
 * Contract: keeps order; a page of which nothing would be left is kept whole.
 */
export async function mainBlocks(
  $: CheerioAPI,
  blocks: readonly WalkedBlock[],
  page: PageFacts,
): Promise<readonly WalkedBlock[]> {
  const features = featuresOf(blocks);
  const votes = await votesOf($, features, page);
  const voted = votes.map((vote) => vote.readability || vote.defuddle);
  const isMissed = coverageOf(features, voted) < smallestCoverage;
  const first = features.map((feature, index) => {
    const vote = votes[index];
    if (isBoilerplate(feature) || (vote?.readability && !vote.defuddle && feature.linkDensity > 0.9)) return false;
    return isMissed
      ? !isInLandmark(feature) && !feature.tags.has("header") && !feature.tags.has("form")
      : voted[index] === true;
  });
  const kept = withCompanions(features, withGaps(features, withLikes(features, first)));
  const main = blocks.filter((_, index) => kept[index] === true);
  return main.length === 0 ? blocks : main;
}

/** What the peers need to know of the page. */
export interface PageFacts {
  readonly url?: string;
  /** Elements of the whole page. */
  readonly elements: number;
}

/** Beyond these sizes the peers take seconds (measured: Defuddle 5 s for 24,000 elements) and hold up everything else. */
const mostElementsForDefuddle = 12_000;
const mostElementsForReadability = 60_000;

const longestAttribute = 2_000;

interface Vote {
  readonly readability: boolean;
  readonly defuddle: boolean;
}

async function votesOf($: CheerioAPI, features: readonly Features[], page: PageFacts): Promise<readonly Vote[]> {
  dropLongAttributes($);
  const html = $.html();
  const texts = features.map((feature) => feature.text);
  const readability = alignTexts(
    texts,
    page.elements > mostElementsForReadability ? "" : ((await readabilityText(html))?.text ?? ""),
  );
  const defuddle = alignTexts(
    texts,
    page.elements > mostElementsForDefuddle
      ? ""
      : ((await defuddleText(html, page.url ?? "https://localhost/"))?.text ?? ""),
  );
  return texts.map((_, index) => ({ readability: readability[index] === true, defuddle: defuddle[index] === true }));
}

/**
 * The peers read text only, but search addresses with patterns that take quadratic time: embedded pictures and endless
 * `srcset`s must not reach them. Changes the tree, after everything else was read from it.
 */
function dropLongAttributes($: CheerioAPI): void {
  const root = $("html").get(0);
  for (const element of root === undefined ? [] : elementsBelow(root))
    for (const [name, value] of Object.entries(element.attribs))
      if (value.length > longestAttribute && name !== "href") delete element.attribs[name];
}

function coverageOf(features: readonly Features[], kept: readonly boolean[]): number {
  const letters = features.map((feature) => feature.text.length);
  const total = letters.reduce((sum, count) => sum + count, 0);
  return letters.reduce((sum, count, index) => sum + (kept[index] === true ? count : 0), 0) / Math.max(1, total);
}

/** Adds blocks whose element and its parents have the same names and classes as kept ones. */
function withLikes(features: readonly Features[], kept: readonly boolean[]): readonly boolean[] {
  const counts = new Map<string, { all: number; kept: number }>();
  const signatures = features.map((feature) => signatureOf(feature.element));
  for (const [index, signature] of signatures.entries()) {
    const count = counts.get(signature) ?? { all: 0, kept: 0 };
    const letters = features[index]?.text.length ?? 0;
    count.all += letters;
    count.kept += kept[index] === true ? letters : 0;
    counts.set(signature, count);
  }
  return features.map((feature, index) => {
    const count = counts.get(signatures[index] ?? "");
    const isLike = count !== undefined && count.kept > count.all * likenessShare;
    return kept[index] === true || (isLike && !isInLandmark(feature) && !isBoilerplate(feature));
  });
}

function withGaps(features: readonly Features[], kept: readonly boolean[]): readonly boolean[] {
  const result = [...kept];
  let last = -1;
  for (const [index, isKept] of kept.entries()) {
    if (!isKept) continue;
    if (last >= 0 && index - last - 1 <= longestGap) {
      for (let between = last + 1; between < index; between += 1) {
        const feature = features[between];
        result[between] =
          feature !== undefined && feature.linkDensity < 0.9 && !isInLandmark(feature) && !isBoilerplate(feature);
      }
    }
    last = index;
  }
  return result;
}

/** Tables among or next to kept text, and pictures beside it, whose words no extractor can vote for. */
function withCompanions(features: readonly Features[], kept: readonly boolean[]): readonly boolean[] {
  const lines = features.map((_, index) => index).filter((index) => features[index]?.type !== "figure");
  const order = new Map(lines.map((index, place) => [index, place]));
  const places = lines.flatMap((index, place) => (kept[index] === true ? [place] : []));
  const [first, last] = [places[0] ?? 0, places.at(-1) ?? -1];
  const isBesideKept = textNeighbours(features, kept);
  return features.map((feature, index) => {
    if (kept[index] === true || isInLandmark(feature)) return kept[index] === true;
    if (feature.type === "figure") return isBesideKept[index] === true;
    const place = order.get(index) ?? 0;
    return feature.type === "table" && feature.linkDensity < 0.9 && place > first - 4 && place < last + 4;
  });
}

/** For each block whether the nearest one with text before or after it is kept; pictures in a row share it. */
function textNeighbours(features: readonly Features[], kept: readonly boolean[]): readonly boolean[] {
  const found: boolean[] = new Array(features.length).fill(false);
  const pass = (indexes: Iterable<number>) => {
    let nearest = false;
    for (const index of indexes) {
      found[index] ||= nearest;
      if (features[index]?.type !== "figure") nearest = kept[index] === true;
    }
  };
  pass(features.keys());
  pass([...features.keys()].reverse());
  return found;
}
