export type {
  Analyst,
  Answers,
  Brief,
  Chapter,
  Clarification,
  Clarifying,
  DeckForm,
  EarlierQuestion,
  EvidenceView,
  Finding,
  Gap,
  GenreCard,
  GenreCues,
  Intent,
  Judgement,
  Outline,
  OutlineContract,
  OutlineSection,
  Plan,
  RequiredSection,
  SubQuestion,
  VisualRequirement,
} from "./analyst.ts";
export { editUnits, type UnitEdit, unitsOf } from "./claim-units.ts";
export { createExtractiveAnalyst } from "./extractive/index.ts";
export { detectLanguage } from "./extractive/language.ts";
export { type InlineSentence, inlineSentences } from "./inline-sentences.ts";
export type { Hop, NextStep } from "./model/hop.ts";
export { createModelAnalyst } from "./model/index.ts";
export { type InquiryView, nextInquiryStep } from "./model/inquire.ts";
export { type Task, thoughtTokens, type Workload, workloadOf } from "./model/workload.ts";
