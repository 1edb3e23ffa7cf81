import { currencyBefore, readUnit, scaleOf } from "./units.ts";

/** What notes, captions and headers say about the numbers below them. */
export interface TableScale {
  /** 1e6 for "in millions"; 1 when nothing is said. */
  readonly scale: number;
  /** Whether a scale is said at all; then a table of statements is meant and bare numbers are money. */
  readonly said: boolean;
  /** `USD`, `%`, `km²`; empty when nothing is said. */
  readonly unit: string;
  /** Scale of rows that count shares, when it is said apart. */
  readonly sharesScale?: number;
  /** "except per share data": those rows are in single units. */
  readonly exceptPerShare: boolean;
  /** Words of other exceptions ("employee data"), in lower case. */
  readonly exceptions: readonly string[];
}

const scaleNoun =
  "thousands?|millions?|billions?|trillions?|mio|mrd|tsd|tausend|millionen|milliarden|milliers|milliards|miles|millones|milhões|milhares|milioni|migliaia|miliardi|lakhs?|crores?|mn|bn|mln|mld|млн|млрд|тыс";
const cjkScale = "十亿|百万|千万|千|万|亿|億|兆|百만|천|백만|억";
const sign = "[\\p{Sc}]|us\\$|u\\.s\\.|rs\\.?|usd|eur|gbp|jpy|cny|chf|rmb|inr|cad|aud|sek|nok|dkk|pln|krw|brl";
const after =
  "(?<after>\\s+(?:of\\s+|de\\s+|di\\s+|d['’])?(?:\\d{4}\\s+)?(?:u\\.?s\\.?\\s+)?(?:dollars?|euros?|€|\\$|£|usd|eur|gbp|chf|pounds|yen|руб|reais))?";
const lead =
  "\\b(?:in|en|em|expressed in|amounts? in|figures? in|(?:u\\.?s\\.? )?dollars? in|usd in|stated in)\\s+|(?:\\$|€|₹|£|rs\\.?) in\\s+|(?<!\\d)[(,\\[]\\s*";
const scalePattern = new RegExp(
  `(?:(?:${lead})(?:(?<before>${sign})\\s?)?|(?<sign2>${sign})\\s?)(?<scale>${scaleNoun}|'?000s?|k|m)(?![\\p{L}\\p{N}])\\.?${after}|(?:单位|單位|単位|단위)\\s?[:：]\\s*(?<cjk>${cjkScale})(?<cjkMoney>[元円원])?|[(（]\\s*(?<cjk2>${cjkScale})(?<cjkMoney2>[元円원])`,
  "iu",
);
/** A line that is nothing but a scale: "Mio. €", "Millions", "百万円". */
const wholeLine = new RegExp(
  `(?:^|\\n)\\s*(?:(?<scale>${scaleNoun})\\.?${after}|(?<cjk>${cjkScale})(?<cjkMoney>[元円원]))\\s*(?=$|\\n)`,
  "iu",
);
/** "TEUR", "T€", "k€", "M€", "MEUR", "kUSD". */
const joined = /(?<![\p{L}\p{N}])(?<letter>[TkM])\s?(?<money>€|\$|EUR|USD|CHF|SEK)(?![\p{L}\p{N}])/u;
/** "(1,000 tonnes)", "1 000 ha": thousands of what is counted; "per 1,000 people" is a rate. */
const thousandsOf = /(?:^|[(\n])\s*(?:in\s+)?1[,.\u00a0\u202f ]?000\s+(?=\p{L})/u;
/** Before a lone "(m)" these make it metres. */
const lengths =
  /\b(?:heights?|lengths?|widths?|depths?|elevations?|altitudes?|distances?|diameters?|spans?|tall|long|deep|high|höhe|länge|breite|tiefe|hauteur|longueur|altura)\b[^()]{0,40}[([,]\s*(?:in\s)?m\s*[)\]]?/iu;

interface SaidScale {
  readonly scale: number;
  readonly groups: Readonly<Record<string, string | undefined>>;
}

function findScale(text: string): SaidScale | undefined {
  const groups = scalePattern.exec(text)?.groups ?? wholeLine.exec(text)?.groups;
  const cjk = groups?.cjk ?? groups?.cjk2;
  if (groups && cjk !== undefined) return { scale: scaleOf(cjk), groups };
  if (groups?.scale !== undefined && !(groups.scale === "m" && lengths.test(text)))
    return { scale: scaleValue(groups.scale), groups };
  const short = joined.exec(text)?.groups;
  if (short) return { scale: short.letter === "M" ? 1e6 : 1e3, groups: { before: short.money } };
  return thousandsOf.test(text) ? { scale: 1e3, groups: { scale: "000" } } : undefined;
}

/** Reads scale, currency and exceptions of "(In millions, except number of shares, which are reflected in thousands)". */
export function readTableScale(text: string): TableScale {
  const main = text.split(/\b(?:except|excluding|ausgenommen|sauf)\b/iu);
  const head = main[0] ?? "";
  const except = main.slice(1).join(" ").toLowerCase();
  const said = findScale(head);
  const shares = /\bshares?\b[^.;]{0,60}?\bin\s+(thousands|millions|billions)/iu.exec(except === "" ? head : except);
  const unit = currencyOf(said?.groups ?? {}, head);
  return {
    scale: said?.scale ?? 1,
    said: said !== undefined,
    unit: unit === "" && /\(\s*(?:in\s+)?(?:%|percent(?:age)?)\s*\)|\bin (?:%|percent)/iu.test(head) ? "%" : unit,
    ...(shares?.[1] && { sharesScale: scaleValue(shares[1]) }),
    exceptPerShare: /per[- ](?:\p{L}+[- ])?share|earnings|percent/iu.test(except),
    exceptions: except.match(/\p{L}{4,}/gu)?.filter((word) => !dullWords.has(word)) ?? [],
  };
}

const dullWords = new Set([
  "share",
  "shares",
  "data",
  "amounts",
  "amount",
  "which",
  "number",
  "reflected",
  "thousands",
  "millions",
  "billions",
  "where",
  "otherwise",
  "noted",
  "indicated",
  "unless",
  "value",
  "unaudited",
  "that",
]);

function scaleValue(word: string): number {
  const clean = word.toLowerCase().replace(/^'/, "");
  if (/^0{3}s?$/.test(clean) || /^(?:k|milliers|miles|milhares|migliaia|тыс)$/.test(clean)) return 1e3;
  if (clean === "m") return 1e6;
  const value = scaleOf(clean);
  return value === 1 ? scaleOf(clean.replace(/s$/, "")) : value;
}

function currencyOf(groups: Readonly<Record<string, string | undefined>>, text: string): string {
  const cjkMoney = groups.cjkMoney ?? groups.cjkMoney2;
  if (cjkMoney !== undefined) return readUnit(cjkMoney, { afterCurrency: false }).unit;
  const money = groups.before ?? groups.sign2;
  if (money) {
    const code = /^[a-z]{3}$/i.test(money) ? money.toUpperCase() : money;
    const found = currencyBefore(/^u\.?s\.?$/i.test(code) ? "US$" : code);
    if (found) return found.unit;
  }
  const after = groups.after
    ? readUnit(groups.after.replace(/\b(?:of|de|di|d['’]|u\.?s\.?|\d{4})\s*/giu, ""), { afterCurrency: false }).unit
    : "";
  if (after !== "") return after;
  // "(thousand shares)", "(million tonnes)": what is counted follows the scale.
  const counted = groups.scale
    ? readUnit(text.slice(text.indexOf(groups.scale) + groups.scale.length), { afterCurrency: false })
    : undefined;
  if (counted && counted.unit !== "" && counted.scale === 1) return counted.unit;
  const word =
    /\b(?:[Uu]\.?[Ss]\.? )?([Dd]ollars?|[Ee]uros?)\b|(?<![\p{L}])(US\$|\$|€|£|₹|Rs\.?|USD|EUR|GBP|CHF|JPY|INR)(?![\p{L}])/u.exec(
      text,
    );
  if (word?.[1]) return /^dollar/i.test(word[1]) ? "USD" : "EUR";
  return word?.[2] ? (currencyBefore(word[2])?.unit ?? "") : "";
}

/** The unit a header or row label names: "Area (km²)", "Price, USD", "Change %", "GDP (US$ billion)". */
export function readLabelUnit(label: string): { readonly scale: number; readonly unit: string } | undefined {
  if (/(?:^|[^\d\s])\s?%(?:$|[\s)])|^%|\bpercent(?:age)?\b|\bper cent\b|\bprozent\b|\(%/iu.test(label))
    return { scale: 1, unit: "%" };
  if (lengths.test(label)) return { scale: 1, unit: "m" };
  const said = readTableScale(label);
  if (said.said) return { scale: said.scale, unit: said.unit };
  const each = /[([]([^()[\]]{1,6}?) (per (?:share|unit))[)\]]/iu.exec(label);
  const eachCurrency = each?.[1] ? currencyBefore(each[1].trim()) : undefined;
  if (each && eachCurrency) return { scale: 1, unit: `${eachCurrency.unit} ${each[2]}` };
  const bracket = /(?:\(|\[|,\s|\bin )([^()[\],]{1,18})[)\]]?\s*$/u.exec(label)?.[1]?.trim();
  if (bracket === undefined || bracket === "") return undefined;
  const currency = currencyBefore(bracket.replace(/^in /i, ""));
  if (currency && currency.length >= bracket.length) return { scale: 1, unit: currency.unit };
  const text = ` ${bracket.replace(/^in /i, "")}`;
  const reading = readUnit(text, { afterCurrency: false });
  return reading.length === text.length && (reading.unit !== "" || reading.scale !== 1) ? reading : undefined;
}
