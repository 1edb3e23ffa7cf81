import type { Block, Chart, Report, Section, Table } from "./model.ts";
import { inlinesOf, reportBlocks, walkBlocks, walkCitations, walkInlines } from "./walk.ts";

/** What is wrong with a report, and where. */
export interface ReportProblem {
  readonly code:
    | "unknown-evidence"
    | "unknown-source"
    | "unknown-asset"
    | "unused-evidence"
    | "ragged-table"
    | "ragged-chart"
    | "duplicate-id"
    | "dangling-reference"
    | "empty-citation"
    | "bad-value";
  /** Id of the section, block, evidence or asset. */
  readonly place: string;
  readonly message: string;
}

/**
 * Checks what no type can: that ids lead somewhere, are unique, and that tables and charts are full.
 *
 * Contract: pure; collects all problems, in reading order; an empty answer means every renderer can rely on the model.
 */
export function checkReport(report: Report): readonly ReportProblem[] {
  const blocks = [...walkBlocks(reportBlocks(report))];
  return [
    ...duplicateIds(report, blocks),
    ...citationProblems(report),
    ...evidenceProblems(report),
    ...assetProblems(report, blocks),
    ...blocks.flatMap((block) => shapeProblems(block)),
    ...referenceProblems(blocks),
  ];
}

/** Ids that the sections after the report's own take. */
const appendixIds = ["conflicts", "limitations", "verification", "conflict-table"];

function duplicateIds(report: Report, blocks: readonly Block[]): readonly ReportProblem[] {
  const sections = (all: readonly Section[]): readonly string[] =>
    all.flatMap((one) => [one.id, ...sections(one.sections)]);
  const families: readonly (readonly string[])[] = [
    [...appendixIds, ...sections(report.sections), ...blocks.flatMap((block) => ("id" in block ? [block.id] : []))],
    report.sources.map(({ id }) => id),
    report.evidence.map(({ id }) => id),
    report.assets.map(({ id }) => id),
  ];
  return families.flatMap((ids) => {
    const repeated = new Set(ids.filter((id, index) => ids.indexOf(id) !== index));
    return [...repeated].map((id) => problem("duplicate-id", id, `The id ${id} is given more than once.`));
  });
}

function problem(code: ReportProblem["code"], place: string, message: string): ReportProblem {
  return { code, place, message };
}

function citedPlaces(report: Report): readonly { readonly place: string; readonly id: string }[] {
  const inSection = (section: Section): readonly { place: string; id: string }[] => [
    ...[...walkCitations(section.blocks)].map((id) => ({ place: section.id, id })),
    ...section.sections.flatMap(inSection),
  ];
  return [
    ...[...walkCitations(report.summary)].map((id) => ({ place: "summary", id })),
    ...report.sections.flatMap(inSection),
    ...report.conflicts.flatMap((conflict) =>
      conflict.positions.flatMap((position) => position.evidenceIds.map((id) => ({ place: "conflicts", id }))),
    ),
  ];
}

function citationProblems(report: Report): readonly ReportProblem[] {
  const known = new Set(report.evidence.map(({ id }) => id));
  const unknown = citedPlaces(report)
    .filter(({ id }) => !known.has(id))
    .map(({ place, id }) => problem("unknown-evidence", place, `The citation of ${id} leads to no evidence.`));
  const empty = [...walkBlocks(reportBlocks(report))]
    .flatMap((block) => [...walkInlines(inlinesOf(block))])
    .filter((inline) => inline.type === "citation" && inline.evidenceIds.length === 0)
    .map(() => problem("empty-citation", "", "A citation names no evidence."));
  return [...unknown, ...empty];
}

function evidenceProblems(report: Report): readonly ReportProblem[] {
  const sources = new Set(report.sources.map(({ id }) => id));
  const cited = new Set(citedPlaces(report).map(({ id }) => id));
  const used = new Set(report.evidence.filter(({ id }) => cited.has(id)).map(({ sourceId }) => sourceId));
  return [
    ...report.evidence
      .filter(({ sourceId }) => !sources.has(sourceId))
      .map(({ id, sourceId }) =>
        problem("unknown-source", id, `Evidence ${id} is of source ${sourceId}, which the report lacks.`),
      ),
    ...report.evidence
      .filter(({ id }) => !cited.has(id))
      .map(({ id }) => problem("unused-evidence", id, `Evidence ${id} is not cited anywhere.`)),
    ...report.sources
      .filter(({ id }) => !used.has(id))
      .map(({ id }) => problem("unused-evidence", id, `Source ${id} is not cited anywhere.`)),
  ];
}

function assetProblems(report: Report, blocks: readonly Block[]): readonly ReportProblem[] {
  const known = new Set(report.assets.map(({ id }) => id));
  const sources = new Set(report.sources.map(({ id }) => id));
  const wanted = [
    ...blocks.flatMap((block) => (block.type === "figure" ? [{ place: block.id, id: block.assetId }] : [])),
    ...report.pages.map(({ sourceId, page, assetId }) => ({ place: `${sourceId}, page ${page}`, id: assetId })),
    ...report.evidence.flatMap(({ id, content }) =>
      content.type === "region" ? [{ place: id, id: content.assetId }] : [],
    ),
  ];
  return [
    ...wanted
      .filter(({ id }) => !known.has(id))
      .map(({ place, id }) => problem("unknown-asset", place, `The picture ${id} is not among the report's assets.`)),
    ...report.pages
      .filter(({ sourceId }) => !sources.has(sourceId))
      .map(({ sourceId, page }) =>
        problem("unknown-source", sourceId, `Page ${page} is of a source that the report lacks.`),
      ),
  ];
}

function shapeProblems(block: Block): readonly ReportProblem[] {
  if (block.type === "table") return tableProblems(block);
  return block.type === "chart" ? chartProblems(block) : [];
}

function tableProblems(table: Table): readonly ReportProblem[] {
  return table.rows.flatMap((row, index) =>
    row.length === table.header.length
      ? []
      : [
          problem(
            "ragged-table",
            table.id,
            `Row ${index + 1} has ${row.length} cells, the header ${table.header.length}.`,
          ),
        ],
  );
}

function chartProblems(chart: Chart): readonly ReportProblem[] {
  return chart.series.flatMap((series) => {
    const ragged = series.points.length !== chart.categories.length;
    const bad = series.points.filter(({ value }) => value !== null && !Number.isFinite(value));
    const uncited = series.points.filter(({ value, evidenceIds }) => value !== null && evidenceIds.length === 0);
    return [
      ...(ragged
        ? [
            problem(
              "ragged-chart",
              chart.id,
              `Series ${series.name} has ${series.points.length} points for ${chart.categories.length} categories.`,
            ),
          ]
        : []),
      ...bad.map(({ value }) => problem("bad-value", chart.id, `Series ${series.name} holds ${value}.`)),
      ...uncited.map(({ value }) =>
        problem("empty-citation", chart.id, `The point ${value} of ${series.name} names no evidence.`),
      ),
    ];
  });
}

function referenceProblems(blocks: readonly Block[]): readonly ReportProblem[] {
  const targets = new Set(
    blocks.flatMap((block) =>
      block.type === "table" || block.type === "figure" || block.type === "chart" ? [block.id] : [],
    ),
  );
  return blocks
    .flatMap((block) => [...walkInlines(inlinesOf(block))])
    .flatMap((inline) =>
      inline.type === "reference" && !targets.has(inline.targetId)
        ? [
            problem(
              "dangling-reference",
              inline.targetId,
              `A reference points at ${inline.targetId}, which is no table, figure or chart.`,
            ),
          ]
        : [],
    );
}
