import type { Gap, Outline, SubQuestion } from "../analyst/index.ts";
import { ExhibitError, type Failure } from "../errors.ts";
import { findConflicts } from "../evidence/index.ts";
import type { Conflict } from "../report/index.ts";
import type { Addition } from "../runs/index.ts";
import { loadBrief } from "./brief.ts";
import { unskippedEvidence } from "./evidence-view.ts";
import type { Services } from "./services.ts";

/** Binds sections to evidence; from here on nothing is searched. */
export async function outline(
  input: {
    readonly subQuestions: readonly SubQuestion[];
    readonly evidenceIds: readonly string[];
    readonly gaps: readonly Gap[];
    readonly additionCount: number;
  },
  services: Services,
): Promise<{ sectionIds: readonly string[]; failures: readonly Failure[] }> {
  const brief = await loadBrief(services);
  const evidence = unskippedEvidence(input.evidenceIds, services);
  const clusters = new Map(evidence.map(({ source, clusterId }) => [source.id, clusterId]));
  const conflicts = findConflicts(
    evidence.map((view) => view.evidence),
    clusters,
    brief.language,
  );
  const { subQuestions, gaps } = input;
  const made = await services.analyst.outline({ brief, plan: { subQuestions }, evidence, conflicts, gaps });
  await services.folder.writeJson("conflicts.json", conflicts);
  await services.folder.writeJson("outline.json", made);
  const late = services.steering.additions().slice(input.additionCount);
  return { sectionIds: made.sections.map((section) => section.id), failures: late.map(cameLate) };
}

function cameLate(addition: Addition): Failure {
  const target = addition.type === "add-url" ? addition.url : addition.question;
  const message = `"${target}" was added when the search was over; ask for it in a further question.`;
  return { stage: "outline", target, code: "budget", message };
}

/** The outline of this run. Errors: `NOT_FOUND`. */
export async function loadOutline({ folder }: Pick<Services, "folder">): Promise<Outline> {
  const stored = await folder.readJson<Outline>("outline.json");
  if (!stored) throw new ExhibitError("NOT_FOUND", `${folder.path} has no outline.json; run the question again.`);
  return stored;
}

/** Conflicts found when the outline was made. */
export async function loadConflicts({ folder }: Pick<Services, "folder">): Promise<readonly Conflict[]> {
  return (await folder.readJson<readonly Conflict[]>("conflicts.json")) ?? [];
}
