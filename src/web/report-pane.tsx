import { type ReactNode, useCallback, useEffect, useMemo, useState } from "react";
import { localeOf } from "../report/locale.ts";
import type { Section } from "../report/model.ts";
import type { ReportView } from "../server/api-types.ts";
import type { ReportBase } from "./addresses.ts";
import { loadReport } from "./api.ts";
import { Blocks } from "./blocks.tsx";
import { EvidencePanel } from "./evidence-panel.tsx";
import { scrollToPart } from "./inlines.tsx";
import { Notice, Waiting } from "./notice.tsx";
import { anchorOf, OpenEvidence, type ReportContext, reportContext } from "./report-context.ts";
import { Sources } from "./sources.tsx";
import { useLoaded } from "./use-loaded.ts";

/**
 * A report with the evidence behind it; `toolbar` is what its reader may do with it. A new `revision` is read anew, and
 * the reader stays where they are.
 */
export function ReportPane({
  base,
  revision = 0,
  toolbar,
}: {
  readonly base: ReportBase;
  readonly revision?: number;
  readonly toolbar: ReactNode;
}): ReactNode {
  // biome-ignore lint/correctness/useExhaustiveDependencies: a new revision is a reason to read it again
  const load = useCallback(() => loadReport(base), [base, revision]);
  const report = useLoaded(load);
  const [open, setOpen] = useState<readonly string[]>([]);
  // biome-ignore lint/correctness/useExhaustiveDependencies: what was open may not be cited any more
  useEffect(() => setOpen([]), [revision]);
  const view = report.state === "ready" ? report.value : undefined;
  const context = useMemo(() => view && reportContext(view, base, setOpen), [view, base]);
  if (report.state === "failed")
    return (
      <div className="mx-auto w-full max-w-xl p-6">
        <h1 className="sr-only">Report</h1>
        <Notice action={{ label: "Try again", run: report.reload }}>{report.message}</Notice>
      </div>
    );
  if (!context) return <Waiting>Opening the report</Waiting>;
  return (
    <OpenEvidence value={open}>
      <div className="flex min-h-0 flex-1">
        <div className="min-w-0 flex-1 overflow-y-auto" id="report-scroll">
          <div className="sticky top-0 z-10 border-b border-line bg-paper/95 px-4 py-2 backdrop-blur-sm sm:px-8">
            {toolbar}
          </div>
          <ReportText context={context} />
        </div>
        {open.length > 0 && (
          <EvidencePanel key={open.join(" ")} ids={open} base={base} view={context.view} onClose={() => setOpen([])} />
        )}
      </div>
    </OpenEvidence>
  );
}

/** A report from its title to its sources, in the direction of its language. */
export function ReportText({ context }: { readonly context: ReportContext }): ReactNode {
  const { view } = context;
  const { report, labels, appendices } = view;
  return (
    <article
      className="report mx-auto max-w-[46rem] px-4 py-8 sm:px-8"
      lang={report.language}
      dir={view.direction}
      aria-label={report.title}
    >
      <Head view={view} />
      <section aria-label={labels.summary} className="mt-6 text-[1.06rem]">
        <Blocks blocks={report.summary} context={context} />
      </section>
      {report.sections.length > 1 && <Contents view={view} />}
      {[...report.sections, ...appendices].map((section) => (
        <SectionView key={section.id} section={section} level={2} context={context} />
      ))}
      <Sources context={context} />
      <p className="mt-10 border-t border-line pt-4 text-sm text-muted">{report.generator}</p>
    </article>
  );
}

function Head({ view: { report, labels } }: { readonly view: ReportView }): ReactNode {
  const { supported, claims } = report.verification;
  const date = new Date(report.created).toLocaleDateString(localeOf(report.language), { dateStyle: "long" });
  return (
    <header>
      <h1>{report.title}</h1>
      {report.question !== report.title && <p className="mt-2 text-muted">{report.question}</p>}
      <p className="mt-3 flex flex-wrap gap-x-4 text-sm text-muted">
        <span>{date}</span>
        {claims > 0 && (
          <span>
            {labels.verification}: {supported} / {claims}
          </span>
        )}
        {report.sources.length > 0 && (
          <span>
            {labels.sources}: {report.sources.length}
          </span>
        )}
      </p>
    </header>
  );
}

function Contents({ view }: { readonly view: ReportView }): ReactNode {
  const { report, appendices, labels, sectionNumbers } = view;
  return (
    <nav aria-label={labels.contents} className="my-7 rounded-xl bg-sunken px-5 py-4 text-[0.94rem]">
      <ol className="bare grid gap-0.5">
        {[...report.sections, ...appendices].map(({ id, title }) => (
          <li key={id}>
            <button
              type="button"
              className="text-start hover:text-accent hover:underline"
              onClick={() => scrollToPart(id)}
            >
              {sectionNumbers[id] && <span className="number">{sectionNumbers[id]}</span>}
              {title}
            </button>
          </li>
        ))}
      </ol>
    </nav>
  );
}

function SectionView({
  section,
  level,
  context,
}: {
  readonly section: Section;
  readonly level: 2 | 3 | 4;
  readonly context: ReportContext;
}): ReactNode {
  const Heading = `h${level}` as const;
  const below = level === 2 ? 3 : 4;
  const number = context.view.sectionNumbers[section.id];
  return (
    <section aria-labelledby={anchorOf(section.id)}>
      <Heading id={anchorOf(section.id)} tabIndex={-1}>
        {number && <span className="number">{number}</span>}
        {section.title}
      </Heading>
      <Blocks blocks={section.blocks} context={context} />
      {section.sections.map((child) => (
        <SectionView key={child.id} section={child} level={below} context={context} />
      ))}
    </section>
  );
}
