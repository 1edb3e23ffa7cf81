import type { Evidence, Source } from "../../src/report/index.ts";
import { cellBox, type SamplePage, sentenceBox } from "./sample-assets.ts";

/** Sources and evidence of the sample report: two companies' quarterly filings, a press page, a data file and a scan. */

export const periods = ["2022 Q3", "2022 Q4", "2023 Q1", "2023 Q2", "2023 Q3"] as const;

/** Millions of US dollars, as the filings print them. */
export const haldenSales = [90_146, 117_154, 94_836, 81_797, 89_498] as const;
export const orrinSales = [127_101, 149_204, 127_358, null, 143_083] as const;

export const haldenPage: SamplePage = {
  assetId: "as-page-halden-4",
  title: "HALDEN INSTRUMENTS INC.",
  columns: ["Sep 30, 2023", "Sep 24, 2022"],
  rows: [
    { label: "Products", values: ["67,184", "70,958"] },
    { label: "Services", values: ["22,314", "19,188"] },
    { label: "Total net sales", values: ["$ 89,498", "$ 90,146"] },
    { label: "Cost of sales", values: ["49,071", "52,051"] },
    { label: "Operating income", values: ["26,969", "24,894"] },
    { label: "Net income (loss)", values: ["(1,204)", "20,721"] },
  ],
  sentence: "Total net sales decreased 1% or $648 million during the third quarter of 2023 compared to 2022.",
};

export const orrinPage: SamplePage = {
  assetId: "as-page-orrin-7",
  title: "ORRIN SYSTEMS & CO.",
  columns: ["Sep 30, 2023", "Sep 30, 2022"],
  rows: [
    { label: "Net product sales", values: ["63,171", "59,340"] },
    { label: "Net service sales", values: ["79,912", "67,761"] },
    { label: "Total net sales", values: ["143,083", "127,101"] },
    { label: "Operating income", values: ["11,188", "2,525"] },
    { label: "Cash and cash equivalents", values: ["49,605", "34,947"] },
  ],
  sentence: "Orrin is subject to claims in the ordinary course; none is expected to have a material effect.",
};

const fetched = "2026-11-20T08:15:00.000Z";

export const sources: readonly Source[] = [
  {
    id: "src-halden",
    path: "filings/2023 Q3 Halden (10-Q).pdf",
    title: "Halden Instruments Inc.: quarterly report, 2023 Q3",
    authors: ["Halden Instruments Inc."],
    published: "2023-11-03",
    fetched,
    mediaType: "application/pdf",
    sha256: "a".repeat(64),
    language: "en",
  },
  {
    id: "src-orrin",
    url: "https://www.example.org/filings/orrin-2023-q3.pdf?copy=1&lang=en#page=7",
    title: "Orrin Systems & Co.: quarterly report for the period ended September 30, 2023",
    authors: ["Orrin Systems & Co."],
    published: "2023-10-27",
    fetched,
    mediaType: "application/pdf",
    sha256: "b".repeat(64),
    site: "example.org",
    language: "en",
  },
  {
    id: "src-press",
    url: "https://news.example.com/markets/halden-margins",
    title: "Halden's margins hold while hardware slows <analysis>",
    authors: ["Ana Ruiz", "Müller, Jürgen"],
    published: "2023-11",
    fetched,
    mediaType: "text/html",
    sha256: "c".repeat(64),
    site: "Market Notes",
    language: "en",
    licence: "CC-BY-4.0",
    retracted: true,
  },
  {
    id: "src-data",
    path: "data/orrin_segments.csv",
    title: "orrin_segments.csv",
    authors: [],
    fetched,
    mediaType: "text/csv",
    sha256: "d".repeat(64),
  },
  {
    id: "src-photo",
    url: "https://commons.example.org/wiki/File:Wind_farm_at_dusk.png",
    title: "Wind farm at dusk",
    authors: ["K. Lindqvist"],
    published: "2021",
    fetched,
    mediaType: "image/png",
    sha256: "e".repeat(64),
    licence: "CC-BY-SA-4.0",
  },
];

interface CellFacts {
  readonly sourceId: string;
  readonly page: number;
  readonly tableId: string;
  readonly row: string;
  readonly column: string;
  readonly value: string;
  readonly amount: number;
  readonly at: readonly [row: number, column: number];
}

function cell(id: string, facts: CellFacts): Evidence {
  const { sourceId, page, tableId, row, column, value, amount, at } = facts;
  return {
    id,
    sourceId,
    subQuestionIds: ["sq-1"],
    locator: { page, section: "Statements of operations", box: cellBox(...at) },
    content: { type: "cell", tableId, row, column, rowIndex: at[0], columnIndex: at[1], value, unit: "USD" },
    quantities: [{ value: amount * 1e6, unit: "USD", metric: row, period: column }],
  };
}

function quote(
  id: string,
  sourceId: string,
  parts: readonly [string, string, string],
  locator: Evidence["locator"] = {},
) {
  const [prefix, exact, suffix] = parts;
  return {
    id,
    sourceId,
    subQuestionIds: ["sq-1"],
    locator,
    content: { type: "quote" as const, prefix, exact, suffix },
  };
}

/** One cell for each point of the chart and of the table; those of other quarters stand on the same sample page. */
const seriesEvidence: readonly Evidence[] = periods.flatMap((period, index) => {
  const halden = cell(`ev-halden-sales-${index}`, {
    sourceId: "src-halden",
    page: 4,
    tableId: "tb-halden-operations",
    row: "Total net sales",
    column: period,
    value: haldenSales[index]?.toLocaleString("en-US") ?? "",
    amount: haldenSales[index] ?? 0,
    at: [2, index === 0 ? 1 : 0],
  });
  const amount = orrinSales[index];
  if (amount === null || amount === undefined) return [halden];
  const orrin = cell(`ev-orrin-sales-${index}`, {
    sourceId: "src-orrin",
    page: 7,
    tableId: "tb-orrin-operations",
    row: "Total net sales",
    column: period,
    value: amount.toLocaleString("en-US"),
    amount,
    at: [2, index === 0 ? 1 : 0],
  });
  return [halden, orrin];
});

const haldenTable = { sourceId: "src-halden", page: 4, tableId: "tb-halden-operations" };
const orrinTable = { sourceId: "src-orrin", page: 7, tableId: "tb-orrin-operations" };

export const evidence: readonly Evidence[] = [
  ...seriesEvidence,
  quote(
    "ev-halden-decrease",
    "src-halden",
    ["(Unaudited) ", haldenPage.sentence, " Services reached an all-time record."],
    { page: 4, section: "Management's discussion › Third quarter", box: sentenceBox },
  ),
  cell("ev-halden-income-23", {
    ...haldenTable,
    row: "Net income (loss)",
    column: "Sep 30, 2023",
    value: "(1,204)",
    amount: -1_204,
    at: [5, 0],
  }),
  cell("ev-halden-income-22", {
    ...haldenTable,
    row: "Net income (loss)",
    column: "Sep 24, 2022",
    value: "20,721",
    amount: 20_721,
    at: [5, 1],
  }),
  cell("ev-halden-operating-23", {
    ...haldenTable,
    row: "Operating income",
    column: "Sep 30, 2023",
    value: "26,969",
    amount: 26_969,
    at: [4, 0],
  }),
  cell("ev-halden-operating-22", {
    ...haldenTable,
    row: "Operating income",
    column: "Sep 24, 2022",
    value: "24,894",
    amount: 24_894,
    at: [4, 1],
  }),
  cell("ev-orrin-operating-23", {
    ...orrinTable,
    row: "Operating income",
    column: "Sep 30, 2023",
    value: "11,188",
    amount: 11_188,
    at: [3, 0],
  }),
  cell("ev-orrin-operating-22", {
    ...orrinTable,
    row: "Operating income",
    column: "Sep 30, 2022",
    value: "2,525",
    amount: 2_525,
    at: [3, 1],
  }),
  cell("ev-orrin-cash-23", {
    ...orrinTable,
    row: "Cash and cash equivalents",
    column: "Sep 30, 2023",
    value: "49,605",
    amount: 49_605,
    at: [4, 0],
  }),
  quote("ev-orrin-claims", "src-orrin", ["Legal proceedings. ", orrinPage.sentence, ""], { page: 7, box: sentenceBox }),
  quote(
    "ev-press-margin",
    "src-press",
    [
      "Analysts were surprised: ",
      "gross margin rose to 45.2% from 42.3% a year earlier",
      ", helped by R&D <discipline> and mix.",
    ],
    { section: "Margins" },
  ),
  quote("ev-press-sales", "src-press", [
    "The company said ",
    "sales were $89.9 billion in the quarter",
    ", before adjustments.",
  ]),
  {
    id: "ev-data-segment",
    sourceId: "src-data",
    subQuestionIds: ["sq-2"],
    locator: {},
    content: {
      type: "cell",
      tableId: "tb-segments",
      row: "Cloud",
      column: "operating_income_musd",
      rowIndex: 2,
      columnIndex: 3,
      value: "6976",
    },
    quantities: [{ value: 6_976e6, unit: "USD", metric: "Operating income", entity: "Cloud" }],
  },
  {
    id: "ev-photo-region",
    sourceId: "src-photo",
    subQuestionIds: ["sq-2"],
    locator: { box: [0.4, 0.2, 0.62, 0.85] },
    content: {
      type: "region",
      assetId: "as-photo",
      box: [0.4, 0.2, 0.62, 0.85],
      reading: "Three turbines; the middle one is the tallest.",
    },
  },
];
