/** What a sentence says changed from what to what, by which factor, and which of two numbers is whose. */
import { type FoundQuantity, findQuantities } from "./quantities.ts";
import { compatibleUnits, sameQuantity } from "./same-quantity.ts";
import { holds, wordPattern } from "./word-pattern.ts";
import { contentStems, isStopWord, wordsOf } from "./words.ts";

const numbersOf = (text: string, language: string | undefined): readonly FoundQuantity[] =>
  findQuantities(text, { spelled: true, ...(language && { language }) });

const origin = /(?:(?<!\p{L})(?:from|von|de|depuis|desde|من)\s|从|自)[^\p{N}]{0,14}$/iu;
const target = /(?:(?<!\p{L})(?:to|auf|bis|à|a|hasta|إلى)\s|[到至为])[^\p{N}]{0,14}$/iu;

interface Change {
  readonly from: FoundQuantity;
  readonly to: FoundQuantity;
}

/** The first two numbers that a text sets as start and end of a change, in either order. */
function changeIn(text: string, language: string | undefined): Change | undefined {
  const numbers = numbersOf(text, language);
  const leads = numbers.map(({ start }, index) => text.slice(numbers[index - 1]?.end ?? 0, start));
  const start = numbers.find((_number, index) => origin.test(leads[index] ?? ""));
  const end = numbers.find((number, index) => number !== start && target.test(leads[index] ?? ""));
  return start && end && Math.abs(numbers.indexOf(start) - numbers.indexOf(end)) === 1
    ? { from: start, to: end }
    : undefined;
}

const equal = (first: FoundQuantity, second: FoundQuantity): boolean =>
  sameQuantity(first, second, { rounded: "first", ignoreSign: true });

/** Whether a claim takes the start of the evidence's change for its end, and back. */
export function isTurnedChange(claim: string, sentence: string, language: string | undefined): boolean {
  const [own, told] = [changeIn(claim, language), changeIn(sentence, language)];
  if (!own || !told || equal(own.from, own.to)) return false;
  return equal(own.from, told.to) && equal(own.to, told.from) && !equal(own.from, told.from);
}

const factors: readonly (readonly [factor: number, pattern: RegExp])[] = [
  [
    2,
    wordPattern(
      "doubl(?:ed|es|ing)|twofold|verdoppel*|doublé*|doublent|(?:se )?duplic*|تضاعف*",
      "翻了?一番|翻倍|增加了?一倍",
    ),
  ],
  [3, wordPattern("tripl(?:ed|es|ing)|trebled|threefold|verdreifach*|triplé*|(?:se )?triplic*", "增[加长]了?两倍")],
  [4, wordPattern("quadrupl(?:ed|es|ing)|fourfold|vervierfach*|quadruplé*|(?:se )?cuadruplic*", "翻了?两番")],
  [
    0.5,
    wordPattern(
      "halv(?:ed|es|ing)|halbier*|(?:réduit*|diminué*) de moitié|(?:se )?redu(?:jo|jeron) a la mitad",
      "减半|减少了?一半",
    ),
  ],
];
const more = /(?<!\p{L})(?:more than|over|mehr als|plus que|más que)\s$/iu;
const almost = /(?<!\p{L})(?:almost|nearly|about|roughly|fast|nahezu|presque|casi)\s$/iu;
/** A factor that is told without saying how near it is, may be a tenth off; "almost" may be a fifth below. */
const roundedBy = 0.1;
const almostBy = 0.2;

/** A factor in a claim's words that the numbers of the evidence do not give. */
export function wrongFactor(claim: string, sentence: string, language: string | undefined): string | undefined {
  const change = changeIn(sentence, language);
  for (const told of factorsIn(claim)) {
    if (holds(sentence, told.pattern)) continue;
    if (factors.some(([, other]) => holds(sentence, other))) return told.word;
    if (change && change.from.unit === change.to.unit && isMissed(told, change.from.value, change.to.value))
      return told.word;
  }
  return undefined;
}

/** A factor in a claim's words that does not lead from one number to another. */
export function missedFactor(claim: string, from: number, to: number): string | undefined {
  return factorsIn(claim).find((told) => isMissed(told, from, to))?.word;
}

/** A text without words for factors. */
export function withoutFactors(text: string): string {
  return factors.reduce((rest, [, pattern]) => rest.replace(pattern, " "), text);
}

interface ToldFactor {
  readonly factor: number;
  readonly pattern: RegExp;
  readonly word: string;
  /** What stands before it. */
  readonly lead: string;
}

function factorsIn(claim: string): readonly ToldFactor[] {
  return factors.flatMap(([factor, pattern]) => {
    const at = claim.search(pattern);
    if (at < 0) return [];
    return [{ factor, pattern, word: claim.slice(at).match(pattern)?.[0] ?? "", lead: claim.slice(0, at) }];
  });
}

function isMissed({ factor, lead }: ToldFactor, from: number, to: number): boolean {
  if (from === 0) return false;
  // How far the change goes on the way that the word says.
  const ratio = to / from / factor;
  const reach = factor < 1 ? 1 / ratio : ratio;
  const [least, most] = more.test(lead)
    ? [1, Number.POSITIVE_INFINITY]
    : almost.test(lead)
      ? [1 - almostBy, 1 + roundedBy]
      : [1 - roundedBy, 1 + roundedBy];
  return reach < least || reach > most;
}

const orders = /(?<!\p{L})(?:respectively|jeweils|beziehungsweise|bzw|respectivement|respectivamente)(?!\p{L})/iu;
/** Where a sentence goes over from one thing to the next, the clearest first. */
const passings: readonly RegExp[] = [
  /[;；]/u,
  /(?<!\p{L})(?:while|whereas|but|compared|against|versus|während|gegenüber|aber|tandis|mais|mientras|pero|بينما)(?!\p{L})|而/iu,
  /(?<!\p{L})(?:and|to|from|und|auf|von|et|à|de|y|a|e)(?!\p{L})|(?<!\p{L})و(?=\p{L})|[和与到]/iu,
  /[,，、،]/u,
];

interface Halves {
  readonly numbers: readonly [FoundQuantity, FoundQuantity];
  readonly words: readonly [ReadonlySet<string>, ReadonlySet<string>];
}

/** A sentence of two numbers, taken apart between them. */
function halvesOf(text: string, language: string | undefined): Halves | undefined {
  const [first, second, ...rest] = numbersOf(text, language);
  if (!first || !second || rest.length > 0 || orders.test(text)) return undefined;
  const middle = text.slice(first.end, second.start);
  const passing = passings.map((pattern) => pattern.exec(middle)).find((match) => match !== null);
  if (!passing) return undefined;
  const at = first.end + passing.index;
  const stems = (part: string, number: string): ReadonlySet<string> => new Set(contentStems(part.replace(number, " ")));
  return {
    numbers: [first, second],
    words: [stems(text.slice(0, at), first.text), stems(text.slice(at), second.text)],
  };
}

/** Whether a claim gives two things the numbers of each other: "Anna 5 and Ben 3" for "Anna 3 and Ben 5". */
export function hasSwappedNumbers(claim: string, sentence: string, language: string | undefined): boolean {
  const [own, told] = [halvesOf(claim, language), halvesOf(sentence, language)];
  // The ends of a change are told apart by "from" and "to", in either order.
  if (!own || !told || (changeIn(claim, language) && changeIn(sentence, language))) return false;
  const [a, b] = own.numbers;
  // "Norda 5 million euros and Sulvik 3 million": the second unit may be left out.
  if (!compatibleUnits(a.unit, b.unit) || equal(a, b)) return false;
  const isStraight = equal(a, told.numbers[0]) && equal(b, told.numbers[1]);
  const isCrossed = equal(a, told.numbers[1]) && equal(b, told.numbers[0]);
  if (isStraight === isCrossed) return false;
  const names = namesOf(claim, sentence);
  const kept = placed(own.words, told.words, names);
  const { same, other } = kept.same + kept.other >= 2 ? kept : placed(own.words, told.words);
  return isCrossed ? same >= 2 && other === 0 : other >= 2 && same === 0;
}

/** How many words that stand in one half only do so in the same half of both sentences, and how many in the other. */
function placed(
  own: Halves["words"],
  told: Halves["words"],
  among?: ReadonlySet<string>,
): { readonly same: number; readonly other: number } {
  const only = ([first, second]: Halves["words"], half: 0 | 1): readonly string[] =>
    [...(half === 0 ? first : second)].filter((stem) => !(half === 0 ? second : first).has(stem));
  const words = ([0, 1] as const).flatMap((half) => only(own, half).map((stem) => ({ stem, half })));
  const counted = words.filter(({ stem }) => among === undefined || among.has(stem));
  const stands = (stem: string, half: 0 | 1): boolean => only(told, half).includes(stem);
  return {
    same: counted.filter(({ stem, half }) => stands(stem, half)).length,
    other: counted.filter(({ stem, half }) => stands(stem, half === 0 ? 1 : 0)).length,
  };
}

/** Stems of capitalised words and years of both sentences: they tell whose or when better than other words. */
function namesOf(first: string, second: string): ReadonlySet<string> {
  const capitalised = (text: string): readonly string[] =>
    (text.match(/(?<![\p{L}\p{N}])(?:\p{Lu}\p{L}+|\d{4}(?!\p{N}))/gu) ?? [])
      .filter((word) => !isStopWord(word.toLowerCase()))
      .flatMap((word) => contentStems(word));
  const other = new Set(capitalised(second));
  return new Set(capitalised(first).filter((stem) => other.has(stem)));
}

/** Whether two shares with one number are each of what the other counts: "20 % of smokers are women". */
export function hasTurnedShare(claim: string, sentence: string, language: string | undefined): boolean {
  const [own, told] = [shareOf(claim, language), shareOf(sentence, language)];
  if (!own || !told || !equal(own.number, told.number)) return false;
  const crosses = (base: ReadonlySet<string>, rest: ReadonlySet<string>): boolean =>
    base.size > 0 && [...base].some((stem) => rest.has(stem));
  const meet = [...own.base].some((stem) => told.base.has(stem));
  return !meet && crosses(own.base, told.rest) && crosses(told.base, own.rest);
}

const shareBase =
  /^\s(?:of|der|des|von|de|des|du|de los|de las)\s(?<base>(?:(?:the|all|its|their|les?|los|las|allen?)\s)?[\p{L}-]+(?:\s[\p{L}-]+(?=\s(?:is|are|was|were|have|had|sind|waren|sont|son)(?!\p{L})))?)/iu;

function shareOf(
  text: string,
  language: string | undefined,
):
  | { readonly number: FoundQuantity; readonly base: ReadonlySet<string>; readonly rest: ReadonlySet<string> }
  | undefined {
  for (const number of numbersOf(text, language)) {
    const after = text.slice(number.end);
    const base = number.unit === "%" ? shareBase.exec(after)?.groups?.base : undefined;
    if (base === undefined) continue;
    const [first = ""] = contentStems(base);
    const rest = wordsOf(after).slice(wordsOf(base).length).join(" ");
    return { number, base: new Set([first]), rest: new Set(contentStems(rest).filter((stem) => stem !== first)) };
  }
  return undefined;
}
