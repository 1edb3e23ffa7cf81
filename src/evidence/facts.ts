import type { Evidence, Source } from "../report/index.ts";
import type { Claim } from "./claims.ts";
import { conflictKey } from "./conflicts.ts";
import { canonicalJson, sha256Of } from "./identity.ts";
import { foldText } from "./normalise.ts";
import { printQuantity } from "./print-quantity.ts";

/** Something a report claims that a later run can check again: what its evidence states, whatever words claim it. */
export interface Fact {
  /** From what is stated, not from where: the same number or words are the same fact in every version of a source. */
  readonly id: string;
  /** Whose, what and when of a number; for words the title of their source. */
  readonly topic: string;
  /** The first sentence of the report that cites it. */
  readonly claim?: string;
  readonly evidence: readonly [Evidence, ...Evidence[]];
  /** Its sources were gone already when it was last checked. */
  readonly gone?: boolean;
}

/** The facts behind the cited evidence of a report, in order; several sources of one number are one fact. */
export function factsOf(
  evidence: readonly Evidence[],
  about: { readonly sources: ReadonlyMap<string, Source>; readonly claims: readonly Claim[] },
): readonly Fact[] {
  const facts = new Map<string, Fact>();
  for (const item of evidence) {
    const id = factIdOf(item);
    const known = facts.get(id);
    const claim = known?.claim ?? claimOf(item, about.claims);
    facts.set(id, {
      id,
      topic: known?.topic ?? topicOf(item, about.sources.get(item.sourceId)),
      ...(claim === undefined ? {} : { claim }),
      evidence: known ? [...known.evidence, item] : [item],
    });
  }
  return [...facts.values()];
}

/** What a number states, in comparable form; undefined for words and for numbers that are not fully named. */
export function numberKeyOf({ quantities = [] }: Evidence): string | undefined {
  const [only, ...more] = quantities;
  return only && more.length === 0 ? conflictKey(only) : undefined;
}

/** The id of what evidence states, alone or with others. */
export function factIdOf(evidence: Evidence): string {
  const { content } = evidence;
  const stated = numberKeyOf(evidence) ?? contentKey(content, evidence.sourceId);
  return `f-${sha256Of(stated).slice(0, 10)}`;
}

function contentKey(content: Evidence["content"], sourceId: string): string {
  if (content.type === "quote") return foldText(content.exact).trim();
  if (content.type === "region") return content.assetId;
  const { row, column, value } = content;
  return canonicalJson({ row, column, value, sourceId });
}

function claimOf({ id }: Evidence, claims: readonly Claim[]): string | undefined {
  return claims.find(({ kind, evidenceIds }) => kind === "sentence" && evidenceIds.includes(id))?.text;
}

function topicOf(evidence: Evidence, source: Source | undefined): string {
  const [quantity] = evidence.quantities ?? [];
  if (quantity && numberKeyOf(evidence) !== undefined)
    return [quantity.entity, quantity.metric, quantity.period].filter(Boolean).join(", ");
  const { content } = evidence;
  if (content.type === "cell") return [content.row, content.column].filter((part) => part !== "").join(", ");
  return source?.title ?? "";
}

/** What evidence states, in words short enough for a table. */
export function statementOf(evidence: Evidence, language = "en"): string {
  const { content, quantities = [] } = evidence;
  if (content.type === "quote") return content.exact;
  if (content.type === "region") return content.reading;
  const [quantity] = quantities;
  return quantity ? printQuantity(quantity, language) : content.value;
}
