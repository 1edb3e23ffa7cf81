/** What stands around a numeral: what one of it is, and how many of them are meant. */
export interface UnitReading {
  /** Multiplies the numeral: 1e6 for "million". */
  readonly scale: number;
  readonly unit: string;
  /** UTF-16 units read. */
  readonly length: number;
}

const currencySigns: Readonly<Record<string, string>> = {
  us$: "USD",
  "u.s.$": "USD",
  a$: "AUD",
  au$: "AUD",
  c$: "CAD",
  ca$: "CAD",
  nz$: "NZD",
  hk$: "HKD",
  s$: "SGD",
  nt$: "TWD",
  r$: "BRL",
  $: "USD",
  "€": "EUR",
  "£": "GBP",
  "¥": "JPY",
  "₹": "INR",
  "₩": "KRW",
  "₽": "RUB",
  "₺": "TRY",
  "₴": "UAH",
  "₫": "VND",
  "₪": "ILS",
  "₱": "PHP",
  "₦": "NGN",
  "฿": "THB",
};

const currencyCodes =
  "USD EUR GBP JPY CNY RMB INR CHF AUD CAD NZD HKD SGD KRW BRL MXN ZAR SEK NOK DKK PLN CZK HUF TRY RUB UAH ILS THB TWD SAR AED EGP NGN PHP IDR MYR VND";

const currencyWords: Readonly<Record<string, string>> = {
  dollars: "USD",
  dollar: "USD",
  "us dollars": "USD",
  "u.s. dollars": "USD",
  euros: "EUR",
  euro: "EUR",
  pounds: "GBP",
  yen: "JPY",
  yuan: "CNY",
  renminbi: "CNY",
  rupees: "INR",
  francs: "CHF",
  "d'euros": "EUR",
  "de euros": "EUR",
  "de dólares": "USD",
  "de dollars": "USD",
  "dollar us": "USD",
  美元: "USD",
  欧元: "EUR",
  人民币: "CNY",
  元: "CNY",
  日元: "JPY",
  円: "JPY",
};

const scaleWords: readonly (readonly [words: string, scale: number])[] = [
  ["thousand|tausend|tsd|mille|mila|mil|duizend|tys|тыс|тысяч|ألف|千", 1e3],
  ["hundred million|億|亿", 1e8],
  [
    "million|millions|millionen|millón|millones|milioni|milione|milhão|milhões|miljoen|miljoner|mln|mio|mill|mn|млн|миллионов|مليون|百万",
    1e6,
  ],
  [
    "billion|billions|milliarde|milliarden|milliard|milliards|mil millones|miliardo|miliardi|miljard|miljarder|bilhão|bilhões|mrd|mld|mlrd|bn|млрд|миллиардов|مليار|十亿",
    1e9,
  ],
  ["trillion|trillions|billionen|trn|tn|трлн|兆|万亿|萬億", 1e12],
  ["lakh|lakhs|lac", 1e5],
  ["crore|crores", 1e7],
  ["万|萬", 1e4],
  ["千万", 1e7],
  ["百亿", 1e10],
  ["千亿", 1e11],
];

/** Letters that scale only directly after a numeral ("5k", "1.2bn", "$3M"): elsewhere they are metres and kilograms. */
const attachedScales: Readonly<Record<string, number>> = {
  k: 1e3,
  K: 1e3,
  M: 1e6,
  MM: 1e6,
  m: 1e6,
  b: 1e9,
  B: 1e9,
  T: 1e12,
};

const unitWords: readonly (readonly [words: string, unit: string])[] = [
  ["percentage[ -]points?|pp|ppts?|prozentpunkte?n?|points de pourcentage|个百分点|百分点", "percentage points"],
  ["basis[ -]points?|bps|bp|basispunkte?n?", "basis points"],
  ["%|percent|per cent|pct|prozent|pour cent|por ciento|per cento|por cento|procent|процентов|процента", "%"],
  ["‰", "‰"],
  ["kwh|kilowatt[ -]hours?|kilowattstunden", "kWh"],
  ["mwh|megawatt[ -]hours?", "MWh"],
  ["gwh|gigawatt[ -]hours?|gigawattstunden", "GWh"],
  ["twh|terawatt[ -]hours?|terawattstunden", "TWh"],
  ["kw|kilowatts?", "kW"],
  ["mw|megawatts?", "MW"],
  ["gw|gigawatts?", "GW"],
  ["km²|km2|sq\\.? ?km|square kilomet(?:er|re)s?", "km²"],
  ["sq\\.? ?mi|square miles?", "sq mi"],
  ["m²|m2|square met(?:er|re)s?", "m²"],
  ["km/h|kph|kilomet(?:er|re)s per hour", "km/h"],
  ["mph|miles per hour", "mph"],
  ["km|kilomet(?:er|re)s?", "km"],
  ["cm|centimet(?:er|re)s?", "cm"],
  ["mm|millimet(?:er|re)s?", "mm"],
  ["met(?:er|re)s?", "m"],
  ["miles?", "mi"],
  ["ft|feet|foot", "ft"],
  ["kg|kilograms?|kilos?", "kg"],
  ["mt|megatonn?es?", "Mt"],
  ["gt|gigatonn?es?", "Gt"],
  ["tonn?es?|tonnen|metric tons?|tons?", "t"],
  ["lbs?|pounds", "lb"],
  ["°c|degrees? celsius|grad celsius|℃", "°C"],
  ["°f|degrees? fahrenheit", "°F"],
  ["ghz", "GHz"],
  ["mhz", "MHz"],
  ["hz", "Hz"],
  ["tb", "TB"],
  ["gb", "GB"],
  ["mb", "MB"],
  ["ms|milliseconds?", "ms"],
  ["seconds?|secs?|sekunden", "s"],
  ["minutes?|mins?|minuten", "min"],
  ["hours?|hrs?|stunden|heures|horas", "h"],
  ["days?|tagen?|jours|días|天", "days"],
  ["weeks?|wochen", "weeks"],
  ["months?|monaten?|mois|meses|个月", "months"],
  ["years?|yrs?|jahren?|ans|années|años", "years"],
  ["shares?|aktien", "shares"],
  [
    "people|persons?|inhabitants|residents|menschen|personen|einwohner|personnes|habitants|personas|habitantes|人",
    "people",
  ],
  ["employees|workers|beschäftigte|mitarbeiter", "employees"],
];

interface Lexicon {
  readonly before: RegExp;
  readonly scale: RegExp;
  readonly attached: RegExp;
  readonly unit: RegExp;
  readonly currencyAfter: RegExp;
}

let cachedLexicon: Lexicon | undefined;

function lexicon(): Lexicon {
  if (cachedLexicon) return cachedLexicon;
  const escaped = (words: readonly string[]): string =>
    [...words]
      .sort((a, b) => b.length - a.length)
      .map((word) => word.replace(/[.$]/g, "\\$&"))
      .join("|");
  const signs = escaped(Object.keys(currencySigns));
  const codes = currencyCodes.replaceAll(" ", "|");
  const all = (entries: readonly (readonly [string, unknown])[]): string =>
    entries
      .flatMap(([words]) => words.split("|"))
      .sort((a, b) => b.length - a.length)
      .join("|");
  const stop = "(?![\\p{L}\\p{N}])";
  cachedLexicon = {
    before: new RegExp(`(?:(?<sign>${signs})|(?<![\\p{L}])(?<code>${codes}|Rs\\.?|Fr\\.))\\s?$`, "iu"),
    scale: new RegExp(
      `^[\\s\\u00a0-]?(?<cjk>[十百千]?[万萬][亿億]?|[十百千]?[亿億]|兆)|^[\\s\\u00a0-]{0,2}(?<word>${all(scaleWords)})${stop}\\.?`,
      "iu",
    ),
    attached: new RegExp(`^\\s?(?<letter>MM|[kKMBbmT])${stop}`, "u"),
    unit: new RegExp(
      `^[\\s\\u00a0-]{0,2}(?<unit>${unitWords.map(([words]) => words).join("|")})(?:(?<=[%‰℃人天点])|${stop})`,
      "iu",
    ),
    currencyAfter: new RegExp(
      `^[\\s\\u00a0]{0,2}(?:(?<sign>${signs})|(?<code>${codes})${stop}|(?<word>${escaped(Object.keys(currencyWords))})(?:(?<=[元円币])|${stop}))`,
      "iu",
    ),
  };
  return cachedLexicon;
}

/** The currency whose sign or code ends `text`, and how long it is with the space after it. */
export function currencyBefore(text: string): { readonly unit: string; readonly length: number } | undefined {
  const match = lexicon().before.exec(text);
  if (!match) return undefined;
  const unit = match.groups?.sign ? currencySigns[match.groups.sign.toLowerCase()] : codeOf(match.groups?.code ?? "");
  return unit === undefined ? undefined : { unit, length: match[0].length };
}

function codeOf(code: string): string | undefined {
  const upper = code.toUpperCase().replace(".", "");
  if (upper === "RS") return "INR";
  if (upper === "FR") return "CHF";
  // Codes in lower case are words of some language ("all", "try").
  return code === upper ? (upper === "RMB" ? "CNY" : upper) : undefined;
}

/**
 * Reads scale and unit at the start of `text`, which follows a numeral: " million euros", "%", "bn", " km".
 *
 * Contract: `length` 0 and unit "" when there is none; a lone letter counts as a scale only with `afterCurrency` or
 * when it is not a unit of measure.
 */
export function readUnit(
  text: string,
  options: { readonly afterCurrency: boolean; readonly language?: string },
): UnitReading {
  const scaled = readScale(text, options);
  const rest = text.slice(scaled.length);
  const currency = currencyAfter(rest);
  if (currency) return { scale: scaled.scale, unit: currency.unit, length: scaled.length + currency.length };
  const match = lexicon().unit.exec(rest);
  const word = match?.groups?.unit?.toLowerCase();
  if (match && word !== undefined && !options.afterCurrency) {
    return { scale: scaled.scale, unit: canonicalUnit(word), length: scaled.length + match[0].length };
  }
  return { scale: scaled.scale, unit: "", length: scaled.length };
}

function readScale(
  text: string,
  options: { readonly afterCurrency: boolean; readonly language?: string },
): { scale: number; length: number } {
  const match = lexicon().scale.exec(text);
  if (match) {
    const word = (match.groups?.cjk ?? match.groups?.word ?? "").toLowerCase();
    return { scale: scaleOf(word, options.language), length: match[0].length };
  }
  const attached = lexicon().attached.exec(text);
  const letter = attached?.groups?.letter ?? "";
  const certain = options.afterCurrency || (/^[kKMB]$/.test(letter) && !/^\s/.test(text));
  if (attached && certain) return { scale: attachedScales[letter] ?? 1, length: attached[0].length };
  return { scale: 1, length: 0 };
}

/** 1e6 for "million", 1e12 for a German "Billion"; 1 for what is no scale word. */
export function scaleOf(word: string, language?: string): number {
  const clean = word.toLowerCase().replace(/\.$/, "");
  if (/^(?:de|nl|da|sv|nb|no)/.test(language ?? "") && /^billion(?:en)?$/.test(clean)) return 1e12;
  if (/^[十百千万萬亿億兆]+$/.test(clean)) return cjkScale(clean);
  return scaleWords.find(([words]) => words.split("|").includes(clean))?.[1] ?? 1;
}

function cjkScale(word: string): number {
  const values: Readonly<Record<string, number>> = {
    十: 10,
    百: 100,
    千: 1e3,
    万: 1e4,
    萬: 1e4,
    亿: 1e8,
    億: 1e8,
    兆: 1e12,
  };
  return [...word].reduce((product, character) => product * (values[character] ?? 1), 1);
}

function currencyAfter(text: string): { unit: string; length: number } | undefined {
  const match = lexicon().currencyAfter.exec(text);
  const groups = match?.groups;
  if (!match || !groups) return undefined;
  const unit = groups.sign
    ? currencySigns[groups.sign.toLowerCase()]
    : groups.code
      ? codeOf(groups.code)
      : currencyWords[groups.word?.toLowerCase() ?? ""];
  return unit === undefined ? undefined : { unit, length: match[0].length };
}

function canonicalUnit(word: string): string {
  const entry = unitWords.find(([words]) => new RegExp(`^(?:${words})$`, "iu").test(word));
  return entry?.[1] ?? word;
}

/** Whether a unit is an amount of money (`USD`, `USD per share`). */
export function isMoney(unit: string): boolean {
  return new RegExp(`^(?:${currencyCodes.replaceAll(" ", "|")})(?: |$)`).test(unit);
}
