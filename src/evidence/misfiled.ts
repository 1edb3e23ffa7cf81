/** Whether a cell or point files the number of one cited cell under another row, column, time or unit. */
import type { Evidence } from "../report/index.ts";
import type { Claim } from "./claims.ts";
import { mentionsOf } from "./name-mentions.ts";
import type { SourceTable } from "./parsed-source.ts";
import { printQuantity } from "./print-quantity.ts";
import { compatibleUnits, sameQuantity } from "./same-quantity.ts";
import { entityKey } from "./series.ts";
import { datesAsMentions } from "./stated.ts";
import type { SupportContext } from "./support-context.ts";
import { mayMeet } from "./time-span.ts";
import { isMoney } from "./units.ts";

type CellContent = Extract<Evidence["content"], { readonly type: "cell" }>;

/**
 * Why the one cell that a claim cites is another than its headers say.
 *
 * Contract: undefined unless the claim is a cell or point with a number that cites exactly one cell, and wherever its
 * headers do not clearly name another row or column of that table, another time, or another unit or scale.
 */
export function misfiled(claim: Claim, context: SupportContext): string | undefined {
  const [id, ...others] = claim.evidenceIds;
  const evidence = id === undefined ? undefined : context.evidence.get(id);
  if (claim.kind === "sentence" || others.length > 0 || evidence?.content.type !== "cell") return undefined;
  const { content, sourceId } = evidence;
  const table = context.loadParsed(sourceId)?.blocks.find((block) => block.id === content.tableId);
  return (
    otherTime(claim, evidence, content, context.language) ??
    (table?.type === "table" ? otherName(claim, content, table) : undefined) ??
    otherUnit(claim, evidence)
  );
}

function otherTime(
  { subject = "" }: Claim,
  { quantities = [] }: Evidence,
  { row, column }: CellContent,
  language: string | undefined,
): string | undefined {
  const told = datesAsMentions(subject, language);
  const named = [row, column, ...quantities.map(({ periodEnd = "" }) => periodEnd)].join(" ; ");
  const cited = datesAsMentions(named, language);
  const meets = told.some((one) => cited.some((other) => mayMeet(one.of, other.of)));
  return told.length === 0 || cited.length === 0 || meets
    ? undefined
    : `The cited cell is of another time: ${[row, column].filter(Boolean).join(", ")}.`;
}

/** Names of rows and columns are told apart by their letters; those of a few only label. */
const isName = (text: string): boolean => /\p{L}{3}|\p{sc=Han}{2}/u.test(text);

function otherName({ subject = "" }: Claim, { row, column }: CellContent, table: SourceTable): string | undefined {
  const rows = table.rows.map((cells) => cells[0]?.text ?? "");
  const columns = table.header.flat();
  for (const [own, all] of [
    [row, rows],
    [column, columns],
  ] as const) {
    const names = [...new Set(all.map((name) => name.trim()))].filter(isName);
    const mentioned = mentionsOf(names, subject).map(({ of }) => of);
    const isOwn = (name: string): boolean => ` ${entityKey(own)} `.includes(` ${entityKey(name)} `);
    const [other] = mentioned;
    if (other !== undefined && isName(own) && !mentioned.some(isOwn))
      return `The cited cell is of “${own}”, not of “${other}”.`;
  }
  return undefined;
}

function otherUnit({ value }: Claim, { quantities: [cited] = [] }: Evidence): string | undefined {
  if (!value || !cited || value.unit === "" || cited.unit === "") return undefined;
  const isOtherMoney = isMoney(value.unit) && isMoney(cited.unit) && !compatibleUnits(value.unit, cited.unit);
  const isOtherScale = value.unit === cited.unit && !sameQuantity(value, cited, { rounded: "first", ignoreSign: true });
  return isOtherMoney || isOtherScale
    ? `The cited number is ${printQuantity(cited)}, not ${printQuantity(value)}.`
    : undefined;
}
