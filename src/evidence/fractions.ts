import type { FoundQuantity } from "./quantities.ts";

const counts: ReadonlyMap<string, number> = new Map(
  [
    ["a an ein eine einer einem einen un une una 一", 1],
    ["one eins uno 1", 1],
    ["two zwei deux dos 2 二 两", 2],
    ["three drei trois tres 3 三", 3],
    ["four vier quatre cuatro 4 四", 4],
    ["five fünf cinq cinco 5 五", 5],
    ["six sechs seis 6 六", 6],
    ["seven sieben sept siete 7 七", 7],
    ["eight acht huit ocho 8 八", 8],
    ["nine neun neuf nueve 9 九", 9],
    ["ten zehn dix diez 10 十", 10],
  ].flatMap(([words, value]): [string, number][] =>
    String(words)
      .split(" ")
      .map((word) => [word, Number(value)]),
  ),
);
const parts: ReadonlyMap<string, number> = new Map(
  [
    ["half halves", 2],
    ["third drittel tiers tercio tercera", 3],
    ["quarter fourth viertel quart cuarto cuarta", 4],
    ["fifth fünftel cinquième quinto quinta", 5],
    ["sixth sechstel sixième sexto sexta", 6],
    ["seventh siebtel septième séptimo séptima", 7],
    ["eighth achtel huitième octavo octava", 8],
    ["ninth neuntel neuvième noveno novena", 9],
    ["tenth zehntel dixième décimo décima", 10],
  ].flatMap(([words, value]): [string, number][] =>
    String(words)
      .split(" ")
      .map((word) => [word, Number(value)]),
  ),
);

const alternatives = (words: Iterable<string>): string => [...words].sort((a, b) => b.length - a.length).join("|");
const spaced = [...counts.keys()].filter((word) => !/\p{Script=Han}/u.test(word));
const few = alternatives(spaced);
const several = alternatives(spaced.filter((word) => (counts.get(word) ?? 0) > 1));
const named = alternatives(parts.keys());
const ofWhich = "\\s(?:of|the|der|des|dieser|aller|von|de|du|des|del|parte)(?!\\p{L})";
/** "The first three quarters of the year" are a time, and so is "half of 2023". */
const noTime =
  "(?!\\s(?:of|des|de|du|del)\\s(?:(?:the|l|el|la)\\s)?(?:\\p{L}+\\s)?(?:year|century|season|\\d{4}|jahre?s|année|año)(?!\\p{L}))";
/** "A quarter of a million" is a number. */
const noScale = "(?!\\sof\\sa\\s(?:million|billion|trillion)(?!\\p{L}))";
const noSeries =
  "(?<!(?:first|second|last|latter|past|other|next|ersten?|zweiten?|letzten?|première|seconde|primera|segunda)\\s)";
const noSpan =
  "(?!\\s(?:minutes?|hours?|days?|weeks?|months?|quarters?|years?|sources?|documents?|reports?)(?!\\p{L}))";

const fractions: readonly RegExp[] = [
  new RegExp(
    `(?<![\\p{L}\\p{N}-])${noSeries}(?<count>${few})[\\s-](?<part>${named})s?(?=${ofWhich})${noTime}${noScale}`,
    "giu",
  ),
  new RegExp(
    `(?<![\\p{L}\\p{N}-])${noSeries}(?<count>${several})[\\s-](?<part>(?!quarter)(?:${named}))s?(?!\\p{L})${noTime}${noScale}`,
    "giu",
  ),
  new RegExp(
    `(?<![\\p{L}\\p{N}.,-])(?<count>${few})\\s(?:in|out of|von|sur|de cada)\\s(?:every\\s)?(?<of>\\d{1,4}|${few})(?![\\p{L}\\p{N}]|[.,:]\\d|\\s?%)${noSpan}`,
    "giu",
  ),
  /(?<of>[二三四五六七八九十])分之(?<count>[一二三四五六七八九])/gu,
  new RegExp(`${noSeries}(?<![\\p{L}-])(?<half>half|die hälfte|la moitié|la mitad)(?=${ofWhich})${noTime}`, "giu"),
  /(?<half>一半|半数)/gu,
];

/** A share in words is told for what is near it: by a tenth of itself, and at most by one percentage point. */
const widest = 2;
/** "1 in 250" tells a share, "7 in 12" rather seven things in twelve places. */
const mostInTen = 10;

/**
 * Shares told as fractions, as percentages: "a fifth of", "two thirds", "1 in 5", "three out of four", "五分之一".
 *
 * Contract: times ("the first half of 2023", "three quarters of the year") and ranks ("a third company") are none.
 */
export function findFractions(text: string): readonly FoundQuantity[] {
  const found = fractions.flatMap((pattern) =>
    [...text.matchAll(pattern)].flatMap((match): readonly FoundQuantity[] => {
      const value = percentOf(match.groups ?? {});
      if (value === undefined) return [];
      const [start, end] = [match.index, match.index + match[0].length];
      return [
        { value, unit: "%", scale: 1, step: Math.min(widest, value / 10), text: match[0], start, end, spelled: true },
      ];
    }),
  );
  return found.filter(
    (one, index) => !found.slice(0, index).some((other) => other.start < one.end && other.end > one.start),
  );
}

function percentOf(groups: Readonly<Record<string, string | undefined>>): number | undefined {
  if (groups.half !== undefined) return 50;
  const count = counts.get(groups.count?.toLowerCase() ?? "");
  const whole = groups.of?.toLowerCase();
  const of = whole === undefined ? parts.get(groups.part?.toLowerCase() ?? "") : (counts.get(whole) ?? Number(whole));
  if (count === undefined || of === undefined || count >= of) return undefined;
  // "Two quarters" are never a half: a fraction is told in its lowest terms.
  if (whole === undefined && count > 1 && of % count === 0) return undefined;
  if (whole !== undefined && ((count > 1 && of > mostInTen) || (of >= 1900 && of <= 2100))) return undefined;
  return (100 * count) / of;
}
