import { contentStems, foreignSentences, isLabel, isName, withoutQuotations } from "../evidence/index.ts";
import {
  type Block,
  type Cell,
  type Chart,
  type Evidence,
  type Figure,
  type Inline,
  quotationMarks,
  type Report,
  type Section,
  type Source,
  type Table,
  textOf,
  walkCitations,
} from "../report/index.ts";
import { containedProse } from "./contain-prose.ts";
import { deltaTableId } from "./delta-report.ts";

/** What strangers wrote, and what nobody but the user did. */
export interface Origins {
  readonly evidence: readonly Evidence[];
  readonly sources: readonly Source[];
  /** The question and what was made of it before anything was read. */
  readonly trusted: readonly string[];
}

/**
 * The last gate before a report is kept: what it says in its own voice are not the words of a page.
 *
 * Contract: whoever wrote the blocks, what a sentence copies from evidence it cites stands in quotation marks, one that
 * copies a stranger without citing him goes whole; titles, captions, headings of tables, names of lines and limitations
 * are names, or quoted with their evidence, or replaced by the words of the question. Nothing else changes.
 */
export function contained(report: Report, origins: Origins): Report {
  const gate = gateOf(report, origins);
  const [plain = ""] = origins.trusted;
  const titleOf = (title: string, fallback: string): string => (gate.mayHead(title) ? title : fallback);
  const title = titleOf(report.title, plain);
  const within = (sections: readonly Section[], above: string): readonly Section[] =>
    sections.map((section, index) => {
      const own = titleOf(section.title, `${above} (${index + 1})`);
      return {
        ...section,
        title: own,
        blocks: gate.blocks(section.blocks, own),
        sections: within(section.sections, own),
      };
    });
  return {
    ...report,
    title,
    summary: gate.blocks(report.summary, title),
    sections: within(report.sections, title),
    conflicts: report.conflicts.map((conflict) => ({ ...conflict, topic: titleOf(conflict.topic, title) })),
    limitations: report.limitations.filter((line) => gate.mayStand(line)),
  };
}

/** A heading of more words than a name has at least so many of the question's. */
const ownShare = 0.5;

const holdsAddress = (text: string): boolean => /:\/\/|\bwww\./i.test(text);

interface Gate {
  readonly mayHead: (text: string) => boolean;
  readonly mayStand: (text: string) => boolean;
  readonly blocks: (blocks: readonly Block[], title: string) => readonly Block[];
}

function gateOf({ language }: Report, { evidence, sources, trusted }: Origins): Gate {
  const marks = quotationMarks(language);
  const titles = sources.map(({ title }) => title).filter((title) => !isLabel(title));
  const foreign = foreignSentences([...evidence.flatMap(passagesOf), ...titles], trusted);
  const byId = new Map(evidence.map((item) => [item.id, item]));
  const cited = (ids: readonly string[]): readonly string[] =>
    ids.flatMap((id) => {
      const item = byId.get(id);
      return item ? passagesOf(item) : [];
    });
  const known = new Set(trusted);
  const mayStand = (text: string): boolean => !foreign.standIn(withoutQuotations(text, titles));
  const stems = new Set(trusted.flatMap(contentStems));
  const isOwn = (text: string): boolean => {
    const said = contentStems(text);
    return !holdsAddress(text) && said.filter((stem) => stems.has(stem)).length >= ownShare * said.length;
  };
  const mayHead = (text: string): boolean => known.has(text) || ((isName(text) || isOwn(text)) && mayStand(text));
  const quoting = { passagesOf: cited, titles, trusted, marks };
  const isForeign = (own: string): boolean => holdsAddress(own) || foreign.standIn(own);
  // What stands in quotation marks already is not quoted again.
  const isLabelled = (text: string, ids: readonly string[]): boolean => {
    const own = withoutQuotations(text, [...cited(ids), ...titles]).trim();
    return own !== text && own.split(/[;:]\s/).every((part) => part === "" || mayHead(part));
  };
  const label = (text: string, ids: readonly string[]): string | undefined => {
    if (text === "" || mayHead(text) || isLabelled(text, ids)) return text;
    return ids.length > 0 ? `${marks.open}${text}${marks.close}` : undefined;
  };
  const blocks = (given: readonly Block[], title: string): readonly Block[] =>
    containedProse(given, { quoting, isForeign, language }).map((block): Block => {
      switch (block.type) {
        case "table":
          return containedTable(block, { label, title, mayHead });
        case "chart":
          return containedChart(block, { label, title, mayHead });
        case "figure":
          return containedFigure(block, { label, title, mayHead });
        default:
          return block;
      }
    });
  return { mayHead, mayStand, blocks };
}

interface Labelling {
  /** A label as it may be printed beside what cites it; undefined where it may not. */
  readonly label: (text: string, ids: readonly string[]) => string | undefined;
  readonly mayHead: (text: string) => boolean;
  /** Stands where a caption may not. */
  readonly title: string;
}

/** Texts of a piece of evidence that could be sentences; the names of cells are words of tables. */
function passagesOf({ content }: Evidence): readonly string[] {
  if (content.type === "quote") return [content.exact];
  if (content.type === "region") return content.reading.split("\n").filter((line) => !isLabel(line));
  return [content.value, content.row, content.column].filter((text) => !isName(text));
}

function containedTable(table: Table, rules: Labelling): Table {
  const idsIn = (cells: readonly (Cell | undefined)[]): readonly string[] =>
    cells.flatMap((cell) => [...walkCitations([{ type: "paragraph", children: cell?.children ?? [] }])]);
  const named = (cell: Cell, ids: readonly string[]): Cell => {
    if (idsIn([cell]).length > 0 && !cell.isHeader) return { ...cell, children: quotedCell(cell.children, rules) };
    const text = textOf(cell.children);
    const shown = rules.label(text, ids);
    if (shown === text) return cell;
    const [id] = ids;
    return { ...cell, children: shown === undefined || id === undefined ? [] : [...said(shown), ...citing(id)] };
  };
  return {
    ...table,
    caption: table.id === deltaTableId ? table.caption : captionOf(table.caption, rules),
    header: table.header.map((cell, column) => named(cell, idsIn(table.rows.map((row) => row[column])))),
    rows: table.rows.map((row) => row.map((cell) => named(cell, idsIn(row)))),
  };
}

/** A cell with its own citation may hold several names and numbers: "Norda, Revenue: EUR 160 million; Sulvik: …". */
function quotedCell(children: readonly Inline[], { label, mayHead }: Labelling): readonly Inline[] {
  const text = textOf(children).trim();
  const ids = [...walkCitations([{ type: "paragraph", children }])];
  const shown = text.split(/[;:]\s/).every(mayHead) ? text : label(text, ids);
  if (shown === undefined || shown === text) return children;
  return [...said(shown), ...children.filter(({ type }) => type === "citation")];
}

function containedChart(chart: Chart, rules: Labelling): Chart {
  const nameOf = (name: string): string => (rules.mayHead(name) ? name : short(name));
  const series = chart.series.map((one) => ({ ...one, name: nameOf(one.name) }));
  const isSame = series.every(({ name }, index) => name === chart.series[index]?.name);
  const caption = captionOf(chart.caption, rules);
  const alt = isSame && caption === chart.caption ? chart.alt : `${textOf(caption)}.`;
  return {
    ...chart,
    caption,
    alt,
    series,
    categories: chart.categories.map(nameOf),
    xTitle: nameOf(chart.xTitle),
    yTitle: nameOf(chart.yTitle),
  };
}

/** The picture's own caption and words stand in quotation marks; its evidence is the picture. */
function containedFigure(figure: Figure, { label, title }: Labelling): Figure {
  const ids = [...walkCitations([figure])];
  const text = textOf(figure.caption).trim();
  const shown = label(text, ids) ?? title;
  const citations = figure.caption.filter(({ type }) => type === "citation");
  return {
    ...figure,
    caption: shown === text ? figure.caption : [...said(`${shown} `), ...citations],
    alt: label(figure.alt.trim(), ids) ?? title,
    ...(figure.credit !== undefined && { credit: short(figure.credit) }),
  };
}

function captionOf(caption: readonly Inline[], { mayHead, title }: Labelling): readonly Inline[] {
  const cited = caption.some(({ type }) => type === "citation");
  return cited || mayHead(textOf(caption)) ? caption : said(title);
}

const said = (value: string): readonly Inline[] => [{ type: "text", value }];
const citing = (id: string): readonly Inline[] => [
  { type: "text", value: " " },
  { type: "citation", evidenceIds: [id] },
];

/** Words of a name that was none. */
const namedWords = 4;

function short(text: string): string {
  if (isName(text)) return text;
  return `${text.split(/\s+/).slice(0, namedWords).join(" ").slice(0, 40)}…`;
}
