export type {
  Analyst,
  Brief,
  EvidenceView,
  Finding,
  Gap,
  Intent,
  Outline,
  OutlineSection,
  Plan,
  SubQuestion,
  VisualRequirement,
} from "./analyst.ts";
export { createExtractiveAnalyst } from "./extractive/index.ts";
