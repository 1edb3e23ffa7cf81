import type { ReactNode } from "react";
import type { Offer } from "../server/api-types.ts";
import { ClarifyForm } from "./clarify-form.tsx";
import { EditForm } from "./edit-form.tsx";
import { isResting } from "./follow-run.ts";
import { Icon } from "./icons.tsx";
import { Notice } from "./notice.tsx";
import { PlanEditor } from "./plan-editor.tsx";
import { noProgress } from "./progress.ts";
import { DoneView, ProgressView } from "./progress-view.tsx";
import { RunControls } from "./run-controls.tsx";
import type { ThreadState, Turn } from "./use-thread.ts";

interface ConversationProps {
  readonly thread: ThreadState;
  readonly offer: Offer;
  readonly shownRunId: string | undefined;
  readonly onShow: (runId: string) => void;
  /** A report has changed. */
  readonly onEdited: () => void;
}

/** The questions of a thread, each with the work on it. */
export function Conversation({ thread, offer, shownRunId, onShow, onEdited }: ConversationProps): ReactNode {
  return (
    <ol className="grid grid-cols-1 gap-8">
      {thread.turns.map((turn, index) => (
        <li key={turn.runId} className="grid grid-cols-1 gap-3">
          <h2 className="font-serif text-xl leading-snug font-semibold text-balance">{turn.question}</h2>
          <TurnView
            turn={turn}
            thread={thread}
            offer={offer}
            isLast={index === thread.turns.length - 1}
            isShown={turn.runId === shownRunId}
            onShow={() => onShow(turn.runId)}
            onEdited={onEdited}
          />
        </li>
      ))}
    </ol>
  );
}

function TurnView({
  turn,
  thread,
  offer,
  isLast,
  isShown,
  onShow,
  onEdited,
}: {
  readonly turn: Turn;
  readonly thread: ThreadState;
  readonly offer: Offer;
  readonly isLast: boolean;
  readonly isShown: boolean;
  readonly onShow: () => void;
  readonly onEdited: () => void;
}): ReactNode {
  const { job, runId } = turn;
  const progress = isLast ? thread.progress : noProgress;
  if (job.status === "waiting" && job.waitsFor === "clarify")
    return <ClarifyForm key={job.id} job={job} onDone={thread.reload} />;
  if (job.status === "waiting") return <PlanEditor key={job.id} job={job} onDone={thread.reload} />;
  const isAtWork = !isResting(job);
  return (
    <>
      {isLast && job.status === "done" && progress.sources.length > 0 && <DoneView runId={runId} progress={progress} />}
      {(isAtWork || job.status === "paused") && (
        <ProgressView runId={runId} progress={progress} connection={thread.connection} status={job.status} />
      )}
      {(isAtWork || job.status === "paused" || (isLast && job.status === "failed")) && (
        <RunControls key={job.id} job={job} offer={offer} progress={progress} onChange={thread.reload} />
      )}
      {!(isLast && job.status === "failed") && <Ending turn={turn} isShown={isShown} onShow={onShow} />}
      {isShown && offer.features.edits && <EditForm runId={runId} onEdited={onEdited} />}
    </>
  );
}

function Ending({
  turn: { job },
  isShown,
  onShow,
}: {
  readonly turn: Turn;
  readonly isShown: boolean;
  readonly onShow: () => void;
}): ReactNode {
  if (job.status === "failed") return <Notice>{job.message ?? "The run failed; the server's log says why."}</Notice>;
  if (job.status === "cancelled") return <p className="text-sm text-muted">Discarded. Ask again below.</p>;
  if (job.status !== "done") return undefined;
  return (
    <div className="flex flex-wrap items-center gap-x-3 gap-y-1">
      <button type="button" className={isShown ? "button button-primary lg:hidden" : "button"} onClick={onShow}>
        Read the report
        <Icon name="arrow" size={16} />
      </button>
      <p className="text-sm text-muted">
        {job.outcome === "partial"
          ? "The report is partial: its limits say what is missing and why."
          : "The report is ready."}
      </p>
    </div>
  );
}
