/** By what form a sentence can answer: it gives a cause, a person, a place, a date, an amount. */
import type { Intent } from "../analyst.ts";
import type { Candidate } from "./candidates.ts";

/** How sentences look that answer an intent. */
export const signs: Partial<Readonly<Record<Intent, RegExp>>> = {
  why: /\b(?:because|due to|driven by|primarily|result(?:ed|ing)? (?:from|of)|attribut\w+|caused?|owing to|led to|reason|reflect\w*|offset|weil|aufgrund|wegen|en raison|parce qu|car |porque|grâce à|debido a|por causa)\b|因为|由于|بسبب/iu,
  "over-time":
    /\b(?:increas\w+|decreas\w+|ros?e|fell|grew|growth|declin\w+|compared (?:to|with)|higher|lower|from .+ to|since|during|gestiegen|gesunken|hausse|baisse|aument\w+|disminu\w+)\b|增长|下降|ارتفع|انخفض/iu,
  "how-much": /\p{Nd}/u,
  when: /\b(?:1[5-9]|20)\d\d\b|\p{Nd}\s?年/u,
  who: /\p{Lu}\p{Ll}+\s+\p{Lu}\p{Ll}+|(?:founder|president|director|author|inventor|born)/u,
  where: /\b(?:in|at|near|located|based|headquartered)\s+\p{Lu}/u,
  compare: /\b(?:than|whereas|while|compared|versus|unlike|both|more|less|higher|lower)\b/iu,
  how: /\b(?:by|using|through|step|first|then|process|method|allows?|works?)\b/iu,
  what: /\b(?:is|are|was|were|refers to|means|defined as|known as|began|beginning|filed|announced|introduced|launched|founded|established|includ(?:es?|ing)|such as|offers?|consists? of)\b/iu,
};

/** Intents that only a certain form of sentence answers: a cause, a person, a place, a date. */
export const formal: ReadonlySet<Intent> = new Set<Intent>(["why", "who", "where", "when"]);

/**
 * How many of the asked causes, persons, places and dates a sentence has the form to tell, 0 to 1; a heading that asks
 * why stands for its sentences. 1 where none is asked.
 */
export function formShare({ text, section }: Pick<Candidate, "text" | "section">, intents: readonly Intent[]): number {
  const asked = intents.filter((intent) => formal.has(intent));
  const told = asked.filter((intent) => signs[intent]?.test(text) || (intent === "why" && asksWhy.test(section)));
  return asked.length === 0 ? 1 : told.length / asked.length;
}

const asksWhy =
  /\b(?:why|reasons?|causes?|warum|gründe|ursachen|pourquoi|raisons|por qué|causas)\b|为什么|原因|لماذا|أسباب/iu;

/** Whether a text can say when, where or who does something, as far as that is asked: a date, a place, a name. */
export function tellsForm(text: string, { intents, question }: Asked): boolean {
  const isDoer = doer.test(question);
  return intents.every(
    (intent) => (intent !== "when" && intent !== "where" && !(intent === "who" && isDoer)) || signs[intent]?.test(text),
  );
}

/** "Who operates the plant?": only a name answers; "who are its competitors" may be told in common words. */
const doer = /^\W*who\s+(?!(?:is|are|was|were|has|have|does|do|did)\b)\p{Ll}/iu;

interface Asked {
  readonly intents: readonly Intent[];
  readonly question: string;
}
