import { useCallback, useEffect, useMemo, useRef, useState } from "react";
import { messageOf } from "../errors.ts";
import type { JobView } from "../server/api-types.ts";
import { loadJobs } from "./api.ts";
import { type Connection, followRun } from "./follow-run.ts";
import { advance, noProgress, type Progress } from "./progress.ts";
import { useLoaded } from "./use-loaded.ts";

/** One question of a conversation and the work on it. */
export interface Turn {
  readonly runId: string;
  readonly question: string;
  /** Oldest first; the last says where it stands. */
  readonly jobs: readonly JobView[];
  readonly job: JobView;
}

/** A conversation as the page shows it. */
export interface ThreadState {
  readonly turns: readonly Turn[];
  /** Of the last turn. */
  readonly progress: Progress;
  readonly connection: Connection;
  readonly isLoading: boolean;
  readonly problem?: string;
  readonly reload: () => void;
}

/** A conversation with its last run followed live. */
export function useThread(threadId: string): ThreadState {
  const load = useCallback(() => loadJobs(threadId), [threadId]);
  const { reload, ...jobs } = useLoaded(load);
  const list = jobs.state === "ready" ? jobs.value : undefined;
  const turns = useMemo(() => turnsOf(list ?? []), [list]);
  const followed = useFollowed(turns.at(-1), reload);
  const problem = jobs.state === "failed" ? jobs.message : followed.problem;
  return {
    turns,
    progress: followed.progress,
    connection: followed.connection,
    isLoading: jobs.state === "loading",
    reload,
    ...(problem ? { problem } : {}),
  };
}

/**
 * Jobs as turns, oldest first. A run that was resumed has several jobs and is one turn; the last job tells its state.
 */
export function turnsOf(jobs: readonly JobView[]): readonly Turn[] {
  const byRun = new Map<string, JobView[]>();
  for (const job of jobs) byRun.set(job.runId, [...(byRun.get(job.runId) ?? []), job]);
  return [...byRun].flatMap(([runId, own]) => {
    const job = own.at(-1);
    return job ? [{ runId, question: job.question, jobs: own, job }] : [];
  });
}

/** Events come in bursts; the page is drawn at most this often. */
const drawEveryMs = 80;

function useFollowed(
  turn: Turn | undefined,
  onRest: () => void,
): { readonly progress: Progress; readonly connection: Connection; readonly problem?: string } {
  const [seen, setSeen] = useState({ runId: "", progress: noProgress });
  const [connection, setConnection] = useState<Connection>("live");
  const [problem, setProblem] = useState<string>();
  const jobs = useRef<readonly JobView[]>([]);
  jobs.current = turn?.jobs ?? [];
  const runId = turn?.runId ?? "";
  // A job more is a reason to follow anew, a changed status is not.
  const key = jobs.current.map(({ id }) => id).join(" ");
  // biome-ignore lint/correctness/useExhaustiveDependencies: `key` stands for the jobs in the ref
  useEffect(() => {
    const leaving = new AbortController();
    let current = noProgress;
    let timer: ReturnType<typeof setTimeout> | undefined;
    const draw = () => {
      timer = undefined;
      setSeen({ runId, progress: current });
    };
    setProblem(undefined);
    followRun(jobs.current, {
      signal: leaving.signal,
      onConnection: setConnection,
      onEvent: (event) => {
        current = event.type === "gap" ? noProgress : advance(current, event);
        timer ??= setTimeout(draw, drawEveryMs);
      },
    }).then(
      () => {
        if (leaving.signal.aborted) return;
        draw();
        onRest();
      },
      (error: unknown) => setProblem(messageOf(error)),
    );
    return () => {
      clearTimeout(timer);
      leaving.abort();
    };
  }, [key]);
  // What was seen of another run is none of this one's.
  const progress = seen.runId === runId ? seen.progress : noProgress;
  return { progress, connection, ...(problem ? { problem } : {}) };
}
