import { type Report, type ResolvedReport, resolve, type Section } from "../../report/index.ts";
import { groupSlides, sectionSlides, toSlides } from "./to-slides.ts";

/** Slides of a report: in all, of its summary, and of each section by its id, with the sections below it. */
export interface SlideCounts {
  readonly all: number;
  readonly summary: number;
  readonly sections: ReadonlyMap<string, number>;
}

/** Counts slides without drawing them. */
export function slideCounts(report: Report): SlideCounts {
  const resolved = resolve(report);
  return {
    all: toSlides(resolved).length,
    summary: groupSlides(report.summary, resolved.labels.summary, planOf(resolved)).length,
    sections: new Map(report.sections.map((section) => [section.id, sectionSlides(section, planOf(resolved)).length])),
  };
}

/** Slides of one section as it would stand in a report alone. */
export function sectionSlideCount(section: Section, report: Report): number {
  const resolved = resolve({ ...report, summary: [], sections: [section], conflicts: [] });
  return sectionSlides(section, planOf(resolved)).length;
}

const planOf = (resolved: ResolvedReport) => ({ resolved, taken: new Set<string>() });
