import type { Block, Inline, Report } from "../../src/report/index.ts";

/** The words of blocks as a reader sees them, without citations; tables and charts are left out. */
export function plainText(blocks: readonly Block[]): string {
  return blocks.map(textOfBlock).filter(Boolean).join("\n");
}

/** The words of a whole report: summary and sections. */
export function textOf({ summary, sections }: Report): string {
  return plainText([...summary, ...sections.flatMap((section) => section.blocks)]);
}

function textOfBlock(block: Block): string {
  if (block.type === "paragraph") return textOfInlines(block.children);
  if (block.type === "list") return block.items.map(plainText).join("\n");
  if (block.type === "quote" || block.type === "callout") return plainText(block.children);
  return "";
}

function textOfInlines(inlines: readonly Inline[]): string {
  return inlines
    .map((inline) => {
      if (inline.type === "text" || inline.type === "inlineCode") return inline.value;
      return "children" in inline ? textOfInlines(inline.children) : "";
    })
    .join("");
}
