import { readLabelUnit } from "../../../evidence/index.ts";
import type { Brief, EvidenceView } from "../../analyst.ts";
import { amountOf, formOf, type Printer, printerFor } from "../amounts.ts";
import { fill, type Phrases, phrasesFor } from "../phrases/index.ts";
import type { Sentence } from "../sentence.ts";
import { answerQuestion } from "./answer-question.ts";
import type { Operation, TableAnswer } from "./asked.ts";
import { type TableView, viewsOfEvidence } from "./table-view.ts";

/** Counts and sums cite each cell, so that they can be counted and added again. */
const maxCited = 60;
/** Away from its page a table explains fewer words of the question than it did in it. */
export const leastRebuilt = 0.2;

/** The computed answer with the cells it rests on; nothing when the evidence holds no table that answers. */
export function answerSentences(evidence: readonly EvidenceView[], brief: Brief): readonly Sentence[] {
  if (isSeriesQuestion(brief) && evidence.some(isPeriodOfName)) return [];
  for (const view of viewsOfEvidence(evidence)) {
    const found = answerQuestion(view, brief.question);
    const answer = found && inFull(found, evidence, printerFor(brief));
    if (answer && answer.confidence >= leastRebuilt && answer.cells.length <= maxCited)
      return [toSentence(answer, view, brief)];
  }
  return [];
}

/** Whether a question asks for a course, causes or a comparison, which no single value answers. */
export function isSeriesQuestion({ intents, question }: Brief): boolean {
  return intents.includes("over-time") || intents.includes("why") || /^compare\b/iu.test(question);
}

function isPeriodOfName({ evidence }: EvidenceView): boolean {
  const [quantity] = evidence.quantities ?? [];
  return evidence.content.type === "cell" && quantity?.periodEnd !== undefined && quantity.entity !== undefined;
}

/**
 * An answer whose cells are in thousands or millions, as its table says somewhere above, with the scale written out.
 *
 * Contract: undefined where a number was computed from such cells: it would stand without its scale.
 */
function inFull(answer: TableAnswer, evidence: readonly EvidenceView[], printer: Printer): TableAnswer | undefined {
  const ids = new Set(answer.cells.map(({ evidenceId }) => evidenceId));
  const amounts = evidence.flatMap(({ evidence: { id, content, quantities: [quantity] = [] } }) => {
    if (!ids.has(id) || content.type !== "cell" || !quantity) return [];
    const datum = { ...quantity, printed: content.value };
    return formOf(datum).exponent === 0 ? [] : [[content.value, amountOf(datum, printer)] as const];
  });
  if (amounts.length === 0) return answer;
  if (computed.has(answer.operation)) return undefined;
  const full = new Map(amounts);
  // Several values are joined by a comma and a blank, which stands in no number.
  const told = (text: string): string =>
    text
      .split(", ")
      .map((part) => full.get(part) ?? part)
      .join(", ");
  const detail = Object.fromEntries(Object.entries(answer.detail).map(([name, text]) => [name, told(text)]));
  return { ...answer, answer: told(answer.answer), detail };
}

const computed: ReadonlySet<Operation> = new Set(["sum", "average", "difference"]);

/** Where the answer stands, in the table's own words: "Points, Franco Pellizotti (ITA)". */
function placeOf({ columns, cells, answer }: TableAnswer, view: TableView): string {
  const header = view.columns.find(({ index }) => index === columns[0])?.header ?? "";
  const origin = cells.length > 1 ? (cells.at(-1)?.text ?? "") : "";
  return [header, origin === answer ? "" : origin].filter((part) => part !== "").join(", ");
}

const bracketed = /\s*\(([^()]+)\)(?=$|,)/u;

/** A bare number with the unit that the name of its column or row gives, which then leaves the name: "5,214 GWh". */
function withUnit(
  { operation, answer }: TableAnswer,
  place: string,
): { readonly answer: string; readonly place: string } {
  const [whole = "", unit = ""] = bracketed.exec(place) ?? [];
  const isBare = operation === "lookup" && /^[\p{Nd}.,\s]+$/u.test(answer);
  if (!isBare || readLabelUnit(whole)?.scale !== 1) return { answer, place };
  return { answer: unit === "%" ? `${answer}%` : `${answer} ${unit}`, place: place.replace(whole, "") };
}

function templatesOf(phrases: Phrases): Readonly<Record<Operation, string>> {
  return {
    lookup: phrases.answerPlace,
    neighbour: phrases.answerPlace,
    end: phrases.answerPlace,
    same: phrases.answerPlace,
    either: phrases.answerExtreme,
    extreme: phrases.answerExtreme,
    relation: phrases.answerExtreme,
    count: phrases.answerCount,
    most: phrases.answerMost,
    difference: phrases.answerDifference,
    sum: phrases.answerSum,
    average: phrases.answerMean,
  };
}

function toSentence(answer: TableAnswer, view: TableView, brief: Brief): Sentence {
  const phrases = phrasesFor(brief.language);
  const said = withUnit(answer, placeOf(answer, view));
  const template = templatesOf(phrases)[answer.operation];
  const isBare = template === phrases.answerPlace && said.place === "";
  const text = fill(isBare ? phrases.answer : template, { ...answer.detail, ...said });
  const ids = answer.cells.map(({ evidenceId }) => evidenceId).filter((id) => id !== "");
  return { text, evidenceIds: [...new Set(ids)] };
}
