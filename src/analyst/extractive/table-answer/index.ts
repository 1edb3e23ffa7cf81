import type { Finding } from "../../../evidence/index.ts";
import type { Analyst, Brief, EvidenceView } from "../../analyst.ts";
import type { Sentence } from "../sentence.ts";

/** Cells from which a question about one table can be computed. */
export function answerFindings(_input: Parameters<Analyst["read"]>[0]): readonly Finding[] {
  return [];
}

/** The computed answer with the cells it rests on. */
export function answerSentences(_evidence: readonly EvidenceView[], _brief: Brief): readonly Sentence[] {
  return [];
}
