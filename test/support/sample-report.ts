import type { Asset, Block, Cell, Chart, Inline, Report, Section } from "../../src/report/index.ts";
import { drawPage, drawPhotograph, pageAsset } from "./sample-assets.ts";
import { evidence, haldenPage, haldenSales, orrinPage, orrinSales, periods, sources } from "./sample-evidence.ts";

/**
 * A rich, realistic report that every renderer test uses: all block and inline types, nested sections, a line chart with
 * a gap, a bar chart with a loss, a figure with credit, a wide and a narrow table, conflicts, limitations and doubtful
 * claims, sources by path and by address, a retracted one, and characters that mean something in every format.
 */

const text = (value: string): Inline => ({ type: "text", value });
const strong = (value: string): Inline => ({ type: "strong", children: [text(value)] });
const cite = (...ids: [string, ...string[]]): Inline => ({ type: "citation", evidenceIds: ids });
const refer = (targetId: string): Inline => ({ type: "reference", targetId });
const paragraph = (...children: readonly Inline[]): Block => ({ type: "paragraph", children });
const cell = (value: string, ...more: readonly Inline[]): Cell => ({ children: [text(value), ...more] });
const rowHeader = (value: string): Cell => ({ children: [text(value)], isHeader: true });
const numeric = (value: string, ...ids: readonly string[]): Cell => {
  const [first, ...rest] = ids;
  return { align: "right", children: [text(first ? `${value} ` : value), ...(first ? [cite(first, ...rest)] : [])] };
};

export const salesChart: Chart = {
  type: "chart",
  id: "ch-sales",
  mark: "line",
  caption: [text("Total net sales by quarter "), cite("ev-halden-sales-0", "ev-orrin-sales-0")],
  alt: "Halden's net sales peak at 117 billion dollars in 2022 Q4 and return to 89 billion; Orrin's end at 143 billion.",
  xTitle: "Fiscal quarter",
  yTitle: "Total net sales",
  unit: "USD",
  categories: periods,
  series: [
    {
      name: "Halden Instruments",
      points: haldenSales.map((value, index) => ({ value: value * 1e6, evidenceIds: [`ev-halden-sales-${index}`] })),
    },
    {
      name: "Orrin Systems",
      points: orrinSales.map((value, index) =>
        value === null
          ? { value: null, evidenceIds: [] }
          : { value: value * 1e6, evidenceIds: [`ev-orrin-sales-${index}`] },
      ),
    },
  ],
};

export const incomeChart: Chart = {
  type: "chart",
  id: "ch-income",
  mark: "bar",
  caption: [text("Halden's operating and net income, third quarters")],
  alt: "Operating income rose from 24.9 to 27.0 billion dollars; net income fell from 20.7 billion to a loss of 1.2 billion.",
  xTitle: "Measure",
  yTitle: "Income",
  unit: "USD",
  categories: ["Operating income", "Net income (loss)"],
  series: [
    {
      name: "2022 Q3",
      points: [
        { value: 24_894e6, evidenceIds: ["ev-halden-operating-22"] },
        { value: 20_721e6, evidenceIds: ["ev-halden-income-22"] },
      ],
    },
    {
      name: "2023 Q3",
      points: [
        { value: 26_969e6, evidenceIds: ["ev-halden-operating-23"] },
        { value: -1_204e6, evidenceIds: ["ev-halden-income-23"] },
      ],
    },
  ],
};

const salesTable: Block = {
  type: "table",
  id: "tb-sales",
  caption: [text("Total net sales, USD millions")],
  header: [
    cell("Quarter"),
    { ...cell("Halden Instruments"), align: "right" },
    { ...cell("Orrin Systems"), align: "right" },
  ],
  rows: periods.map((period, index) => {
    const orrin = orrinSales[index];
    return [
      rowHeader(period),
      numeric(haldenSales[index]?.toLocaleString("en-US") ?? "–", `ev-halden-sales-${index}`),
      orrin ? numeric(orrin.toLocaleString("en-US"), `ev-orrin-sales-${index}`) : numeric("–"),
    ];
  }),
};

const comparisonTable: Block = {
  type: "table",
  id: "tb-comparison",
  caption: [text("Third quarter of 2023 side by side | all amounts in USD")],
  header: [
    "Company",
    "Operating income, prior year",
    "Operating income",
    "Cash and equivalents",
    "Legal exposure in the company's own words",
  ].map((value, index) => ({ ...cell(value), ...(index > 0 && index < 4 ? { align: "right" as const } : {}) })),
  rows: [
    [
      rowHeader("Halden Instruments"),
      numeric("24,894 M", "ev-halden-operating-22"),
      numeric("26,969 M", "ev-halden-operating-23"),
      numeric("not found"),
      cell("not found"),
    ],
    [
      rowHeader("Orrin Systems & Co."),
      numeric("2,525 M", "ev-orrin-operating-22"),
      numeric("11,188 M", "ev-orrin-operating-23"),
      numeric("49,605 M", "ev-orrin-cash-23"),
      cell("“claims in the ordinary course; none is expected to have a material effect” ", cite("ev-orrin-claims")),
    ],
  ],
};

const summary: readonly Block[] = [
  paragraph(
    text("Halden's total net sales fell from $90,146 million in the third quarter of 2022 to "),
    strong("$89,498 million"),
    text(" in the third quarter of 2023, a decrease of 1% "),
    cite("ev-halden-sales-0", "ev-halden-sales-4", "ev-halden-decrease"),
    text(". Over the same time operating income "),
    { type: "emphasis", children: [text("rose")] },
    text(" to $26,969 million "),
    cite("ev-halden-operating-23"),
    text(", yet the quarter closed with a net loss of $1,204 million "),
    cite("ev-halden-income-23"),
    text("."),
  ),
  {
    type: "list",
    ordered: false,
    items: [
      [
        paragraph(
          text("Orrin's total net sales reached $143,083 million "),
          cite("ev-orrin-sales-4"),
          text("; see "),
          refer("ch-sales"),
          text("."),
        ),
      ],
      [
        paragraph(
          text("Its operating income rose more than fourfold, from $2,525 million to $11,188 million "),
          cite("ev-orrin-operating-22", "ev-orrin-operating-23"),
          text("."),
        ),
      ],
      [paragraph(text("Halden's gross margin rose to 45.2% "), cite("ev-press-margin"), text(", by one account."))],
    ],
  },
];

const salesSection: Section = {
  id: "sc-sales",
  title: "How sales developed",
  blocks: [
    paragraph(
      text("Total net sales decreased 1% or $648 million "),
      cite("ev-halden-decrease"),
      text(". "),
      refer("ch-sales"),
      text(" shows both companies; "),
      refer("tb-sales"),
      text(" gives the amounts."),
    ),
    salesChart,
    salesTable,
  ],
  sections: [
    {
      id: "sc-sales-method",
      title: "How the change is computed",
      blocks: [
        paragraph(
          text("The change is "),
          { type: "math", value: "(s_t - s_{t-4}) / s_{t-4}" },
          text(", with the amounts of "),
          refer("tb-sales"),
          text("."),
        ),
        { type: "math", value: "\\frac{89498 - 90146}{90146} = -0.72\\,\\%" },
        {
          type: "code",
          language: "js",
          value: "const change = (89498 - 90146) / 90146; // <b>-0.0072</b>\nreturn '<&>';",
        },
      ],
      sections: [],
    },
  ],
};

const incomeSection: Section = {
  id: "sc-income",
  title: "Income & margins",
  blocks: [
    incomeChart,
    {
      type: "callout",
      tone: "warning",
      children: [
        paragraph(
          text("The article that reports the margin was "),
          strong("retracted"),
          text(" "),
          cite("ev-press-margin"),
          text("."),
        ),
      ],
    },
    {
      type: "quote",
      children: [paragraph(text("gross margin rose to 45.2% from 42.3% a year earlier "), cite("ev-press-margin"))],
    },
    paragraph(
      text("Cloud alone earned $6,976 million, field "),
      { type: "inlineCode", value: "operating_income_musd" },
      text(" "),
      cite("ev-data-segment"),
      text("; the series is described "),
      { type: "link", url: "https://example.org/data?a=1&b=2", children: [text("in the data notes")] },
      text("."),
    ),
  ],
  sections: [],
};

const comparisonSection: Section = {
  id: "sc-comparison",
  title: "Side by side",
  blocks: [
    comparisonTable,
    {
      type: "callout",
      tone: "note",
      children: [paragraph(text("Fiscal quarters end on different days, so a comparison is approximate."))],
    },
    {
      type: "figure",
      id: "fg-wind",
      assetId: "as-photo",
      alt: "Three wind turbines in front of a red evening sky.",
      caption: [text("Orrin buys power from wind farms like this one "), cite("ev-photo-region")],
      credit: "K. Lindqvist, Wikimedia Commons, CC BY-SA 4.0",
    },
    {
      type: "list",
      ordered: true,
      items: [
        [
          paragraph(
            text("Compare the same quarter of both years "),
            cite("ev-halden-sales-0", "ev-orrin-sales-0"),
            text("."),
          ),
        ],
        [
          paragraph(text("Then look at the pieces:")),
          {
            type: "list",
            ordered: false,
            items: [
              [paragraph(text("products, and"))],
              [paragraph(text("services "), cite("ev-orrin-sales-4"), text("."))],
            ],
          },
        ],
      ],
    },
  ],
  sections: [],
};

const photoAsset: Asset = {
  id: "as-photo",
  mediaType: "image/png",
  width: 1200,
  height: 720,
  sha256: "f".repeat(64),
  sourceId: "src-photo",
  alt: "Three wind turbines in front of a red evening sky.",
  caption: "Wind farm at dusk",
  licence: "CC-BY-SA-4.0",
  credit: "K. Lindqvist",
};

export const sampleReport: Report = {
  schemaVersion: 1,
  title: "Halden and Orrin: sales, income and cash, 2022 Q3 to 2023 Q3",
  question: "How did Halden's total net sales and income develop from 2022 Q3 to 2023 Q3, and how does Orrin compare?",
  language: "en",
  created: "2026-11-20T09:30:00.000Z",
  summary,
  sections: [salesSection, incomeSection, comparisonSection],
  sources,
  evidence,
  assets: [photoAsset, pageAsset(haldenPage, "src-halden", 4), pageAsset(orrinPage, "src-orrin", 7)],
  pages: [
    { sourceId: "src-halden", page: 4, assetId: haldenPage.assetId },
    { sourceId: "src-orrin", page: 7, assetId: orrinPage.assetId },
  ],
  conflicts: [
    {
      topic: "Halden's total net sales, 2023 Q3",
      positions: [
        { statement: "$89,498 million", evidenceIds: ["ev-halden-sales-4"], clusters: 1 },
        { statement: "$89.9 billion", evidenceIds: ["ev-press-sales"], clusters: 1 },
      ],
    },
  ],
  limitations: [
    "Orrin's report for 2023 Q2 could not be read: the file is protected by a password.",
    "Nothing was found about Halden's cash position.",
  ],
  verification: {
    score: 0.96,
    claims: 25,
    citations: 31,
    unresolved: 0,
    supported: 24,
    partly: 1,
    unsupported: 0,
    contradicted: 0,
    uncited: 0,
    checks: [
      {
        claim: "Halden's gross margin rose to 45.2%, by one account.",
        place: "summary",
        evidenceIds: ["ev-press-margin"],
        support: "partly",
        step: "names",
        reason: "The passage does not name Halden.",
      },
      {
        claim: "Orrin's total net sales reached $143,083 million.",
        place: "summary",
        evidenceIds: ["ev-orrin-sales-4"],
        support: "supported",
        step: "numbers",
        reason: "All numbers stand in the evidence.",
      },
    ],
  },
  generator: "Exhibit 0.1.0, embedded analyst",
};

const drawings: Readonly<Record<string, () => Promise<Uint8Array>>> = {
  "as-photo": drawPhotograph,
  [haldenPage.assetId]: () => drawPage(haldenPage),
  [orrinPage.assetId]: () => drawPage(orrinPage),
};

/** Bytes of an asset of the sample report, as a run folder would give them. */
export function loadSampleAsset(assetId: string): Promise<Uint8Array> {
  const draw = drawings[assetId];
  return draw ? draw() : Promise.reject(new Error(`The sample report has no asset ${assetId}`));
}
