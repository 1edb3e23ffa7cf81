import { type ReactNode, useCallback, useDeferredValue, useEffect, useState } from "react";
import type { RunSummary } from "../server/api-types.ts";
import { searchRuns } from "./api.ts";
import { when } from "./format.ts";
import { Icon } from "./icons.tsx";
import { Notice } from "./notice.tsx";
import { hrefOf } from "./route.ts";
import { useLoaded } from "./use-loaded.ts";

/** Past questions, with a search over them and their reports. */
export function Sidebar({
  threadId,
  version,
  onGo,
}: {
  readonly threadId: string | undefined;
  /** Changes when the list may have. */
  readonly version: string;
  readonly onGo: () => void;
}): ReactNode {
  const [query, setQuery] = useState("");
  const asked = useDeferredValue(query);
  const load = useCallback(() => searchRuns(asked, 0, AbortSignal.timeout(20_000)), [asked]);
  const { reload, ...runs } = useLoaded(load);
  // biome-ignore lint/correctness/useExhaustiveDependencies: a new version is the reason
  useEffect(reload, [version, threadId]);
  return (
    <div className="flex h-full flex-col gap-3 p-3">
      <a href={hrefOf({ page: "new" })} onClick={onGo} className="button w-full" aria-label="New question">
        <Icon name="add" size={16} />
        New question
      </a>
      <label className="relative">
        <span className="sr-only">Search past questions and reports</span>
        <span className="absolute top-2 left-2.5 text-muted">
          <Icon name="search" />
        </span>
        <input
          type="search"
          className="field pl-9"
          placeholder="Search"
          maxLength={200}
          value={query}
          onChange={({ target }) => setQuery(target.value)}
        />
      </label>
      <nav aria-label="Past questions" className="-mx-1 min-h-0 flex-1 overflow-y-auto px-1">
        {runs.state === "failed" && !runs.isSignedOut && (
          <Notice action={{ label: "Try again", run: reload }}>{runs.message}</Notice>
        )}
        {runs.state === "ready" && runs.value.length === 0 && (
          <p className="px-2 py-4 text-sm text-muted">
            {asked === "" ? "Your questions will be listed here." : "Nothing was found in your questions and reports."}
          </p>
        )}
        <ul className="grid gap-0.5">
          {runs.state === "ready" &&
            runs.value.map((run) => (
              <Entry key={run.threadId} run={run} isOpen={run.threadId === threadId} onGo={onGo} />
            ))}
        </ul>
      </nav>
    </div>
  );
}

const states: Readonly<Record<RunSummary["status"], string>> = {
  queued: "queued",
  running: "at work",
  waiting: "waits for you",
  paused: "paused",
  done: "",
  failed: "failed",
  cancelled: "discarded",
};

function Entry({
  run,
  isOpen,
  onGo,
}: {
  readonly run: RunSummary;
  readonly isOpen: boolean;
  readonly onGo: () => void;
}): ReactNode {
  const state = states[run.status];
  return (
    <li>
      <a
        href={hrefOf({ page: "thread", threadId: run.threadId })}
        aria-current={isOpen ? "page" : undefined}
        onClick={onGo}
        className={`block rounded-lg px-2.5 py-2 hover:bg-raised ${isOpen ? "bg-raised shadow-xs" : ""}`}
      >
        <span className="line-clamp-2 text-sm leading-snug">{run.question}</span>
        <span className="mt-0.5 block text-xs text-muted">
          {when(run.updated)}
          {state && ` · ${state}`}
        </span>
        {run.excerpt && <span className="mt-0.5 line-clamp-2 block text-xs text-muted">{run.excerpt}</span>}
      </a>
    </li>
  );
}
