import type { Clarification, Clarifying } from "../../analyst.ts";
import { facetsOf } from "../facets.ts";
import { type Asking, inWords } from "./asking.ts";
import { measuresAtHand, namesakesOf, siblingsOf, yearsAtHand } from "./at-hand.ts";

/** More would be an interrogation. */
const maxClarifications = 3;

/** What each rule calls what it asks for; the answers are put in place by the same names. */
export const ids = { name: "name", other: "other", measure: "measure", period: "period" } as const;

/**
 * What a question leaves open so that another answer would need another plan; nothing for a plain question.
 *
 * Contract: pure; at most three. Each rule asks only where the question shows a form that lacks something (a development
 * without a time, a comparison of one thing) or the documents at hand show that a name has several bearers.
 */
export function unclearIn(
  question: string,
  languages: Pick<Asking, "language" | "reportLanguage">,
  { documents, today }: Pick<Clarifying, "documents" | "today">,
): readonly Clarification[] {
  const corpus = documents.map((title) => ({ title }));
  const asking = { question, ...languages, documents, today, facets: facetsOf(question, languages.language, corpus) };
  const found = [nameMeant(asking), otherSide(asking), measureMeant(asking), periodMeant(asking)];
  return found.filter((one) => one !== undefined).slice(0, maxClarifications);
}

function nameMeant(asking: Asking): Clarification | undefined {
  const { facets, documents, question } = asking;
  for (const name of facets.entities) {
    const options = namesakesOf(name, documents).filter((one) => !question.includes(one));
    if (options.length > 1) return inWords(asking, { id: ids.name, key: "unclearName", name, options });
  }
  return undefined;
}

/** A comparison that nothing joins: "Compare Norda's revenue", "How does Norda compare?". */
const lonely: readonly RegExp[] = [
  /^\W*(?:please\s+)?compare\s(?!.*(?:,|\b(?:and|or|with|to|versus|vs|against|than|between|among|amongst|across|over|by|per|each|all|other|others)\b))/iu,
  /^\W*how\s+(?:does|do|did)\s(?!.*\b(?:and|with|to|against|than)\b).+\scompare\W*$/iu,
  /^\W*(?:bitte\s+)?vergleichen?\s(?!.*(?:,|(?<!\p{L})(?:und|oder|mit|zu|gegen|zwischen|über|nach|je|alle[rnms]?|andere[rnms]?)(?!\p{L})))/iu,
  /^\W*comparez?\s(?!.*(?:,|(?<!\p{L})(?:et|ou|avec|à|aux?|entre|par|autres?)(?!\p{L})))/iu,
  /^\W*compar[ae]\s(?!.*(?:,|(?<!\p{L})(?:y|e|o|con|a|al|entre|por|otr[oa]s?)(?!\p{L})))/iu,
];

function otherSide(asking: Asking): Clarification | undefined {
  const { question, facets, documents } = asking;
  const { entities, topics, range } = facets;
  const [name] = entities;
  const spans = range?.from !== undefined && range.from.slice(0, 4) !== range.to?.slice(0, 4);
  if (name === undefined || entities.length > 1 || topics.length > 1 || spans) return undefined;
  if (!lonely.some((pattern) => pattern.test(question))) return undefined;
  return inWords(asking, { id: ids.other, key: "unclearOther", name, options: siblingsOf(name, documents) });
}

/** What may follow the verb of a question about a course; another word makes it a noun: "climate change affected". */
const ending =
  "(?=\\s*(?:[?？!.,;]|$)|\\s+(?:in|at|on|for|and|since|from|between|across|over|during|until|within|under)\\b)";
/** Questions about how something went. */
const developing: readonly RegExp[] = [
  new RegExp(
    `\\bhow\\s+(?:did|has|have|had)\\s.+?\\s(?:develop(?:ed)?|changed?|evolved?|grow|grown|increased?|decreased?|declined?|rise|risen|fall|fallen)${ending}`,
    "iu",
  ),
  /(?<!\p{L})wie\s+(?:hat|haben|hatten?|entwickelten?|veränderten?)\s.*(?:sich.*(?:entwickelt|verändert)|sich)\P{L}*/iu,
  /(?<!\p{L})comment\s.*(?:évolué|changé|progressé|développée?s?)(?!\p{L})/iu,
  /(?<!\p{L})cómo\s+(?:ha|han|se\s+ha|evolucion|cambi|creci|se\s+desarroll)\p{L}*/iu,
  /(?:如何|怎么|怎样).*(?:变化|发展|增长)|(?:变化|发展|增长)(?:如何|怎么样|怎样)/u,
  /كيف (?:تطور|تغير|نما)/u,
];
const doing: readonly RegExp[] = [
  ...developing,
  new RegExp(`\\bhow\\s+(?:did|has|have|does|do)\\s.+?\\s(?:do|done|perform(?:ed)?|fared?)${ending}`, "iu"),
  new RegExp(`\\bhow\\s+(?:is|are|was|were)\\s.+?\\s(?:doing|performing|faring|going)${ending}`, "iu"),
  /(?<!\p{L})wie\s+(?:geht|ging)\s+es|wie\s+(?:läuft|lief)\s/iu,
  /(?<!\p{L})comment\s+(?:va|se\s+porte)\s/iu,
  /(?<!\p{L})cómo\s+le\s+(?:va|fue|ha\s+ido)\s/iu,
  /表现(?:如何|怎么样|怎样)|怎么样/u,
];
/** What is left where a question says nothing of its name: the verb. */
const verbAlone = /^(?:evolucion|cambi|creci|表现|发展|变化|增长)\p{L}*$/iu;

/** How one name did, without a word for what of it. */
function measureMeant(asking: Asking): Clarification | undefined {
  const { question, facets, documents } = asking;
  const { entities, topics } = facets;
  const [name] = entities;
  if (name === undefined || entities.length > 1 || !doing.some((pattern) => pattern.test(question))) return undefined;
  const isBare = topics.every((topic) => topic.toLowerCase() === name.toLowerCase() || verbAlone.test(topic));
  if (!isBare) return undefined;
  const options = measuresAtHand(name, documents, asking.language);
  return inWords(asking, { id: ids.measure, key: "unclearMeasure", name, options });
}

/** Words for all the time there is. */
const always =
  /\b(?:over (?:the )?(?:time|years|decades|centuries|quarters|months|past|last)|history|ever|so far|to date|lately|recently|latest|through time)\b|(?<!\p{L})(?:im lauf|seither|bis heute|bisher|geschichte|über die jahre|zuletzt|au fil|histoire|jusqu’ici|récemment|a lo largo|historia|hasta hoy|recientemente)(?!\p{L})|历史|历年|一直|近年|最近|عبر التاريخ/iu;

function periodMeant(asking: Asking): Clarification | undefined {
  const { question, facets, documents, today } = asking;
  if (facets.range !== undefined || facets.intents.includes("why") || always.test(question)) return undefined;
  if (!developing.some((pattern) => pattern.test(question))) return undefined;
  return inWords(asking, {
    id: ids.period,
    key: "unclearPeriod",
    name: "",
    options: yearsAtHand(documents, today, asking.language),
  });
}
