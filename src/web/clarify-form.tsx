import { type FormEvent, type ReactNode, useCallback, useId, useState } from "react";
import type { Clarification, JobView } from "../server/api-types.ts";
import { goOn, loadClarifications } from "./api.ts";
import { DiscardButton } from "./discard-button.tsx";
import { Icon } from "./icons.tsx";
import { Notice, Waiting } from "./notice.tsx";
import { useLoaded } from "./use-loaded.ts";
import { useSending } from "./use-sending.ts";

interface FormProps {
  readonly job: JobView;
  readonly onDone: () => void;
}

/** What is unclear in the question of a run that waits for answers. */
export function ClarifyForm({ job, onDone }: FormProps): ReactNode {
  const load = useCallback(() => loadClarifications(job.id), [job.id]);
  const asked = useLoaded(load);
  if (asked.state === "loading") return <Waiting>Looking at the question</Waiting>;
  if (asked.state === "failed")
    return <Notice action={{ label: "Try again", run: asked.reload }}>{asked.message}</Notice>;
  return <Answering clarifications={asked.value.clarifications} job={job} onDone={onDone} />;
}

/** What is chosen: the assumption, an option by its place, or other words. */
interface Choice {
  readonly chosen: "assumed" | "other" | number;
  readonly words: string;
}

const untouched: Choice = { chosen: "assumed", words: "" };

function Answering({
  clarifications,
  job,
  onDone,
}: FormProps & { readonly clarifications: readonly Clarification[] }): ReactNode {
  const [choices, setChoices] = useState<Readonly<Record<string, Choice>>>({});
  const sending = useSending(onDone);
  const { isSending, problem } = sending;
  const send = (event: FormEvent) => {
    event.preventDefault();
    const answers = clarifications.map((one) => [one.id, answerOf(one, choices[one.id] ?? untouched)]);
    void sending.send(() => goOn(job.threadId, { answers: Object.fromEntries(answers) }));
  };
  return (
    <form className="card rise p-4" aria-label="Questions before the plan" onSubmit={send}>
      <h3 className="font-serif text-lg font-semibold">Before I plan: what do you mean?</h3>
      <p className="mt-1 text-sm text-muted">
        Nothing is read before you answer. What you leave alone goes by the assumption, which the report then tells.
      </p>
      {clarifications.map((one) => (
        <Ask
          key={one.id}
          asked={one}
          choice={choices[one.id] ?? untouched}
          onChange={(choice) => setChoices({ ...choices, [one.id]: choice })}
        />
      ))}
      {problem && <Notice>{problem}</Notice>}
      <div className="mt-4 flex flex-wrap gap-2">
        <button type="submit" className="button button-primary" disabled={isSending}>
          <Icon name="check" size={16} />
          Answer and go on
        </button>
        <button
          type="button"
          className="button"
          disabled={isSending}
          onClick={() => sending.send(() => goOn(job.threadId))}
        >
          Go on with the assumptions
        </button>
        <DiscardButton job={job} sending={sending} />
      </div>
    </form>
  );
}

/** Null leaves it to the assumption. */
function answerOf({ options = [] }: Clarification, { chosen, words }: Choice): string | null {
  if (chosen === "assumed") return null;
  return chosen === "other" ? words.trim() || null : (options[chosen] ?? null);
}

function Ask({
  asked: { question, why, options = [], assumed },
  choice: { chosen, words },
  onChange,
}: {
  readonly asked: Clarification;
  readonly choice: Choice;
  readonly onChange: (choice: Choice) => void;
}): ReactNode {
  const name = useId();
  return (
    <fieldset className="mt-4" aria-describedby={why ? `${name}why` : undefined}>
      <legend className="font-medium">{question}</legend>
      {why && (
        <p id={`${name}why`} className="text-sm text-muted">
          {why}
        </p>
      )}
      <div className="mt-2 grid gap-1.5 text-sm">
        {options.map((option, index) => (
          <Radio
            key={option}
            name={name}
            isChosen={chosen === index}
            onChoose={() => onChange({ chosen: index, words })}
          >
            {option}
          </Radio>
        ))}
        <Radio name={name} isChosen={chosen === "assumed"} onChoose={() => onChange({ chosen: "assumed", words })}>
          <span className="text-muted">As assumed: {assumed}</span>
        </Radio>
        <OtherWords
          {...{ name, question, words }}
          isChosen={chosen === "other"}
          onChoose={(other) => onChange({ chosen: "other", words: other })}
        />
      </div>
    </fieldset>
  );
}

const radio = "size-4 shrink-0 accent-(--accent)";
const row = (isChosen: boolean) =>
  `flex items-center gap-2.5 rounded-lg border bg-paper px-3 py-1.5 focus-within:border-accent ${isChosen ? "border-accent" : "border-line"}`;

/** Writing into the field chooses it. */
function OtherWords({
  name,
  question,
  words,
  isChosen,
  onChoose,
}: {
  readonly name: string;
  readonly question: string;
  readonly words: string;
  readonly isChosen: boolean;
  readonly onChoose: (words: string) => void;
}): ReactNode {
  return (
    <div className={`${row(isChosen)} flex-wrap gap-y-1.5`}>
      <label className="flex cursor-pointer items-center gap-2.5">
        <input type="radio" className={radio} name={name} checked={isChosen} onChange={() => onChoose(words)} />
        Something else:
      </label>
      <input
        className="field min-w-40 flex-1 basis-40"
        aria-label={`Something else: ${question}`}
        maxLength={300}
        required={isChosen}
        value={words}
        onChange={({ target }) => onChoose(target.value)}
      />
    </div>
  );
}

function Radio({
  name,
  isChosen,
  onChoose,
  children,
}: {
  readonly name: string;
  readonly isChosen: boolean;
  readonly onChoose: () => void;
  readonly children: ReactNode;
}): ReactNode {
  return (
    <label className={`${row(isChosen)} cursor-pointer`}>
      <input type="radio" className={radio} name={name} checked={isChosen} onChange={onChoose} />
      <span className="min-w-0">{children}</span>
    </label>
  );
}
