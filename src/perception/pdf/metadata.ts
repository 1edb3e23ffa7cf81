import { blockText, type SourceBlock, type SourceMetadata } from "../../evidence/parsed-source.ts";
import type { Resource } from "../../evidence/resource.ts";
import { isoDate } from "../iso-date.ts";
import { detectLanguage } from "../layout/language.ts";
import { nameWithoutEnding } from "../name-title.ts";
import type { PdfFacts } from "./engine.ts";
import { publishedOf } from "./published.ts";

/** A title shorter than this ("Apple Inc.") names many documents and is told apart by what else the first page says. */
const shortTitle = 30;
const longestTitle = 200;

/** What to call a PDF: its stated title if it is a sensible one, else its first large heading, else the file's name. */
export async function metadataOf(
  facts: PdfFacts,
  blocks: readonly SourceBlock[],
  resource: Pick<Resource, "name">,
): Promise<SourceMetadata> {
  const language = await detectLanguage(blocks);
  const created = isoDate((facts.created ?? "").replace(/^D:(\d{4})(\d\d)?(\d\d)?.*/, compactDate));
  const published = publishedOf(created, blocks);
  const isStated = facts.title !== undefined && isSensible(facts.title);
  return {
    title: isStated && facts.title ? facts.title.trim().slice(0, longestTitle) : titleFromText(blocks, resource),
    // Software that leaves no sensible title leaves its own name as the author.
    authors: isStated && facts.author ? authorsOf(facts.author) : [],
    ...(published ? { published } : {}),
    ...(language ? { language } : {}),
  };
}

function compactDate(_: string, year: string, month = "", day = ""): string {
  return [year, month, day].filter(Boolean).join("-");
}

function authorsOf(author: string): readonly string[] {
  return author
    .split(/\s*(?:;|\band\b|&|,(?=\s*\p{Lu}\S+\s+\p{Lu}))\s*/u)
    .map((name) => name.trim())
    .filter((name) => name !== "");
}

function titleFromText(blocks: readonly SourceBlock[], resource: Pick<Resource, "name">): string {
  const front = blocks.filter((block) => (block.locator.page ?? 1) <= 2).slice(0, 60);
  const headings = front.flatMap((block) => (block.type === "heading" ? [block] : []));
  const [top, second] = [...headings].sort((a, b) => a.level - b.level);
  if (!top) return nameWithoutEnding(resource.name);
  if (top.text.length >= shortTitle) return top.text.slice(0, longestTitle);
  const period = periodOf(front);
  const issuer = issuerOf(front);
  if (issuer && isKind(top.text)) return [issuer, top.text, period].filter(Boolean).join(", ").slice(0, longestTitle);
  const kind = headings.find((block) => isKind(block.text) && block !== top && !isKind(top.text));
  const detail = kind ?? (period ? undefined : second);
  return [top.text, detail?.text, period].filter(Boolean).join(", ").slice(0, longestTitle);
}

function isKind(title: string): boolean {
  return /\b(?:form|report|statement|prospectus|filing)\b/i.test(title);
}

/** "Example Inc. (Exact name of registrant …)": who files a form, as its cover says it. */
function issuerOf(blocks: readonly SourceBlock[]): string | undefined {
  const text = blocks.map(blockText).join("\n");
  return /^.*?([\p{Lu}\d][\p{L}\d.,&' -]{2,60}?)[\s_|]*\(exact name of registrant/imu.exec(text)?.[1]?.trim();
}

/** "quarterly period ended July 1, 2023": what a filing is about, as its first page says it. */
function periodOf(blocks: readonly SourceBlock[]): string | undefined {
  const text = blocks.map(blockText).join("\n");
  return /\b(?:fiscal |quarterly |annual )?(?:quarter|period|year)\s+ended:?\s+\p{L}+\s+\d{1,2},?\s+\d{4}/iu.exec(
    text,
  )?.[0];
}

/** Accession numbers, file names and the names that office programs give are no titles. */
function isSensible(title: string): boolean {
  const letters = title.replace(/\P{L}/gu, "").length;
  if (letters < 5 || letters < title.length / 2) return false;
  return !/^(?:untitled|microsoft|powerpoint|slide|document\s*\d*$|.*\.(?:docx?|indd|pptx?|qxd|pdf|tex|xlsx?|rtf|odt)$)/i.test(
    title.trim(),
  );
}
