import type { SourceBlock, SourceMetadata } from "../../evidence/parsed-source.ts";
import type { Resource } from "../../evidence/resource.ts";
import { detectLanguage } from "../layout/language.ts";
import type { PdfFacts } from "./engine.ts";

/** What to call a PDF: its stated title if it is a sensible one, else its first large heading, else the file's name. */
export async function metadataOf(
  facts: PdfFacts,
  blocks: readonly SourceBlock[],
  resource: Resource,
): Promise<SourceMetadata> {
  const language = await detectLanguage(blocks);
  const published = dateOf(facts.created);
  return {
    title: titleOf(facts, blocks, resource),
    authors: facts.author ? [facts.author] : [],
    ...(published ? { published } : {}),
    ...(language ? { language } : {}),
  };
}

function titleOf(facts: PdfFacts, blocks: readonly SourceBlock[], resource: Resource): string {
  if (facts.title && isSensible(facts.title)) return facts.title.trim();
  const headings = blocks.slice(0, 40).flatMap((block) => (block.type === "heading" ? [block] : []));
  const top = headings.filter((heading) => (heading.locator.page ?? 1) <= 2).sort((a, b) => a.level - b.level)[0];
  return top?.text ?? resource.name.replace(/\.pdf$/i, "");
}

function isSensible(title: string): boolean {
  return (
    title.trim().length > 5 &&
    !/^(?:untitled|microsoft|slide|document\d*|.*\.(?:docx?|indd|pptx?|qxd|pdf|tex))/i.test(title)
  );
}

/** `D:20230804060209-04'00'` to `2023-08-04`. */
function dateOf(text: string | undefined): string | undefined {
  const match = /^(?:D:)?(\d{4})-?(\d\d)-?(\d\d)/.exec(text ?? "");
  return match ? `${match[1]}-${match[2]}-${match[3]}` : undefined;
}
