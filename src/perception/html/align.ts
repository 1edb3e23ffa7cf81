/** Blocks at least this long (letters and digits) are found by their text alone; shorter ones only between them. */
const anchorLength = 24;

/**
 * Which of `texts` stand in `candidate`, an extractor's output that kept their order but neither their markup nor their
 * spaces. Long texts anchor; a short one counts only between the places of its neighbours, so that a menu's "News" is
 * not found in the article.
 */
export function alignTexts(texts: readonly string[], candidate: string): readonly boolean[] {
  const haystack = squeeze(candidate);
  const needles = texts.map(squeeze);
  const places: (number | undefined)[] = needles.map(() => undefined);
  let from = 0;
  for (const [index, needle] of needles.entries()) {
    if (needle.length < anchorLength) continue;
    const ahead = haystack.indexOf(needle, from);
    const at = ahead === -1 ? haystack.indexOf(needle) : ahead;
    if (at === -1) continue;
    places[index] = at;
    if (ahead !== -1) from = at + needle.length;
  }
  return placeShort(needles, places, haystack).map((place) => place !== undefined);
}

function placeShort(
  needles: readonly string[],
  places: readonly (number | undefined)[],
  haystack: string,
): readonly (number | undefined)[] {
  const result = [...places];
  let end = 0;
  for (const [index, needle] of needles.entries()) {
    const place = result[index];
    if (place !== undefined) {
      end = Math.max(end, place + needle.length);
      continue;
    }
    if (needle === "" || needle.length >= anchorLength) continue;
    const at = haystack.indexOf(needle, end);
    const next = nextPlace(places, index) ?? haystack.length;
    if (at === -1 || at + needle.length > next || at - end > 400) continue;
    result[index] = at;
    end = at + needle.length;
  }
  return result;
}

function nextPlace(places: readonly (number | undefined)[], index: number): number | undefined {
  for (let later = index + 1; later < places.length; later += 1) if (places[later] !== undefined) return places[later];
  return undefined;
}

function squeeze(text: string): string {
  return text.toLowerCase().replace(/[^\p{L}\p{N}]/gu, "");
}
