import { z } from "zod";
import type { Answers, Brief, Clarification } from "../analyst/index.ts";
import { ExhibitError } from "../errors.ts";
import type { RunFolder } from "../runs/index.ts";
import { clarifying, loadBrief, makeBrief, writeBrief } from "./brief.ts";
import type { Services } from "./services.ts";

export type { Answers };

/** An answer is a name, a period or a sentence; it becomes part of the question. */
const maxAnswerLength = 300;

/**
 * Takes the user's answers into the brief, which is made again with them; what was left out is recorded as assumed.
 *
 * Contract: the same answers give the same brief, however often a killed run comes here.
 */
export async function clarify(
  { question: whole, answers }: { readonly question: string; readonly answers: Answers },
  services: Services,
): Promise<Record<string, never>> {
  const stored = await loadBrief(services);
  const clarifications = answered(stored.clarifications ?? [], answers, "The answers");
  const given = clarifications.filter(({ answer }) => typeof answer === "string");
  const made = given.length === 0 ? stored : await remade(whole, clarifications, services);
  const assumed = clarifications.filter(({ answer }) => typeof answer !== "string").map((one) => one.assumed);
  const assumptions = [...new Set([...made.assumptions, ...assumed])];
  await writeBrief({ ...made, assumptions, clarifications }, services);
  for (const { id, question, answer, assumed: otherwise } of clarifications)
    services.emit({ type: "clarification-settled", id, question, ...(answer ? { answer } : {}), assumed: otherwise });
  return {};
}

async function remade(question: string, clarifications: readonly Clarification[], services: Services): Promise<Brief> {
  return makeBrief(question, { clarify: { ...(await clarifying(services)), answered: clarifications } }, services);
}

/** What was put to the user of a run, with the answers that there are; nothing where nobody was asked. */
export async function loadClarifications(folder: RunFolder): Promise<readonly Clarification[]> {
  return (await folder.readJson<Brief>("brief.json"))?.clarifications ?? [];
}

/**
 * Writes the user's answers into the brief of a run that waits for them; what is left out goes by its assumption.
 *
 * Errors: `BAD_USAGE` names the answer and what was expected; `NOT_FOUND` for a run without a brief.
 */
export async function writeAnswers(answers: unknown, folder: RunFolder): Promise<void> {
  const stored = await loadBrief({ folder });
  await writeBrief(
    { ...stored, clarifications: answered(stored.clarifications ?? [], answers, "The answers") },
    { folder },
  );
}

/** The answers that stand in a run's brief, which the user may have edited. Errors: `BAD_USAGE` names the file. */
export async function loadAnswers(folder: RunFolder): Promise<Answers> {
  const clarifications = await loadClarifications(folder);
  const written = clarifications.filter(({ answer }) => answer !== undefined).map(({ id, answer }) => [id, answer]);
  const checked = answered(clarifications, Object.fromEntries(written), folder.resolve("brief.json"));
  const known = new Set(written.map(([id]) => id));
  return Object.fromEntries(checked.filter(({ id }) => known.has(id)).map(({ id, answer }) => [id, answer ?? null]));
}

const answersSchema = z.record(z.string(), z.unknown());

function answered(
  clarifications: readonly Clarification[],
  answers: unknown,
  name: string,
): readonly (Clarification & { readonly answer: string | null })[] {
  const { data } = answersSchema.safeParse(answers);
  if (!data) throw badAnswers(name, "they must be an object of answers by id");
  const ids = clarifications.map(({ id }) => id);
  const unknown = Object.keys(data).find((id) => !ids.includes(id));
  if (unknown !== undefined)
    throw badAnswers(name, `nothing called "${unknown.slice(0, 80)}" was asked; there ${asked(ids)}`);
  return clarifications.map((one) => ({ ...one, answer: checkedAnswer(one.id, data[one.id] ?? null, name) }));
}

const asked = (ids: readonly string[]): string => (ids.length === 0 ? "is nothing to answer" : `is: ${ids.join(", ")}`);

/** One line without control characters, as a question is; nothing said is nothing answered. */
function checkedAnswer(id: string, given: unknown, name: string): string | null {
  if (given === null) return null;
  if (typeof given !== "string")
    throw badAnswers(name, `the answer to "${id}" must be a text, or null to go on as assumed`);
  const answer = given.replace(/[\s\p{Cc}]+/gu, " ").trim();
  if (answer.length > maxAnswerLength) {
    const reason = `the answer to "${id}" has ${answer.length} characters, and at most ${maxAnswerLength} are taken`;
    throw badAnswers(name, `${reason}; give what is longer as a document`);
  }
  return answer === "" ? null : answer;
}

function badAnswers(name: string, reason: string): ExhibitError {
  return new ExhibitError("BAD_USAGE", `${name} cannot be used: ${reason}. Mend that and answer again.`);
}
