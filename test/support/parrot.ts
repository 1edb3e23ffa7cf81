/**
 * A model that answers every prompt of the analyst from the prompt alone, by rule: it quotes the first sentence of each
 * passage, puts all evidence into one section a sub-question and repeats quotes with their ids. Deterministic, so that
 * whole runs can be compared.
 */
export function parrot(prompt: string, { subQuestions = 2, pictures = false }: ParrotOptions = {}): string {
  const step = /Your step: (\w+)/.exec(prompt)?.[1] ?? "";
  const answer = answers[step];
  if (!answer) throw new Error(`The parrot knows no step "${step}".`);
  return step === "read" && pictures
    ? withPictures(prompt, answer(prompt, subQuestions))
    : answer(prompt, subQuestions);
}

/** The same reading with every picture that was offered. */
function withPictures(prompt: string, reading: string): string {
  const ids = [...prompt.matchAll(/<passage id="(p\d+)" kind="picture"/g)].map(([, id]) => id);
  return JSON.stringify({ ...(JSON.parse(reading) as object), pictures: ids });
}

export interface ParrotOptions {
  /** Of its plans; with more than two, each gets a section of its own. */
  readonly subQuestions?: number;
  /** Points at pictures too, so that they are looked at. */
  readonly pictures?: boolean;
}

/** Words of the step that judges sentences; the other one called so judges coverage. */
export const judging = "judge whether the cited evidence supports";

const answers: Readonly<Record<string, (prompt: string, subQuestions: number) => string>> = {
  turn: () => JSON.stringify({ audience: "testers", skill: "research-report", assumptions: [], checks: ["a number"] }),
  split: (prompt, count) => {
    const question = /^Question: (.*)$/m.exec(prompt)?.[1] ?? "";
    const words = question.replace(/[?]/g, "");
    const one = { question, intent: "what", queries: [words], entities: [], topics: [words], visual: "chart" };
    const why = { ...one, question: `Why? ${question}`, intent: "why" };
    const more = Array.from({ length: count - 2 }, (_, index) => ({
      ...one,
      question: `${question} (part ${index + 3})`,
      queries: [`${words} ${index + 3}`],
    }));
    return JSON.stringify({ subQuestions: [one, why, ...more] });
  },
  read: (prompt) => {
    const passages = [...prompt.matchAll(/<passage id="(p\d+)" kind="(\w+)"[^>]*>\n([\s\S]*?)\n<\/passage>/g)];
    const quotes = passages.flatMap(([, passage, kind, text = ""]) => {
      const exact = /[A-Z][^.\n]{30,300}\./.exec(text)?.[0];
      return kind === "text" && exact ? [{ passage, exact }] : [];
    });
    return JSON.stringify({ quotes: quotes.slice(0, 5), cells: [], pictures: [] });
  },
  judge: (prompt) => (prompt.includes(judging) ? verdicts(prompt) : JSON.stringify({ gaps: [] })),
  outline: (prompt, count) => {
    const names = namesIn(prompt);
    const cells = /^cells \|.*$/m.exec(prompt)?.[0].match(/\be\d+(?= )/g) ?? [];
    const visuals = cells.length >= 3 ? [{ form: "chart", mark: "line", title: "Series", evidence: cells }] : [];
    const section = {
      title: "What the documents say",
      purpose: "Say it.",
      subQuestions: ["q1"],
      evidence: names,
      visuals,
    };
    const question = /^Question: (.*)$/m.exec(prompt)?.[1] ?? "";
    const part = Math.ceil(names.length / count);
    const parts = Array.from({ length: count }, (_, index) => ({
      ...section,
      evidence: names.slice(index * part, (index + 1) * part),
      visuals: [],
    }));
    const sections = count > 2 ? parts : [section];
    return JSON.stringify({ title: `What was found: ${question}`.slice(0, 200), summary: names.slice(0, 2), sections });
  },
  write: (prompt) => {
    const visuals = [...prompt.matchAll(/^- (v\d+): /gm)].map(([, name]) => `\n\n::visual{#${name}}`);
    const wanted = prompt.includes("write the summary") ? 2 : 6;
    return sentences(prompt).slice(0, wanted).join(" ") + visuals.join("");
  },
  mend: () => JSON.stringify({ edits: [{ sentence: 1, text: "" }] }),
  look: () => JSON.stringify({ relevant: true, legible: true, reading: "A line chart of generation." }),
};

function verdicts(prompt: string): string {
  const numbers = [...prompt.matchAll(/^(\d+)\. /gm)].map(([, number]) => Number(number));
  return JSON.stringify({
    verdicts: numbers.map((sentence) => ({ sentence, support: "supported", reason: "It says so." })),
  });
}

function namesIn(prompt: string): readonly string[] {
  // What a document calls its chapters stands in a block of its own before the evidence.
  const list = [...prompt.matchAll(/<data>\n([\s\S]*?)\n<\/data>/g)].map(([, block = ""]) => block).join("\n");
  return [...new Set(list.match(/\be\d+(?= )/g) ?? [])];
}

/** Quotes of the prompt as sentences with their ids; cells and pictures are no sentences. */
function sentences(prompt: string): readonly string[] {
  const blocks = [...prompt.matchAll(/<evidence [^>]*>\n([\s\S]*?)\n<\/evidence>/g)].map(([, block = ""]) => block);
  const lines = blocks.flatMap((block) => [...block.matchAll(/^(e\d+)(?: \((?!picture)[^)]*\))?: ([^|]*?)\.?$/gm)]);
  return lines.map(([, name, text]) => `${text} [@${name}].`);
}
