import { randomUUID } from "node:crypto";
import { localTenant } from "../../runs/index.ts";
import type { Jobs } from "../jobs.ts";
import type { BriefingFile, BriefingFolder } from "./files.ts";
import type { Briefing } from "./records.ts";
import type { BriefingStore } from "./store.ts";

/** A file that defines nothing, and why. */
export interface FileProblem {
  readonly name: string;
  readonly problem: string;
}

/**
 * Brings the briefings in line with the files of the folder, which speak for whoever started the server.
 *
 * Contract: a file that turned wrong leaves its last good definition at work, with the problem told; one that was removed
 * stops its briefing, whose history stays until it is removed too.
 */
export async function syncFiles(
  folder: BriefingFolder,
  {
    briefings,
    jobs,
    now,
  }: { readonly briefings: BriefingStore; readonly jobs: Pick<Jobs, "addThread">; readonly now: () => Date },
): Promise<readonly FileProblem[]> {
  const files = await folder.load();
  const updated = now().toISOString();
  const defined = new Set(files.flatMap((file) => ("definition" in file ? [file.name] : [])));
  const wrong = new Map(files.flatMap((file) => ("problem" in file ? [[file.name, file.problem] as const] : [])));
  const problems = files.flatMap((file): readonly FileProblem[] => {
    const known = briefings.named(localTenant, file.name);
    if (known && known.origin !== "file") {
      const problem = `${file.path} has the name of a briefing that was made through the API; rename one of them`;
      return [{ name: file.name, problem }];
    }
    if (!("definition" in file)) {
      // Of two files with one name, the good one speaks for the briefing and tells of the other.
      const isNews = !defined.has(file.name) && known?.problem !== file.problem;
      if (known && isNews) briefings.change(known.id, { problem: file.problem }, updated);
      return [{ name: file.name, problem: file.problem }];
    }
    if (known) renew(known, file, { briefings, updated, problem: wrong.get(file.name) });
    else briefings.add(fresh(file, { jobs, now }));
    return [];
  });
  const there = new Set(files.map(({ name }) => name));
  for (const { id, name, origin, problem } of briefings.list(localTenant)) {
    const gone = `${folder.path}/${name}.yaml is gone; put it back, or remove the briefing`;
    if (origin !== "file" || there.has(name) || problem === gone) continue;
    briefings.change(id, { isEnabled: false, problem: gone }, updated);
  }
  return problems;
}

function renew(
  known: Briefing,
  { definition }: Extract<BriefingFile, { definition: unknown }>,
  {
    briefings,
    updated,
    problem,
  }: { readonly briefings: BriefingStore; readonly updated: string; readonly problem: string | undefined },
): void {
  const isEnabled = definition.enabled && known.metadata.isPaused !== true;
  const isSame = JSON.stringify(definition) === JSON.stringify(known.definition);
  if (isSame && known.problem === problem && known.isEnabled === isEnabled) return;
  briefings.change(known.id, { definition, isEnabled, problem: problem ?? null }, updated);
}

function fresh(
  { name, definition }: Extract<BriefingFile, { definition: unknown }>,
  { jobs, now }: { readonly jobs: Pick<Jobs, "addThread">; readonly now: () => Date },
): Briefing {
  const created = now().toISOString();
  const thread = jobs.addThread(localTenant, { metadata: { briefing: name } });
  const about = { id: randomUUID(), tenant: localTenant, name, origin: "file" as const, definition, metadata: {} };
  return {
    ...about,
    isEnabled: definition.enabled,
    threadId: thread.id,
    cursor: now().getTime(),
    created,
    updated: created,
  };
}
