import type { Report } from "../../src/report/index.ts";

/** The least report that has one of everything a check looks at. */
export const smallReport: Report = {
  schemaVersion: 1,
  title: "Sales",
  question: "How did sales develop?",
  language: "en",
  created: "2024-01-01T00:00:00Z",
  summary: [
    {
      type: "paragraph",
      children: [
        { type: "text", value: "Sales rose." },
        { type: "citation", evidenceIds: ["ev-1"] },
        { type: "reference", targetId: "f1" },
      ],
    },
  ],
  sections: [
    {
      id: "s1",
      title: "Development",
      blocks: [
        {
          type: "table",
          id: "t1",
          caption: [{ type: "text", value: "Sales" }],
          header: [{ children: [] }, { children: [{ type: "text", value: "2023" }], align: "right" }],
          rows: [
            [
              { children: [{ type: "text", value: "Sales" }], isHeader: true },
              { children: [{ type: "text", value: "5" }] },
            ],
          ],
        },
        {
          type: "list",
          ordered: true,
          items: [
            [
              {
                type: "quote",
                children: [
                  { type: "paragraph", children: [{ type: "strong", children: [{ type: "text", value: "Bold." }] }] },
                ],
              },
            ],
          ],
        },
      ],
      sections: [
        {
          id: "s1a",
          title: "Picture",
          blocks: [
            {
              type: "figure",
              id: "f1",
              assetId: "as-1",
              alt: "A chart",
              caption: [
                { type: "text", value: "Chart" },
                { type: "citation", evidenceIds: ["ev-2", "ev-1"] },
              ],
              credit: "Nobody",
            },
            {
              type: "chart",
              id: "c1",
              mark: "line",
              caption: [],
              alt: "Rising",
              xTitle: "",
              yTitle: "",
              unit: "USD",
              categories: ["2022", "2023"],
              series: [
                {
                  name: "Sales",
                  points: [
                    { value: null, evidenceIds: [] },
                    { value: 5, evidenceIds: ["ev-1"] },
                  ],
                },
              ],
            },
            {
              type: "callout",
              tone: "note",
              children: [
                { type: "math", value: "a" },
                { type: "code", language: "", value: "1" },
              ],
            },
          ],
          sections: [],
        },
      ],
    },
  ],
  sources: [
    {
      id: "src-a",
      path: "a.pdf",
      title: "A",
      authors: ["B"],
      fetched: "2024-01-01T00:00:00Z",
      mediaType: "application/pdf",
      sha256: "00",
    },
  ],
  evidence: [
    {
      id: "ev-1",
      sourceId: "src-a",
      subQuestionIds: ["q1"],
      locator: { page: 3, box: [0, 0, 1, 1] },
      content: { type: "quote", exact: "Sales rose.", prefix: "", suffix: "" },
      quantities: [{ value: 5, unit: "USD" }],
    },
    {
      id: "ev-2",
      sourceId: "src-a",
      subQuestionIds: [],
      locator: {},
      content: { type: "region", assetId: "as-1", box: [0, 0, 1, 1], reading: "rising" },
    },
  ],
  assets: [{ id: "as-1", mediaType: "image/png", width: 10, height: 10, sha256: "00" }],
  pages: [{ sourceId: "src-a", page: 3, assetId: "as-1" }],
  conflicts: [],
  limitations: ["One source only."],
  verification: {
    score: 1,
    claims: 1,
    citations: 2,
    unresolved: 0,
    supported: 1,
    partly: 0,
    unsupported: 0,
    contradicted: 0,
    uncited: 0,
    checks: [
      {
        claim: "Sales rose.",
        place: "summary",
        evidenceIds: ["ev-1"],
        support: "supported",
        step: "quote",
        reason: "It stands there.",
      },
    ],
  },
  generator: "Exhibit test",
};
