import { contentStems } from "../../evidence/index.ts";
import { labelScore, topicMatcher } from "./topics.ts";

/** The last part of a label path, with the parts above when the last alone does not name the topic. */
export function commonLabel(parts: readonly string[], topic: string): string {
  const last = parts.at(-1) ?? "";
  const matcher = topicMatcher(topic);
  // "Nuclear energy" of a table about generation is, in a sentence, what was asked for.
  // A row of a rival ("Fossil fuels") is not what was asked for ("generation from renewables").
  const [, origin] = /\s(?:from|aus)\s+(.+)$/iu.exec(topic) ?? [];
  const asked = new Set(contentStems(origin ?? ""));
  const named = contentStems(last);
  if (labelScore(matcher, parts) === 0 && named.length > 0 && named.every((stem) => asked.has(stem))) return topic;
  if (parts.length < 2) return ownSales(last, topic) ? topic : last;
  if (topic === "") return last;
  if (labelScore(matcher, [last]) > 0) return isExpenses(parts.at(-2)) && !says(last) ? `${last} expenses` : last;
  return qualified(parts.slice(-2), topic);
}

/** Whether a row that bears a product's name alone ("iPhone®") has what was asked ("iPhone net sales"). */
function ownSales(row: string, topic: string): boolean {
  const [, product = ""] = /^(\S.*?)\s+(?:net\s+)?(?:sales|revenues?)$/iu.exec(topic) ?? [];
  return product.toLowerCase() === row.replace(/[®™*]/gu, "").trim().toLowerCase() && product !== "";
}

const longestWhole = 3;

/** "Net sales › Services" is, in English, services net sales; "Operating expenses › Marketing" marketing expenses. */
export function partLabel(path: readonly string[], language: string): string {
  const [above = "", last = ""] = path.slice(-2);
  const [whole = ""] = above.split(/\s(?:by|from)\s/iu);
  if (!language.startsWith("en") || says(last) || whole.split(/\s+/).length > longestWhole) return last;
  return `${last} ${isExpenses(whole) ? "expenses" : whole.toLowerCase()}`;
}

const isExpenses = (label = ""): boolean => /\bexpenses?$/iu.test(label);
/** Whether a label says by itself what kind of amount it is. */
const says = (label: string): boolean => /\b(?:costs?|expenses?|income|revenues?|sales|charges?)\b/iu.test(label);

/** "Net sales › AWS" asked as "AWS revenue" is AWS net sales: what the topic begins with goes first. */
function qualified(parts: readonly string[], topic: string): string {
  const [start = ""] = topic.toLowerCase().split(/\s+/);
  const ordered = [...parts].sort(
    (a, b) => Number(b.toLowerCase().startsWith(start)) - Number(a.toLowerCase().startsWith(start)),
  );
  return ordered
    .map((part, index) => (index > 0 ? part.replace(/\p{Lu}(?=\p{Ll})/gu, (letter) => letter.toLowerCase()) : part))
    .join(" ");
}

/** "Cash used in investing activities" that was gained in some years is cash from them. */
export function withoutDirection(metric: string, values: readonly number[]): string {
  const isMixed = values.some((value) => value > 0) && values.some((value) => value < 0);
  return isMixed ? metric.replace(/\bused in\b/iu, "from") : metric;
}

/** Words for amounts that come from kinds of things: "generation" from "Fossil Fuels". */
export const amountOfKinds =
  /\b(?:generation|production|consumption|output|emissions|capacity|demand|supply|deliveries|exports|imports)\b/iu;

/**
 * What is counted where a row or line is called by a kind of thing alone: the other label of its cells ("net generation
 * (GWh)" over "Fossil Fuels"). Only in English; undefined where the name says it, or no label does.
 */
export function amountLabel(metric: string, labels: readonly string[], language: string): string | undefined {
  if (!language.startsWith("en") || metric === "" || amountOfKinds.test(metric) || says(metric)) return undefined;
  const plain = labels.map((label) => label.replace(/\s*\([^)]*\)/gu, "").trim());
  return plain.find(
    (label) => amountOfKinds.test(label) && !/\d/u.test(label) && label.split(/\s+/).length <= longestWhole,
  );
}

/** "Fossil Fuels" is spelled "Fossil fuels" where a text beside it does not write it like a name. */
export function asSpelled(metric: string, texts: readonly string[]): string {
  const plain = metric.toLowerCase();
  if (plain === metric || !texts.some((text) => text.slice(1).includes(plain.slice(1)))) return metric;
  return `${metric.slice(0, 1)}${plain.slice(1)}`;
}
