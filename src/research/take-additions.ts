import type { Gap, SubQuestion } from "../analyst/index.ts";
import type { Failure } from "../errors.ts";
import { limitPhrasesFor } from "../report/index.ts";
import { loadBrief } from "./brief.ts";
import { completed } from "./edited-plan.ts";
import { perceive } from "./perceive.ts";
import type { Services } from "./services.ts";

/** What came of the additions. */
export interface Taken {
  readonly subQuestions: readonly SubQuestion[];
  readonly sourceIds: readonly string[];
  /** What is to be searched again because of what was added. */
  readonly gaps: readonly Gap[];
  readonly failures: readonly Failure[];
  /** How many of the run's additions are taken in now, the earlier ones included. */
  readonly additionCount: number;
}

/**
 * Takes in what the user added since the last look: a question becomes a sub-question, a page is read and every
 * sub-question looks into it.
 */
export async function takeAdditions(
  { subQuestions, additionCount }: { readonly subQuestions: readonly SubQuestion[]; readonly additionCount: number },
  services: Services,
): Promise<Taken> {
  const additions = services.steering.additions();
  const fresh = additions.slice(additionCount);
  const questions = fresh.flatMap((one) => (one.type === "add-question" ? [one.question] : []));
  const ids = freeIds(questions.length, { after: additionCount, taken: subQuestions });
  const asked = await Promise.all(
    questions.map(async (question, index) => ({
      ...(await completed({ question }, ids[index] ?? "", services)),
      isAdded: true as const,
    })),
  );
  const pages = await readPages(
    fresh.flatMap((one) => (one.type === "add-url" ? [one.url] : [])),
    services,
  );
  const looking = pages.sourceIds.length > 0 ? subQuestions : [];
  const { language } = await loadBrief(services);
  // The report tells the reason only where the run ends before the search does.
  const reasonFor = (question: string) => limitPhrasesFor(language).unfinished.replace("{question}", () => question);
  const gaps = [...asked, ...looking].map(({ id, question, queries }) => ({
    subQuestionId: id,
    reason: reasonFor(question),
    queries,
  }));
  return { subQuestions: [...subQuestions, ...asked], gaps, additionCount: additions.length, ...pages };
}

/** `a1`, `a2`, … counted on from the additions before, without those that a plan uses already. */
function freeIds(
  count: number,
  { after, taken }: { readonly after: number; readonly taken: readonly SubQuestion[] },
): readonly string[] {
  const used = new Set(taken.map(({ id }) => id));
  const candidates = Array.from({ length: count + used.size }, (_, index) => `a${after + index + 1}`);
  return candidates.filter((id) => !used.has(id)).slice(0, count);
}

async function readPages(urls: readonly string[], services: Services): Promise<Pick<Taken, "sourceIds" | "failures">> {
  const results = await Promise.all(
    urls.map((url) => (services.budget.takeSource(url) ? perceive({ url, userTyped: true }, services) : undefined)),
  );
  return {
    sourceIds: results.flatMap((result) => (result?.ok ? [result.source.id] : [])),
    failures: results.flatMap((result) => (result && !result.ok ? [result.failure] : [])),
  };
}
