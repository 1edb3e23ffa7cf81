import { textTokens } from "../../models/index.ts";
import { blocksFromMarkdown } from "../../report/from-markdown.ts";
import { type Block, type Inline, walkCitations } from "../../report/index.ts";
import type { Analyst } from "../analyst.ts";
import { citedOnly } from "./cited-only.ts";
import { dataBlock, dataLine } from "./data-block.ts";
import { fullList, handled } from "./evidence-list.ts";
import { fittingText } from "./fitting-text.ts";
import { answerText, type Helm, methodOf, roomFor, tellUseless } from "./helm.ts";
import { maxGaps } from "./outline.ts";
import { briefText, briefWords } from "./prompts/brief-text.ts";
import { summarisePrompt } from "./prompts/summarise.ts";

type SummariseInput = Parameters<Analyst["summarise"]>[0];

/** The summary by the model over the finished sections. */
export function summariseWith(helm: Helm): Analyst["summarise"] {
  return async (input) => {
    const { brief, sections, evidence, gaps } = input;
    if (sections.length === 0) return helm.embedded.summarise(input);
    const cited = citedInWords(sections);
    const method = await methodOf(brief, "write", helm);
    const share = Math.floor(roomFor("write", helm) / 2 / sections.length);
    const missing = gaps.slice(0, maxGaps).map(({ reason }) => dataLine(reason, 240));
    const beside = [method, briefText(brief), ...sections.map((one) => sectionText(one, { share })), ...missing].join(
      "\n",
    );
    const own = evidence.filter((view) => cited.has(view.evidence.id));
    // Sections may cite nothing of what the outline kept for the summary.
    const given = handled(fittingText(own.length > 0 ? own : evidence, "write", { ...helm, beside }));
    if (given.views.length === 0) return helm.embedded.summarise(input);
    const messages = summarisePrompt({
      brief,
      method,
      sections: sections.map((one) => sectionText(one, { share, nameOf: given.nameOf })).join("\n"),
      evidence: fullList(given),
      gaps: missing,
    });
    const markdown = await answerText({ role: "write", stage: "compose", messages, maxOutputTokens: 1_200 }, helm);
    if (markdown === undefined) return helm.embedded.summarise(input);
    const { blocks } = blocksFromMarkdown(markdown, { evidence: given.idOf, visuals: new Map() }, "summary");
    const trusted = brief.deck ? [] : [...briefWords(brief), ...gaps.map(({ reason }) => reason)];
    const kept = citedOnly(blocks, { trusted, visuals: [], evidence, language: brief.language });
    if (kept.length > 0) return kept;
    tellUseless("write", "compose", helm);
    return helm.embedded.summarise(input);
  };
}

/** What sentences cite; the many cells of a chart only where nothing else is cited. */
function citedInWords(sections: SummariseInput["sections"]): ReadonlySet<string> {
  const blocks = sections.flatMap((section) => section.blocks);
  const words = blocks.filter(({ type }) => type !== "chart" && type !== "table" && type !== "figure");
  const cited = new Set(walkCitations(words));
  return cited.size > 0 ? cited : new Set(walkCitations(blocks));
}

function sectionText(
  { title, blocks }: SummariseInput["sections"][number],
  { share, nameOf = new Map() }: { readonly share: number; readonly nameOf?: ReadonlyMap<string, string> },
): string {
  const lines = blocks.map((block) => blockText(block, nameOf)).filter(Boolean);
  return dataBlock("section", { title }, withinTokens(lines.join("\n"), share));
}

/** The beginning of a text that takes no more tokens. */
function withinTokens(text: string, most: number): string {
  const tokens = textTokens(text);
  return tokens <= most ? text : withinTokens(text.slice(0, Math.floor((text.length * most * 0.98) / tokens)), most);
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
