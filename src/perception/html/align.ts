/** Blocks at least this long (letters and digits) are found by their text alone; shorter ones only between them. */
const anchorLength = 24;
/** A short text stands within so many letters of the text before it. */
const farthestShort = 400;

/**
 * Which of `texts` stand in `candidate`, an extractor's output that kept their order but neither their markup nor their
 * spaces. Long texts anchor; a short one counts only between the places of its neighbours, so that a menu's "News" is
 * not found in the article. A text of many lines (a table) stands there when most of its letters do.
 */
export function alignTexts(texts: readonly string[], candidate: string): readonly boolean[] {
  const haystack = squeeze(candidate);
  const lines = texts.map((text) => text.split("\n").map(squeeze));
  const places = placeLong(lines.flat(), haystack);
  const found = placeShort(lines.flat(), places, haystack).map((place) => place !== undefined);
  let from = 0;
  return lines.map((parts) => {
    const here = parts.map((part, index) => (found[from + index] === true ? part.length : 0));
    from += parts.length;
    return sum(here) > sum(parts.map((part) => part.length)) / 2;
  });
}

function sum(values: readonly number[]): number {
  return values.reduce((total, value) => total + value, 0);
}

function placeLong(needles: readonly string[], haystack: string): readonly (number | undefined)[] {
  let from = 0;
  return needles.map((needle) => {
    if (needle.length < anchorLength) return undefined;
    const ahead = haystack.indexOf(needle, from);
    if (ahead === -1) return indexOrUndefined(haystack.indexOf(needle));
    from = ahead + needle.length;
    return ahead;
  });
}

function indexOrUndefined(index: number): number | undefined {
  return index === -1 ? undefined : index;
}

function placeShort(
  needles: readonly string[],
  places: readonly (number | undefined)[],
  haystack: string,
): readonly (number | undefined)[] {
  const result = [...places];
  const nexts = nextPlaces(places, haystack.length);
  let end = 0;
  for (const [index, needle] of needles.entries()) {
    const place = result[index];
    if (place !== undefined) {
      end = Math.max(end, place + needle.length);
      continue;
    }
    if (needle === "" || needle.length >= anchorLength) continue;
    const limit = Math.min(nexts[index] ?? haystack.length, end + farthestShort + needle.length);
    const at = haystack.slice(end, limit).indexOf(needle);
    if (at === -1) continue;
    result[index] = end + at;
    end += at + needle.length;
  }
  return result;
}

/** For each text the place of the nearest anchored text after it. */
function nextPlaces(places: readonly (number | undefined)[], end: number): readonly number[] {
  const nexts: number[] = new Array(places.length);
  let next = end;
  for (let index = places.length - 1; index >= 0; index -= 1) {
    nexts[index] = next;
    next = places[index] ?? next;
  }
  return nexts;
}

function squeeze(text: string): string {
  return text.toLowerCase().replace(/[^\p{L}\p{N}]/gu, "");
}
