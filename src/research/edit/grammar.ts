/**
 * The wishes that are understood without a model, in English and German:
 *
 *   wish    = [courtesy] verb place …            joined by ";", "and then", "und dann" or new lines
 *   shorten PLACE · remove PLACE · drop the sentence about WORDS · rename PLACE to TITLE
 *   make PLACE a [bar|line] chart · make PLACE a table · move SECTION to the front | to the end | before | after SECTION
 *   PLACE   = this · the summary · section 2 · the second section · the section about WORDS · table 1 · figure 1 · a title
 *
 * Each rule names what it found: `place`, `words`, `title`, `mark`, `where`, `beside`.
 */
export type WishKind = "shorten" | "remove" | "drop" | "draw" | "tabulate" | "rename" | "move" | "translate";

/** An instruction as it was understood. */
export interface Wish {
  readonly kind: WishKind;
  readonly place: string;
  readonly words: string;
  readonly title: string;
  readonly mark: string;
  readonly where: string;
  readonly beside: string;
}

interface Rule {
  readonly kind: WishKind;
  readonly pattern: RegExp;
}

const rule = (kind: WishKind, source: string): Rule => ({ kind, pattern: new RegExp(`^${source}$`, "iu") });

const place = "(?<place>.+?)";
const about = "(?:about|on|with|of|that (?:mentions?|says?|speaks? of)|mentioning|saying)";
const sentence = "(?:the|any|all|every|each)?\\s*(?:sentences?|statements?|claims?|remarks?|bits?|passages?)";
const within = "(?:\\s+(?:in|from) (?<place>(?:the )?(?:summary|section|chapter|\\p{L}+ section).*?))?";
const chart = "(?:(?<mark>bar|column|line|point|scatter)[ -]?)?(?:chart|graph|diagram|plot)";

/** More telling ones first: the first that fits is taken. */
const english: readonly Rule[] = [
  rule("translate", "translate\\b.*"),
  rule("drop", `(?:drop|remove|delete|cut|leave out|take out)\\s+${sentence}\\s+${about}\\s+(?<words>.+?)${within}`),
  rule("rename", `(?:rename|retitle)\\s+${place}\\s+(?:to|as|into)\\s+(?<title>.+)`),
  rule("rename", `(?:change|set)\\s+the (?:title|heading|name) of\\s+${place}\\s+(?:to|into)\\s+(?<title>.+)`),
  rule("rename", `(?:call|title)\\s+${place}\\s+(?<title>["“'‘].+)`),
  rule(
    "move",
    `(?:move|put|place)\\s+${place}\\s+(?:to|at|in)?\\s*(?:the\\s+)?(?:very\\s+)?(?<where>front|top|beginning|start|end|bottom|first|last)`,
  ),
  rule(
    "move",
    `(?:move|put|place)\\s+${place}\\s+(?<where>before|in front of|above|after|behind|below)\\s+(?<beside>.+)`,
  ),
  rule(
    "draw",
    `(?:make|turn|convert|draw|show|plot|render|put|present|display)\\s+${place}\\s+(?:as|into|to|in)?\\s*(?:an?\\s+)?${chart}`,
  ),
  rule("draw", `as\\s+an?\\s+${chart}(?<place>)`),
  rule("draw", `(?:chart|plot|draw|graph)\\s+${place}`),
  rule(
    "tabulate",
    `(?:make|turn|convert|show|put|render|present|display)\\s+${place}\\s+(?:as|into|to|in)?\\s*(?:an?\\s+)?table`,
  ),
  rule("tabulate", "as\\s+an?\\s+table(?<place>)"),
  rule("shorten", `(?:shorten|trim|condense|tighten|abridge|cut down)\\s+${place}`),
  rule("shorten", `make\\s+${place}\\s+(?:shorter|briefer|more concise|more brief)`),
  rule("remove", `(?:remove|delete|drop|leave out|take out|cut|omit)\\s+${place}`),
  rule("shorten", "shorten(?: it)?(?<place>)"),
];

const ueber = "(?:über|zu[rm]?|mit|von|vom|in dem|die? von)";
const satz = "(?:den|die|alle|jeden)?\\s*(?:satz|sätze|aussagen?|bemerkung(?:en)?|stellen?)";
const diagramm = "(?:(?<mark>balken|säulen|linien|punkt|punkte)-?)?(?:diagramm|grafik|chart|schaubild)";
const weg = "(?:entfern(?:e|en)?|lösch(?:e|en)?|streich(?:e|en)?)";

const german: readonly Rule[] = [
  rule("translate", "(?:übersetz(?:e|en)?\\b.*|.*\\bübersetzen)"),
  rule("drop", `${weg}\\s+${satz}\\s+${ueber}\\s+(?<words>.+?)(?<place>)`),
  rule("drop", `lass(?:e)?\\s+${satz}\\s+${ueber}\\s+(?<words>.+?)\\s+(?:weg|aus)(?<place>)`),
  rule("drop", `${satz}\\s+${ueber}\\s+(?<words>.+?)\\s+${weg}(?<place>)`),
  rule("rename", `benenn(?:e)?\\s+${place}\\s+(?:in|zu|als)\\s+(?<title>.+?)\\s+um`),
  rule("rename", `${place}\\s+(?:in|zu)\\s+(?<title>.+?)\\s+umbenennen`),
  rule("rename", `nenne?\\s+${place}\\s+(?<title>["„“»'‚].+)`),
  rule(
    "move",
    `(?:verschieb(?:e)?|setz(?:e)?|stell(?:e)?|rück(?:e)?)\\s+${place}\\s+(?:ganz\\s+)?(?:nach|an|ans|zum)?\\s*(?:den|das)?\\s*(?<where>vorne?|anfang|beginn|hinten|ende|schluss)`,
  ),
  rule(
    "move",
    `(?:verschieb(?:e)?|setz(?:e)?|stell(?:e)?|rück(?:e)?)\\s+${place}\\s+(?<where>vor|hinter|nach)\\s+(?<beside>.+)`,
  ),
  rule(
    "draw",
    `(?:mach(?:e)?|erstell(?:e)?|zeichne)\\s+(?:bitte\\s+)?(?:aus\\s+)?${place}\\s+(?:ein(?:e)?\\s+)${diagramm}`,
  ),
  rule(
    "draw",
    `(?:zeig(?:e)?|zeichne|stell(?:e)?)?\\s*${place}\\s+als\\s+(?:ein(?:e)?\\s+)?${diagramm}(?:\\s+(?:dar|zeigen|darstellen))?`,
  ),
  rule("draw", `als\\s+(?:ein(?:e)?\\s+)?${diagramm}(?<place>)`),
  rule("tabulate", `(?:mach(?:e)?|erstell(?:e)?)\\s+(?:aus\\s+)?${place}\\s+eine\\s+tabelle`),
  rule("tabulate", `(?:zeig(?:e)?|stell(?:e)?)?\\s*${place}\\s+als\\s+tabelle(?:\\s+(?:dar|zeigen|darstellen))?`),
  rule("tabulate", "als\\s+tabelle(?<place>)"),
  rule("shorten", `kürz(?:e)?\\s+${place}`),
  rule("shorten", `${place}\\s+kürzen`),
  rule("shorten", `mach(?:e)?\\s+${place}\\s+(?:kürzer|knapper)`),
  rule("remove", `${weg}\\s+${place}`),
  rule("remove", `lass(?:e)?\\s+${place}\\s+(?:weg|aus)`),
  rule("remove", `${place}\\s+(?:entfernen|löschen|streichen|weglassen)`),
];

const courtesy =
  /^(?:(?:please|bitte|now|jetzt|(?:can|could|would) you|(?:kannst|könntest) du|i(?:'d| would) like you to)\s*,?\s*)+/iu;
const closing = /(?:[\s,]+(?:please|bitte))?[\s.!?]*$/iu;
const amidst = /\s+(?:please|bitte)\s+/giu;
const joint = /\s*(?:;|\n|,?\s*\band then\b|,?\s*\bund dann\b)\s*/iu;

/** The wishes of an instruction in order; undefined where one of them is none that is known. */
export function wishesOf(instruction: string): readonly Wish[] | undefined {
  const parts = instruction
    .split(joint)
    .map((part) => part.trim().replace(courtesy, "").replace(closing, "").replace(amidst, " "))
    .filter((part) => part !== "");
  const wishes = parts.map(wishOf);
  const known = wishes.flatMap((wish) => wish ?? []);
  return known.length > 0 && known.length === wishes.length ? known : undefined;
}

function wishOf(text: string): Wish | undefined {
  for (const { kind, pattern } of [...english, ...german]) {
    const groups = pattern.exec(text)?.groups;
    if (!groups && !pattern.test(text)) continue;
    const { place = "", words = "", title = "", mark = "", where = "", beside = "" } = groups ?? {};
    return { kind, place, words: unquoted(words), title: unquoted(title), mark, where, beside };
  }
  return undefined;
}

function unquoted(text: string): string {
  return text
    .trim()
    .replace(/^["“”„»«'‘’‚]+|["“”„»«'‘’‚]+$/gu, "")
    .trim();
}

const englishWord =
  /(?<!\p{L})(?:the|of|about|section|sentences?|table|figure|summary|make|move|rename|remove|delete|drop|shorten|please|show)(?!\p{L})/iu;

/** Whether an instruction is German, not only a name in it; the answer is given in its language. */
export function isGerman(instruction: string): boolean {
  if (englishWord.test(instruction)) return false;
  return /[äöüß]|(?<!\p{L})(?:bitte|der|die|das|den|dem|und|aus|als|nach|abschnitt|kapitel|tabelle|mach|lass|entferne|streiche|nenne|benenne|satz)(?!\p{L})/iu.test(
    instruction,
  );
}
