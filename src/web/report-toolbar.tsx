import { type ReactNode, useCallback, useEffect, useRef, useState } from "react";
import type { Offer } from "../server/api-types.ts";
import { artifactUrl, ownReport, type ReportBase } from "./addresses.ts";
import { loadArtifacts } from "./api.ts";
import { CompareDialog } from "./compare-dialog.tsx";
import { fileSize } from "./format.ts";
import { Icon } from "./icons.tsx";
import { ScheduleDialog } from "./schedule-dialog.tsx";
import { ShareDialog } from "./share-dialog.tsx";
import { useLoaded } from "./use-loaded.ts";

/** What the owner of a report can do with it. */
export function ReportToolbar({
  runId,
  question,
  offer,
  onBack,
}: {
  readonly runId: string;
  readonly question: string;
  readonly offer: Offer;
  readonly onBack: () => void;
}): ReactNode {
  const [dialog, setDialog] = useState<"share" | "compare" | "schedule">();
  const close = () => setDialog(undefined);
  return (
    <div className="flex flex-wrap items-center gap-1">
      <button type="button" className="button button-quiet lg:hidden" onClick={onBack}>
        <Icon name="back" size={16} />
        Chat
      </button>
      <Downloads base={ownReport(runId)} />
      <button type="button" className="button button-quiet" onClick={() => setDialog("share")}>
        <Icon name="link" size={16} />
        <span className="max-sm:sr-only">Share</span>
      </button>
      <button type="button" className="button button-quiet" onClick={() => setDialog("compare")}>
        <Icon name="compare" size={16} />
        <span className="max-sm:sr-only">Compare</span>
      </button>
      {offer.features.briefings && (
        <button type="button" className="button button-quiet" onClick={() => setDialog("schedule")}>
          <Icon name="clock" size={16} />
          <span className="max-sm:sr-only">Schedule</span>
        </button>
      )}
      {dialog === "share" && <ShareDialog runId={runId} onClose={close} />}
      {dialog === "compare" && <CompareDialog runId={runId} onClose={close} />}
      {dialog === "schedule" && <ScheduleDialog question={question} onClose={close} />}
    </div>
  );
}

const names: Readonly<Record<string, string>> = {
  pdf: "PDF",
  docx: "Word",
  pptx: "Slides",
  html: "Web page",
  md: "Markdown",
  json: "Data",
  bib: "BibTeX",
  ris: "RIS",
};

/** The files of a report, behind one button; a click elsewhere or Escape closes it. */
export function Downloads({ base }: { readonly base: ReportBase }): ReactNode {
  const menu = useClosing();
  const load = useCallback(() => loadArtifacts(base), [base]);
  const files = useLoaded(load);
  if (files.state !== "ready" || files.value.length === 0) return undefined;
  return (
    <details ref={menu} className="group relative">
      <summary className="button button-quiet list-none [&::-webkit-details-marker]:hidden">
        <Icon name="down" size={16} />
        Download
      </summary>
      <ul className="absolute top-full left-0 z-20 mt-1 w-60 rounded-xl border border-line bg-raised p-1 shadow-xl">
        {files.value.map(({ name, format, bytes }) => (
          <li key={name}>
            <a
              href={artifactUrl(base, name)}
              download={name}
              className="flex items-baseline justify-between gap-3 rounded-lg px-3 py-1.5 text-sm hover:bg-sunken"
            >
              {names[format] ?? format}
              <span className="text-xs text-muted">{fileSize(bytes)}</span>
            </a>
          </li>
        ))}
      </ul>
    </details>
  );
}

function useClosing() {
  const menu = useRef<HTMLDetailsElement>(null);
  useEffect(() => {
    const onKey = ({ key }: KeyboardEvent) => {
      if (key !== "Escape" || !menu.current?.open) return;
      menu.current.open = false;
      menu.current.querySelector("summary")?.focus();
    };
    const onPointer = ({ target }: PointerEvent) => {
      if (menu.current?.open && target instanceof Node && !menu.current.contains(target)) menu.current.open = false;
    };
    addEventListener("keydown", onKey);
    addEventListener("pointerdown", onPointer);
    return () => {
      removeEventListener("keydown", onKey);
      removeEventListener("pointerdown", onPointer);
    };
  }, []);
  return menu;
}
