import { type ReactNode, useCallback, useState } from "react";
import type { SourcePreview } from "../server/api-types.ts";
import { readFigureUrl, thumbnailUrl } from "./addresses.ts";
import { loadPreview } from "./api.ts";
import { count } from "./format.ts";
import type { ReadSource } from "./progress.ts";
import { useLoaded } from "./use-loaded.ts";

/** Sources shown as pictures; the count tells of the others. */
const shownSources = 12;

/** The first pages and figures of what was read, latest first, as they are found. */
export function ReadingStrip({
  runId,
  sources,
}: {
  readonly runId: string;
  readonly sources: readonly ReadSource[];
}): ReactNode {
  if (sources.length === 0) return undefined;
  return (
    <section className="-mx-4 overflow-x-auto px-4" aria-label="Read so far" tabIndex={0}>
      <ul className="flex gap-3 pb-2">
        {sources.slice(0, shownSources).map((source) => (
          <SourceCard key={source.sourceId} runId={runId} source={source} />
        ))}
      </ul>
    </section>
  );
}

function SourceCard({ runId, source }: { readonly runId: string; readonly source: ReadSource }): ReactNode {
  const load = useCallback(
    () => loadPreview(runId, source.sourceId, AbortSignal.timeout(20_000)),
    [runId, source.sourceId],
  );
  const preview = useLoaded(load);
  const seen = preview.state === "ready" ? preview.value : undefined;
  return (
    <li className="rise w-36 shrink-0">
      <div className="relative h-24 overflow-hidden rounded-lg border border-line bg-white">
        <Face runId={runId} source={source} preview={seen} />
      </div>
      <p className="mt-1 line-clamp-2 text-xs leading-snug" title={source.title}>
        {source.title}
      </p>
      {seen && <p className="text-xs text-muted">{factsOf(seen)}</p>}
    </li>
  );
}

function Face({
  runId,
  source,
  preview,
}: {
  readonly runId: string;
  readonly source: ReadSource;
  readonly preview: SourcePreview | undefined;
}): ReactNode {
  const [isBroken, setIsBroken] = useState(false);
  const [figure] = preview?.figures ?? [];
  const picture = preview?.hasThumbnail
    ? thumbnailUrl(runId, source.sourceId)
    : figure && readFigureUrl(runId, source.sourceId, figure.assetId);
  if (picture && !isBroken)
    return <img src={picture} alt="" className="size-full object-cover object-top" onError={() => setIsBroken(true)} />;
  // Dark on white in either mode, like the pages beside it.
  return <p className="p-2 text-[0.5rem] leading-tight text-neutral-600">{preview?.lead ?? ""}</p>;
}

function factsOf({ pages, figures, mediaType, site }: SourcePreview): string {
  const kind = site ?? kinds[mediaType] ?? mediaType.split("/").at(-1)?.split(".").at(-1) ?? "";
  const facts = [
    kind,
    pages > 1 ? count(pages, "page") : "",
    figures.length > 0 ? count(figures.length, "figure") : "",
  ];
  return facts.filter((fact) => fact !== "").join(" · ");
}

const kinds: Readonly<Record<string, string>> = {
  "application/pdf": "PDF",
  "text/html": "Web page",
  "text/csv": "Table",
  "text/markdown": "Text",
  "text/plain": "Text",
  "image/png": "Picture",
  "image/jpeg": "Picture",
  "application/vnd.openxmlformats-officedocument.wordprocessingml.document": "Word",
  "application/vnd.openxmlformats-officedocument.presentationml.presentation": "Slides",
  "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet": "Workbook",
};
