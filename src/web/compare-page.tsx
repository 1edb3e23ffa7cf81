import { type ReactNode, useCallback } from "react";
import type { ComparedClaim } from "../report/compare.ts";
import type { ComparedRun, ComparisonView } from "../server/api-types.ts";
import { compareRuns } from "./api.ts";
import { count, when } from "./format.ts";
import { Notice, Waiting } from "./notice.tsx";
import { hrefOf } from "./route.ts";
import { useLoaded } from "./use-loaded.ts";
import { useTitle } from "./use-title.ts";

/** What became of the claims of one report in another. */
export function ComparePage({ before, after }: { readonly before: string; readonly after: string }): ReactNode {
  const load = useCallback(() => compareRuns(before, after), [before, after]);
  const comparison = useLoaded(load);
  useTitle("What changed");
  return (
    <main className="mx-auto w-full max-w-3xl overflow-y-auto px-4 py-8" id="main" tabIndex={0}>
      <h1 className="font-serif text-2xl font-semibold">What changed</h1>
      {comparison.state === "loading" && <Waiting>Comparing</Waiting>}
      {comparison.state === "failed" && (
        <div className="mt-4">
          <Notice action={{ label: "Try again", run: comparison.reload }}>{comparison.message}</Notice>
        </div>
      )}
      {comparison.state === "ready" && <Changes view={comparison.value} />}
    </main>
  );
}

function Changes({ view }: { readonly view: ComparisonView }): ReactNode {
  const { added, gone, changed, same } = view;
  const isSame = added.length + gone.length + changed.length === 0;
  return (
    <>
      <dl className="mt-3 grid gap-2 text-sm sm:grid-cols-2">
        <Side name="Before" side={view.before} />
        <Side name="After" side={view.after} />
      </dl>
      <p className="mt-4">
        {isSame ? "Both say the same: " : ""}
        {count(same, "claim")} {same === 1 ? "stands" : "stand"} in both.
      </p>
      <Claims title="New" claims={added} sign="+" />
      {changed.length > 0 && (
        <section className="mt-8">
          <h2 className="font-serif text-xl font-semibold">Changed ({changed.length})</h2>
          <ul className="mt-3 grid gap-3">
            {changed.map((pair) => (
              <li key={pair.after.claim} className="card grid gap-2 p-3">
                <ClaimLine claim={pair.before} sign="−" />
                <ClaimLine claim={pair.after} sign="+" />
              </li>
            ))}
          </ul>
        </section>
      )}
      <Claims title="Gone" claims={gone} sign="−" />
    </>
  );
}

function Side({ name, side }: { readonly name: string; readonly side: ComparedRun }): ReactNode {
  const { threadId, runId, title } = side;
  return (
    <div className="rounded-xl bg-sunken p-3">
      <dt className="eyebrow">
        {name} · {when(side.updated)}
      </dt>
      <dd>
        {threadId === undefined ? (
          title
        ) : (
          <a className="underline hover:text-accent" href={hrefOf({ page: "thread", threadId, runId })}>
            {title}
          </a>
        )}
      </dd>
    </div>
  );
}

function Claims({
  title,
  claims,
  sign,
}: {
  readonly title: string;
  readonly claims: readonly ComparedClaim[];
  readonly sign: string;
}): ReactNode {
  if (claims.length === 0) return undefined;
  return (
    <section className="mt-8">
      <h2 className="font-serif text-xl font-semibold">
        {title} ({claims.length})
      </h2>
      <ul className="mt-3 grid gap-2">
        {claims.map((claim) => (
          <li key={claim.claim}>
            <ClaimLine claim={claim} sign={sign} />
          </li>
        ))}
      </ul>
    </section>
  );
}

function ClaimLine({ claim, sign }: { readonly claim: ComparedClaim; readonly sign: string }): ReactNode {
  const isOld = sign === "−";
  return (
    <p className={`flex gap-3 ${isOld ? "text-muted" : ""}`}>
      <span aria-hidden="true" className={`w-3 shrink-0 font-semibold ${isOld ? "text-warn" : "text-accent"}`}>
        {sign}
      </span>
      <span className="min-w-0" dir="auto">
        <span className="sr-only">{isOld ? "Before: " : "After: "}</span>
        {claim.claim} <span className="text-xs text-muted">{claim.support}</span>
      </span>
    </p>
  );
}
