const monthLanguages = ["en", "de", "fr", "es", "it", "pt", "nl", "sv", "da", "pl", "ru", "ar"];

/** Abbreviations of other languages that English sentences use as words: "carried out 12 attacks", "set 30 records". */
const englishWords = new Set(["out", "set", "ago", "mag", "gen", "lug", "sty", "lip", "mart"]);

let cachedMonths: ReadonlyMap<string, number> | undefined;

/** Month names and abbreviations of common languages, in lower case and without points. */
function months(): ReadonlyMap<string, number> {
  if (cachedMonths) return cachedMonths;
  const names = new Map<string, number>();
  for (const language of monthLanguages) {
    for (let month = 0; month < 12; month++) {
      const date = new Date(Date.UTC(2023, month, 15));
      for (const style of ["long", "short"] as const) {
        const forms = [
          new Intl.DateTimeFormat(language, { month: style, timeZone: "UTC" }).format(date),
          new Intl.DateTimeFormat(language, { month: style, day: "numeric", timeZone: "UTC" })
            .formatToParts(date)
            .find((part) => part.type === "month")?.value,
        ];
        for (const form of forms) {
          const name = form?.toLowerCase().replace(/\./g, "") ?? "";
          if (/^\p{L}{3,}$/u.test(name) && !names.has(name)) names.set(name, month + 1);
        }
      }
    }
  }
  cachedMonths = names.set("sept", 9);
  return cachedMonths;
}

/** A regular expression that matches any month name, with the point of an abbreviation, as group `group`. */
export function monthPattern(group: string): string {
  const names = [...months().keys()].sort((a, b) => b.length - a.length);
  return `(?<${group}>${names.join("|")})\\.?`;
}

/**
 * The number of a month, 1 to 12.
 *
 * Contract: undefined for no month and, in English and unknown languages, for what is an English word ("out", "set",
 * the planet "Mars").
 */
export function monthOf(name: string | undefined, language: string | undefined): number | undefined {
  const key = name?.toLowerCase().replace(/\./g, "") ?? "";
  const english = language === undefined || /^en\b/i.test(language);
  if (english && (englishWords.has(key) || name === "Mars")) return undefined;
  return months().get(key);
}

let anyMonth: RegExp | undefined;

/** Whether a text may name a month at all: a quick look before the costly ones. */
export function hasMonthName(text: string): boolean {
  anyMonth ??= new RegExp(monthPattern("month"), "iu");
  return anyMonth.test(text);
}
