import type { Clarification, Clarifying } from "../../analyst.ts";
import type { Facets } from "../facets.ts";
import { fill, type Phrases, phrasesFor } from "../phrases/index.ts";

/** A question as the rules look at it that find something unclear. */
export interface Asking {
  readonly question: string;
  /** Of the question. */
  readonly language: string;
  /** Of the report. */
  readonly reportLanguage: string;
  readonly facets: Facets;
  readonly documents: Clarifying["documents"];
  readonly today: string;
}

type UnclearKey = "unclearName" | "unclearOther" | "unclearMeasure" | "unclearPeriod";

/** Puts something unclear into words: the user is asked in the language of the question, the report tells in its own. */
export function inWords(
  { language, reportLanguage }: Pick<Asking, "language" | "reportLanguage">,
  { id, key, name, options }: { id: string; key: UnclearKey; name: string; options: readonly string[] },
): Clarification {
  const say = (part: keyof Phrases[UnclearKey], tag: string) => fill(phrasesFor(tag)[key][part], { name });
  return {
    id,
    question: say("question", language),
    why: say("why", language),
    ...(options.length > 0 ? { options } : {}),
    assumed: say("assumed", reportLanguage),
  };
}
