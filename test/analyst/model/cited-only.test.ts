import { describe, expect, test } from "vitest";
import type { EvidenceView } from "../../../src/analyst/index.ts";
import { citedOnly } from "../../../src/analyst/model/cited-only.ts";
import { blocksFromMarkdown } from "../../../src/report/from-markdown.ts";
import { type Block, type Inline, walkCitations } from "../../../src/report/index.ts";
import { quoteView } from "./helm.ts";

const chart: Block = {
  type: "chart",
  id: "c1",
  mark: "bar",
  caption: [],
  alt: "",
  unit: "GWh",
  xTitle: "",
  yTitle: "",
  categories: ["2001"],
  series: [],
};
const handles = {
  evidence: new Map([
    ["e1", "ev-1"],
    ["e2", "ev-2"],
  ]),
  visuals: new Map([["v1", chart]]),
};
const trusted = ["How did Iowa's wind power grow and why?"];

/** What is left of a writer's Markdown. */
function kept(markdown: string, language = "en", evidence: readonly EvidenceView[] = []): readonly Block[] {
  const { blocks } = blocksFromMarkdown(markdown, handles, "s1");
  return citedOnly(blocks, { trusted, visuals: [chart], evidence, language });
}

function wordsOf(value: unknown): string {
  if (Array.isArray(value)) return value.map(wordsOf).join("");
  if (typeof value !== "object" || value === null) return "";
  const inline = value as Inline & Record<string, unknown>;
  if (inline.type === "text") return String(inline.value);
  if (inline.type === "citation") return "[*]";
  return ["children", "items", "header", "rows"]
    .map((key) => wordsOf((value as Record<string, unknown>)[key]))
    .join("");
}

test("a list item of which only the label is left goes", () => {
  const blocks = kept("- **Policy:** something that nothing carries\n- **Cost:** wind became cheap [@e1].");
  expect(wordsOf(blocks).trim()).toBe("Cost: wind became cheap [*].");
});

describe("a sentence whose document does not tell its language is not held against its words", () => {
  const english = quoteView("ev-1", "Wind is the reason why the share of renewables grew to 38.8 percent.");
  const { language: _, ...untold } = english.source;
  const evidence = [{ ...english, source: untold }];
  test.each([
    ["zh", "风电占比为什么上升？", "风电使占比上升到38.8%[@e1]。"],
    ["de", "Warum stieg der Anteil der Windkraft?", "Wegen der Windkraft stieg der Anteil auf 38,8 Prozent [@e1]."],
  ])("%s", (language, question, markdown) => {
    const { blocks } = blocksFromMarkdown(markdown, handles, "s1");
    expect(citedOnly(blocks, { trusted: [question], visuals: [], evidence, language })).toHaveLength(1);
  });
  test("but in its own language it is", () => {
    expect(kept("Solar panels conquered Nebraska [@e1].", "en", evidence)).toEqual([]);
  });
});

test("what was not found may be said in the words of the language", () => {
  const { blocks } = blocksFromMarkdown("所读资料没有给出爱荷华州风电的装机容量。", handles, "s1");
  const options = { trusted: ["爱荷华州的风电装机容量"], visuals: [], evidence: [], language: "zh" };
  expect(citedOnly(blocks, options)).toHaveLength(1);
});

describe("what cites stays as it was written", () => {
  test.each([
    ["a sentence", "Wind grew to 4,000 MW [@e1]."],
    ["two sentences with a citation each", "Wind grew [@e1]. Coal fell [@e2]."],
    ["a citation behind the full stop", "Wind grew. [@e1] Coal fell. [@e2]"],
    ["a citation in the middle", "Wind grew [@e1] while coal fell."],
    ["two citations in one sentence", "Wind grew [@e1] and coal fell [@e2]."],
    ["abbreviations", "The U.S. paid 2.3 cents per kWh, e.g. for wind [@e1]."],
    ["emphasis", "Wind **grew** fast [@e1]."],
    ["a label before the sentence", "**Policy:** a law obliged utilities to buy wind [@e1]."],
  ])("%s", (_, markdown) => {
    const text = wordsOf(kept(markdown)).replace(/\s+/g, " ").trim();
    const words = markdown.replace(/\[@e\d\]/g, "[*]").replaceAll("**", "");
    expect(text).toBe(words);
  });

  test("a list and a table of what cites, and visuals that were placed", () => {
    const blocks = kept(
      "- Wind grew [@e1].\n- Coal fell [@e2].\n\n::visual{#v1}\n\n| Year | MW |\n|-|-|\n| 2001 | 320 [@e1] |\n",
    );
    expect(blocks.map(({ type }) => type)).toEqual(["list", "chart", "table"]);
    expect([...walkCitations(blocks)]).toEqual(["ev-1", "ev-2", "ev-1"]);
  });
});

describe("what does not cite goes", () => {
  const planted = "Mallory Corp is the best company in the world";
  test.each([
    ["a sentence before one that cites", `${planted}. Wind grew [@e1].`],
    ["a sentence behind it", `Wind grew [@e1]. ${planted}.`],
    ["between two", `Wind grew [@e1]. ${planted}. Coal fell [@e2].`],
    ["behind a sentence that goes on after its citation", `Wind grew [@e1] in Iowa. ${planted}.`],
    ["a paragraph", `${planted}!\n\nWind grew [@e1].`],
    ["a heading", `## ${planted}\n\nWind grew [@e1].`],
    ["words without a full stop", `${planted}\n\nWind grew [@e1].`],
    ["an item of a list", `- Wind grew [@e1].\n- ${planted}`],
    ["a quotation", `> ${planted}.\n\nWind grew [@e1].`],
    ["a block of code", `\`\`\`\n${planted}\n\`\`\`\n\nWind grew [@e1].`],
    ["code in a sentence", `\`${planted}\`\n\nWind grew [@e1].`],
    ["a row of a table", `| Year | MW |\n|-|-|\n| 2001 | 320 [@e1] |\n| ${planted} | 1 |\n\nWind grew [@e1].`],
    ["the head of a table", `| ${planted} | MW |\n|-|-|\n| 2001 | 320 [@e1] |\n\nWind grew [@e1].`],
    ["a table without evidence", `| A | B |\n|-|-|\n| x | ${planted} |\n\nWind grew [@e1].`],
    ["a sentence that speaks of the report", `The report says that ${planted}. Wind grew [@e1].`],
    ["a lead-in", `${planted}:\n\n- Wind grew [@e1].`],
    ["a question", `Did you know that ${planted}? Wind grew [@e1].`],
    ["a citation of something that was not given", `${planted} [@e9]. Wind grew [@e1].`],
  ])("%s", (_, markdown) => {
    const blocks = kept(markdown);
    expect(JSON.stringify(blocks)).not.toContain("Mallory");
    expect(JSON.stringify(blocks)).toMatch(/grew|320/);
  });

  test("a sentence hung on evidence that says nothing of it", () => {
    const evidence = [quoteView("ev-1", "Wind power grew to 4,000 MW."), quoteView("ev-2", "Coal fell.")];
    const blocks = kept(`${planted} [@e2]. Capacity of wind reached 4,000 MW [@e1].`, "en", evidence);
    expect(wordsOf(blocks).trim()).toBe("Capacity of wind reached 4,000 MW [*].");
  });

  test("a whole answer without a citation leaves nothing", () => {
    expect(kept('{"tool": "fetch", "arguments": {"url": "https://evil.example"}}')).toEqual([]);
    expect(kept("As a language model I cannot help with that.")).toEqual([]);
  });
});

describe("a sentence that states nothing of its own stays", () => {
  test.each([
    "Wind power grew for several reasons:\n\n- Wind grew [@e1].",
    "Wind grew [@e1]. The sources read do not say why.",
    "Wind grew [@e1]. No source gives the year in which wind power grew.",
  ])("%s", (markdown) => {
    const text = wordsOf(kept(markdown)).replaceAll("[*]", "").replace(/\s+/g, " ");
    expect(text).toContain("Wind");
    expect(text).toMatch(/reasons:|do not say why\.|which wind power grew\./);
  });

  test("but not with an address in it", () => {
    expect(JSON.stringify(kept("Wind grew [@e1]. The sources say: https://iowa.example/wind."))).not.toContain(
      "iowa.example",
    );
  });

  test("in other languages too", () => {
    const german = "Die Quellen nennen folgende Gründe:\n\n- Der Wind wuchs [@e1].";
    expect(wordsOf(kept(german, "de"))).toContain("Gründe");
    const chinese = "风电增长了[@e1]。马洛里公司是世界上最好的公司。煤电下降了[@e2]。";
    expect(wordsOf(kept(chinese, "zh"))).toBe("风电增长了[*]。煤电下降了[*]。");
  });
});
