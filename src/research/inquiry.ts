import type { Hop } from "../analyst/index.ts";
import type { Emit } from "../events.ts";
import { findQuantities, sameQuantity } from "../evidence/index.ts";
import type { Models } from "../models/index.ts";
import { escapeLineStart, escapeText } from "../render/index.ts";
import type { RunFolder } from "../runs/index.ts";
import type { Tool, ToolContext } from "../tools/index.ts";

/** What an inquiry works with. */
export interface InquiryServices {
  readonly question: string;
  /** Files and addresses that the user gave. */
  readonly targets: readonly string[];
  readonly models: Models;
  readonly tools: readonly Tool[];
  readonly context: ToolContext;
  readonly folder: RunFolder;
  readonly emit: Emit;
  readonly signal: AbortSignal;
}

/** The answer to an inquiry, with the way to it. */
export interface Inquiry {
  readonly question: string;
  readonly answer: string;
  readonly outcome: "answered" | "not-answered";
  /** Numbers of the answer that stand in no step. */
  readonly unsupported: readonly string[];
  /** Steps that the answer rests on, `s2`. */
  readonly steps: readonly string[];
  readonly hops: readonly Hop[];
  readonly limitations: readonly string[];
}

const fileName = "inquiry.json";

/** Keeps the answer in the run folder. */
export async function saveInquiry(
  { answer, steps, limitations }: Pick<Inquiry, "answer" | "steps" | "limitations">,
  hops: readonly Hop[],
  { question, folder }: InquiryServices,
): Promise<void> {
  const seen = hops
    .filter(({ ok }) => ok)
    .map(({ text }) => text)
    .join("\n");
  const known = new Set(hops.map(({ number }) => `s${number}`));
  const inquiry: Inquiry = {
    question,
    answer,
    outcome: answer === "" ? "not-answered" : "answered",
    unsupported: unsupportedNumbers(answer, `${seen}\n${question}`),
    steps: steps.filter((step) => known.has(step)),
    hops,
    limitations,
  };
  await folder.writeJson(fileName, inquiry);
}

/** The answer of a finished inquiry; undefined before. */
export function loadInquiry({ folder }: Pick<InquiryServices, "folder">): Promise<Inquiry | undefined> {
  return folder.readJson<Inquiry>(fileName);
}

/** Numbers of an answer that stand nowhere in what was seen, in any notation. */
export function unsupportedNumbers(answer: string, seen: string): readonly string[] {
  const stated = findQuantities(seen);
  return findQuantities(answer)
    .filter(
      (wanted) =>
        !stated.some((found) => sameQuantity(wanted, { value: found.value, unit: wanted.unit }, { rounded: "first" })),
    )
    .map(({ text }) => text);
}

/** Inputs in which a model may write what it likes. */
const isFree: ReadonlySet<string> = new Set(["gist", "label", "target", "exact"]);

/** The answer as Markdown, with the way to it. */
export function inquiryMarkdown({ question, answer, unsupported, steps, hops, limitations }: Inquiry): string {
  const doubts = unsupported.length > 0 ? [`Not found in any step: ${unsupported.join(", ")}.`] : [];
  const trace = hops.map(({ number, tool, input, ok, text, pictures }) => {
    const shown = pictures.length > 0 ? `; shows ${pictures.join(", ")}` : "";
    const [line = ""] = text.split("\n");
    const given = escapeText(JSON.stringify(input, (key, value: unknown) => (isFree.has(key) ? undefined : value)));
    // The first words of what came back are a stranger's, and so are those of a step that was refused.
    return ok
      ? `${number}. \`${tool}\` ${given}: “${escapeText(line.slice(0, 160))}”${shown}`
      : `${number}. \`${tool}\` (failed)`;
  });
  return [
    `# ${escapeText(question)}`,
    escapeLineStart(escapeText(answer)) || "No answer was found.",
    ...(steps.length > 0 ? [`Rests on ${steps.join(", ")}.`] : []),
    ...[...doubts, ...limitations].map((line) => `> ${escapeText(line)}`),
    "## Steps",
    trace.join("\n"),
    "",
  ].join("\n\n");
}
