import { blockText, type Finding } from "../../evidence/index.ts";
import type { Analyst, Brief, SubQuestion } from "../analyst.ts";
import { facetsOf } from "./facets.ts";
import { containment, contentTerms, termSet } from "./words.ts";

type Read = (input: Parameters<Analyst["read"]>[0]) => Promise<readonly Finding[]>;
/** Share of the subject's words that must stand around a sentence: both of two, two of three. */
const leastSubject = 0.6;
/** A subject of more words is a clause. */
const maxSubjectTerms = 5;

/** Whether the genre asks this, and not the question itself. */
export function isDemanded({ outline }: Brief, { id }: Pick<SubQuestion, "id">): boolean {
  return outline?.sections?.some(({ purpose }) => purpose === id) === true;
}

/** What a question is about, beside its names: "the nuclear plant in Iowa" is about the nuclear plant. */
export function subjectOf({ topics, entities }: Pick<SubQuestion, "topics" | "entities">): string | undefined {
  return topics.find((topic) => !entities.includes(topic) && contentTerms(topic).length <= maxSubjectTerms);
}

/**
 * Reads for a section that the genre demands: each of its topics alone, and of that only sentences around which the
 * question's subject is named, in their paragraph, heading or title: "security" is also that of investors, and a coal
 * plant is no nuclear plant.
 */
export async function readDemanded(input: Parameters<Analyst["read"]>[0], read: Read): Promise<readonly Finding[]> {
  const { brief, subQuestion, sources } = input;
  const corpus = [...sources.values()].map(({ source }) => source);
  const subject = termSet(subjectOf(facetsOf(brief.question, brief.language, corpus)) ?? "");
  const findings: Finding[] = [];
  for (const topic of subQuestion.topics) {
    findings.push(...(await read({ ...input, subQuestion: { ...subQuestion, topics: [topic] } })));
  }
  const isAbout = (finding: Finding): boolean => {
    if (finding.type !== "quote") return false;
    const from = sources.get(finding.sourceId);
    const block = from?.parsed.blocks.find(({ id }) => id === finding.blockId);
    const around = [from?.source.title, block?.locator.section, block && blockText(block)].join(" ");
    return subject.size === 0 || containment(subject, termSet(around)) >= leastSubject;
  };
  const kept = new Map(findings.filter(isAbout).map((one) => [JSON.stringify(one), one]));
  return [...kept.values()];
}
