import { createInterface } from "node:readline/promises";
import type { Answers, Clarification } from "../analyst/index.ts";
import type { Printer } from "./print.ts";

const prompt = "Your answer [a number, other words, Enter = as assumed]: ";

/** Where the answers come from and the prompts go to; the terminal when absent. */
interface Streams {
  readonly input: NodeJS.ReadableStream;
  readonly output: NodeJS.WritableStream;
}

/**
 * Asks one question after the other on the terminal.
 *
 * Contract: nothing is written to stdout; an end of the input (Ctrl-D) stops, which is `undefined`.
 */
export async function askClarifications(
  clarifications: readonly Clarification[],
  printer: Printer,
  { input, output }: Streams = { input: process.stdin, output: process.stderr },
): Promise<Answers | undefined> {
  printer.status(undefined);
  const lines = createInterface({ input, output });
  // Lines that come in one go, as from a pipe, are kept until they are asked for.
  const given = lines[Symbol.asyncIterator]();
  const answers = new Map<string, string | null>();
  try {
    for (const one of clarifications) {
      for (const line of linesOf(one)) printer.note(line);
      output.write(prompt);
      const { value, done } = await given.next();
      if (done) return undefined;
      answers.set(one.id, answerOf(value, one));
    }
    return Object.fromEntries(answers);
  } finally {
    lines.close();
  }
}

function linesOf({ question, why, options = [], assumed }: Clarification): readonly string[] {
  return [
    "",
    question,
    ...(why ? [`  ${why}`] : []),
    ...options.map((option, index) => `  ${index + 1}  ${option}`),
    `  Enter: ${assumed}`,
  ];
}

/** A number means the option of that number; nothing leaves it to the assumption. */
function answerOf(line: string, { options = [] }: Clarification): string | null {
  const text = line.trim();
  return (/^\d+$/.test(text) ? options[Number(text) - 1] : undefined) ?? (text === "" ? null : text);
}
