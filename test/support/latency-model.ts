import { textTokens } from "../../src/models/index.ts";
import { type ModelServer, modelServer, openaiAnswer, promptOf } from "./model-server.ts";
import { parrot } from "./parrot.ts";

export interface LatencyModelOptions {
  /** Times as fast as a hosted model, which takes 2 s to the first token and gives 60 a second. */
  readonly speedUp: number;
  /** Of its plans. */
  readonly subQuestions: number;
  readonly onCall?: (tokens: { readonly input: number; readonly output: number }) => void;
}

/** A model endpoint on loopback that takes as long as a hosted model would: for measurements only. */
export function latencyModel({ speedUp, subQuestions, onCall }: LatencyModelOptions): Promise<ModelServer> {
  const usual = usualAnswers(subQuestions);
  return modelServer((response, body) => {
    const prompt = promptOf(body);
    const answer = parrot(prompt, { subQuestions });
    // A model writes more than the parrot: what the forecast expects of the step is what it takes and costs here.
    const output = Math.max(textTokens(answer), usual(prompt));
    onCall?.({ input: textTokens(prompt), output });
    setTimeout(() => openaiAnswer(response, body, answer), (2_000 + (output * 1_000) / 60) / speedUp);
  });
}

/** Tokens of an answer by the step that its prompt asks for, as the forecast reckons them (see `workload.ts`). */
function usualAnswers(subQuestions: number): (prompt: string) => number {
  const bySteps: Readonly<Record<string, number>> = {
    turn: 150,
    split: 130 * subQuestions,
    read: 600,
    judge: 60,
    outline: 600,
    write: 800,
  };
  return (prompt) => {
    if (prompt.includes("verdicts")) return 300;
    if (prompt.includes("write the summary")) return 250;
    return bySteps[/Your step: (\w+)/.exec(prompt)?.[1] ?? ""] ?? 0;
  };
}
