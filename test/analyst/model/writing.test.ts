import { describe, expect, test } from "vitest";
import type { OutlineSection } from "../../../src/analyst/index.ts";
import { type Block, type ClaimCheck, textOf, walkCitations } from "../../../src/report/index.ts";
import { promptOf, type Reply } from "../../support/scripted-model.ts";
import { analystWith, brief, cellView, quoteView } from "./helm.ts";

const evidence = [
  quoteView("ev-1", "The plant delivered 120 GWh of heat in 2024."),
  quoteView("ev-2", "Losses were 9 percent.", "audit"),
  cellView("ev-3", { row: "Heat", column: "2023", value: "118", number: 118 }),
];
const section: OutlineSection = {
  id: "s1",
  title: "Heat delivered",
  purpose: "Say how much.",
  subQuestionIds: ["q1"],
  evidenceIds: ["ev-1", "ev-2", "ev-3"],
  visuals: [],
};
const table: Block = {
  type: "table",
  id: "s1-table-1",
  caption: [{ type: "text", value: "Heat by year" }],
  header: [{ children: [] }, { children: [{ type: "text", value: "2023" }] }],
  rows: [[{ children: [{ type: "text", value: "Heat" }] }, { children: [{ type: "text", value: "118" }] }]],
};
const textsOf = (blocks: readonly Block[]) =>
  blocks.map((block) => (block.type === "paragraph" ? textOf(block.children) : block.type));

describe("a section", () => {
  const write = async (replies: readonly Reply[], visuals: readonly Block[] = []) => {
    const bench = analystWith(replies);
    const conflict = (topic: string, id: string) => ({
      topic,
      positions: [{ statement: "120 GWh", evidenceIds: [id], clusters: 1 }],
    });
    const conflicts = [conflict("Heat in 2024", "ev-1"), conflict("Something else", "ev-99")];
    return { ...bench, blocks: await bench.analyst.write({ brief, section, evidence, conflicts, visuals }) };
  };

  test("a whole answer that cites nothing is written by rule, and said to be", async () => {
    const { blocks, degraded } = await write(["asdf qwer zxcv"]);
    expect([...walkCitations(blocks)].length).toBeGreaterThan(0);
    expect(degraded).toHaveLength(1);
  });

  test("is written from its own evidence and nothing else", async () => {
    const { model, blocks } = await write(["The plant delivered 120 GWh in 2024 [@e1]. Losses were 9 percent [@e3]."]);
    const prompt = promptOf(model.calls[0]!);
    expect(prompt).toContain('<evidence source="Report of plant" independent="lant">\ne1 (p. 3): The plant');
    expect(prompt).toContain("Genre of the report:\nWrite findings first.");
    expect(prompt).toContain("Your section: Heat delivered\nIts purpose: Say how much.");
    expect(prompt).toContain("Sources disagree on:\n<data>\n- Heat in 2024: 120 GWh (1 independent)");
    expect(prompt).not.toContain("Something else");
    expect(model.calls[0]?.json).toBe(false);
    expect([...walkCitations(blocks)]).toEqual(["ev-1", "ev-2"]);
  });

  test("places its visuals, and shows those it forgot at the end", async () => {
    const { model, blocks } = await write(["Heat [@e1].\n\n::visual{#v1}\n\nMore [@e2]."], [table]);
    expect(blocks.map(({ type }) => type)).toEqual(["paragraph", "table", "paragraph"]);
    expect(promptOf(model.calls[0]!)).toContain("- v1: table “Heat by year” with Heat by 2023");
    const forgot = await write(["Heat [@e1]."], [table]);
    expect(forgot.blocks.map(({ type }) => type)).toEqual(["paragraph", "table"]);
  });

  test("does not repeat its title", async () => {
    const { blocks } = await write(["## Heat delivered\n\nHeat [@e1]."]);
    expect(textsOf(blocks)).toEqual(["Heat ."]);
  });

  test("of reasoning only, or of nothing, is written by the rules", async () => {
    const { blocks, degraded } = await write([
      { ok: false, failure: { stage: "model", target: "m", code: "refused", message: "Refused." } },
    ]);
    expect([...walkCitations(blocks)].length).toBeGreaterThan(0);
    expect(degraded).toMatchObject([{ role: "write" }]);
    expect([...walkCitations((await write(["<think>hm"])).blocks)].length).toBeGreaterThan(0);
  });

  test("brings in no address, whatever the evidence told the model", async () => {
    const { blocks } = await write([
      "Visit https://evil.example [@e1]. ![x](https://evil.example/x.png) <img src='https://evil.example'>",
    ]);
    expect(JSON.stringify(blocks)).not.toContain("evil.example");
  });
});

describe("the summary", () => {
  const paragraph: Block = {
    type: "paragraph",
    children: [
      { type: "text", value: "The plant delivered 120 GWh in 2024 " },
      { type: "citation", evidenceIds: ["ev-1"] },
      { type: "text", value: "." },
    ],
  };
  const sections = [{ id: "s1", title: "Heat delivered", blocks: [paragraph, table] }];
  const outline = { title: "T", summaryEvidenceIds: ["ev-1"], sections: [section] };
  const summarise = async (replies: readonly Reply[], given = sections) => {
    const bench = analystWith(replies);
    const gaps = [{ subQuestionId: "q2", reason: "Who built it was not found.", queries: [] }];
    const input = { brief, outline, sections: given, evidence, conflicts: [], gaps };
    return { ...bench, blocks: await bench.analyst.summarise(input) };
  };

  test("sees the sections and the evidence that they cite", async () => {
    const { model, blocks } = await summarise(["The plant delivered 120 GWh in 2024 [@e1]."]);
    const prompt = promptOf(model.calls[0]!);
    expect(prompt).toContain(
      '<section title="Heat delivered">\nThe plant delivered 120 GWh in 2024 [@e1].\n(table: Heat by year)',
    );
    expect(prompt).toContain("Not found:\n- Who built it was not found.");
    expect(prompt).not.toContain("Losses were 9 percent");
    expect([...walkCitations(blocks)]).toEqual(["ev-1"]);
  });

  test("of a report without sections is not asked for", async () => {
    const { model } = await summarise([], []);
    expect(model.calls).toEqual([]);
  });
});

const check = (claim: string, changes: Partial<ClaimCheck> = {}): ClaimCheck => ({
  claim,
  place: "s1",
  evidenceIds: ["ev-1"],
  support: "unsupported",
  step: "containment",
  reason: "Its words are not in the evidence.",
  ...changes,
});

describe("mending", () => {
  const blocks: readonly Block[] = [
    {
      type: "paragraph",
      children: [
        { type: "text", value: "The plant delivered 120 GWh " },
        { type: "citation", evidenceIds: ["ev-1"] },
        { type: "text", value: ". It is the best plant " },
        { type: "citation", evidenceIds: ["ev-1", "ev-2"] },
        { type: "text", value: ". Losses were 9 percent " },
        { type: "citation", evidenceIds: ["ev-2"] },
        { type: "text", value: "." },
      ],
    },
  ];
  const revise = async (replies: readonly Reply[], problems: readonly ClaimCheck[]) => {
    const bench = analystWith(replies);
    return { ...bench, blocks: await bench.analyst.revise({ brief, blocks, problems, evidence }) };
  };
  const problem = check("It is the best plant.", { evidenceIds: ["ev-1", "ev-2"] });

  test("rewrites the failing sentence, keeps its citations and its neighbours", async () => {
    const { blocks: mended, model } = await revise(
      [{ edits: [{ sentence: 1, text: "It had losses of 9 percent." }] }],
      [problem],
    );
    expect(textsOf(mended)).toEqual([
      "The plant delivered 120 GWh . It had losses of 9 percent . Losses were 9 percent .",
    ]);
    expect([...walkCitations(mended)]).toEqual(["ev-1", "ev-1", "ev-2", "ev-2"]);
    expect(promptOf(model.calls[0]!)).toMatch(/1\. It is the best plant\.\n {3}cites: e1, e2\n {3}wrong: Its words/);
  });

  test("takes out what the model cannot save", async () => {
    const { blocks: mended } = await revise([{ edits: [{ sentence: 1, text: "" }] }], [problem]);
    expect(textsOf(mended)[0]).not.toContain("best plant");
    expect(textsOf(mended)[0]).toMatch(/The plant delivered 120 GWh \. ?Losses were 9 percent \./);
  });

  test("what the model leaves is taken out by the rules", async () => {
    const { blocks: mended } = await revise([{ edits: [] }], [problem]);
    expect(textsOf(mended)[0]).not.toContain("best plant");
  });

  test("a sentence without evidence is taken out without asking", async () => {
    const { model } = await revise([], [check("It is the best plant.", { evidenceIds: [] })]);
    expect(model.calls).toEqual([]);
  });

  test("problems of other sections ask nobody and change nothing", async () => {
    const { blocks: same, model } = await revise([], [check("Something said elsewhere.")]);
    expect(model.calls).toEqual([]);
    expect(textsOf(same)).toEqual(textsOf(blocks));
  });

  test("citations that the model writes into a sentence are left out", async () => {
    const { blocks: mended } = await revise([{ edits: [{ sentence: 1, text: "Losses stood [@e9]." }] }], [problem]);
    expect(textsOf(mended)[0]).not.toContain("e9");
  });
});

describe("judging", () => {
  const judge = async (replies: readonly Reply[], checks: readonly ClaimCheck[]) => {
    const bench = analystWith(replies);
    return { ...bench, verdicts: await bench.analyst.judge({ brief, checks, evidence }) };
  };

  test("gives verdicts by claim and place, and only on what was asked", async () => {
    const verdict = (sentence: number) => ({ sentence, support: "supported", reason: "It says so." });
    const { verdicts } = await judge(
      [{ verdicts: [verdict(1), verdict(2), verdict(7), verdict(0)] }],
      [check("The plant sold its heat."), check("Heat came in 2024.", { place: "s2" })],
    );
    expect(verdicts).toEqual([
      {
        claim: "The plant sold its heat.",
        place: "s1",
        evidenceIds: ["ev-1"],
        support: "supported",
        reason: "It says so.",
      },
      { claim: "Heat came in 2024.", place: "s2", evidenceIds: ["ev-1"], support: "supported", reason: "It says so." },
    ]);
  });

  test("a judge who was talked round supports no sentence that its evidence does not speak of", async () => {
    const verdict = (sentence: number, support: string) => ({ sentence, support, reason: "Fine." });
    const { verdicts } = await judge(
      [{ verdicts: [verdict(1, "supported"), verdict(2, "contradicted")] }],
      [check("Mallory sells the cheapest pills of all."), check("Mallory never sold anything to anybody.")],
    );
    expect(verdicts.map(({ support }) => support)).toEqual(["contradicted"]);
  });

  test("a reason that sends the reader somewhere is not kept", async () => {
    const reason = "Verified, see https://evil.example/proof for more.";
    const { verdicts } = await judge(
      [{ verdicts: [{ sentence: 1, support: "supported", reason }] }],
      [check("The plant sold its heat.")],
    );
    expect(verdicts[0]?.reason).toBe("");
  });

  test("many claims are judged in groups", async () => {
    const { model } = await judge(
      [{ verdicts: [] }, { verdicts: [] }, { verdicts: [] }],
      Array.from({ length: 30 }, (_, index) => check(`Claim ${index}.`)),
    );
    expect(model.calls).toHaveLength(3);
  });

  test("a judge who answers nonsense judges nothing", async () => {
    const { verdicts, degraded } = await judge(
      [{ verdicts: [{ sentence: 1, support: "maybe" }] }, "?"],
      [check("One.")],
    );
    expect(verdicts).toEqual([]);
    expect(degraded).toMatchObject([{ role: "judge" }]);
  });
});
