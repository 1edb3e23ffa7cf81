import { type ReactNode, useCallback, useState } from "react";
import type { JobView, PlannedQuestion, PlanView } from "../server/api-types.ts";
import { goOn, loadPlan } from "./api.ts";
import { DiscardButton } from "./discard-button.tsx";
import { count, duration, money } from "./format.ts";
import { Icon } from "./icons.tsx";
import { Notice, Waiting } from "./notice.tsx";
import { useLoaded } from "./use-loaded.ts";
import { useSending } from "./use-sending.ts";

/** The plan of a run that waits for the user's word. */
export function PlanEditor({ job, onDone }: { readonly job: JobView; readonly onDone: () => void }): ReactNode {
  const load = useCallback(() => loadPlan(job.id), [job.id]);
  const plan = useLoaded(load);
  if (plan.state === "loading") return <Waiting>Opening the plan</Waiting>;
  if (plan.state === "failed") return <Notice action={{ label: "Try again", run: plan.reload }}>{plan.message}</Notice>;
  return <EditablePlan plan={plan.value} job={job} onDone={onDone} />;
}

/** A sub-question in the list, under a key that stays when its words change. */
interface Line {
  readonly key: number;
  readonly part: PlannedQuestion;
}

/** A plan as fields, until it is approved or discarded. */
export function EditablePlan({
  plan,
  job,
  onDone,
}: {
  readonly plan: PlanView;
  readonly job: JobView;
  readonly onDone: () => void;
}): ReactNode {
  const [lines, setLines] = useState<readonly Line[]>(() => plan.subQuestions.map((part, key) => ({ key, part })));
  const sending = useSending(onDone);
  const { isSending, problem } = sending;
  const kept = lines.filter(({ part }) => part.question.trim() !== "");
  const change = (key: number, question: string) =>
    setLines(lines.map((line) => (line.key === key ? { key, part: reworded(line.part, question, plan) } : line)));
  const add = () =>
    setLines([...lines, { key: Math.max(-1, ...lines.map(({ key }) => key)) + 1, part: { question: "" } }]);
  return (
    <section className="card rise p-4" aria-label="Plan to approve">
      <h3 className="font-serif text-lg font-semibold">Here is the plan</h3>
      <p className="mt-1 text-sm text-muted">
        Change, add or remove parts. Nothing is searched before you approve. <ForecastText plan={plan} />
      </p>
      <Assumptions plan={plan} />
      <ol className="mt-3 grid gap-2">
        {lines.map(({ key, part }, index) => (
          <PlanLine
            key={key}
            number={index + 1}
            question={part.question}
            isLast={lines.length === 1}
            onChange={(question) => change(key, question)}
            onMove={index === 0 ? undefined : () => setLines(swapped(lines, index))}
            onRemove={() => setLines(lines.filter((line) => line.key !== key))}
          />
        ))}
      </ol>
      <button type="button" className="button button-quiet mt-1" onClick={add}>
        <Icon name="add" size={16} />
        Add a part
      </button>
      {problem && <Notice>{problem}</Notice>}
      <div className="mt-3 flex flex-wrap gap-2">
        <button
          type="button"
          className="button button-primary"
          disabled={isSending || kept.length === 0}
          onClick={() => sending.send(() => goOn(job.threadId, { subQuestions: kept.map(({ part }) => part) }))}
        >
          <Icon name="check" size={16} />
          Approve and begin
        </button>
        <DiscardButton job={job} sending={sending} />
      </div>
    </section>
  );
}

/** Words of the user are planned anew; what was planned for other words would mislead the search. */
function reworded(part: PlannedQuestion, question: string, plan: PlanView): PlannedQuestion {
  const original = plan.subQuestions.find(({ id }) => id !== undefined && id === part.id);
  if (original?.question === question) return original;
  return part.id === undefined ? { question } : { id: part.id, question };
}

function swapped(lines: readonly Line[], index: number): readonly Line[] {
  const moved = [...lines];
  moved.splice(index - 1, 2, ...lines.slice(index - 1, index + 1).toReversed());
  return moved;
}

function PlanLine({
  number,
  question,
  isLast,
  onChange,
  onMove,
  onRemove,
}: {
  readonly number: number;
  readonly question: string;
  readonly isLast: boolean;
  readonly onChange: (question: string) => void;
  readonly onMove: (() => void) | undefined;
  readonly onRemove: () => void;
}): ReactNode {
  return (
    <li className="flex items-start gap-1 rounded-lg border border-line bg-paper py-1 pr-1 pl-3 focus-within:border-accent">
      <span className="w-5 pt-1.5 text-sm text-muted tabular-nums" aria-hidden="true">
        {number}
      </span>
      <textarea
        aria-label={`Part ${number}`}
        rows={1}
        maxLength={1000}
        className="field-sizing-content min-h-9 flex-1 resize-none bg-transparent py-1.5 text-sm outline-none"
        value={question}
        placeholder="What else should be answered?"
        onChange={({ target }) => onChange(target.value)}
      />
      {onMove && (
        <button
          type="button"
          className="button button-quiet px-2"
          aria-label={`Move part ${number} up`}
          onClick={onMove}
        >
          <Icon name="up" size={15} />
        </button>
      )}
      <button
        type="button"
        className="button button-quiet px-2"
        aria-label={`Remove part ${number}`}
        disabled={isLast}
        onClick={onRemove}
      >
        <Icon name="close" size={15} />
      </button>
    </li>
  );
}

function ForecastText({ plan: { forecast } }: { readonly plan: PlanView }): ReactNode {
  if (!forecast) return undefined;
  const { seconds, sources, modelCalls, costUsd } = forecast;
  const cost = modelCalls === 0 ? "" : `, ${count(modelCalls, "model call")}, ${money(costUsd)}`;
  return `It will take about ${duration(seconds * 1000)} for ${count(sources, "source")}${cost}.`;
}

function Assumptions({ plan: { assumptions, clarified, audience } }: { readonly plan: PlanView }): ReactNode {
  if (assumptions.length + clarified.length === 0) return undefined;
  return (
    <div className="mt-3 rounded-lg bg-sunken p-3 text-sm">
      <p className="font-medium">How your question was understood</p>
      <ul className="mt-1 list-disc pl-5">
        {clarified.map(({ question, answer }) => (
          <li key={question}>
            {question} <span className="font-medium">{answer}</span>
          </li>
        ))}
        {assumptions.map((assumption) => (
          <li key={assumption}>{assumption}</li>
        ))}
      </ul>
      {audience && <p className="mt-1 text-muted">Written for {audience}.</p>}
      <p className="mt-1 text-muted">Is that not what you meant? Reword a part, or discard the plan and ask again.</p>
    </div>
  );
}
