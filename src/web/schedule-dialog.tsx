import { type FormEvent, type ReactNode, useState } from "react";
import { messageOf } from "../errors.ts";
import { feedShares, feedUrl } from "./addresses.ts";
import { addBriefing, type Briefing, type BriefingDefinition, loadBriefings, removeBriefing } from "./api.ts";
import { Dialog } from "./dialog.tsx";
import { Icon } from "./icons.tsx";
import { Links } from "./links.tsx";
import { Notice } from "./notice.tsx";
import { hrefOf } from "./route.ts";
import { briefingName, cronOf, lastTrouble, type Rhythm, rhythms } from "./timetable.ts";
import { useLoaded } from "./use-loaded.ts";

/** Asks the same question again by itself, and tells what changed. */
export function ScheduleDialog({
  question,
  onClose,
}: {
  readonly question: string;
  readonly onClose: () => void;
}): ReactNode {
  const briefings = useLoaded(loadBriefings);
  const [problem, setProblem] = useState<string>();
  const act = async (work: () => Promise<unknown>) => {
    try {
      setProblem(undefined);
      await work();
      briefings.reload();
    } catch (error) {
      setProblem(messageOf(error));
    }
  };
  return (
    <Dialog title="Ask this again by itself" onClose={onClose}>
      <div className="grid gap-4 text-sm">
        <p className="text-muted">
          Each time, earlier claims are checked again, and you are told what is new, changed, contradicted or gone.
        </p>
        <ScheduleForm
          onAdd={(definition) => act(() => addBriefing(briefingName(question), { question, ...definition }))}
        />
        {problem && <Notice>{problem}</Notice>}
        {briefings.state === "failed" && <Notice>{briefings.message}</Notice>}
        {briefings.state === "ready" && briefings.value.length > 0 && (
          <ul className="grid gap-2" aria-label="Scheduled">
            {briefings.value.map((briefing) => (
              <BriefingLine
                key={briefing.id}
                briefing={briefing}
                onRemove={() => act(() => removeBriefing(briefing.id))}
              />
            ))}
          </ul>
        )}
      </div>
    </Dialog>
  );
}

type Chosen = Omit<BriefingDefinition, "question">;

function ScheduleForm({ onAdd }: { readonly onAdd: (definition: Chosen) => Promise<void> }): ReactNode {
  const [rhythm, setRhythm] = useState<Rhythm>("workdays");
  const [time, setTime] = useState("08:00");
  const [mail, setMail] = useState("");
  const [isNewsOnly, setIsNewsOnly] = useState(true);
  const { timeZone } = Intl.DateTimeFormat().resolvedOptions();
  const send = (event: FormEvent) => {
    event.preventDefault();
    void onAdd({
      schedule: { cron: cronOf(rhythm, time), timeZone },
      deliver: { feed: true, when: isNewsOnly ? "news" : "always", ...(mail === "" ? {} : { mail }) },
    });
  };
  return (
    <form onSubmit={send} className="grid gap-3 sm:grid-cols-2">
      <label>
        <span className="label">How often</span>
        <select className="field" value={rhythm} onChange={({ target }) => setRhythm(target.value as Rhythm)}>
          {Object.entries(rhythms).map(([key, { name }]) => (
            <option key={key} value={key}>
              {name}
            </option>
          ))}
        </select>
      </label>
      <label>
        <span className="label">At ({timeZone})</span>
        <input className="field" type="time" required value={time} onChange={({ target }) => setTime(target.value)} />
      </label>
      <label className="sm:col-span-2">
        <span className="label">Send it by mail to (may be empty)</span>
        <input
          className="field"
          type="email"
          autoComplete="email"
          value={mail}
          onChange={({ target }) => setMail(target.value)}
        />
      </label>
      <label className="flex items-center gap-2 sm:col-span-2">
        <input
          type="checkbox"
          className="accent-(--accent)"
          checked={isNewsOnly}
          onChange={({ target }) => setIsNewsOnly(target.checked)}
        />
        Only when something has changed
      </label>
      <button type="submit" className="button button-primary w-fit">
        <Icon name="clock" size={16} />
        Schedule
      </button>
    </form>
  );
}

/** Feed readers cannot sign in, so each gets an address that opens just this feed. */
function FeedAddress({ briefingId }: { readonly briefingId: string }): ReactNode {
  const [isOpen, setIsOpen] = useState(false);
  return (
    <details className="mt-1" onToggle={({ currentTarget }) => setIsOpen(currentTarget.open)}>
      <summary className="w-fit cursor-pointer text-xs underline">Feed address</summary>
      {isOpen && (
        <div className="grid gap-2 pt-2">
          <p className="text-xs text-muted">
            For a feed reader. Whoever has an address can read this feed, until you revoke it; it is shown once.
          </p>
          <Links path={feedShares(briefingId)} toHref={feedUrl} />
        </div>
      )}
    </details>
  );
}

function BriefingLine({
  briefing: { id, title, next, last, problem, feed, threadId, enabled },
  onRemove,
}: {
  readonly briefing: Briefing;
  readonly onRemove: () => void;
}): ReactNode {
  const trouble = problem ?? lastTrouble(last);
  const due = next && new Date(next.due).toLocaleString(undefined, { dateStyle: "medium", timeStyle: "short" });
  return (
    <li className="flex items-start justify-between gap-3 border-t border-line pt-2">
      <div className="min-w-0 grow">
        <a href={hrefOf({ page: "thread", threadId })} className="underline">
          {title}
        </a>
        <p className="text-xs text-muted">{due ? `Next: ${due}` : enabled ? "Ended" : "Paused"}</p>
        {trouble && <p className="text-xs text-warn">{trouble}</p>}
        {feed && <FeedAddress briefingId={id} />}
      </div>
      <button type="button" className="button" onClick={onRemove}>
        Remove
      </button>
    </li>
  );
}
