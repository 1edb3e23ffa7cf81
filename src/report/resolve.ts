import { appendices } from "./appendices.ts";
import type { Evidence, Source } from "./evidence.ts";
import { type Labels, labelsFor } from "./labels.ts";
import type { Block, Report, Section } from "./model.ts";
import { printableData } from "./printable.ts";
import { walkBlocks, walkCitations } from "./walk.ts";

/** A source of the bibliography with the evidence that the report cites from it, in order of first citation. */
export interface BibliographyEntry {
  /** Printed as `[3]` wherever evidence of this source is cited, in every format. */
  readonly number: number;
  readonly source: Source;
  readonly evidence: readonly Evidence[];
}

/** What a table, figure or chart is called wherever it is mentioned. */
export interface Numbered {
  readonly kind: "table" | "figure" | "chart";
  /** Counts within its kind from 1, across sections. Charts count as figures. */
  readonly number: number;
  /** `Table 2`, `Figure 1` in the report's language. */
  readonly label: string;
}

/** A report with everything numbered once, so that all formats agree. Renderers never count. */
export interface ResolvedReport {
  readonly report: Report;
  readonly labels: Labels;
  /** Conflicts, what was not found and the verification, as sections; printed after `report.sections`. */
  readonly appendices: readonly Section[];
  readonly bibliography: readonly BibliographyEntry[];
  /** Evidence id → bibliography number. */
  readonly citationNumbers: ReadonlyMap<string, number>;
  readonly evidence: ReadonlyMap<string, Evidence>;
  /** Id of a table, figure or chart → its number and label. */
  readonly numbered: ReadonlyMap<string, Numbered>;
  /** Section id → `2.1`; appendices have no number. */
  readonly sectionNumbers: ReadonlyMap<string, string>;
}

/**
 * Numbers citations, tables, figures and sections.
 *
 * Contract: pure; texts come out printable; a citation of unknown evidence keeps no number (`checkReport` reports it);
 * the bibliography is in order of first citation, reading summary, sections, appendices.
 */
export function resolve(given: Report): ResolvedReport {
  const report = printableData(given);
  const labels = labelsFor(report.language);
  const after = appendices(report, labels);
  const blocks = printedBlocks({ report, appendices: after });
  const evidence = new Map(report.evidence.map((item) => [item.id, item]));
  const bibliography = numberSources(report, blocks, evidence);
  const citationNumbers = new Map(
    bibliography.flatMap((entry) => entry.evidence.map((item): [string, number] => [item.id, entry.number])),
  );
  return {
    report,
    labels,
    appendices: after,
    bibliography,
    citationNumbers,
    evidence,
    numbered: numberBlocks(blocks, labels),
    sectionNumbers: new Map(numberSections(report.sections, "")),
  };
}

/** All blocks in the order they are printed: summary, sections, appendices. */
export function printedBlocks({ report, appendices }: Pick<ResolvedReport, "report" | "appendices">): readonly Block[] {
  return [...report.summary, ...[...report.sections, ...appendices].flatMap(blocksOf)];
}

function blocksOf(section: Section): readonly Block[] {
  return [...section.blocks, ...section.sections.flatMap(blocksOf)];
}

function numberSources(
  report: Report,
  blocks: readonly Block[],
  evidence: ReadonlyMap<string, Evidence>,
): readonly BibliographyEntry[] {
  const sources = new Map(report.sources.map((source) => [source.id, source]));
  const cited = new Map<string, Map<string, Evidence>>();
  for (const id of walkCitations(blocks)) {
    const item = evidence.get(id);
    if (!item) continue;
    const items = cited.get(item.sourceId) ?? new Map<string, Evidence>();
    cited.set(item.sourceId, items.set(id, item));
  }
  return [...cited]
    .flatMap(([sourceId, items]) => {
      const source = sources.get(sourceId);
      return source ? [{ source, evidence: [...items.values()] }] : [];
    })
    .map((entry, index) => ({ number: index + 1, ...entry }));
}

function numberBlocks(blocks: readonly Block[], labels: Labels): ReadonlyMap<string, Numbered> {
  const numbered = new Map<string, Numbered>();
  const counts = { table: 0, figure: 0 };
  for (const block of walkBlocks(blocks)) {
    if (block.type !== "table" && block.type !== "figure" && block.type !== "chart") continue;
    const family = block.type === "table" ? "table" : "figure";
    const number = ++counts[family];
    numbered.set(block.id, { kind: block.type, number, label: `${labels[family]} ${number}` });
  }
  return numbered;
}

function numberSections(sections: readonly Section[], prefix: string): [string, string][] {
  return sections.flatMap((section, index) => {
    const number = `${prefix}${index + 1}`;
    return [[section.id, number] as [string, string], ...numberSections(section.sections, `${number}.`)];
  });
}
