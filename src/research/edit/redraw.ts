import { chartOf, tableOf } from "../../evidence/index.ts";
import {
  type Block,
  type Chart,
  type Evidence,
  type Report,
  type Table,
  textOf,
  walkCitations,
} from "../../report/index.ts";
import { contained } from "../contain.ts";

/** The forms that the same numbers can be shown in. */
export type Form = "chart" | "table";

/** A chart or table of the numbers that blocks cite, under a title; undefined without two that can be compared. */
export function redrawn(
  blocks: readonly Block[],
  form: Form,
  given: {
    readonly id: string;
    readonly title: string;
    readonly report: Report;
    readonly mark?: Chart["mark"] | undefined;
  },
): Chart | Table | undefined {
  const { id, title, report, mark } = given;
  const evidence = citedIn(blocks, report);
  const input = { id, title, evidence, language: report.language };
  const made = form === "chart" ? chartOf({ ...input, ...(mark ? { mark } : {}) }) : tableOf(input);
  return made && withinOwnWords(made, title, report);
}

/** Names of rows and lines come from documents: they pass the gate that every report passes. */
function withinOwnWords(made: Chart | Table, title: string, report: Report): Chart | Table | undefined {
  const alone: Report = {
    ...report,
    title,
    summary: [],
    sections: [{ id: "made", title, blocks: [made], sections: [] }],
  };
  const origins = {
    evidence: report.evidence,
    sources: report.sources,
    trusted: [report.question, report.title, title],
  };
  const [block] = contained(alone, origins).sections[0]?.blocks ?? [];
  return block?.type === "chart" || block?.type === "table" ? block : undefined;
}

function citedIn(blocks: readonly Block[], report: Report): readonly Evidence[] {
  const known = new Map(report.evidence.map((item) => [item.id, item]));
  return [...new Set(walkCitations(blocks))].flatMap((id) => known.get(id) ?? []);
}

/** Whether another block shows everything that one shows: nothing that was cited in it goes. */
export function showsAll(block: Block, other: Block): boolean {
  const shown = new Set(walkCitations([other]));
  return [...walkCitations([block])].every((id) => shown.has(id));
}

/** A caption without the unit behind it, which is printed with the values. */
export function titleOf({ caption }: Chart | Table): string {
  const text = textOf(caption).trim();
  return text.replace(/\s*\([^()]*\)$/u, "") || text;
}
