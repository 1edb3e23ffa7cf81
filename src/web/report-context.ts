import { createContext, useContext } from "react";
import type { CitationMark } from "../report/citations.ts";
import { citationMarks } from "../report/citations.ts";
import type { ReportView } from "../server/api-types.ts";
import type { ReportBase } from "./addresses.ts";

/** What every part of a shown report may use. */
export interface ReportContext {
  readonly view: ReportView;
  readonly base: ReportBase;
  /** Marks of a citation, numbered as in every other format. */
  readonly marksOf: (evidenceIds: readonly string[]) => readonly CitationMark[];
  /** Shows evidence in the panel. */
  readonly onEvidence: (evidenceIds: readonly string[]) => void;
}

/** A report as its parts need it; made once, because every part of the page reads it. */
export function reportContext(
  view: ReportView,
  base: ReportBase,
  onEvidence: ReportContext["onEvidence"],
): ReportContext {
  const citationNumbers = new Map(Object.entries(view.citationNumbers));
  return { view, base, onEvidence, marksOf: (ids) => citationMarks({ citationNumbers }, ids) };
}

/** The evidence in the panel, so that the mark that opened it can show it. */
export const OpenEvidence = createContext<readonly string[]>([]);

/** Ids of the evidence that the panel shows now, whose marks are lit. */
export const useOpenEvidence = (): readonly string[] => useContext(OpenEvidence);

/** The id of an element for a part of the report; ids of reports are names of ours, but a page has others. */
export const anchorOf = (id: string): string => `at-${id.replace(/[^\w-]/g, "_")}`;
