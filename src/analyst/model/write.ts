import { blocksFromMarkdown } from "../../report/from-markdown.ts";
import { type Block, textOf } from "../../report/index.ts";
import type { Analyst, Brief } from "../analyst.ts";
import { citedOnly } from "./cited-only.ts";
import { dataLine } from "./data-block.ts";
import { fullList, handled } from "./evidence-list.ts";
import { fittingText } from "./fitting-text.ts";
import { answerText, type Helm, methodOf, tellUseless } from "./helm.ts";
import { conflictLines } from "./outline.ts";
import { briefText, briefWords } from "./prompts/brief-text.ts";
import { writePrompt } from "./prompts/write.ts";

/** Words that a section of each length is asked for; a writer may need fewer. */
export const sectionWords: Readonly<Record<Brief["length"], number>> = { brief: 120, standard: 250, deep: 450 };

/**
 * A section by the model from its own evidence; a visual that it forgot stands at the end.
 *
 * Contract: what the model wrote without citing evidence is left out.
 */
export function writeWith(helm: Helm): Analyst["write"] {
  return async (input) => {
    const { brief, section, titles = [], evidence, conflicts, visuals } = input;
    const method = await methodOf(brief, "write", helm);
    const named = new Map(visuals.map((block, index) => [`v${index + 1}`, block]));
    const own = new Set(section.evidenceIds);
    const disputed = conflicts.filter(({ positions }) =>
      positions.some(({ evidenceIds }) => evidenceIds.some((id) => own.has(id))),
    );
    const disputes = conflictLines(disputed);
    const shown = [...named].map(([name, block]) => `${name}: ${dataLine(describe(block), 800)}`);
    const beside = [method, briefText(brief), ...titles, section.purpose, ...disputes, ...shown].join("\n");
    const given = handled(fittingText(evidence, "write", { ...helm, beside }));
    const messages = writePrompt({
      brief,
      method,
      title: section.title,
      purpose: section.purpose,
      titles,
      evidence: fullList(given),
      conflicts: disputes,
      visuals: shown,
      words: sectionWords[brief.length],
      isDeck: brief.deck !== undefined,
    });
    const maxOutputTokens = sectionWords[brief.length] * 5;
    const markdown = await answerText({ role: "write", stage: "draft", messages, maxOutputTokens }, helm);
    if (markdown === undefined) return helm.embedded.write(input);
    const { blocks } = blocksFromMarkdown(markdown, { evidence: given.idOf, visuals: named }, section.id);
    // A deck says what its document says: of that, not even the title is the user's.
    const trusted = brief.deck ? [] : [...briefWords(brief), section.title];
    const cited = citedOnly(blocks, { trusted, visuals, evidence, language: brief.language });
    const kept = withoutTitle(cited, section.title);
    if (kept.length === 0) {
      tellUseless("write", "draft", helm);
      return helm.embedded.write(input);
    }
    const placed = new Set(kept);
    return [...kept, ...visuals.filter((visual) => !placed.has(visual))];
  };
}

/** Writers repeat the title of their section although it stands there already. */
function withoutTitle(blocks: readonly Block[], title: string): readonly Block[] {
  const [first, ...rest] = blocks;
  return first?.type === "paragraph" && plain(textOf(first.children)) === plain(title) ? rest : blocks;
}

const plain = (text: string): string =>
  text
    .replace(/[^\p{L}\p{N}]+/gu, " ")
    .trim()
    .toLowerCase();

function describe(block: Block): string {
  switch (block.type) {
    case "chart":
      return `chart “${textOf(block.caption)}”: ${block.alt.replace(`${textOf(block.caption)}. `, "")}`;
    case "table":
      return `table “${textOf(block.caption)}” with ${block.rows.map((row) => textOf(row[0]?.children ?? [])).join(", ")} by ${block.header
        .map((cell) => textOf(cell.children))
        .filter(Boolean)
        .join(", ")}`;
    case "figure":
      // What it shows is among the evidence.
      return `picture “${textOf(block.caption).trim()}”`;
    default:
      return block.type;
  }
}
