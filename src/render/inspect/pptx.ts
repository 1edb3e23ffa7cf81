import type { LayoutFault, LayoutFaultCode } from "./fault.ts";
import {
  contrastRatio,
  distortion,
  leastContrast,
  type MeasuredBox,
  mostDistortion,
  overlapShare,
  pictureSize,
} from "./measures.ts";
import { number, type OfficePackage, openPackage } from "./package.ts";
import { type ExportedSlide, readSlide, type Shape } from "./shapes.ts";
import { type ShapeParagraph, wordsOf } from "./slide-text.ts";

/** Text on a slide is never smaller, in points. */
const leastSize = 12;
const emuPerPoint = 12700;

type Report = (code: LayoutFaultCode, message: string) => void;

/** The layout faults of a deck, slide by slide, measured from the file alone. */
export async function inspectPptx(bytes: Uint8Array): Promise<readonly LayoutFault[]> {
  const file = await openPackage(bytes);
  const paths = await slidePaths(file);
  if (paths.length === 0)
    return [{ format: "pptx", place: "deck", code: "unreadable", message: "The file has no slides" }];
  const slides = await Promise.all(paths.map((path) => readSlide(file, path)));
  const canvas = await slideCanvas(file);
  const faults: LayoutFault[] = [];
  const defined = definedCitations(slides);
  for (const [index, slide] of slides.entries()) {
    const report: Report = (code, message) =>
      faults.push({ format: "pptx", place: `slide ${index + 1}`, code, message });
    checkTitle(slide, report);
    for (const shape of slide.shapes) checkShape(shape, canvas, report);
    checkOverlap(slide, report);
    checkCitations(slide, defined, report);
    await checkPictures(slide, file, report);
  }
  return [...faults, ...duplicateTitles(slides)];
}

async function slidePaths(file: OfficePackage): Promise<readonly string[]> {
  const [$, relations] = await Promise.all([file.xml("ppt/presentation.xml"), file.relations("ppt/presentation.xml")]);
  if (!$) return [];
  const ids = $("p\\:sldId")
    .toArray()
    .map((node) => $(node).attr("r:id") ?? "");
  return ids.flatMap((id) => relations.get(id)?.target ?? []);
}

async function slideCanvas(file: OfficePackage): Promise<MeasuredBox> {
  const $ = await file.xml("ppt/presentation.xml");
  const size = $?.("p\\:sldSz").first();
  const width = (size ? number(size, "cx") : undefined) ?? 12_192_000;
  const height = (size ? number(size, "cy") : undefined) ?? 6_858_000;
  return { x: 0, y: 0, width: width / emuPerPoint, height: height / emuPerPoint };
}

const titleOf = (slide: ExportedSlide): Shape | undefined =>
  slide.shapes.find((shape) => shape.placeholder === "title" || shape.placeholder === "ctrTitle");

function checkTitle(slide: ExportedSlide, report: Report): void {
  const title = titleOf(slide);
  if (!title) report("missing-title", "No title placeholder is used");
  else if (wordsOf(title.paragraphs).trim() === "") report("empty-title", "The title is empty");
}

function duplicateTitles(slides: readonly ExportedSlide[]): readonly LayoutFault[] {
  const seen = new Map<string, number>();
  return slides.flatMap((slide, index): LayoutFault[] => {
    const words = wordsOf(titleOf(slide)?.paragraphs ?? []).trim();
    const before = seen.get(words);
    if (words === "") return [];
    if (before === undefined) {
      seen.set(words, index);
      return [];
    }
    const message = `The title repeats that of slide ${before + 1}: ${words}`;
    return [{ format: "pptx", place: `slide ${index + 1}`, code: "duplicate-title", message }];
  });
}

function checkShape(shape: Shape, canvas: MeasuredBox, report: Report): void {
  const { box, name } = shape;
  const empty = shape.kind === "text" && wordsOf(shape.paragraphs).trim() === "";
  if (empty && shape.placeholder && shape.placeholder !== "title") report("empty-placeholder", `${name} is empty`);
  const outside =
    box.x < -1 || box.y < -1 || box.x + box.width > canvas.width + 1 || box.y + box.height > canvas.height + 1;
  if (outside) report("off-page", `${name} stands partly outside the slide`);
  if (shape.kind === "text" && !empty && shape.needed > box.height + 1) {
    report("overflow", `${name} needs ${Math.round(shape.needed)} pt of height and has ${Math.round(box.height)}`);
  }
  if (shape.kind === "table" && box.y + shape.needed > canvas.height - 20) {
    report("overflow", `${name} ends at ${Math.round(box.y + shape.needed)} pt of ${Math.round(canvas.height)}`);
  }
  if (shape.kind !== "text" && shape.description.trim() === "")
    report("missing-alt", `${name} has no alternative text`);
  if (shape.table && !shape.table.flagged) report("missing-header-row", `${name} marks no header row`);
  checkText(shape, report);
}

function checkText(shape: Shape, report: Report): void {
  const groups = shape.table
    ? shape.table.rows.flatMap((row) => row.cells.map((cell) => ({ paragraphs: cell.paragraphs, fill: cell.fill })))
    : [{ paragraphs: shape.paragraphs, fill: shape.fill }];
  for (const { paragraphs, fill } of groups)
    checkRuns(paragraphs, { name: shape.name, fill: fill ?? "FFFFFF" }, report);
}

function checkRuns(
  paragraphs: readonly ShapeParagraph[],
  where: { readonly name: string; readonly fill: string },
  report: Report,
): void {
  for (const run of paragraphs.flatMap((paragraph) => paragraph.runs)) {
    if (run.text.trim() === "") continue;
    const words = run.text.slice(0, 30);
    if (run.size < leastSize) report("small-text", `${where.name}: ${run.size} pt: ${words}`);
    const ratio = run.colour ? contrastRatio(run.colour, where.fill) : 21;
    if (ratio < leastContrast(run.size, run.bold))
      report("contrast", `${where.name}: ${ratio.toFixed(1)} to 1: ${words}`);
  }
}

/** Shapes are compared by what they cover: a table by the height that its text needs. */
function checkOverlap(slide: ExportedSlide, report: Report): void {
  const shown = [...slide.shapes, ...slide.layoutShapes].filter(
    (shape) => shape.kind !== "text" || wordsOf(shape.paragraphs).trim() !== "",
  );
  const covered = shown.map((shape) => ({
    name: shape.name,
    box: { ...shape.box, height: Math.max(shape.box.height, shape.needed) },
  }));
  for (const [index, left] of covered.entries()) {
    for (const right of covered.slice(index + 1)) {
      const share = overlapShare(left.box, right.box);
      if (share > 0)
        report("overlap", `${left.name} and ${right.name} share ${Math.round(share * 100)} % of the smaller`);
    }
  }
}

/** Numbers defined on each slide of sources: path → numbers. */
function definedCitations(slides: readonly ExportedSlide[]): ReadonlyMap<string, ReadonlySet<string>> {
  return new Map(
    slides
      .filter((slide) => slide.layoutName === "SOURCES")
      .map((slide) => {
        const words = slide.shapes.map((shape) => wordsOf(shape.paragraphs)).join("\n");
        return [slide.path, new Set([...words.matchAll(/^\[(\d+)\]/gm)].map((match) => match[1] ?? ""))];
      }),
  );
}

/** A linked mark must lead to the slide that has its number; `[?]` is a citation without evidence. */
function checkCitations(slide: ExportedSlide, defined: ReadonlyMap<string, ReadonlySet<string>>, report: Report): void {
  const runs = slide.shapes.flatMap((shape) => shape.paragraphs.flatMap((paragraph) => paragraph.runs));
  for (const { text, slideLink } of runs) {
    if (text.trim() === "[?]") report("dangling-citation", "A citation points at no known evidence");
    const mark = /^\[(\d+)\]$/.exec(text.trim())?.[1];
    if (mark === undefined || slideLink === undefined) continue;
    const target = slide.relations.get(slideLink)?.target ?? "";
    if (defined.get(target)?.has(mark) !== true)
      report("dangling-citation", `[${mark}] leads to no source of that number`);
  }
}

async function checkPictures(slide: ExportedSlide, file: OfficePackage, report: Report): Promise<void> {
  for (const shape of slide.shapes) {
    const target = slide.relations.get(shape.relation ?? "")?.target;
    if (target === undefined) continue;
    if (shape.kind === "chart") await checkChartText(shape, { file, target }, report);
    const bytes = shape.kind === "picture" ? await file.bytes(target) : undefined;
    const size = bytes ? await pictureSize(bytes) : undefined;
    if (!size) continue;
    const own = { width: size.width * shape.crop.width, height: size.height * shape.crop.height };
    const stretch = distortion(shape.box, own);
    if (stretch > mostDistortion)
      report("aspect", `${shape.name} is stretched by ${Math.round((Math.exp(stretch) - 1) * 100)} %`);
  }
}

async function checkChartText(
  shape: Shape,
  { file, target }: { readonly file: OfficePackage; readonly target: string },
  report: Report,
): Promise<void> {
  const $ = await file.xml(target);
  if (!$) return;
  const formats = $("a\\:defRPr, a\\:rPr").toArray();
  const smallest = Math.min(...formats.map((node) => (number($(node), "sz") ?? 1800) / 100));
  if (smallest < leastSize) report("small-text", `${shape.name}: labels of ${smallest} pt`);
}
