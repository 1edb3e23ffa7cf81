/** A printed numeral: its value, and the value of one step of its last printed digit (0.1 for "117.2"). */
export interface Numeral {
  readonly value: number;
  readonly step: number;
}

const commaDecimalLanguages = new Set(
  "bg ca cs da de el es et eu fi fr gl hr hu id is it lt lv nb nl nn no pl pt ro ru sk sl sr sv tr uk vi".split(" "),
);

/** Whether a language writes a decimal comma; English ways where the language is unknown. */
export function hasDecimalComma(language: string | undefined): boolean {
  return commaDecimalLanguages.has(language?.toLowerCase().split(/[-_]/)[0] ?? "");
}

/**
 * Matches one numeral after `foldDigits`: grouped by comma, point, apostrophe or a no-break or thin space (also the
 * Indian 12,34,567), or plain; with an optional fraction.
 */
export const numeralPattern =
  "(?:\\d{1,3}(?:([,.'’\\u00a0\\u202f\\u2009])\\d{3}(?!\\d))(?:\\1\\d{3}(?!\\d))*(?:[.,]\\d+)?|\\d{1,2}(?:,\\d{2})+,\\d{3}(?!\\d)(?:\\.\\d+)?|\\d+(?:[.,]\\d+)?|(?<![\\d.])\\.\\d+)";

/**
 * Writes the decimal digits of every script, full-width signs and the signs of minus as ASCII, marks of direction as
 * spaces.
 *
 * Contract: keeps the length in UTF-16 units, so offsets stay valid.
 */
export function foldDigits(text: string): string {
  return text.replace(/\P{ASCII}/gu, (character) => foldedSigns.get(character) ?? foldDigit(character));
}

const foldedSigns: ReadonlyMap<string, string> = new Map([
  ["٫", "."],
  ["٬", ","],
  ["．", "."],
  ["，", ","],
  ["％", "%"],
  ["٪", "%"],
  ["−", "-"],
  ["﹣", "-"],
  ["－", "-"],
  ["（", "("],
  ["）", ")"],
  ["＄", "$"],
  ["￥", "¥"],
  // Marks of direction, which Arabic and Hebrew set beside signs.
  ["\u200e", " "],
  ["\u200f", " "],
  ["\u061c", " "],
]);

function foldDigit(character: string): string {
  if (!/\p{Nd}/u.test(character)) return character;
  // Unicode puts the ten digits of a script in one run, zero first.
  const code = character.codePointAt(0) ?? 0;
  let zero = code;
  while (code - zero < 9 && /\p{Nd}/u.test(String.fromCodePoint(zero - 1))) zero--;
  return String(code - zero).padEnd(character.length, " ");
}

const spacedLanguages = new Set("bg cs es et fi fr hu lt lv nb nn no pl pt ru sk sv uk".split(" "));

/**
 * Makes the plain spaces of "1 234 567" no-break ones in languages that group by spaces, and those of "12 000" in all,
 * for no number is "000"; the length stays.
 */
export function joinSpacedGroups(text: string, language?: string): string {
  const grouped = spacedLanguages.has(language?.toLowerCase().split(/[-_]/)[0] ?? "");
  return text.replace(/(?<![\d.,])\d{1,3}(?: \d{3})+(?!\d)/g, (number) =>
    grouped || number.includes(" 000") ? number.replaceAll(" ", "\u00a0") : number,
  );
}

/** The value of a text that `numeralPattern` matched. */
export function parseNumeral(text: string, language?: string): Numeral {
  const { whole, fraction } = splitNumeral(text, hasDecimalComma(language));
  const value = Number(`${whole === "" ? "0" : whole}.${fraction === "" ? "0" : fraction}`);
  return { value, step: Number(`1e-${fraction.length}`) };
}

function splitNumeral(text: string, decimalComma: boolean): { whole: string; fraction: string } {
  const separators = [...text.matchAll(/[^\d]/g)];
  const last = separators.at(-1);
  if (!last) return { whole: text, fraction: "" };
  const digits = (part: string): string => part.replace(/\D/g, "");
  const before = text.slice(0, last.index);
  const after = text.slice(last.index + 1);
  const isFraction = isDecimalMark(last[0], { before, after, decimalComma });
  return isFraction ? { whole: digits(before), fraction: after } : { whole: digits(text), fraction: "" };
}

function isDecimalMark(
  mark: string,
  parts: { readonly before: string; readonly after: string; readonly decimalComma: boolean },
): boolean {
  if (mark !== "." && mark !== ",") return false;
  if (parts.before.includes(mark)) return false;
  if (/\D/.test(parts.before)) return true;
  const couldBeGroup = parts.after.length === 3 && /^[1-9]\d{0,2}$/.test(parts.before);
  return !couldBeGroup || (mark === ",") === parts.decimalComma;
}
