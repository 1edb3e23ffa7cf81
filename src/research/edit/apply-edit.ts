import {
  type Block,
  type Chart,
  labelsFor,
  type Refusal,
  type Report,
  type ReportEdit,
  reportBlocks,
  type Section,
  summaryId,
  type Table,
  walkBlocks,
} from "../../report/index.ts";
import { resolve } from "../../report/resolve.ts";
import type { EditWords } from "./edit-words.ts";
import { sectionsOf, visualsOf } from "./find-place.ts";
import { redrawn, showsAll, titleOf } from "./redraw.ts";
import { shortened, statementsIn, withoutSentences } from "./shorten.ts";

/** A report after an edit, and what was done in a sentence. */
export interface Edited {
  readonly report: Report;
  readonly change: string;
}

type Mechanical = Exclude<ReportEdit, { type: "rewrite" }>;

/**
 * Does one edit.
 *
 * Contract: pure; what is not edited stays as it is, and nothing is said or drawn that the report did not cite before.
 */
export function applyEdit(report: Report, edit: Mechanical, words: EditWords): Edited | Refusal {
  switch (edit.type) {
    case "shorten":
      return shorten(report, edit.sectionId, words);
    case "remove":
      return remove(report, edit.id, words);
    case "draw":
      return redraw(report, { id: edit.id, form: "chart", mark: edit.mark }, words);
    case "tabulate":
      return redraw(report, { id: edit.id, form: "table" }, words);
    case "rename":
      return rename(report, edit, words);
    case "move":
      return move(report, edit, words);
    case "drop":
      return drop(report, edit, words);
  }
}

/** What a part of the report is called in answers. */
export function nameOf(id: string, report: Report, words: EditWords): string {
  if (id === summaryId) return words.summary;
  const found = sectionsOf(report).find(({ section }) => section.id === id);
  if (found) return words.section(found.number, found.section.title);
  return resolve(report).numbered.get(id)?.label ?? labelsFor(report.language).contents;
}

function shorten(report: Report, id: string, words: EditWords): Edited | Refusal {
  const blocks = blocksOf(id, report);
  if (!blocks) return { refused: words.noPlace(id) };
  const before = statementsIn(blocks);
  if (before < 2) return { refused: words.tooShort(nameOf(id, report, words)) };
  const kept = shortened(blocks, report.verification.checks);
  const change = words.shortened(nameOf(id, report, words), before, statementsIn(kept));
  return { report: withBlocks(report, id, kept), change };
}

function blocksOf(id: string, report: Report): readonly Block[] | undefined {
  if (id === summaryId) return report.summary;
  return sectionsOf(report).find(({ section }) => section.id === id)?.section.blocks;
}

/** The report with other blocks in one section, or in the summary. */
export function withBlocks(report: Report, id: string, blocks: readonly Block[]): Report {
  if (id === summaryId) return { ...report, summary: blocks };
  return { ...report, sections: mapSections(report.sections, (one) => (one.id === id ? [{ ...one, blocks }] : [one])) };
}

/** Every section through `map`, inner ones first; what it gives takes the section's place. */
function mapSections(sections: readonly Section[], map: (section: Section) => readonly Section[]): readonly Section[] {
  return sections.flatMap((section) => map({ ...section, sections: mapSections(section.sections, map) }));
}

/** Every block through `map`, inner ones first; what it gives takes the block's place, and what is left empty goes. */
function mapBlocks(report: Report, map: (block: Block) => readonly Block[]): Report {
  const inner = (block: Block): readonly Block[] => {
    if (block.type === "list") {
      const items = block.items.map(within).filter((item) => item.length > 0);
      return items.length > 0 ? [isSame(items.flat(), block.items.flat()) ? block : { ...block, items }] : [];
    }
    if (block.type !== "quote" && block.type !== "callout") return [block];
    const children = within(block.children);
    return children.length > 0 ? [isSame(children, block.children) ? block : { ...block, children }] : [];
  };
  const within = (blocks: readonly Block[]): readonly Block[] => blocks.flatMap((block) => inner(block).flatMap(map));
  return {
    ...report,
    summary: within(report.summary),
    sections: mapSections(report.sections, (one) => [{ ...one, blocks: within(one.blocks) }]),
  };
}

const isSame = (some: readonly Block[], others: readonly Block[]): boolean =>
  some.length === others.length && some.every((block, index) => block === others[index]);

function remove(report: Report, id: string, words: EditWords): Edited | Refusal {
  const change = words.removed(nameOf(id, report, words));
  const isSection = sectionsOf(report).some(({ section }) => section.id === id);
  const isVisual = visualsOf(report).some((block) => block.id === id);
  if (!isSection && !isVisual) return { refused: words.noPlace(id) };
  const kept = isSection
    ? { ...report, sections: mapSections(report.sections, (one) => (one.id === id ? [] : [one])) }
    : mapBlocks(report, (block) => ("id" in block && block.id === id ? [] : [block]));
  // A section of nothing but the table that went goes with it.
  const sections = mapSections(kept.sections, (one) => (one.blocks.length + one.sections.length > 0 ? [one] : []));
  return sections.length === 0 ? { refused: words.lastSection } : { report: { ...kept, sections }, change };
}

interface Redrawing {
  readonly id: string;
  readonly form: "chart" | "table";
  readonly mark?: Chart["mark"] | undefined;
}

function redraw(report: Report, { id, form, mark }: Redrawing, words: EditWords): Edited | Refusal {
  const block = visualsOf(report).find((one) => one.id === id);
  const name = nameOf(id, report, words);
  if (!block) return redrawSection(report, { id, form, mark }, words);
  if (block.type === "figure") return { refused: words.notDrawable(name) };
  if (block.type === form) return restyled(report, block, mark, words);
  const other = redrawn([block], form, { id, title: titleOf(block), report, mark });
  if (!other) return { refused: words.noNumbers(name) };
  if (showsAll(block, other)) {
    const change = other.type === "chart" ? words.drawn(name, other.unit) : words.tabulated(name);
    return { report: mapBlocks(report, (one) => [one === block ? other : one]), change };
  }
  const beside = { ...other, id: freeId(`${id}-${form}`, report) };
  const change = beside.type === "chart" ? words.drawnBeside(name, beside.unit) : words.tabulated(name);
  return { report: mapBlocks(report, (one) => (one === block ? [one, beside] : [one])), change };
}

/** A chart with another mark; what is set as wished already stays. */
function restyled(
  report: Report,
  block: Chart | Table,
  mark: Chart["mark"] | undefined,
  words: EditWords,
): Edited | Refusal {
  const name = nameOf(block.id, report, words);
  if (block.type === "table" || mark === undefined || mark === block.mark) return { refused: words.sameChart(name) };
  const change = words.drawn(name, block.unit);
  return { report: mapBlocks(report, (one) => [one === block ? { ...block, mark } : one]), change };
}

/** The one table of a section, or a visual of the numbers that its words cite. */
function redrawSection(report: Report, { id, form, mark }: Redrawing, words: EditWords): Edited | Refusal {
  const found = sectionsOf(report).find(({ section }) => section.id === id)?.section;
  const title = found?.title ?? report.title;
  const blocks = blocksOf(id, report);
  if (!blocks) return { refused: words.noPlace(id) };
  const own = blocks.filter((block) => block.type === (form === "chart" ? "table" : "chart"));
  const [only] = own;
  if (only && "id" in only && own.length === 1) return redraw(report, { id: only.id, form, mark }, words);
  const name = nameOf(id, report, words);
  const made = redrawn(blocks, form, { id: freeId(`${id}-${form}`, report), title, report, mark });
  if (!made) return { refused: words.noNumbers(name) };
  const change = made.type === "chart" ? words.drawnBeside(name, made.unit) : words.tabulated(name);
  return { report: withBlocks(report, id, [...blocks, made]), change };
}

function freeId(wanted: string, report: Report): string {
  const taken = new Set([
    ...sectionsOf(report).map(({ section }) => section.id),
    ...[...walkBlocks(reportBlocks(report))].flatMap((block) => ("id" in block ? [block.id] : [])),
  ]);
  let id = wanted;
  for (let number = 2; taken.has(id); number++) id = `${wanted}-${number}`;
  return id;
}

function rename(report: Report, { id, title }: { id: string; title: string }, words: EditWords): Edited | Refusal {
  if (id === "report") return { report: { ...report, title }, change: words.renamed(`“${report.title}”`, title) };
  if (!sectionsOf(report).some(({ section }) => section.id === id)) return renameVisual(report, { id, title }, words);
  const sections = mapSections(report.sections, (one) => [one.id === id ? { ...one, title } : one]);
  return { report: { ...report, sections }, change: words.renamed(nameOf(id, report, words), title) };
}

/** A new caption; what the old one cited stays cited. */
function renameVisual(
  report: Report,
  { id, title }: { id: string; title: string },
  words: EditWords,
): Edited | Refusal {
  const block = visualsOf(report).find((one) => one.id === id);
  if (!block) return { refused: words.noPlace(id) };
  const citations = block.caption.filter(({ type }) => type === "citation");
  const caption = [{ type: "text" as const, value: citations.length > 0 ? `${title} ` : title }, ...citations];
  const change = words.renamed(nameOf(id, report, words), title);
  return { report: mapBlocks(report, (one) => [one === block ? { ...block, caption } : one]), change };
}

type Move = Extract<ReportEdit, { type: "move" }>;

function move(report: Report, edit: Move, words: EditWords): Edited | Refusal {
  const section = report.sections.find(({ id }) => id === edit.sectionId);
  const others = report.sections.filter((one) => one !== section);
  const beside = others.findIndex(({ id }) => id === edit.besideId);
  if (!section || (edit.besideId !== undefined && beside < 0)) return { refused: words.onlySections };
  const at = { first: 0, last: others.length, before: beside, after: beside + 1 }[edit.to];
  const name = nameOf(section.id, report, words);
  if (report.sections[at] === section) return { refused: words.sameChart(name) };
  const sections = [...others.slice(0, at), section, ...others.slice(at)];
  return { report: { ...report, sections }, change: words.moved(name, String(at + 1)) };
}

function drop(report: Report, edit: Extract<ReportEdit, { type: "drop" }>, words: EditWords): Edited | Refusal {
  let count = 0;
  const without = (id: string, blocks: readonly Block[]): readonly Block[] => {
    if (edit.sectionId !== undefined && edit.sectionId !== id) return blocks;
    const kept = withoutSentences(blocks, edit.words, report.language);
    count += kept.count;
    return kept.blocks;
  };
  const summary = without(summaryId, report.summary);
  const dropped = mapSections(report.sections, (one) => [{ ...one, blocks: without(one.id, one.blocks) }]);
  const sections = mapSections(dropped, (one) => (one.blocks.length + one.sections.length > 0 ? [one] : []));
  if (count === 0) return { refused: words.noSentence(edit.words) };
  if (sections.length === 0) return { refused: words.lastSection };
  return { report: { ...report, summary, sections }, change: words.dropped(count, edit.words) };
}
