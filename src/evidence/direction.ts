/** Up, down, or neither; `mixed` when both are said. */
export type Direction = "up" | "down" | "mixed" | "none";

const words = (alternatives: string): RegExp =>
  new RegExp(`(?<![\\p{L}\\p{N}])(?:${alternatives.replaceAll("*", "\\p{L}*")})(?![\\p{L}\\p{N}])`, "giu");
const amount = "(?=\\s(?:by\\s)?(?:about\\s|nearly\\s|almost\\s)?[\\p{Sc}\\d]|\\sfrom\\s)";

/** `*` stands for any ending. */
const up = words(
  `increas*|r(?:o|i)se[ns]?|rising|gr(?:e|o)w(?:s|n|th|ing)?|gain(?:s|ed|ing)?|higher|climb*|jump*|surg(?:e|ed|es|ing)|soar*|expand*|expansion|improv*|accelerat*|doubl(?:ed|es|ing)|tripl(?:ed|es|ing)|exceed*|outperform*|rebound*|strengthen*|widen*|more than|greater|larger|above|up${amount}|stieg*|steig*|wuchs*|wachs*|wächst|zunahm*|zugenommen|erhöh*|gestiegen|angestiegen|augment*|hausse|crois*|croît|aument*|subi*|crec*|crescit*|вырос*|увелич*|рост|steeg|stegen|stijg*|gestegen|groei*|toenam*|toegenomen|ارتفع*|ترتفع|يرتفع|ارتفاع*|زاد*|ازداد*|نما|نمت|نمو`,
);
const down = words(
  `decreas*|declin*|f(?:e|a)ll(?:s|en|ing)?|dropp?(?:ed|s|ing)?|drop|lower(?:ed)?|reduc*|shr(?:i|a|u)nk*|contract(?:ed|ion)|slump*|plung*|plummet*|tumbl(?:ed|es|ing)|slipp(?:ed|ing)|worsen*|weaken*|narrow(?:ed|s|ing)|deteriorat*|halv(?:ed|es|ing)|fewer|less than|smaller|below|down${amount}|unfavorab*|sank|sanken|sinken|sinkt|gesunken|gesenkt|fiel|fielen|fällt|fallen|gefallen|rückgang*|zurückgegangen|abnahm*|verringer*|baiss*|diminu*|recul*|chut(?:e|é|a|ent)|disminu*|descen*|cay(?:ó|eron)|baj(?:ó|aron)|calo|calat*|снизил*|упал*|сократил*|снижение|daal*|gedaald|afnam*|afgenomen|kromp*|gekrompen|انخفض*|تنخفض|ينخفض|انخفاض*|تراجع*|هبط*|هبوط|تقلص*`,
);
const unspacedUp = /增长|上升|增加|提高|上涨|増加|上昇|伸び|増え|증가|상승|성장|늘었|늘어/gu;
const unspacedDown = /下降|减少|降低|下跌|減少|低下|下落|減っ|감소|하락|줄었|줄어/gu;

/** "No. 5" counts, "not only", "if not the oldest" and "no other than" affirm, "non-profit" describes. */
const negations = words(
  "(?<!if\\s)not(?!\\s(?:only|just|merely)\\s)|no(?!\\.?\\s?\\d|(?:\\s\\p{L}+){1,3}\\s(?:other than|but|except)(?!\\p{L}))|never|none|neither|nor|without|cannot|\\p{L}+n't|fail(?:s|ed)? to|refus(?:es|ed)? to|den(?:y|ies|ied)|lack(?:s|ed)?|unable|untrue|nicht(?!\\snur\\s)|kein*|niemals|ohne|n(?:e\\s|')\\p{L}+\\s(?:pas|plus|jamais)|jamais|sans|aucun*|nunca|ningun*|ningún|non(?!-)|senza|não|nem|sem|не|нет|никто|no(?:body|thing|where)(?!\\s(?:but|except|other|less)(?!\\p{L}))|(?:hardly|scarcely|kaum)(?!\\s(?:an?|half|\\d+|eine?|die Hälfte)(?!\\p{L}))|niemand*|personne(?=\\sn(?:e\\s|'))|nadie|ليس(?:ت|وا)?|لم|لن",
);
const spanishWithout = /(?<!\p{L})sin(?!\p{L})/gu;
const unspacedNegations = /不(?!断|仅|少)|没有|未|無い|ない|않|못했|못한|아니|없/gu;
/** "No" is "in the" in Portuguese. */
const portugueseIn = /(?<!\p{L})nos?(?!\p{L})/giu;

const count = (text: string, patterns: readonly RegExp[]): number =>
  patterns.reduce((sum, pattern) => sum + (text.match(pattern) ?? []).length, 0);

/** Which way a text says something went. */
export function directionOf(text: string): Direction {
  const ups = count(text, [up, unspacedUp]);
  const downs = count(text, [down, unspacedDown]);
  if (ups > 0 && downs > 0) return "mixed";
  return ups > 0 ? "up" : downs > 0 ? "down" : "none";
}

/** Whether a text denies an odd number of times. */
export function isNegated(text: string, language?: string): boolean {
  const straight = text.replace(/[’‘ʼ]/g, "'");
  const read = /^pt\b/i.test(language ?? "") ? straight.replace(portugueseIn, " ") : straight;
  return count(read, [negations, spanishWithout, unspacedNegations]) % 2 === 1;
}

/** Whether two texts say clearly opposite directions. */
export function oppositeDirections(first: string, second: string): boolean {
  const [a, b] = [directionOf(first), directionOf(second)];
  return (a === "up" && b === "down") || (a === "down" && b === "up");
}

/** A text without its words of rise and fall. */
export function withoutDirection(text: string): string {
  return [up, down, unspacedUp, unspacedDown].reduce((rest, pattern) => rest.replace(pattern, " "), text);
}
