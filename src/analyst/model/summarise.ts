import { blocksFromMarkdown } from "../../report/from-markdown.ts";
import { type Block, type Inline, walkCitations } from "../../report/index.ts";
import type { Analyst } from "../analyst.ts";
import { citedOnly } from "./cited-only.ts";
import { dataBlock } from "./data-block.ts";
import { fullList, handled } from "./evidence-list.ts";
import { fittingText } from "./fitting-text.ts";
import { answerText, type Helm } from "./helm.ts";
import { briefWords } from "./prompts/brief-text.ts";
import { summarisePrompt } from "./prompts/summarise.ts";

type SummariseInput = Parameters<Analyst["summarise"]>[0];

/** The summary by the model over the finished sections. */
export function summariseWith(helm: Helm): Analyst["summarise"] {
  return async (input) => {
    const { brief, sections, evidence, gaps } = input;
    if (sections.length === 0) return helm.embedded.summarise(input);
    const cited = new Set(sections.flatMap(({ blocks }) => [...walkCitations(blocks)]));
    const given = handled(
      fittingText(
        evidence.filter((view) => cited.has(view.evidence.id)),
        "write",
        helm,
      ),
    );
    if (given.views.length === 0) return helm.embedded.summarise(input);
    const messages = summarisePrompt({
      brief,
      sections: sections.map((section) => sectionText(section, given.nameOf)).join("\n"),
      evidence: fullList(given),
      gaps: gaps.map(({ reason }) => reason),
    });
    const markdown = await answerText({ role: "write", stage: "compose", messages, maxOutputTokens: 1_200 }, helm);
    if (markdown === undefined) return helm.embedded.summarise(input);
    const { blocks } = blocksFromMarkdown(markdown, { evidence: given.idOf, visuals: new Map() }, "summary");
    const trusted = [...briefWords(brief), ...gaps.map(({ reason }) => reason), ...sections.map(({ title }) => title)];
    const kept = citedOnly(blocks, { trusted, visuals: [], evidence, language: brief.language });
    return kept.length > 0 ? kept : helm.embedded.summarise(input);
  };
}

function sectionText(
  { title, blocks }: SummariseInput["sections"][number],
  nameOf: ReadonlyMap<string, string>,
): string {
  return dataBlock(
    "section",
    { title },
    blocks
      .map((block) => blockText(block, nameOf))
      .filter(Boolean)
      .join("\n"),
  );
}

function blockText(block: Block, nameOf: ReadonlyMap<string, string>): string {
  switch (block.type) {
    case "paragraph":
      return inlineText(block.children, nameOf);
    case "list":
      return block.items.map((item) => `- ${item.map((child) => blockText(child, nameOf)).join(" ")}`).join("\n");
    case "quote":
    case "callout":
      return block.children.map((child) => blockText(child, nameOf)).join("\n");
    case "chart":
      return `(chart: ${block.alt})`;
    case "table":
    case "figure":
      return `(${block.type}: ${inlineText(block.caption, nameOf)})`;
    default:
      return "";
  }
}

function inlineText(inlines: readonly Inline[], nameOf: ReadonlyMap<string, string>): string {
  return inlines
    .map((inline) => {
      if (inline.type === "citation") {
        const names = inline.evidenceIds.flatMap((id) => nameOf.get(id) ?? []);
        return names.length > 0 ? `[@${names.join("; @")}]` : "";
      }
      if (inline.type === "reference") return "";
      return "children" in inline ? inlineText(inline.children, nameOf) : inline.value;
    })
    .join("");
}
