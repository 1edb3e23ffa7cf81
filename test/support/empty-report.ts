import type { Report } from "../../src/report/index.ts";

/** A report that says nothing, for those that say little. */
export const emptyReport: Report = {
  schemaVersion: 1,
  title: "Nothing",
  question: "What is there?",
  language: "en",
  created: "2026-03-01T00:00:00.000Z",
  summary: [],
  sections: [],
  sources: [],
  evidence: [],
  assets: [],
  pages: [],
  conflicts: [],
  limitations: [],
  verification: {
    score: 1,
    claims: 0,
    citations: 0,
    unresolved: 0,
    supported: 0,
    partly: 0,
    unsupported: 0,
    contradicted: 0,
    uncited: 0,
    checks: [],
  },
  generator: "Exhibit",
};
