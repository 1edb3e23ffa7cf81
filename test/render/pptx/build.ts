import { plainText, type Slide } from "../../../src/render/pptx/slide.ts";
import {
  type Block,
  type Evidence,
  type Inline,
  type Report,
  type ResolvedReport,
  resolve,
  type Section,
} from "../../../src/report/index.ts";
import { sampleReport } from "../../support/sample-report.ts";

/** Small reports for tests of the deck's planning. */

export const text = (value: string): Inline => ({ type: "text", value });
export const cite = (...ids: [string, ...string[]]): Inline => ({ type: "citation", evidenceIds: ids });
export const refer = (targetId: string): Inline => ({ type: "reference", targetId });
export const paragraph = (...children: Inline[]): Block => ({ type: "paragraph", children });
export const list = (...items: Inline[][]): Block => ({
  type: "list",
  ordered: false,
  items: items.map((children) => [{ type: "paragraph", children }]),
});
export const section = (title: string, ...blocks: Block[]): Section => ({
  id: `sc-${title}`,
  title,
  blocks,
  sections: [],
});

/** Evidence `e1` to `e9`, each of a source of its own: cited in order they print `[1]`, `[2]`… */
export const evidence: readonly Evidence[] = Array.from({ length: 9 }, (_, index) => ({
  id: `e${index + 1}`,
  sourceId: `s${index + 1}`,
  subQuestionIds: [],
  locator: { page: index + 10 },
  content: { type: "quote", exact: `exact words ${index + 1}`, prefix: "", suffix: "" },
}));

/** A resolved report of the given parts; everything else is empty. */
export function resolved(parts: Partial<Report> = {}): ResolvedReport {
  return resolve({
    ...sampleReport,
    title: "A title",
    question: "A question?",
    summary: [],
    sections: [],
    conflicts: [],
    limitations: [],
    assets: [],
    pages: [],
    evidence,
    sources: evidence.map((item) => ({
      id: item.sourceId,
      path: `${item.sourceId}.pdf`,
      title: `Source ${item.sourceId}`,
      authors: [],
      fetched: "2026-01-01T00:00:00Z",
      mediaType: "application/pdf",
      sha256: item.sourceId.padEnd(64, "0"),
    })),
    verification: { ...sampleReport.verification, checks: [] },
    ...parts,
  });
}

export const titles = (slides: readonly Slide[]): readonly string[] => slides.map((slide) => plainText(slide.title));

/** The texts of a slide's bullets or takeaways. */
export function points(slide: Slide | undefined): readonly string[] {
  const body = slide?.body;
  if (body?.type === "bullets") return body.list.items.map(plainText);
  return body && "takeaways" in body ? body.takeaways.items.map(plainText) : [];
}

/** The slides that stand between the cover and what every report ends with. */
export function contentSlides(slides: readonly Slide[]): readonly Slide[] {
  return slides.filter(
    (slide) => slide.body.type !== "title" && slide.body.type !== "sources" && slide.kicker !== "Verification",
  );
}
