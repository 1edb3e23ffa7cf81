import { stemOf } from "./words.ts";

/** What a text says is first, second or among the first of something. */
interface Ranked {
  /** What by: the stem of "largest", "first", "only". */
  readonly by: string;
  /** 1 for "the largest"; absent for "one of the largest". */
  readonly place?: number;
  readonly text: string;
}

/** Words for the second to the tenth, by language; German and Spanish without their endings. */
const ordinalPlaces: ReadonlyMap<string, number> = new Map(
  [
    "second third fourth fifth sixth seventh eighth ninth tenth",
    "zweit dritt viert fünft sechst siebt acht neunt zehnt",
    "deuxième troisième quatrième cinquième sixième septième huitième neuvième dixième",
    "segund tercer cuart quint sext séptim octav noven décim",
    "二 三 四 五 六 七 八 九 十",
    "ثاني ثالث رابع خامس سادس سابع ثامن تاسع عاشر",
  ].flatMap((words) => words.split(" ").map((word, index): [string, number] => [word, index + 2])),
);
const englishOrdinal = "(?<ordinal>second|third|fourth|fifth|sixth|seventh|eighth|ninth|tenth|\\d{1,3}(?:st|nd|rd|th))";
/** Words that end like a superlative. */
const noSuperlative =
  "forest|interest|harvest|protest|request|contest|honest|modest|invest|suggest|digest|conquest|arrest|midwest|southwest|northwest|manifest|earnest|tempest|budapest|everest|divest|infest|congest|attest|detest|ingest|molest|disinterest|rainforest";

const forms: readonly RegExp[] = [
  new RegExp(
    `(?<![\\p{L}\\p{N}])(?:(?<among>(?:one|two|some|many|several) of (?:[\\p{L}'’]+\\s){1,3}?|among (?:[\\p{L}'’]+\\s){0,2}?)|${englishOrdinal}[\\s-]+)?(?<by>(?!(?:${noSuperlative})(?!\\p{L}))\\p{L}{3,}est|best|worst|first|last|only|sole|most\\s(?!of|from|part|time)\\p{L}{4,})(?!\\p{L})`,
    "giu",
  ),
  /(?<!\p{L})(?<among>(?:eine[mnrs]?|zwei|einige)\s(?:der|von|unter)\s(?:\p{L}+\s)?|(?:unter|zu)\sden\s(?:\p{L}+\s)?)?(?<ordinal>zweit|dritt|viert|fünft|sechst|siebt|acht|neunt|zehnt)?(?<by>größt|höchst|ältest|längst|schnellst|stärkst|kleinst|niedrigst|jüngst|wichtigst|einzig)e[mnrs]?(?!\p{L})/giu,
  /(?<!\p{L})(?<among>(?:l['’]une?|une?|parmi)\s(?:des|les)\s(?:\p{L}+\s)?)?(?:(?<ordinal>deuxième|troisième|quatrième|cinquième|sixième|septième|huitième|neuvième|dixième)\s(?:\p{L}+\s)?)?(?<by>plus\s(?:grand|haut|petit|vieu|ancien|long|import)|premi|seul)\p{L}*/giu,
  /(?<!\p{L})(?<among>(?:un[oa]|algun[oa]s)\sde\s(?:los|las)\s(?:\p{L}+\s)?|entre\s(?:los|las)\s(?:\p{L}+\s)?)?(?:(?<ordinal>segund|tercer|cuart|quint|sext|séptim|octav|noven|décim)[oa]?\s(?:\p{L}+\s)?)?(?<by>más\s(?:grande|alt|pequeñ|antigu|larg|important)|mayor(?!ía)|menor|primer|únic)\p{L}*/giu,
  /第(?<ordinal>[二三四五六七八九十])(?<by>[大高长])/gu,
  /最(?<by>[大高长])(?<among>[^，。,；]{0,12}之一)?/gu,
  /(?<!\p{L})(?<among>(?:أحد|إحدى|من|بين)\s)?(?:(?<ordinal>ثاني|ثالث|رابع|خامس|سادس|سابع|ثامن|تاسع|عاشر)\s)?(?<by>أكبر|أعلى|أطول|أقدم|أول|أصغر)(?!\p{L})/gu,
];

function rankedIn(text: string): readonly Ranked[] {
  return forms.flatMap((form) =>
    [...text.matchAll(form)].flatMap(({ 0: match, groups }) => {
      const by = groups?.by === undefined ? "" : stemOfRank(groups.by.toLowerCase());
      if (by === "") return [];
      return groups?.among ? [{ by, text: match }] : [{ by, place: placeOf(groups?.ordinal), text: match }];
    }),
  );
}

const stemOfRank = (by: string): string => by.split(/\s+/u).map(stemOf).join(" ");

function placeOf(ordinal: string | undefined): number {
  if (ordinal === undefined) return 1;
  return ordinalPlaces.get(ordinal.toLowerCase()) ?? Number.parseInt(ordinal, 10);
}

/** What of a claim's ranks the evidence gives otherwise. */
export interface RankFault {
  readonly own: string;
  readonly told: string;
  /** Whether the evidence gives another place, rather than no single one. */
  readonly isOther: boolean;
}

/**
 * A rank that a claim gives and the evidence does not: "largest" for "second largest" or "one of the largest".
 *
 * Contract: undefined where the evidence speaks of no such rank, or gives the claim's somewhere too.
 */
export function misrankedIn(claim: string, sentence: string): RankFault | undefined {
  const told = rankedIn(sentence);
  for (const own of rankedIn(claim)) {
    const same = told.filter((other) => other.by === own.by);
    const [first] = same;
    if (!first || own.place === undefined || same.some((other) => other.place === own.place)) continue;
    return { own: own.text, told: first.text, isOther: first.place !== undefined };
  }
  return undefined;
}
