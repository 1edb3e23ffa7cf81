import type { SourceLink } from "../../evidence/parsed-source.ts";
import type { BlockDraft } from "../blocks.ts";
import { cleanText } from "../clean-text.ts";
import type { Element } from "../html/dom.ts";
import { isElement } from "../html/dom.ts";
import type { ZipArchive } from "../zip.ts";
import { readChart } from "./chart-data.ts";
import { mathText } from "./math-text.ts";
import { slideTable } from "./slide-table.ts";
import { childrenOf, descendantsOf, type Relation, rawTextOf, readXml, relationsOf, rootOf } from "./xml.ts";

/** A slide as blocks, before they get ids; whoever asked decides whether a hidden one is left out. */
export interface Slide {
  readonly drafts: readonly BlockDraft[];
  readonly links: readonly SourceLink[];
  readonly isHidden: boolean;
}

type Relations = ReadonlyMap<string, Relation>;

/** Furniture that repeats on every slide. */
const furniture = new Set(["dt", "ftr", "sldNum", "hdr"]);

/**
 * Reads one slide: title first, then shapes in their order, then speaker notes under a heading of their own.
 *
 * Contract: what is not empty begins with a heading, if need be `Slide 3`, so that no slide stands under the last one's.
 */
export async function readSlide(archive: ZipArchive, path: string, number: number): Promise<Slide> {
  const $ = await readXml(archive, path);
  const root = $ === undefined ? undefined : rootOf($);
  if (root === undefined) return { drafts: [], links: [], isHidden: false };
  const relations = await relationsOf(archive, path);
  const shapes = descendantsOf(root, "p:spTree").flatMap(flatShapes);
  const titles = shapes.filter((shape) => /^(?:title|ctrTitle)$/.test(placeholderOf(shape)));
  const title = cleanText(titles.flatMap(paragraphsOf).map(textOf).join(" "));
  const found: BlockDraft[] = [];
  for (const shape of shapes.filter((candidate) => !titles.includes(candidate)))
    found.push(...(await shapeDrafts(archive, shape, relations)));
  found.push(...(await notesOf(archive, relations)));
  const heading: BlockDraft = { type: "heading", level: 2, text: title === "" ? `Slide ${number}` : title };
  const drafts = title === "" && found.length === 0 ? [] : [heading, ...found];
  return { drafts, links: linksOf(root, relations), isHidden: /^(?:0|false)$/.test(root.attribs.show ?? "1") };
}

/** Shapes, pictures and frames; groups are opened, and of alternatives (formulas, new charts) the first is taken. */
function flatShapes(parent: Element): readonly Element[] {
  return parent.children.filter(isElement).flatMap((child) => {
    if (child.name === "p:grpSp") return flatShapes(child);
    if (child.name === "mc:AlternateContent") {
      const choices = childrenOf(child, "mc:Choice", "mc:Fallback").map(flatShapes);
      return choices.find((shapes) => shapes.length > 0) ?? [];
    }
    return ["p:sp", "p:pic", "p:graphicFrame"].includes(child.name) ? [child] : [];
  });
}

function placeholderOf(shape: Element): string {
  const placeholder = descendantsOf(shape, "p:ph")[0];
  return placeholder === undefined ? "" : (placeholder.attribs.type ?? "body");
}

async function shapeDrafts(archive: ZipArchive, shape: Element, relations: Relations): Promise<readonly BlockDraft[]> {
  if (furniture.has(placeholderOf(shape))) return [];
  if (shape.name === "p:pic") return pictureDraft(shape, relations);
  if (shape.name === "p:graphicFrame") return frameDrafts(archive, shape, relations);
  const isBody = /^(?:body|obj)$/.test(placeholderOf(shape));
  return paragraphsOf(shape).flatMap((paragraph): readonly BlockDraft[] => {
    const text = textOf(paragraph);
    if (!/[\p{L}\p{N}]/u.test(text)) return [];
    return [{ type: isItem(paragraph, isBody) ? "list-item" : "paragraph", text }];
  });
}

function paragraphsOf(shape: Element): readonly Element[] {
  return descendantsOf(shape, "a:p");
}

function textOf(paragraph: Element): string {
  return cleanText(paragraph.children.filter(isElement).map(runText).join(""));
}

function runText(run: Element): string {
  if (run.name === "a:br") return " ";
  if (run.name === "a14:m") return mathText(run);
  if (run.name === "mc:AlternateContent")
    return childrenOf(run, "mc:Choice")
      .flatMap((choice) => choice.children.filter(isElement))
      .map(runText)
      .join("");
  return run.name === "a:r" || run.name === "a:fld" ? childrenOf(run, "a:t").map(rawTextOf).join("") : "";
}

/** Body placeholders have bullets unless they say otherwise; text boxes only when they say so. */
function isItem(paragraph: Element, isBody: boolean): boolean {
  const properties = childrenOf(paragraph, "a:pPr")[0];
  if (properties !== undefined && childrenOf(properties, "a:buNone").length > 0) return false;
  return (
    isBody || (properties !== undefined && childrenOf(properties, "a:buChar", "a:buAutoNum", "a:buBlip").length > 0)
  );
}

function pictureDraft(shape: Element, relations: Relations): readonly BlockDraft[] {
  const url = partAt(relations, descendantsOf(shape, "a:blip")[0]?.attribs["r:embed"]);
  const alt = cleanText(descendantsOf(shape, "p:cNvPr")[0]?.attribs.descr ?? "");
  return url === undefined ? [] : [{ type: "figure", url, kind: "unknown", ...(alt === "" ? {} : { alt }) }];
}

/** The path of a part of the archive; nothing outside is ever read. */
function partAt(relations: Relations, id: string | undefined): string | undefined {
  const relation = relations.get(id ?? "");
  return relation === undefined || relation.isExternal ? undefined : relation.target;
}

async function frameDrafts(archive: ZipArchive, frame: Element, relations: Relations): Promise<readonly BlockDraft[]> {
  const tables = descendantsOf(frame, "a:tbl").flatMap((table) =>
    slideTable(table, (cell) => cleanText(paragraphsOf(cell).map(textOf).join(" "))),
  );
  const charts = descendantsOf(frame, "c:chart").flatMap((chart) => partAt(relations, chart.attribs["r:id"]) ?? []);
  const read = await Promise.all(charts.map((path) => readChart(archive, path)));
  const diagrams = descendantsOf(frame, "dgm:relIds").flatMap((ids) => partAt(relations, ids.attribs["r:dm"]) ?? []);
  const items = await Promise.all(diagrams.map((path) => diagramItems(archive, path)));
  return [...tables, ...read.flatMap((draft) => draft ?? []), ...items.flat()];
}

/** The texts of a diagram made of shapes (SmartArt), in the order of its outline (ECMA-376 part 1, 21.4.3). */
async function diagramItems(archive: ZipArchive, path: string): Promise<readonly BlockDraft[]> {
  const $ = await readXml(archive, path);
  const root = $ === undefined ? undefined : rootOf($);
  const points = root === undefined ? [] : descendantsOf(root, "dgm:pt");
  return points.flatMap((point): readonly BlockDraft[] => {
    const text = cleanText(paragraphsOf(point).map(textOf).join(" "));
    return text === "" ? [] : [{ type: "list-item", text }];
  });
}

function linksOf(root: Element, relations: Relations): readonly SourceLink[] {
  return descendantsOf(root, "a:r").flatMap((run) => {
    const id = descendantsOf(run, "a:hlinkClick")[0]?.attribs["r:id"];
    const relation = relations.get(id ?? "");
    const text = cleanText(runText(run));
    const isWeb = relation?.isExternal === true && /^https?:/i.test(relation.target);
    return isWeb && text !== "" ? [{ url: relation.target, text }] : [];
  });
}

async function notesOf(archive: ZipArchive, relations: Relations): Promise<readonly BlockDraft[]> {
  const path = [...relations.values()].find(({ type }) => type.endsWith("/notesSlide"))?.target;
  const $ = path === undefined ? undefined : await readXml(archive, path);
  const root = $ === undefined ? undefined : rootOf($);
  if (root === undefined) return [];
  // Some programs write the notes into a plain text box.
  const bodies = descendantsOf(root, "p:sp").filter((shape) => /^(?:body)?$/.test(placeholderOf(shape)));
  const texts = bodies
    .flatMap(paragraphsOf)
    .map(textOf)
    .filter((text) => text !== "");
  if (texts.length === 0) return [];
  return [
    { type: "heading", level: 3, text: "Notes" },
    ...texts.map((text): BlockDraft => ({ type: "paragraph", text })),
  ];
}
