export {
  type Analyst,
  type Answers,
  type Brief,
  type Chapter,
  type Clarification,
  type Clarifying,
  type DeckForm,
  type EarlierQuestion,
  type EvidenceView,
  type Finding,
  type Gap,
  type GenreCard,
  type GenreCues,
  type Intent,
  intents,
  type Judgement,
  type Outline,
  type OutlineContract,
  type OutlineSection,
  type Plan,
  type RequiredSection,
  type SubQuestion,
  type VisualRequirement,
} from "./analyst.ts";
export { editUnits, type UnitEdit, unitsOf } from "./claim-units.ts";
export { createExtractiveAnalyst } from "./extractive/index.ts";
export { detectLanguage } from "./extractive/language.ts";
export { type InlineSentence, inlineSentences } from "./inline-sentences.ts";
export type { Hop, NextStep } from "./model/hop.ts";
export { createModelAnalyst } from "./model/index.ts";
export { type InquiryView, nextInquiryStep } from "./model/inquire.ts";
export { type Task, thoughtTokens, type Workload, workloadOf } from "./model/workload.ts";
