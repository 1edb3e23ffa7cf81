import { describe, expect, test } from "vitest";
import {
  type Block,
  type ClaimCheck,
  checkReport,
  type Inline,
  type Report,
  type ReportEdit,
  reportBlocks,
  type Section,
  type Table,
  textOf,
  walkBlocks,
} from "../../src/report/index.ts";
import { applyEdit } from "../../src/research/edit/apply-edit.ts";
import { editWords } from "../../src/research/edit/edit-words.ts";
import { isGerman } from "../../src/research/edit/grammar.ts";
import { settled } from "../../src/research/edit/settle.ts";
import { shortened } from "../../src/research/edit/shorten.ts";
import { smallReport } from "../report/small-report.ts";

const words = editWords(false);
const text = (value: string): Inline => ({ type: "text", value });
const cite: Inline = { type: "citation", evidenceIds: ["ev-1"] };
const says = (...sentences: readonly string[]): Block => ({
  type: "paragraph",
  children: sentences.flatMap((sentence) => [text(`${sentence} `), cite, text(". ")]),
});
const section = (id: string, blocks: readonly Block[], sections: readonly Section[] = []): Section => ({
  id,
  title: id.toUpperCase(),
  blocks,
  sections,
});
const table: Table = { type: "table", id: "t1", caption: [text("Sales")], header: [], rows: [] };
const report = (...sections: readonly Section[]): Report => ({ ...smallReport, summary: [says("Sum")], sections });

type Mechanical = Exclude<ReportEdit, { type: "rewrite" }>;
const edited = (given: Report, edit: Mechanical): Report => {
  const done = applyEdit(given, edit, words);
  if ("refused" in done) throw new Error(done.refused);
  return done.report;
};
const refusal = (given: Report, edit: Mechanical): string => {
  const done = applyEdit(given, edit, words);
  return "refused" in done ? done.refused : `done: ${done.change}`;
};
const outline = (sections: readonly Section[]): readonly string[] =>
  sections.flatMap(({ id, sections: inner }) => [id, ...outline(inner)]);
const printed = (blocks: readonly Block[]): string =>
  [...walkBlocks(blocks)].map((one) => (one.type === "paragraph" ? textOf(one.children) : one.type)).join("|");

describe("removing", () => {
  const nested = report(
    section("a", [says("One")], [section("a1", [table])]),
    section("b", [{ type: "callout", tone: "note", children: [{ ...table, id: "t2" }] }, says("Two")]),
    section("c", [{ type: "list", ordered: false, items: [[{ ...table, id: "t3" }], [says("Three")]] }]),
  );

  test.each([
    ["a section with what is below it", "a", ["b", "c"]],
    ["a table, and the section of nothing else", "t1", ["a", "b", "c"]],
    ["a part of a section", "a1", ["a", "b", "c"]],
  ])("%s", (_, id, left) => expect(outline(edited(nested, { type: "remove", id }).sections)).toEqual(left));

  test.each([
    ["t2", "callout"],
    ["t3", "list"],
  ])("the table %s takes it out of the %s around it", (id) => {
    const blocks = [...walkBlocks(reportBlocks(edited(nested, { type: "remove", id })))];
    expect(blocks.filter((block) => "id" in block).map((block) => "id" in block && block.id)).not.toContain(id);
  });

  test("leaves no empty item or note behind", () => {
    const [, b, c] = edited(edited(nested, { type: "remove", id: "t2" }), { type: "remove", id: "t3" }).sections;
    expect(b?.blocks.map(({ type }) => type)).toEqual(["paragraph"]);
    expect(c?.blocks[0]?.type === "list" && c.blocks[0].items).toHaveLength(1);
  });

  test("leaves everything else the very same", () => {
    const after = edited(nested, { type: "remove", id: "t1" });
    expect(after.sections[1]?.blocks[0]).toBe(nested.sections[1]?.blocks[0]);
    expect(after.summary[0]).toBe(nested.summary[0]);
  });

  test("the last section, or what is not there, is refused", () => {
    expect(refusal(report(section("a", [table])), { type: "remove", id: "t1" })).toBe(words.lastSection);
    expect(refusal(report(section("a", [table])), { type: "remove", id: "a" })).toBe(words.lastSection);
    expect(refusal(nested, { type: "remove", id: "t9" })).toContain("t9");
  });
});

describe("shortening", () => {
  const check = (claim: string): ClaimCheck => ({
    claim,
    place: "a",
    evidenceIds: ["ev-1"],
    support: "partly",
    step: "numbers",
    reason: "",
  });

  test.each<[string, readonly Block[], readonly ClaimCheck[], string]>([
    ["leaves the first half", [says("A", "B", "C")], [], "A . B . "],
    ["leaves out what is in doubt before", [says("First", "Second")], [check("First.")], "Second . "],
    ["is not misled by the number of a cell", [says("5 plants", "6 dams")], [check("5"), check("5.0")], "5 plants . "],
    [
      "halves lists by their items",
      [{ type: "list", ordered: true, items: [[says("A")], [says("B")]] }],
      [],
      "list|A . ",
    ],
    ["halves paragraphs of one statement each", [says("A"), table, says("B")], [], "A . |table"],
    ["keeps the only statement", [says("A")], [], "A . "],
    ["has nothing to do with nothing", [], [], ""],
  ])("%s", (_, blocks, checks, left) => expect(printed(shortened(blocks, checks))).toBe(left));

  test("says how much went, and refuses where there is nothing to leave out", () => {
    const given = report(section("a", [says("A", "B", "C", "D")]), section("b", [says("A")]));
    const done = applyEdit(given, { type: "shorten", sectionId: "a" }, words);
    expect("change" in done && done.change).toBe("Shortened section 1 (“A”) from 4 to 2 statements.");
    expect(refusal(given, { type: "shorten", sectionId: "b" })).toBe(words.tooShort("section 2 (“B”)"));
  });
});

describe("dropping sentences", () => {
  const given = report(section("a", [says("Wind grew fast", "Sun grew")]), section("b", [says("Wind fell")]));
  const drop = (said: string, sectionId?: string) =>
    applyEdit(given, { type: "drop", words: said, ...(sectionId ? { sectionId } : {}) }, words);

  test("takes all that have the words, and a section that is empty then", () => {
    const done = drop("wind");
    if ("refused" in done) throw new Error(done.refused);
    expect(outline(done.report.sections)).toEqual(["a"]);
    expect(printed(done.report.sections[0]?.blocks ?? [])).toBe("Sun grew . ");
    expect(done.change).toBe("Left out 2 sentences about “wind”.");
  });

  test("stays within the section that was named", () => {
    const done = drop("wind", "b");
    expect("report" in done && outline(done.report.sections)).toEqual(["a"]);
    expect("change" in done && done.change).toBe("Left out the sentence about “wind”.");
  });

  test.each(["hail", "", "the of"])("is refused for %j, of which no sentence speaks", (said) => {
    expect(drop(said)).toEqual({ refused: words.noSentence(said) });
  });
});

describe("renaming and moving", () => {
  const given = report(section("a", [table]), section("b", [says("B")]), section("c", [says("C")]));

  test("a title is changed where it stands", () => {
    expect(edited(given, { type: "rename", id: "report", title: "New" }).title).toBe("New");
    expect(edited(given, { type: "rename", id: "b", title: "New" }).sections[1]?.title).toBe("New");
  });

  test("a new caption cites what the old one cited", () => {
    const cited = report(section("a", [{ ...table, caption: [text("Sales "), cite] }]));
    const [block] = edited(cited, { type: "rename", id: "t1", title: "Net sales" }).sections[0]?.blocks ?? [];
    expect(block?.type === "table" && block.caption).toEqual([text("Net sales "), cite]);
  });

  test.each([
    [{ sectionId: "c", to: "first" }, ["c", "a", "b"]],
    [{ sectionId: "a", to: "last" }, ["b", "c", "a"]],
    [{ sectionId: "a", to: "after", besideId: "b" }, ["b", "a", "c"]],
    [{ sectionId: "c", to: "before", besideId: "b" }, ["a", "c", "b"]],
  ] as const)("moving %j", (move, order) => {
    expect(outline(edited(given, { type: "move", ...move }).sections)).toEqual(order);
  });

  test("what stands there already, or is no section, is not moved", () => {
    const same = /Nothing would change/;
    expect(refusal(given, { type: "move", sectionId: "a", to: "first" })).toMatch(same);
    expect(refusal(given, { type: "move", sectionId: "a", to: "before", besideId: "b" })).toMatch(same);
    expect(refusal(given, { type: "move", sectionId: "t1", to: "first" })).toBe(words.onlySections);
    expect(refusal(given, { type: "move", sectionId: "a", to: "after", besideId: "x" })).toBe(words.onlySections);
  });
});

describe("a report after an edit", () => {
  test("mentions nothing that went, in its text, captions or cells", () => {
    const see: Inline = { type: "reference", targetId: "f1" };
    const mentions: Table = {
      ...table,
      caption: [text("As in "), see],
      header: [{ children: [see] }],
      rows: [[{ children: [{ type: "strong", children: [see, text("5")] }] }]],
    };
    const after = settled({
      ...smallReport,
      sections: [section("a", [mentions, { type: "quote", children: [says("A")] }])],
    });
    expect(checkReport(after)).toEqual([]);
    expect(JSON.stringify(after)).not.toContain('"reference"');
    expect(JSON.stringify(after.sections)).toContain('"value":"5"');
  });

  test("keeps the evidence, sources and pictures that it shows, and no others", () => {
    expect(settled(smallReport)).toEqual(smallReport);
    const bare = settled({ ...smallReport, summary: [], sections: [section("a", [{ type: "math", value: "a" }])] });
    expect([bare.evidence, bare.sources, bare.assets, bare.pages]).toEqual([[], [], [], []]);
  });
});

test.each([
  ["Kürze Abschnitt 2", true],
  ["Entferne das", true],
  ["bitte als Tabelle", true],
  ["rename section 2 to “Größe”", false],
  ["drop the sentence about how coal plants die", false],
  ["shorten this", false],
])("%s is German: %s", (instruction, german) => expect(isGerman(instruction)).toBe(german));
