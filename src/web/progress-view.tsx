import { type ReactNode, useEffect, useState } from "react";
import type { StageName } from "../events.ts";
import type { JobView } from "../server/api-types.ts";
import { type Connection, isResting } from "./follow-run.ts";
import { count, duration, money } from "./format.ts";
import { Icon } from "./icons.tsx";
import type { Activity, Progress } from "./progress.ts";
import { ReadingStrip } from "./reading-strip.tsx";

/** The way from question to report in five steps; a run's stages belong to one each. */
interface Step {
  readonly name: string;
  readonly stages: readonly StageName[];
  /** What is said of it while nothing in particular is told. */
  readonly idle: string;
}

const steps: readonly Step[] = [
  { name: "Plan", stages: ["brief", "plan", "open"], idle: "Understanding the question" },
  { name: "Read", stages: ["digest", "gather", "assess"], idle: "Weighing what was found" },
  { name: "Write", stages: ["outline", "illustrate", "draft", "compose", "condense"], idle: "Writing the report" },
  { name: "Check", stages: ["verify", "patch"], idle: "Checking every claim" },
  { name: "Make", stages: ["render", "inspect"], idle: "Making the files" },
];

const stepOf = (stage: StageName | undefined): number =>
  stage === undefined
    ? 0
    : Math.max(
        0,
        steps.findIndex(({ stages }) => stages.includes(stage)),
      );

/** What is said where nothing is at work. */
const standing: Partial<Readonly<Record<JobView["status"], string>>> = {
  queued: "Waiting for its turn",
  paused: "Paused",
};

/** How a finished report was made, in a line that opens. */
export function DoneView({ runId, progress }: { readonly runId: string; readonly progress: Progress }): ReactNode {
  return (
    <details className="card overflow-hidden">
      <summary className="px-4 py-3">
        <span className="sr-only">How this was made: </span>
        <span className="inline-block w-[calc(100%-1.5rem)] align-top">
          <Counts progress={progress} isAtWork={false} />
        </span>
      </summary>
      <div className="grid grid-cols-1 gap-3 px-4 pb-4">
        <ReadingStrip runId={runId} sources={progress.sources} />
        <Troubles progress={progress} />
      </div>
    </details>
  );
}

/** A run at work: what happens now, what was read, and what it has cost so far. */
export function ProgressView({
  runId,
  progress,
  connection,
  status,
}: {
  readonly runId: string;
  readonly progress: Progress;
  readonly connection: Connection;
  readonly status: JobView["status"];
}): ReactNode {
  const isAtWork = !isResting({ status });
  const step = stepOf(progress.stage);
  return (
    <section className="card overflow-hidden" aria-label="Progress">
      <Steps current={step} isAtWork={isAtWork} />
      <div className="grid grid-cols-1 gap-3 p-4">
        <p className="flex min-h-6 items-baseline gap-2" data-now="">
          {isAtWork && (
            <span className="pulse size-2 shrink-0 translate-y-[-1px] rounded-full bg-accent" aria-hidden="true" />
          )}
          <span className="min-w-0 truncate">{standing[status] ?? activityText(progress.now, steps[step])}</span>
        </p>
        <ReadingStrip runId={runId} sources={progress.sources} />
        <Counts progress={progress} isAtWork={isAtWork} />
        {progress.wishes.length > 0 && (
          <ul className="text-sm" aria-label="What you asked">
            {progress.wishes.map((wish, index) => (
              <li key={index}>{wish}</li>
            ))}
          </ul>
        )}
        <Troubles progress={progress} />
        {connection === "lost" && isAtWork && (
          <p className="text-sm text-warn">
            The connection is lost; the run goes on, and so will this page in a moment.
          </p>
        )}
      </div>
      <Announcer status={status} step={steps[step]?.name ?? ""} />
    </section>
  );
}

function Steps({ current, isAtWork }: { readonly current: number; readonly isAtWork: boolean }): ReactNode {
  return (
    <ol className="grid grid-cols-5 border-b border-line text-xs sm:text-sm" aria-label="Steps">
      {steps.map(({ name }, index) => (
        <li
          key={name}
          aria-current={index === current && isAtWork ? "step" : undefined}
          className={`border-b-2 px-1 py-2 text-center ${index <= current ? "border-accent" : "border-transparent text-muted"} ${index === current ? "font-semibold" : ""}`}
        >
          {name}
        </li>
      ))}
    </ol>
  );
}

function activityText(now: Activity, step: Step | undefined): ReactNode {
  const said: Readonly<Record<Exclude<Activity["type"], "idle">, string>> = {
    reading: "Reading",
    searching: "Searching",
    thinking: "Thinking with",
    writing: "Writing",
    checking: "Checking",
    making: "Making",
  };
  if (now.type === "idle") return step?.idle;
  return (
    <>
      {said[now.type]} <span className="font-medium">{now.type === "checking" ? `“${now.what}”` : now.what}</span>
      {now.type === "searching" && ` in ${now.where}`}
    </>
  );
}

function Counts({ progress, isAtWork }: { readonly progress: Progress; readonly isAtWork: boolean }): ReactNode {
  const { sources, evidence, claims, model, searches } = progress;
  const checked = claims.supported + claims.partly + claims.unsupported + claims.contradicted;
  const pages = sources.reduce((sum, source) => sum + source.pages, 0);
  const facts = [
    sources.length > 0 ? `${count(sources.length, "source")} read${pages > 0 ? `, ${count(pages, "page")}` : ""}` : "",
    searches > 0 ? count(searches, "search", "searches") : "",
    evidence > 0 ? count(evidence, "piece of evidence", "pieces of evidence") : "",
    checked > 0 ? `${claims.supported} of ${count(checked, "claim")} supported` : "",
    model.calls > 0 ? `${count(model.calls, "model call")}, ${money(model.costUsd)}` : "",
  ].filter((fact) => fact !== "");
  return (
    <span className="flex flex-wrap gap-x-4 gap-y-1 text-sm text-muted tabular-nums">
      {facts.map((fact) => (
        <span key={fact.replace(/\d+/g, "")}>{fact}</span>
      ))}
      <Clock progress={progress} isAtWork={isAtWork} />
    </span>
  );
}

/** Time since the start, and what was forecast, so that nobody has to guess whether it hangs. */
function Clock({ progress, isAtWork }: { readonly progress: Progress; readonly isAtWork: boolean }): ReactNode {
  const [now, setNow] = useState(() => Date.now());
  useEffect(() => {
    if (!isAtWork) return;
    const timer = setInterval(() => setNow(Date.now()), 1000);
    return () => clearInterval(timer);
  }, [isAtWork]);
  const { since, workedMs, forecast } = progress;
  const passed = workedMs + (since === "" ? 0 : Math.max(0, now - Date.parse(since)));
  if (passed === 0) return undefined;
  const expected = (forecast?.seconds ?? 0) * 1000;
  return (
    <span>
      {duration(passed)}
      {isAtWork && passed < expected && ` of about ${duration(expected)}`}
    </span>
  );
}

function Troubles({ progress: { failures, warnings } }: { readonly progress: Progress }): ReactNode {
  const messages = [...new Set([...failures.map(({ message }) => message), ...warnings])];
  if (messages.length === 0) return undefined;
  return (
    <details className="text-sm">
      <summary className="text-muted">{count(messages.length, "note")} on what could not be read as it should</summary>
      <ul className="mt-1 grid max-h-48 gap-1 overflow-y-auto">
        {messages.map((message) => (
          <li key={message} className="flex gap-2">
            <span className="mt-0.5 text-warn">
              <Icon name="warn" size={15} />
            </span>
            <span className="min-w-0">{message}</span>
          </li>
        ))}
      </ul>
    </details>
  );
}

/** For those who listen: the step, and nothing between the steps. */
function Announcer({ status, step }: { readonly status: JobView["status"]; readonly step: string }): ReactNode {
  return (
    <p className="sr-only" role="status">
      {standing[status] ?? `Step: ${step}`}.
    </p>
  );
}
