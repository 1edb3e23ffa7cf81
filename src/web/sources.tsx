import type { ReactNode } from "react";
import type { Source } from "../report/evidence.ts";
import { safeLink } from "../report/safe-link.ts";
import type { ReportContext } from "./report-context.ts";

/** The bibliography; each entry opens all that is cited from it. */
export function Sources({ context }: { readonly context: ReportContext }): ReactNode {
  const { bibliography, labels } = context.view;
  if (bibliography.length === 0) return undefined;
  return (
    <section aria-labelledby="sources">
      <h2 id="sources">{labels.sources}</h2>
      <ol className="bare grid gap-3">
        {bibliography.map(({ number, source, evidence }) => (
          <li key={source.id} className="flex gap-3">
            <span className="w-6 shrink-0 text-end text-muted tabular-nums">{number}</span>
            <div className="min-w-0">
              <SourceTitle source={source} />
              <p className="m-0 text-sm text-muted">{sourceFacts(source)}</p>
              <button
                type="button"
                className="text-sm text-accent hover:underline"
                onClick={() => context.onEvidence(evidence.map(({ id }) => id))}
              >
                {labels.evidence} ({evidence.length})
              </button>
            </div>
          </li>
        ))}
      </ol>
    </section>
  );
}

/** The title, linked where its address is safe to open, and whether the source was retracted. */
export function SourceTitle({ source }: { readonly source: Source }): ReactNode {
  const address = source.url === undefined ? undefined : safeLink(source.url);
  return (
    <p className="m-0 font-medium" dir="auto">
      {address ? (
        <a className="outside" href={address} target="_blank" rel="noopener noreferrer">
          {source.title}
        </a>
      ) : (
        source.title
      )}
      {source.retracted && <strong className="ms-2 text-warn">retracted</strong>}
    </p>
  );
}

/** Who published a source where and when, as far as it is known, in one line. */
export function sourceFacts({ authors, site, published, path, licence }: Source): string {
  return [authors.slice(0, 4).join("; "), site, published, path, licence].filter(Boolean).join(" · ");
}
