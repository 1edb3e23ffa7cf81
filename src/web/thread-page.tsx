import { type ReactNode, useEffect, useRef, useState } from "react";
import type { JobView, Offer, Settings } from "../server/api-types.ts";
import { ownReport } from "./addresses.ts";
import { ask } from "./api.ts";
import { Composer } from "./composer.tsx";
import { Conversation } from "./conversation.tsx";
import { Notice, Waiting } from "./notice.tsx";
import { ReportPane } from "./report-pane.tsx";
import { ReportToolbar } from "./report-toolbar.tsx";
import { goTo, replaceBy } from "./route.ts";
import { type ThreadState, type Turn, useThread } from "./use-thread.ts";
import { useTitle } from "./use-title.ts";

interface ThreadPageProps {
  readonly threadId: string;
  /** The run whose report is being read. */
  readonly runId?: string;
  readonly offer: Offer;
  /** Told when the conversation has changed, so that the list of past questions can follow. */
  readonly onChange: (version: string) => void;
}

/** The chat beside a report; where there is no room for three columns, it makes way for the evidence. */
const beside = "lg:max-w-[26rem] lg:border-r lg:max-2xl:in-[main:has([data-panel])]:hidden";

/**
 * A conversation, with the report beside it; where there is room for one only, the address tells which, so that going
 * back, a reload and a turned screen do what they should.
 */
export function ThreadPage({ threadId, runId, offer, onChange }: ThreadPageProps): ReactNode {
  const thread = useThread(threadId);
  const { turns } = thread;
  const [revision, setRevision] = useState(0);
  const finished = turns.filter(({ job }) => job.status === "done");
  const chosen = finished.find((turn) => turn.runId === runId);
  const shown = chosen ?? finished.at(-1);
  const version = turns.map(({ job }) => `${job.id} ${job.status}`).join(" ");
  useEffect(() => onChange(version), [version, onChange]);
  useTitle(titleOf(turns.at(-1)));
  const toChat = () => goTo({ page: "thread", threadId });
  return (
    <main id="main" className="flex min-h-0 min-w-0 flex-1">
      <Chat
        thread={thread}
        offer={offer}
        threadId={threadId}
        shownRunId={shown?.runId}
        className={`${shown ? beside : ""} ${chosen ? "max-lg:hidden" : ""}`}
        onShow={(run) => goTo({ page: "thread", threadId, runId: run })}
        onAsked={toChat}
        onEdited={() => setRevision((last) => last + 1)}
      />
      {shown && (
        <div
          className={`min-h-0 min-w-0 flex-1 flex-col ${chosen ? "flex" : "hidden lg:flex"}`}
          onFocusCapture={() => replaceBy({ page: "thread", threadId, runId: shown.runId })}
        >
          <ReportPane
            key={shown.runId}
            revision={revision}
            base={ownReport(shown.runId)}
            toolbar={
              <ReportToolbar
                key={revision}
                runId={shown.runId}
                question={shown.question}
                offer={offer}
                onBack={toChat}
              />
            }
          />
        </div>
      )}
    </main>
  );
}

/** With what a person who works in another tab should know first. */
function titleOf(last: Turn | undefined): string | undefined {
  const signs: Partial<Record<JobView["status"], string>> = {
    waiting: "(?) ",
    queued: "… ",
    running: "… ",
    failed: "(!) ",
  };
  return last && `${signs[last.job.status] ?? ""}${last.question}`;
}

function Chat({
  thread,
  offer,
  threadId,
  shownRunId,
  className,
  onShow,
  onAsked,
  onEdited,
}: {
  readonly thread: ThreadState;
  readonly offer: Offer;
  readonly threadId: string;
  readonly shownRunId: string | undefined;
  readonly className: string;
  readonly onShow: (runId: string) => void;
  readonly onAsked: () => void;
  readonly onEdited: () => void;
}): ReactNode {
  const end = useRef<HTMLDivElement>(null);
  const turns = thread.turns.length;
  // biome-ignore lint/correctness/useExhaustiveDependencies: a new question is the reason to go to the end
  useEffect(() => end.current?.scrollIntoView({ block: "nearest" }), [turns]);
  const followUp = async (question: string, settings: Settings) => {
    await ask(threadId, question, settings);
    onAsked();
    thread.reload();
  };
  const last = thread.turns.at(-1);
  const takesQuestions = last !== undefined && ["done", "failed", "cancelled"].includes(last.job.status);
  return (
    <div className={`flex min-h-0 min-w-0 flex-1 flex-col border-line ${className}`}>
      <section className="min-h-0 flex-1 overflow-y-auto px-4 py-6" aria-label="Conversation" tabIndex={0}>
        <div className="mx-auto max-w-2xl">
          <h1 className="sr-only">Conversation</h1>
          {thread.isLoading && <Waiting>Opening the conversation</Waiting>}
          {thread.problem && <Notice action={{ label: "Try again", run: thread.reload }}>{thread.problem}</Notice>}
          <Conversation thread={thread} offer={offer} shownRunId={shownRunId} onShow={onShow} onEdited={onEdited} />
          <div ref={end} />
        </div>
      </section>
      {takesQuestions && (
        <div className="mx-auto w-full max-w-2xl px-4 pb-4">
          <Composer
            offer={offer}
            label="Follow-up question"
            placeholder="Ask a follow-up question"
            isCompact
            onAsk={followUp}
          />
        </div>
      )}
    </div>
  );
}
