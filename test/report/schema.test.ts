import { describe, expect, test } from "vitest";
import { type Block, type Inline, parseReport, type Report } from "../../src/report/index.ts";
import { schemaProblems } from "../../src/report/schema.ts";
import { stressReports } from "../render/inspect/stress-reports.ts";
import { hostileReport } from "../support/hostile-report.ts";
import { sampleReport } from "../support/sample-report.ts";
import { smallReport } from "./small-report.ts";

const reports: Readonly<Record<string, Report>> = {
  small: smallReport,
  sample: sampleReport,
  hostile: hostileReport(),
  ...stressReports,
};

type Path = readonly (string | number)[];

/** Every place of a value, as paths to its members. */
function* places(value: unknown, path: Path = []): Generator<Path> {
  if (value === null || typeof value !== "object") return;
  for (const key of Object.keys(value)) {
    const place = [...path, Array.isArray(value) ? Number(key) : key];
    yield place;
    yield* places((value as Record<string, unknown>)[key], place);
  }
}

/** A copy with one member changed, or taken out where `change` gives `undefined`. */
function changed(value: unknown, [first, ...rest]: Path, change: (old: unknown) => unknown): unknown {
  const copy: Record<string | number, unknown> = Array.isArray(value)
    ? ([...value] as unknown as Record<number, unknown>)
    : { ...(value as object) };
  const key = first ?? "";
  const next = rest.length > 0 ? changed(copy[key], rest, change) : change(copy[key]);
  if (next === undefined) delete copy[key];
  else copy[key] = next;
  return copy;
}

const optional = new Set(
  [
    "url path published site language licence retracted page section box time unit quantities metric entity period",
    "periodEnd align isHeader credit perceptualHash sourceId locator parent alt caption ocrText",
  ]
    .join(" ")
    .split(" "),
);

describe("report.json", () => {
  test.each(Object.keys(reports))("holds the %s report without loss", async (name) => {
    const report = reports[name];
    expect(await parseReport(JSON.stringify(report))).toEqual(JSON.parse(JSON.stringify(report)));
  });

  test("refuses a report from which any required member is missing", () => {
    for (const path of places(smallReport)) {
      const name = path.at(-1);
      if (typeof name === "number" || optional.has(String(name))) continue;
      const without = changed(smallReport, path, () => undefined);
      expect(schemaProblems(without), path.join(".")).not.toEqual([]);
    }
  });

  test("refuses a member of another type anywhere, and says where", () => {
    for (const path of places(smallReport)) {
      if (typeof path.at(-1) === "number") continue;
      const wrong = changed(smallReport, path, (old) => (typeof old === "string" ? 7 : "seven"));
      const problems = schemaProblems(wrong);
      expect(problems, path.join(".")).not.toEqual([]);
      expect(problems.join(), path.join(".")).toContain(String(path[0]));
    }
  });

  test("refuses members that nobody knows, at any depth", () => {
    const objects = [[], ...places(smallReport)].filter((path) => {
      const at = path.reduce<unknown>((value, key) => (value as Record<string | number, unknown>)[key], smallReport);
      return at !== null && typeof at === "object" && !Array.isArray(at);
    });
    for (const path of objects) {
      const place = [...path, "script"];
      expect(schemaProblems(changed(smallReport, place, () => "x")), path.join(".")).not.toEqual([]);
    }
  });

  test("lists at most five problems, each with its place", () => {
    const problems = schemaProblems({
      ...smallReport,
      title: 1,
      question: 2,
      language: 3,
      created: 4,
      generator: 5,
      pages: 6,
    });
    expect(problems).toHaveLength(5);
    expect(problems[0]).toMatch(/^title: /);
    expect(schemaProblems("x")).toEqual([expect.stringMatching(/^the report: /)]);
  });
});

describe("values", () => {
  const withBlock = (block: unknown): unknown => ({ ...smallReport, summary: [block] });
  const withInline = (inline: unknown): unknown => withBlock({ type: "paragraph", children: [inline] });
  const table = { type: "table", id: "t", caption: [], header: [], rows: [] };
  const chart = {
    type: "chart",
    id: "c",
    mark: "bar",
    caption: [],
    alt: "",
    xTitle: "",
    yTitle: "",
    unit: "",
    categories: [],
    series: [],
  };

  test.each<[string, Block]>([
    ["an empty table", table as Block],
    ["an empty chart", chart as Block],
    ["an empty list", { type: "list", ordered: false, items: [[]] }],
    ["an empty callout", { type: "callout", tone: "warning", children: [] }],
  ])("accepts %s", (_what, block) => {
    expect(schemaProblems(withBlock(block))).toEqual([]);
  });

  test.each<[string, unknown]>([
    ["a heading as a block", { type: "heading", level: 2, children: [] }],
    ["raw HTML", { type: "html", value: "<b>" }],
    ["a mark that no renderer draws", { ...chart, mark: "pie" }],
    ["a tone that no renderer knows", { type: "callout", tone: "danger", children: [] }],
    ["a point that is no number", { ...chart, series: [{ name: "s", points: [{ value: "5", evidenceIds: [] }] }] }],
    ["a cell that stands in the middle", { ...table, header: [{ children: [], align: "center" }] }],
    ["a table inside a cell", { ...table, header: [{ children: [table] }] }],
  ])("refuses %s", (_what, block) => {
    expect(schemaProblems(withBlock(block))).not.toEqual([]);
  });

  test.each<[string, Inline]>([
    ["a reference", { type: "reference", targetId: "t1" }],
    ["nested emphasis", { type: "strong", children: [{ type: "emphasis", children: [{ type: "text", value: "" }] }] }],
    ["a citation of several", { type: "citation", evidenceIds: ["a", "b", "c"] }],
  ])("accepts %s", (_what, inline) => {
    expect(schemaProblems(withInline(inline))).toEqual([]);
  });

  test.each<[string, unknown]>([
    ["a citation with a number", { type: "citation", evidenceIds: ["a"], number: 3 }],
    ["an image in a line", { type: "image", url: "https://example.org/x.png" }],
    ["a block in a line", { type: "paragraph", children: [] }],
  ])("refuses %s", (_what, inline) => {
    expect(schemaProblems(withInline(inline))).not.toEqual([]);
  });

  test.each([
    ["a page before the first", { pages: [{ sourceId: "s", page: 0, assetId: "a" }] }],
    ["half a page", { pages: [{ sourceId: "s", page: 1.5, assetId: "a" }] }],
    ["fewer than no claims", { verification: { ...smallReport.verification, claims: -1 } }],
    ["a box of three edges", { evidence: [{ ...smallReport.evidence[0], locator: { box: [0, 0, 1] } }] }],
    ["another schema version", { schemaVersion: 0 }],
  ])("refuses %s", (_what, changes) => {
    expect(schemaProblems({ ...smallReport, ...changes })).not.toEqual([]);
  });
});
