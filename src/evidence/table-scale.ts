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
  "thousands?|millions?|billions?|trillions?|mio|mrd|tsd|tausend|millionen|milliarden|milliers|millones|milhões|milioni|lakhs?|crores?|mn|bn|百万|千|万|亿|億";
const scalePattern = new RegExp(
  `(?:\\b(?:in|en|em|expressed in|amounts? in|figures? in|(?:u\\.?s\\.? )?dollars? in|usd in|\\$ in|€ in|stated in)\\s+(?:(?<before>[\\p{Sc}]|us\\$|u\\.s\\.|usd|eur|gbp|jpy|cny|chf)\\s?)?|[(,\\[]\\s*(?<sign>[\\p{Sc}]|us\\$|usd|eur|gbp|jpy|chf)?\\s?|(?<sign2>[\\p{Sc}]|us\\$|usd|eur|gbp|chf)\\s?|单位[:：]\\s*)(?<scale>${scaleNoun}|'?000s?|k|m)(?![\\p{L}\\p{N}])(?<after>(?:\\s+(?:of\\s+|de\\s+|d['’])?(?:u\\.?s\\.?\\s+)?(?:dollars?|euros?|€|\\$|£|usd|eur|gbp|pounds|yen))|[元円])?`,
  "iu",
);

/** Reads scale, currency and exceptions of "(In millions, except number of shares, which are reflected in thousands)". */
export function readTableScale(text: string): TableScale {
  const main = text.split(/\b(?:except|excluding|ausgenommen|sauf)\b/iu);
  const head = main[0] ?? "";
  const except = main.slice(1).join(" ").toLowerCase();
  const match = scalePattern.exec(head);
  const shares = /\bshares?\b[^.;]{0,60}?\bin\s+(thousands|millions|billions)/iu.exec(except === "" ? head : except);
  const unit = match?.groups ? currencyOf(match.groups, head) : currencyOf({}, head);
  return {
    scale: match?.groups?.scale ? scaleValue(match.groups.scale) : 1,
    said: match !== null,
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
  if (/^0{3}s?$/.test(clean) || clean === "k" || clean === "milliers") return 1e3;
  if (clean === "m") return 1e6;
  const value = scaleOf(clean);
  return value === 1 ? scaleOf(clean.replace(/s$/, "")) : value;
}

function currencyOf(groups: Readonly<Record<string, string | undefined>>, text: string): string {
  const sign = groups.before ?? groups.sign ?? groups.sign2;
  if (sign) {
    const code = /^[a-z]{3}$/i.test(sign) ? sign.toUpperCase() : sign;
    const found = currencyBefore(/^u\.?s\.?$/i.test(code) ? "US$" : code);
    if (found) return found.unit;
  }
  const after = groups.after
    ? readUnit(groups.after.replace(/\b(?:of|de|d['’]|u\.?s\.?)\s*/giu, ""), { afterCurrency: false }).unit
    : "";
  if (after !== "") return after;
  // "(thousand shares)", "(million tonnes)": what is counted follows the scale.
  const counted = groups.scale
    ? readUnit(text.slice(text.indexOf(groups.scale) + groups.scale.length), { afterCurrency: false })
    : undefined;
  if (counted && counted.unit !== "" && counted.scale === 1) return counted.unit;
  const word = /\b(?:u\.?s\.? )?(dollars?|euros?)\b|(?<![\p{L}])(US\$|\$|€|£|USD|EUR|GBP|CHF|JPY)(?![\p{L}])/u.exec(
    text,
  );
  if (word?.[1]) return /^dollar/i.test(word[1]) ? "USD" : "EUR";
  return word?.[2] ? (currencyBefore(word[2])?.unit ?? "") : "";
}

/** The unit a header or row label names: "Area (km²)", "Price, USD", "Change %", "GDP (US$ billion)". */
export function readLabelUnit(label: string): { readonly scale: number; readonly unit: string } | undefined {
  if (/(?:^|[^\d\s])\s?%(?:$|[\s)])|^%|\bpercent(?:age)?\b|\bper cent\b|\bprozent\b|\(%/iu.test(label))
    return { scale: 1, unit: "%" };
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
