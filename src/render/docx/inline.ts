import {
  Bookmark,
  ExternalHyperlink,
  FootnoteReferenceRun,
  InternalHyperlink,
  type ParagraphChild,
  SimpleField,
  TextRun,
} from "docx";
import {
  type Citation,
  type CitationMark,
  citationMarks,
  type Handlers,
  handle,
  type Inline,
} from "../../report/index.ts";
import { safeLink } from "../format.ts";
import { listedMarks, spacedMarks } from "../inline-text.ts";
import { type DocxContext, hex } from "./context.ts";
import { inlineMath } from "./math.ts";
import { evidenceNote } from "./notes.ts";
import { type RunFormat, textRuns } from "./runs.ts";

/** Where inline content stands: its formatting, and whether citations carry a footnote of their own there. */
export interface InlinePlace {
  readonly format?: RunFormat;
  readonly footnotes: boolean;
}

interface InlineContext extends InlinePlace {
  readonly document: DocxContext;
}

const handlers: Handlers<Inline, InlineContext, readonly ParagraphChild[]> = {
  text: (node, { format }) => textRuns(node.value, format),
  strong: (node, context) => children(node.children, context, { bold: true }),
  emphasis: (node, context) => children(node.children, context, { italics: true }),
  inlineCode: (node) => textRuns(node.value, { style: "CodeCharacter", noProof: true }),
  math: (node) => inlineMath(node.value),
  link: (node, context) => link(node.url, children(node.children, context, { style: "Hyperlink" })),
  citation: (node, context) => citation(node, context),
  reference: (node, { document }) => reference(node.targetId, document),
};

/** Inline content as children of a Word paragraph. */
export function toRuns(inlines: readonly Inline[], document: DocxContext, place: InlinePlace): ParagraphChild[] {
  return spacedMarks(inlines, document.resolved).flatMap((inline) => [
    ...handle(handlers, inline, { document, ...place }),
  ]);
}

function children(inlines: readonly Inline[], context: InlineContext, format: RunFormat): ParagraphChild[] {
  const { document, footnotes } = context;
  return toRuns(inlines, document, { footnotes, format: { ...context.format, ...format } });
}

/** Only web addresses become links; another scheme leaves the words. */
function link(url: string, content: readonly ParagraphChild[]): readonly ParagraphChild[] {
  const address = safeLink(url);
  return address ? [new ExternalHyperlink({ link: address, children: content })] : content;
}

/** `[1][3]`: each mark leads to the bibliography, the footnote shows the evidence on the same page. */
function citation(node: Citation, { document, footnotes, format }: InlineContext): readonly ParagraphChild[] {
  const links = citationMarks(document.resolved, node.evidenceIds).map((mark) =>
    markLink(mark, document, format?.size),
  );
  if (!footnotes) return links;
  return [...links, new FootnoteReferenceRun(document.notes.add(evidenceNote(node.evidenceIds, document)))];
}

/** The sources of many pieces of evidence, runs of numbers shrunk: `[1]–[9][12]`. */
export function sourceLinks(evidenceIds: readonly string[], document: DocxContext): readonly ParagraphChild[] {
  return listedMarks(citationMarks(document.resolved, evidenceIds)).flatMap(({ mark, endsRange }) => [
    ...(endsRange ? [new TextRun("–")] : []),
    markLink(mark, document),
  ]);
}

/** A mark that stands for a single place leads to it, any other to its source. */
function markLink(
  { label, number, evidenceIds }: CitationMark,
  document: DocxContext,
  size?: RunFormat["size"],
): ParagraphChild {
  const [first, ...others] = evidenceIds;
  if (number === undefined || first === undefined) return new TextRun(label);
  const anchor = others.length === 0 ? evidenceAnchor(first, document) : sourceAnchor(number);
  // The colour stands in the run too: LibreOffice loses the style of a link that ends its paragraph.
  const run = new TextRun({
    text: label,
    style: "Citation",
    color: hex(document.theme.colours.accent),
    ...(size ? { size } : {}),
  });
  return new InternalHyperlink({ anchor, children: [run] });
}

/** "Table 2" as a field that follows the caption's number when Word updates it. */
function reference(targetId: string, { resolved }: DocxContext): readonly ParagraphChild[] {
  const target = resolved.numbered.get(targetId);
  if (!target) return [];
  return [new SimpleField(` REF ${blockAnchor(target)} \\h `, target.label)];
}

/** The bookmark of a caption's label. */
export function blockAnchor(target: { readonly kind: string; readonly number: number }): string {
  return `${target.kind === "table" ? "table" : "figure"}_${target.number}`;
}

/** The bookmark of a bibliography entry. */
export function sourceAnchor(number: number): string {
  return `source_${number}`;
}

/** The bookmark of a piece of evidence under its bibliography entry. */
export function evidenceAnchor(evidenceId: string, { resolved }: DocxContext): string {
  const number = resolved.citationNumbers.get(evidenceId) ?? 0;
  const entry = resolved.bibliography.find((candidate) => candidate.number === number);
  const index = entry?.evidence.findIndex((item) => item.id === evidenceId) ?? -1;
  return index < 0 ? sourceAnchor(number) : `source_${number}_${index + 1}`;
}

/** Content that links can lead to. */
export function bookmarked(id: string, content: readonly ParagraphChild[]): Bookmark {
  return new Bookmark({ id, children: content });
}
