import { type ReactNode, useCallback, useDeferredValue, useState } from "react";
import { searchRuns } from "./api.ts";
import { Dialog } from "./dialog.tsx";
import { when } from "./format.ts";
import { Notice } from "./notice.tsx";
import { hrefOf } from "./route.ts";
import { useLoaded } from "./use-loaded.ts";

/** Chooses the report that another is compared with. */
export function CompareDialog({ runId, onClose }: { readonly runId: string; readonly onClose: () => void }): ReactNode {
  const [query, setQuery] = useState("");
  const asked = useDeferredValue(query);
  const load = useCallback(() => searchRuns(asked, 0, AbortSignal.timeout(20_000)), [asked]);
  const runs = useLoaded(load);
  const others = runs.state === "ready" ? runs.value.filter((run) => run.runId !== runId && run.status === "done") : [];
  return (
    <Dialog title="Compare with another report" onClose={onClose}>
      <div className="grid gap-3 text-sm">
        <input
          type="search"
          className="field"
          aria-label="Search past reports"
          placeholder="Search past reports"
          value={query}
          onChange={({ target }) => setQuery(target.value)}
        />
        {runs.state === "failed" && <Notice>{runs.message}</Notice>}
        {runs.state === "ready" && others.length === 0 && (
          <p className="text-muted">
            There is no other finished report. Ask the same question again later, then compare.
          </p>
        )}
        <ul className="grid gap-1">
          {others.map((run) => (
            <li key={run.runId}>
              <a
                href={hrefOf({ page: "compare", before: run.runId, after: runId })}
                onClick={onClose}
                className="block rounded-lg px-3 py-2 hover:bg-raised"
              >
                {run.question}
                <span className="block text-xs text-muted">{when(run.updated)}</span>
              </a>
            </li>
          ))}
        </ul>
      </div>
    </Dialog>
  );
}
