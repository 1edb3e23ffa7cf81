import { z } from "zod";
import { intents, type SubQuestion } from "../analyst/index.ts";
import { ExhibitError } from "../errors.ts";
import { isTakenId, oneLine } from "../report/index.ts";
import type { RunFolder } from "../runs/index.ts";
import { callProblem } from "../tools/index.ts";
import { loadBrief } from "./brief.ts";
import type { Services } from "./services.ts";

const fileName = "plan.json";

/** Files, sections, charts and anchors bear the id of a sub-question, so it has the signs that all of them may have. */
const plainId = /^[\w-]{1,60}$/;
/** What a user may write: the question is enough, the rest is filled in as the analyst plans that question. */
const editedPlan = z.strictObject({
  subQuestions: z
    .array(
      z.strictObject({
        id: z
          .string()
          .regex(plainId, "an id is of the letters A to Z, digits, - and _")
          .refine((id) => !isTakenId(id), "this id is one of the report's own")
          .optional(),
        question: z.string().trim().min(1),
        intent: z.enum(intents).optional(),
        queries: z.array(z.string().trim().min(1)).optional(),
        entities: z.array(z.string()).optional(),
        topics: z.array(z.string()).optional(),
        visual: z.enum(["chart", "table", "figure"]).optional(),
        calls: z.array(z.strictObject({ tool: z.string(), input: z.record(z.string(), z.unknown()) })).optional(),
      }),
    )
    .min(1, "at least one sub-question is needed"),
});

type EditedSubQuestion = z.output<typeof editedPlan>["subQuestions"][number];

/**
 * The plan as it stands in `plan.json`, which the user may have edited; nothing when there is none.
 *
 * Errors: `BAD_USAGE` names the file, the place in it and what was expected.
 */
export async function loadEditedPlan(
  services: Pick<Services, "folder" | "analyst" | "library" | "userTools">,
): Promise<readonly SubQuestion[] | undefined> {
  const written = await services.folder.readJson<unknown>(fileName);
  if (written === undefined) return undefined;
  const path = services.folder.resolve(fileName);
  const { subQuestions, ids } = checkedPlan(written, path);
  const { tools, failures } = services.userTools ?? { tools: [], failures: [] };
  // A server that does not answer now is no mistake of the user: its calls become failures when their turn comes.
  for (const { calls = [] } of failures.length > 0 ? [] : subQuestions) {
    const problem = calls.map((call) => callProblem(call, tools)).find((found) => found !== undefined);
    if (problem !== undefined) throw badPlan(path, problem);
  }
  return Promise.all(subQuestions.map((edited, index) => completed(edited, ids[index] ?? "", services)));
}

/** Puts a user's plan in the place of the one that waits. Errors: `BAD_USAGE` as for a plan edited by hand. */
export async function writePlan(plan: unknown, folder: RunFolder): Promise<void> {
  const { subQuestions } = checkedPlan(plan, "The plan");
  await folder.writeJson(fileName, { subQuestions });
}

function checkedPlan(written: unknown, name: string) {
  const { data, error } = editedPlan.safeParse(written);
  if (!data) throw badPlan(name, oneLine(z.prettifyError(error)));
  const ids = idsOf(data.subQuestions);
  const repeated = ids.find((id, index) => ids.indexOf(id) !== index);
  if (repeated) throw badPlan(name, `two sub-questions are called ${repeated}`);
  return { subQuestions: data.subQuestions, ids };
}

/** A plan of given questions, each one a part of its own. */
export function planOf(
  questions: readonly string[],
  services: Pick<Services, "folder" | "analyst" | "library">,
): Promise<readonly SubQuestion[]> {
  return Promise.all(questions.map((question, index) => completed({ question }, `q${index + 1}`, services)));
}

/** Their own ids, and for those without one the first `q1`, `q2`, … that is free. */
function idsOf(subQuestions: readonly EditedSubQuestion[]): readonly string[] {
  const taken = new Set(subQuestions.flatMap(({ id }) => (id === undefined ? [] : [id])));
  return subQuestions.map(({ id }) => {
    if (id !== undefined) return id;
    let number = 1;
    while (taken.has(`q${number}`)) number += 1;
    taken.add(`q${number}`);
    return `q${number}`;
  });
}

function badPlan(path: string, reason: string): ExhibitError {
  return new ExhibitError("BAD_USAGE", `${path} cannot be used as a plan: ${reason}. Mend it and resume again.`);
}

/** A question that a user wrote, with the rest as the analyst plans it. */
export async function completed(
  { question, visual, calls, ...edited }: EditedSubQuestion,
  id: string,
  services: Pick<Services, "folder" | "analyst" | "library">,
): Promise<SubQuestion> {
  const { intent, queries, entities, topics } = edited;
  const shown = { ...(visual ? { visual } : {}), ...(calls ? { calls } : {}) };
  if (intent && queries && entities && topics) return { id, question, intent, queries, entities, topics, ...shown };
  // The sections that the genre needs have sub-questions of their own in the plan.
  const { outline: _, ...asked } = await loadBrief(services);
  const brief = { ...asked, question };
  const planned = (await services.analyst.plan({ brief, corpus: services.library.list() })).subQuestions;
  const all = (key: "queries" | "entities" | "topics") => [...new Set(planned.flatMap((part) => part[key]))];
  return {
    id,
    question,
    intent: intent ?? planned[0]?.intent ?? "what",
    queries: queries ?? [...new Set([question, ...all("queries")])],
    entities: entities ?? all("entities"),
    topics: topics ?? all("topics"),
    ...(planned[0]?.visual ? { visual: planned[0].visual } : {}),
    ...shown,
  };
}
