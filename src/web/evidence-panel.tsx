import { type ReactNode, useCallback, useEffect, useRef, useState } from "react";
import type { EvidenceView, ReportView } from "../server/api-types.ts";
import type { ReportBase } from "./addresses.ts";
import { loadEvidence } from "./api.ts";
import { EvidenceBody } from "./evidence-body.tsx";
import { Icon } from "./icons.tsx";
import { Notice, Waiting } from "./notice.tsx";
import { useLoaded } from "./use-loaded.ts";

/** What stands behind a mark: one piece of evidence at a time, in its place. */
export function EvidencePanel({
  ids,
  base,
  view,
  onClose,
}: {
  readonly ids: readonly string[];
  readonly base: ReportBase;
  readonly view: ReportView;
  readonly onClose: () => void;
}): ReactNode {
  const [at, setAt] = useState(0);
  const id = ids[at] ?? "";
  const load = useCallback(() => loadEvidence(base, id), [base, id]);
  const evidence = useLoaded<EvidenceView>(load);
  const panel = usePanelFocus(onClose);
  return (
    <aside
      ref={panel}
      tabIndex={-1}
      aria-label={view.labels.evidence}
      data-panel=""
      className="fixed inset-0 z-30 flex flex-col border-line bg-raised outline-none md:inset-y-0 md:right-0 md:left-auto md:w-[27rem] md:border-l md:shadow-2xl lg:static lg:z-auto lg:shrink-0 lg:shadow-none 2xl:w-[30rem]"
    >
      <div className="flex items-center gap-2 border-b border-line py-2 pr-2 pl-4">
        <h2 className="flex-1 font-serif text-lg font-semibold">{view.labels.evidence}</h2>
        {ids.length > 1 && <Stepper at={at} count={ids.length} labels={view.labels} onChange={setAt} />}
        <button type="button" className="button button-quiet px-2" onClick={onClose}>
          <Icon name="close" />
          <span className="sr-only">{view.labels.close}</span>
        </button>
      </div>
      <section className="min-h-0 flex-1 overflow-y-auto p-4" tabIndex={0} aria-label={view.labels.evidence}>
        {evidence.state === "loading" && <Waiting>Opening the evidence</Waiting>}
        {evidence.state === "failed" && <Notice>{evidence.message}</Notice>}
        {evidence.state === "ready" && (
          <EvidenceBody key={evidence.value.evidence.id} shown={evidence.value} base={base} view={view} />
        )}
      </section>
    </aside>
  );
}

/** The panel takes the focus when it opens, closes on Escape, and gives the focus back. */
function usePanelFocus(onClose: () => void) {
  const panel = useRef<HTMLElement>(null);
  const close = useRef(onClose);
  close.current = onClose;
  useEffect(() => {
    const before = document.activeElement;
    panel.current?.focus();
    const onKey = (event: KeyboardEvent) => {
      if (event.key === "Escape") close.current();
    };
    addEventListener("keydown", onKey);
    return () => {
      removeEventListener("keydown", onKey);
      if (before instanceof HTMLElement || before instanceof SVGElement) before.focus();
    };
  }, []);
  return panel;
}

function Stepper({
  at,
  count,
  labels,
  onChange,
}: {
  readonly at: number;
  readonly count: number;
  readonly labels: ReportView["labels"];
  readonly onChange: (at: number) => void;
}): ReactNode {
  return (
    <div className="flex items-center gap-1 text-sm">
      <button
        type="button"
        className="button button-quiet px-2"
        disabled={at === 0}
        aria-label={labels.previous}
        onClick={() => onChange(at - 1)}
      >
        <Icon name="back" size={16} />
      </button>
      <span className="text-muted tabular-nums" role="status">
        {at + 1} / {count}
      </span>
      <button
        type="button"
        className="button button-quiet px-2"
        disabled={at === count - 1}
        aria-label={labels.next}
        onClick={() => onChange(at + 1)}
      >
        <Icon name="arrow" size={16} />
      </button>
    </div>
  );
}
