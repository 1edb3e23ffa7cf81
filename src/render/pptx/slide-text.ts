import {
  type CitationMark,
  citationMarks,
  type Handlers,
  handle,
  type Inline,
  type ResolvedReport,
} from "../../report/index.ts";
import { printable, safeLink } from "../format.ts";
import { listedMarks, spacedMarks } from "../inline-text.ts";
import type { SlideRun, SlideText } from "./slide.ts";

type Format = Pick<SlideRun, "bold" | "italic">;

interface Context {
  readonly resolved: ResolvedReport;
  readonly format: Format;
}

const handlers: Handlers<Inline, Context, SlideText> = {
  text: (node, { format }) => [{ ...format, text: printable(node.value) }],
  strong: (node, { resolved, format }) => toSlideText(node.children, resolved, { ...format, bold: true }),
  emphasis: (node, { resolved, format }) => toSlideText(node.children, resolved, { ...format, italic: true }),
  inlineCode: (node, { format }) => [{ ...format, text: printable(node.value) }],
  math: (node, { format }) => [{ ...format, text: printable(node.value) }],
  link: (node, { resolved, format }) => {
    const url = safeLink(node.url);
    const children = toSlideText(node.children, resolved, format);
    return url ? children.map((run) => (run.link ? run : { ...run, link: { type: "url", url } })) : children;
  },
  citation: (node, { resolved }) => citationRuns(node.evidenceIds, resolved),
  reference: (node, { resolved }) => {
    const target = resolved.numbered.get(node.targetId);
    return target ? [{ text: target.label, link: { type: "block", id: node.targetId } }] : [];
  },
};

/** Inline content as runs of a slide. */
export function toSlideText(inlines: readonly Inline[], resolved: ResolvedReport, format: Format = {}): SlideText {
  return spacedMarks(inlines, resolved).flatMap((inline) => [...handle(handlers, inline, { resolved, format })]);
}

/** `[1][3]`, each mark linked to its entry on the sources slides. */
export function citationRuns(evidenceIds: readonly string[], resolved: ResolvedReport): SlideText {
  return citationMarks(resolved, evidenceIds).map(markRun);
}

/** The sources of many pieces of evidence, runs of numbers shrunk: `[1]–[9][12]`. */
export function sourceRuns(evidenceIds: readonly string[], resolved: ResolvedReport): SlideText {
  return listedMarks(citationMarks(resolved, evidenceIds)).flatMap(({ mark, endsRange }) => [
    ...(endsRange ? [{ text: "–" }] : []),
    markRun(mark),
  ]);
}

function markRun({ label, number }: CitationMark): SlideRun {
  return number === undefined ? { text: label } : { text: label, link: { type: "source", number } };
}
