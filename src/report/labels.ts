/** The fixed words that every format prints, so that no renderer holds wording of its own. */
export interface Labels {
  readonly contents: string;
  readonly summary: string;
  readonly table: string;
  readonly figure: string;
  readonly sources: string;
  readonly page: string;
  readonly conflicts: string;
  readonly limitations: string;
  readonly verification: string;
  readonly topic: string;
  readonly position: string;
  readonly independentSources: string;
  readonly source: string;
  readonly evidence: string;
  readonly openSource: string;
  readonly close: string;
  readonly credit: string;
  readonly question: string;
  readonly created: string;
  /** `{generator}` stands for the generator. */
  readonly disclosure: string;
  /** `{supported}`, `{claims}` and `{citations}` stand for counts. */
  readonly verified: string;
  readonly support: {
    readonly supported: string;
    readonly partly: string;
    readonly unsupported: string;
    readonly contradicted: string;
  };
  readonly notReviewed: string;
}

const en: Labels = {
  contents: "Contents",
  summary: "Summary",
  table: "Table",
  figure: "Figure",
  sources: "Sources",
  page: "page",
  conflicts: "Where sources disagree",
  limitations: "Limits and what was not found",
  verification: "Verification",
  topic: "Topic",
  position: "Position",
  independentSources: "Independent sources",
  source: "Source",
  evidence: "Evidence",
  openSource: "Open source",
  close: "Close",
  credit: "Credit",
  question: "Question",
  created: "Created",
  disclosure: "Written by software ({generator}); every statement is linked to its evidence.",
  verified:
    "{supported} of {claims} claims are supported by the evidence they cite; {citations} citations were checked.",
  support: {
    supported: "supported",
    partly: "partly supported",
    unsupported: "unsupported",
    contradicted: "contradicted",
  },
  notReviewed: "Not reviewed by a person.",
};

const tables: Readonly<Record<string, Labels>> = { en };

/** Labels for a BCP 47 tag; English where the language has none yet. */
export function labelsFor(language: string): Labels {
  return tables[language.toLowerCase().split("-")[0] ?? "en"] ?? en;
}
