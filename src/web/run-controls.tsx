import { type ReactNode, useState } from "react";
import { messageOf } from "../errors.ts";
import { canParseUrl } from "../report/can-parse-url.ts";
import type { JobView, Offer, SteeringNote } from "../server/api-types.ts";
import { goOn, steer, tellJob } from "./api.ts";
import { Icon } from "./icons.tsx";
import { Notice } from "./notice.tsx";
import { type Progress, shortName } from "./progress.ts";

/** What a person can do with a run at work. */
export function RunControls({
  job,
  offer,
  progress,
  onChange,
}: {
  readonly job: JobView;
  readonly offer: Offer;
  readonly progress: Progress;
  readonly onChange: () => void;
}): ReactNode {
  const [problem, setProblem] = useState<string>();
  const [asked, setAsked] = useState<"pause" | "finish">();
  const act = async (work: () => Promise<unknown>) => {
    setProblem(undefined);
    try {
      await work();
      onChange();
    } catch (error) {
      setAsked(undefined);
      setProblem(messageOf(error));
    }
  };
  const tell = (verb: "pause" | "finish") => {
    setAsked(verb);
    void act(() => tellJob(job.id, verb));
  };
  if (job.status === "failed") {
    const failed = job.message ?? "The run failed; the server's log says why.";
    return (
      <Notice action={{ label: "Try again", run: () => act(() => goOn(job.threadId)) }}>{problem ?? failed}</Notice>
    );
  }
  if (job.status === "paused") {
    return (
      <div className="flex flex-wrap items-center gap-2">
        <button type="button" className="button button-primary" onClick={() => act(() => goOn(job.threadId))}>
          <Icon name="play" size={16} />
          Go on
        </button>
        <p className="text-sm text-muted">Paused. Everything that was read is kept.</p>
        {problem && <Notice>{problem}</Notice>}
      </div>
    );
  }
  return (
    <div className="grid gap-2">
      <div className="flex flex-wrap gap-2">
        <button type="button" className="button" disabled={asked !== undefined} onClick={() => tell("pause")}>
          <Icon name="pause" size={16} />
          {asked === "pause" ? "Pausing" : "Pause"}
        </button>
        <button type="button" className="button" disabled={asked !== undefined} onClick={() => tell("finish")}>
          <Icon name="stop" size={16} />
          {asked === "finish" ? "Finishing with what was found" : "Finish now"}
        </button>
      </div>
      {offer.features.steer && <SteerForm progress={progress} onSteer={(note) => act(() => steer(job.id, note))} />}
      {problem && <Notice>{problem}</Notice>}
    </div>
  );
}

/** Words are another question, an address is another page, and what is being read may be left out. */
function SteerForm({
  progress,
  onSteer,
}: {
  readonly progress: Progress;
  readonly onSteer: (note: SteeringNote) => Promise<void>;
}): ReactNode {
  const [text, setText] = useState("");
  const add = () => {
    const wish = text.trim();
    if (wish === "") return;
    const isAddress = /^https?:\/\/\S+$/i.test(wish) && canParseUrl(wish);
    void onSteer(isAddress ? { type: "add-url", url: wish } : { type: "add-question", question: wish });
    setText("");
  };
  const targets = progress.reading.slice(-4);
  return (
    <form
      className="grid gap-2"
      onSubmit={(event) => {
        event.preventDefault();
        add();
      }}
    >
      <div className="flex gap-2">
        <input
          className="field"
          aria-label="Also look at"
          placeholder="Also look at … (a question or an address)"
          maxLength={1000}
          value={text}
          onChange={({ target }) => setText(target.value)}
        />
        <button type="submit" className="button" disabled={text.trim() === ""}>
          Add
        </button>
      </div>
      {targets.length > 0 && (
        <ul className="flex flex-wrap gap-1" aria-label="Being read">
          {targets.map((target) => (
            <li key={target}>
              <button
                type="button"
                className="button button-quiet min-h-8 text-xs"
                onClick={() => onSteer({ type: "skip", target })}
              >
                <Icon name="close" size={13} />
                Skip {shortName(target)}
              </button>
            </li>
          ))}
        </ul>
      )}
    </form>
  );
}
