import {
  Document,
  type FileChild,
  HeadingLevel,
  type ISectionOptions,
  Packer,
  PageOrientation,
  Paragraph,
  TableOfContents,
} from "docx";
import { estimatePageNumbersWith } from "docx/layout";
import { disclosure, type ResolvedReport, reportBlocks, type Section, walkBlocks } from "../../report/index.ts";
import { isRightToLeft } from "../format.ts";
import { loadPictures } from "../pictures.ts";
import type { RenderContext } from "../renderer.ts";
import { bibliography } from "./bibliography.ts";
import { toBlocks } from "./blocks.ts";
import { createNotes, type DocxContext, landscapeWidthTwips, page, textWidthTwips } from "./context.ts";
import { finishDocument } from "./finish.ts";
import { footer, header, titleBlock } from "./front.ts";
import { textRuns } from "./runs.ts";
import { documentStyles, listNumbering } from "./styles.ts";

const headingLevels = [
  HeadingLevel.HEADING_1,
  HeadingLevel.HEADING_2,
  HeadingLevel.HEADING_3,
  HeadingLevel.HEADING_4,
] as const;

/** The report as the bytes of a Word file. */
export async function renderDocument(resolved: ResolvedReport, context: RenderContext): Promise<Uint8Array> {
  const { report } = resolved;
  const document = createContext(resolved, context, await loadPictures(figureAssets(resolved), context));
  const children = body(document);
  const file = new Document({
    title: report.title,
    subject: report.question,
    creator: "Exhibit",
    lastModifiedBy: "Exhibit",
    description: disclosure(report, resolved.labels).join(" "),
    customProperties: [{ name: "Generator", value: report.generator }],
    styles: documentStyles(context.theme, report.language),
    numbering: listNumbering(),
    footnotes: document.notes.all(),
    pageNumbers: estimatePageNumbersWith({ guess: true }),
    sections: toSections(children, document),
  });
  return finishDocument(await Packer.pack(file, "uint8array"), { ...document, created: report.created });
}

/** The body divided where pages turn on their side and back. */
function toSections(children: readonly FileChild[], document: DocxContext): ISectionOptions[] {
  const runs: { landscape: boolean; children: FileChild[] }[] = [];
  for (const child of children) {
    const landscape = document.landscape.has(child);
    const last = runs.at(-1);
    if (last?.landscape === landscape) last.children.push(child);
    else runs.push({ landscape, children: [child] });
  }
  return runs.map((run, index) => {
    const width = run.landscape ? landscapeWidthTwips : textWidthTwips;
    const orientation = run.landscape ? PageOrientation.LANDSCAPE : PageOrientation.PORTRAIT;
    const size = { width: page.width, height: page.height, orientation };
    return {
      properties: { page: { size, margin: page.margin }, ...(index === 0 ? { titlePage: true } : {}) },
      headers: { default: header(document, width) },
      footers: { default: footer(document, width), ...(index === 0 ? { first: footer(document, width) } : {}) },
      children: run.children,
    };
  });
}

function createContext(
  resolved: ResolvedReport,
  { theme }: RenderContext,
  pictures: DocxContext["pictures"],
): DocxContext {
  let lists = 0;
  return {
    resolved,
    theme,
    pictures,
    notes: createNotes(),
    nextList: () => ++lists,
    landscape: new Set(),
    rightToLeft: isRightToLeft(resolved.report.language),
  };
}

/** Pictures that figures show; page pictures stay in the run folder. */
function figureAssets({ report, appendices }: ResolvedReport) {
  const blocks = [...reportBlocks(report), ...reportBlocks({ summary: [], sections: appendices })];
  const shown = new Set([...walkBlocks(blocks)].flatMap((block) => (block.type === "figure" ? [block.assetId] : [])));
  return report.assets.filter((asset) => shown.has(asset.id));
}

/** Title and summary first, then the table of contents, the sections, what the report ends with, and its sources. */
function body(document: DocxContext): FileChild[] {
  const { report, labels, appendices, bibliography: sources } = document.resolved;
  return [
    ...titleBlock(document),
    ...(report.summary.length > 0
      ? [heading(labels.summary, 0, document), ...toBlocks(report.summary, { document })]
      : []),
    new Paragraph({ style: "TOCHeading", bidirectional: document.rightToLeft, children: textRuns(labels.contents) }),
    new TableOfContents(labels.contents, { hyperlink: true, headingStyleRange: "1-3" }),
    ...report.sections.flatMap((section) => sectionBlocks(section, 0, document)),
    ...appendices.flatMap((section) => sectionBlocks(section, 0, document)),
    ...(sources.length > 0 ? [heading(labels.sources, 0, document), ...bibliography(document)] : []),
  ];
}

function sectionBlocks(section: Section, depth: number, document: DocxContext): FileChild[] {
  const number = document.resolved.sectionNumbers.get(section.id);
  const title = heading(number === undefined ? section.title : `${number} ${section.title}`, depth, document);
  const blocks = toBlocks(section.blocks, { document });
  // A heading turns with the table right below it.
  if (blocks[0] && document.landscape.has(blocks[0])) document.landscape.add(title);
  return [title, ...blocks, ...section.sections.flatMap((child) => sectionBlocks(child, depth + 1, document))];
}

function heading(text: string, depth: number, { rightToLeft }: DocxContext): Paragraph {
  const level = headingLevels[Math.min(depth, headingLevels.length - 1)] ?? HeadingLevel.HEADING_4;
  return new Paragraph({ heading: level, bidirectional: rightToLeft, children: textRuns(text) });
}
