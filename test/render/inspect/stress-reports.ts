import type { Block, Chart, Evidence, Inline, Report, Section } from "../../../src/report/index.ts";
import { emptyReport } from "../../support/empty-report.ts";

/** Reports that break layouts: very long, very many, empty, one point, other scripts. Each is small in code and extreme in content. */

const text = (value: string): Inline => ({ type: "text", value });
const cite = (...ids: [string, ...string[]]): Inline => ({ type: "citation", evidenceIds: ids });
const paragraph = (...children: Inline[]): Block => ({ type: "paragraph", children });
const section = (id: string, title: string, blocks: readonly Block[], sections: readonly Section[] = []): Section => ({
  id,
  title,
  blocks,
  sections,
});

function evidence(id: string, sourceId: string, exact: string): Evidence {
  return {
    id,
    sourceId,
    subQuestionIds: [],
    locator: { page: 3 },
    content: { type: "quote", exact, prefix: "", suffix: "" },
  };
}

interface Parts {
  readonly title: string;
  readonly language?: string;
  readonly summary?: readonly Block[];
  readonly sections?: readonly Section[];
  readonly evidence?: readonly Evidence[];
  readonly limitations?: readonly string[];
}

function report({
  title,
  language = "en",
  summary = [],
  sections = [],
  evidence: cited = [],
  limitations = [],
}: Parts): Report {
  const sourceIds = [...new Set(cited.map((item) => item.sourceId))];
  return {
    ...emptyReport,
    title,
    question: `${title}?`,
    language,
    summary,
    sections,
    sources: sourceIds.map((id, index) => ({
      id,
      url: `https://example.org/${"long-path-segment/".repeat(index % 4)}${id}.pdf`,
      title: `Source ${id}: ${"a title that goes on ".repeat(1 + (index % 5))}`,
      authors: ["Author One", "Author Two"],
      fetched: "2026-11-20T08:00:00.000Z",
      mediaType: "application/pdf",
      sha256: id.padEnd(64, "0").slice(0, 64),
    })),
    evidence: cited,
    limitations,
    verification: { ...emptyReport.verification, claims: 1, citations: 1, supported: 1 },
  };
}

const manyEvidence = Array.from({ length: 60 }, (_, index) =>
  evidence(`ev-${index}`, `s${index}`, `Quote ${index} ${"with many words ".repeat(20)}`),
);

const longSentence = (words: number): string =>
  `${Array.from({ length: words }, (_, index) => (index % 7 === 6 ? "consequently," : "measured")).join(" ")}.`;

function chart(
  id: string,
  mark: Chart["mark"],
  size: { readonly series: number; readonly categories: number },
  word = "Category",
): Chart {
  const categories = Array.from({ length: size.categories }, (_, index) => `${word} ${index + 1}`);
  return {
    type: "chart",
    id,
    mark,
    caption: [text(`Chart ${id}`)],
    alt: `What chart ${id} shows.`,
    xTitle: "Category",
    yTitle: "Value",
    unit: "GWh",
    categories,
    series: Array.from({ length: size.series }, (_, series) => ({
      name: `Series number ${series + 1}`,
      points: categories.map((_, index) => ({
        value: index % 5 === 3 ? null : ((series + 1) * 37 + index * 11) % 90,
        evidenceIds: [`ev-${(series + index) % 60}`],
      })),
    })),
  };
}

const wideTable = (id: string, rows: number, columns: number, words = "cell"): Block => ({
  type: "table",
  id,
  caption: [text(`Table ${id} with ${rows} rows`)],
  header: Array.from({ length: columns }, (_, column) => ({
    children: [text(column === 0 ? "Name" : `Column ${column}`)],
  })),
  rows: Array.from({ length: rows }, (_, row) =>
    Array.from({ length: columns }, (_, column) => ({
      children: column === 1 ? [text(`${row * 1000} `), cite(`ev-${row % 60}`)] : [text(`${words} ${row}.${column}`)],
      ...(column === 1 ? { align: "right" as const } : {}),
      ...(column === 0 ? { isHeader: true } : {}),
    })),
  ),
});

const long = report({
  title: `A very long title ${"that never seems to come to an end ".repeat(12)}`,
  summary: [
    paragraph(text(`${longSentence(80)} `), cite("ev-1"), text(` ${longSentence(40)}`), cite("ev-2", "ev-3", "ev-4")),
  ],
  sections: [
    section("a", `Section ${"heading ".repeat(40)}`, [
      paragraph(text(longSentence(60)), cite("ev-5"), text(" "), text("x".repeat(300)), cite("ev-6")),
      {
        type: "list",
        ordered: false,
        items: Array.from({ length: 14 }, (_, index) => [
          paragraph(text(`${index} ${"three hundred characters in one bullet ".repeat(8)}`), cite(`ev-${index}`)),
        ]),
      },
    ]),
    section("b", "Same title", [paragraph(text("The same sentence stands twice 5 times "), cite("ev-7"), text("."))]),
    section("c", "Same title", [paragraph(text("The same sentence stands twice 5 times "), cite("ev-7"), text("."))]),
  ],
  evidence: manyEvidence.slice(0, 15),
  limitations: Array.from({ length: 17 }, (_, index) => `Limitation ${index}: ${longSentence(25)}`),
});

const tables = report({
  title: "Tables",
  sections: [
    section("long", "Forty rows", [wideTable("t40", 40, 4)]),
    section("wide", "Fourteen columns", [wideTable("t14", 12, 14)]),
    section("wordy", "Wordy cells", [wideTable("tw", 6, 3, "a cell with very many words in it ".repeat(12))]),
    section("none", "No rows", [wideTable("t0", 0, 3)]),
    section("one", "One cell", [{ type: "table", id: "t1", caption: [], header: [{ children: [] }], rows: [] }]),
  ],
  evidence: manyEvidence.slice(0, 40),
});

const charts = report({
  title: "Charts",
  sections: [
    section("twelve", "Twelve series", [chart("c12", "line", { series: 12, categories: 9 })]),
    section("point", "One point", [chart("c1", "line", { series: 1, categories: 1 })]),
    section("bars", "Long names", [
      chart("cb", "bar", { series: 2, categories: 8 }, "A category with a rather long name"),
    ]),
    section("dots", "Marks only", [chart("cp", "point", { series: 2, categories: 6 })]),
    section("many", "Forty categories", [chart("c40", "bar", { series: 1, categories: 40 }, "Year")]),
    section("nothing", "No data", [
      chart("c0", "bar", { series: 0, categories: 0 }),
      chart("cn", "line", { series: 1, categories: 0 }),
    ]),
  ],
  evidence: manyEvidence,
});

const empty = report({
  title: "Nothing",
  sections: [section("e", "Empty section", []), section("f", "", [paragraph()])],
});

const chinese = report({
  title: "苹果公司与亚马逊公司二零二二年第三季度至二零二三年第三季度净销售额、营业利润与净利润的发展情况比较研究报告",
  language: "zh-CN",
  summary: [
    paragraph(
      text("苹果公司的净销售总额从二零二二年第三季度的829.59亿美元下降到二零二三年第三季度的817.97亿美元，降幅为1%"),
      cite("ev-1"),
      text("。营业利润略有下降，而服务业务收入创下历史新高"),
      cite("ev-2"),
      text("。"),
    ),
  ],
  sections: [
    section("zh", "销售额的发展", [
      paragraph(text(`${"服务业务的增长抵消了产品销售的下降，".repeat(12)}总体保持稳定`), cite("ev-3"), text("。")),
      chart("zhc", "line", { series: 2, categories: 5 }, "季度"),
      wideTable("zht", 12, 4, "这是一个包含很多汉字的单元格内容"),
    ]),
  ],
  evidence: manyEvidence.slice(0, 20),
  limitations: ["没有找到亚马逊公司第二季度的报告。"],
});

const arabic = report({
  title: "تطور صافي المبيعات والدخل لشركة Apple مقارنةً بشركة Amazon من الربع الثالث 2022 إلى الربع الثالث 2023",
  language: "ar",
  summary: [
    paragraph(
      text("انخفض صافي المبيعات إلى 81,797 مليون دولار في الربع الثالث من عام 2023 "),
      cite("ev-1"),
      text(". وارتفع دخل الخدمات (Services) بنسبة 8% "),
      cite("ev-2"),
      text("."),
    ),
    {
      type: "list",
      ordered: false,
      items: [[paragraph(text("ارتفعت مبيعات Amazon إلى 134 مليار دولار "), cite("ev-3"), text("."))]],
    },
  ],
  sections: [
    section("ar", "كيف تطورت المبيعات", [
      paragraph(
        text("بقيت الخدمات هي المحرك الرئيسي للنمو خلال الفترة كلها، بينما تراجعت مبيعات الأجهزة "),
        cite("ev-4"),
        text("."),
      ),
      chart("arc", "bar", { series: 2, categories: 4 }, "الربع"),
      wideTable("art", 11, 4, "خلية فيها نص عربي"),
    ]),
  ],
  evidence: manyEvidence.slice(0, 20),
  limitations: ["لم يُعثر على تقرير الربع الثاني."],
});

const hostile = report({
  title: 'Controls \u0000\u0007 & <tags> "quotes" \ud800 ]]> \u{1F600}',
  summary: [
    paragraph(
      text("A lone \ud83d surrogate, a \u000b tab and [12] in brackets "),
      cite("ev-1"),
      text(" and "),
      cite("ev-unknown"),
      text("."),
    ),
  ],
  sections: [
    section("h", "<script>alert(1)</script>", [
      { type: "code", language: "html", value: "<b>\t&amp;</b>\r\n\u0001" },
      { type: "math", value: "\\frac{a}{" },
      paragraph(
        { type: "link", url: "javascript:alert(1)", children: [text("do not click")] },
        { type: "reference", targetId: "nowhere" },
      ),
      {
        type: "figure",
        id: "lost",
        assetId: "as-none",
        alt: "A picture that cannot be decoded",
        caption: [text("Lost")],
      },
    ]),
  ],
  evidence: manyEvidence.slice(0, 3),
});

/** Name of the stress → report. */
export const stressReports: Readonly<Record<string, Report>> = {
  long,
  tables,
  charts,
  empty,
  chinese,
  arabic,
  hostile,
};

/** Stress reports have no pictures. */
export function loadStressAsset(): Promise<Uint8Array> {
  return Promise.resolve(new Uint8Array());
}
