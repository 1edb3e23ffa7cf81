import type { Block, Cell, Chart, Figure, Inline, ResolvedReport, Section, Table } from "../report/index.ts";
import { citationMarks, fileStem, type Handlers, handle, oneLine, textOf } from "../report/index.ts";
import { axisTitle, chartScale, formatDate, formatExact, safeLink } from "./format.ts";
import { assetFiles, assetName } from "./markdown-assets.ts";
import { escapeLineStart, escapeText, fencedCode, inlineCode, linkTarget } from "./markdown-escape.ts";
import { entryToMarkdown, sourceAnchor } from "./markdown-sources.ts";
import type { Renderer } from "./renderer.ts";

/**
 * GitHub-flavoured Markdown without raw HTML. A citation links to its source's heading (`### Source 3` → `#source-3`,
 * the anchor that GitHub, GitLab, VS Code and pandoc derive from it). Pictures and drawn charts lie beside the file.
 */
export const markdownRenderer: Renderer = {
  format: "md",
  mediaType: "text/markdown",
  async render(report, context) {
    const bytes = new TextEncoder().encode(toMarkdown(report));
    return [{ name: "report.md", bytes }, ...(await assetFiles(report, context))];
  },
};

/** The report as Markdown text. Contract: pure; ends with one line end. */
export function toMarkdown(resolved: ResolvedReport): string {
  const { report, labels } = resolved;
  const parts = [
    `# ${escapeText(report.title)}`,
    `**${escapeText(labels.question)}:** ${escapeText(report.question)}  \n**${escapeText(labels.created)}:** ${escapeText(formatDate(report.created, report.language))}`,
    `## ${escapeText(labels.summary)}`,
    blocksToMarkdown(report.summary, resolved),
    ...report.sections.map((section) => sectionToMarkdown(section, resolved, 2)),
    ...resolved.appendices.map((section) => sectionToMarkdown(section, resolved, 2)),
    `## ${escapeText(labels.sources)}`,
    ...resolved.bibliography.map((entry) => entryToMarkdown(entry, resolved)),
  ];
  return `${parts.filter((part) => part !== "").join("\n\n")}\n`;
}

function sectionToMarkdown(section: Section, resolved: ResolvedReport, level: number): string {
  const number = resolved.sectionNumbers.get(section.id);
  const title = number === undefined ? escapeText(section.title) : `${number} ${escapeText(section.title)}`;
  return [
    `${"#".repeat(Math.min(level, 6))} ${title}`,
    blocksToMarkdown(section.blocks, resolved),
    ...section.sections.map((child) => sectionToMarkdown(child, resolved, level + 1)),
  ]
    .filter((part) => part !== "")
    .join("\n\n");
}

/** Blocks one below the other. */
export function blocksToMarkdown(blocks: readonly Block[], resolved: ResolvedReport): string {
  return blocks.map((block) => handle(blockHandlers, block, resolved)).join("\n\n");
}

const blockHandlers: Handlers<Block, ResolvedReport, string> = {
  paragraph: (block, resolved) => escapeLineStart(inlinesToMarkdown(block.children, resolved)),
  list: (block, resolved) =>
    block.items
      .map((item, index) => {
        const marker = block.ordered ? `${index + 1}. ` : "- ";
        return marker + indent(blocksToMarkdown(item, resolved), marker.length);
      })
      .join("\n"),
  table: (table, resolved) => `${captionLine(table, resolved)}\n\n${tableToMarkdown(table, resolved)}`,
  figure: (figure, resolved) => {
    const address = `assets/${assetName(figure, resolved)}`;
    const credit = figure.credit ? `  \n${escapeText(resolved.labels.credit)}: ${escapeText(figure.credit)}` : "";
    return `![${escapeText(figure.alt)}](${address})\n\n${captionLine(figure, resolved)}${credit}`;
  },
  chart: (chart, resolved) =>
    [
      `![${escapeText(chart.alt)}](assets/${fileStem(chart.id)}.svg)`,
      captionLine(chart, resolved),
      chartTable(chart, resolved),
    ].join("\n\n"),
  quote: (block, resolved) => quoted(blocksToMarkdown(block.children, resolved)),
  // GitHub's alert syntax; elsewhere it reads as a quote that begins with [!NOTE].
  callout: (block, resolved) => quoted(`[!${block.tone.toUpperCase()}]\n${blocksToMarkdown(block.children, resolved)}`),
  code: (block) => fencedCode(block.value, block.language),
  math: (block) => fencedCode(block.value, "math"),
};

function inlinesToMarkdown(inlines: readonly Inline[], resolved: ResolvedReport): string {
  return inlines.map((inline) => handle(inlineHandlers, inline, resolved)).join("");
}

const inlineHandlers: Handlers<Inline, ResolvedReport, string> = {
  text: ({ value }) => escapeText(value),
  strong: ({ children }, resolved) => delimited("**", inlinesToMarkdown(children, resolved)),
  emphasis: ({ children }, resolved) => delimited("*", inlinesToMarkdown(children, resolved)),
  inlineCode: ({ value }) => inlineCode(value),
  math: ({ value }) => inlineCode(value),
  link: ({ url, children }, resolved) => {
    const address = safeLink(url);
    const text = inlinesToMarkdown(children, resolved);
    return address === undefined ? text : `[${text}](${linkTarget(address)})`;
  },
  citation: ({ evidenceIds }, resolved) =>
    citationMarks(resolved, evidenceIds)
      .map(({ label, number }) =>
        number === undefined ? escapeText(label) : `[${label}](#${sourceAnchor(number, resolved)})`,
      )
      .join(""),
  reference: ({ targetId }, resolved) => escapeText(resolved.numbered.get(targetId)?.label ?? ""),
};

/** Emphasis marks must touch the words: spaces move outside, and empty emphasis leaves nothing. */
function delimited(mark: string, text: string): string {
  const [, before = "", inner = "", after = ""] = /^(\s*)(.*?)(\s*)$/s.exec(text) ?? [];
  return inner === "" ? text : `${before}${mark}${inner}${mark}${after}`;
}

function captionLine(block: Table | Figure | Chart, resolved: ResolvedReport): string {
  const label = resolved.numbered.get(block.id)?.label ?? "";
  return `**${escapeText(label)}.** ${inlinesToMarkdown(block.caption, resolved)}`.trimEnd();
}

function tableToMarkdown(table: Table, resolved: ResolvedReport): string {
  const write = (cell: Cell): string => cellText(inlinesToMarkdown(cell.children, resolved));
  const rows = table.rows.map((row) =>
    row.map((cell) =>
      cell.isHeader && textOf(cell.children).trim() !== "" ? delimited("**", write(cell)) : write(cell),
    ),
  );
  const isRight = table.header.map((_, column) => table.rows.some((row) => row[column]?.align === "right"));
  return pipeTable(table.header.map(write), rows, isRight);
}

function chartTable(chart: Chart, resolved: ResolvedReport): string {
  const scale = chartScale(chart, resolved.labels);
  const header = [chart.xTitle, ...chart.series.map(({ name }) => axisTitle(name, scale))].map((name) =>
    cellText(escapeText(name)),
  );
  const rows = chart.categories.map((category, index) => [
    cellText(escapeText(category)),
    ...chart.series.map(({ points }) => {
      const point = points[index];
      if (!point || point.value === null) return "–";
      const marks = point.evidenceIds.length > 0 ? handle(inlineHandlers, citationOf(point.evidenceIds), resolved) : "";
      return `${escapeText(formatExact(point.value, scale, resolved.report.language))} ${marks}`.trimEnd();
    }),
  ]);
  return pipeTable(header, rows, [false, ...chart.series.map(() => true)]);
}

function citationOf([first = "", ...rest]: readonly string[]): Inline {
  return { type: "citation", evidenceIds: [first, ...rest] };
}

const cellText = (markdown: string): string => oneLine(markdown).trim();

/** Pipes inside cells are escaped already, code spans included (GFM splits cells before it reads code). */
function pipeTable(
  header: readonly string[],
  rows: readonly (readonly string[])[],
  isRight: readonly boolean[],
): string {
  const line = (cells: readonly string[]): string => `| ${cells.map(escapePipes).join(" | ")} |`;
  return [line(header), line(header.map((_, column) => (isRight[column] ? "---:" : "---"))), ...rows.map(line)].join(
    "\n",
  );
}

const escapePipes = (markdown: string): string => markdown.replace(/(?<!\\)\|/g, "\\|");
const indent = (text: string, width: number): string => text.replace(/\n(?=[^\n])/g, `\n${" ".repeat(width)}`);
const quoted = (text: string): string => text.replace(/^/gm, "> ").replace(/^> $/gm, ">");
