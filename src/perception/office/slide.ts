import type { BlockDraft } from "../blocks.ts";
import { cleanText } from "../clean-text.ts";
import type { Element } from "../html/dom.ts";
import { isElement } from "../html/dom.ts";
import type { ZipArchive } from "../zip.ts";
import { readChart } from "./chart-data.ts";
import { childrenOf, descendantsOf, rawTextOf, readXml, relationsOf, rootOf } from "./xml.ts";

export interface Slide {
  readonly drafts: readonly BlockDraft[];
  readonly isHidden: boolean;
}

type Relations = Awaited<ReturnType<typeof relationsOf>>;

/** Furniture that repeats on every slide. */
const furniture = new Set(["dt", "ftr", "sldNum", "hdr"]);

/** Reads one slide: title first, then shapes in their order, then speaker notes under a heading of their own. */
export async function readSlide(archive: ZipArchive, path: string): Promise<Slide> {
  const $ = await readXml(archive, path);
  const root = $ === undefined ? undefined : rootOf($);
  if (root === undefined) return { drafts: [], isHidden: false };
  const relations = await relationsOf(archive, path);
  const shapes = descendantsOf(root, "p:spTree").flatMap(flatShapes);
  const titles = shapes.filter((shape) => /^(?:title|ctrTitle)$/.test(placeholderOf(shape)));
  const heading = cleanText(titles.flatMap(paragraphsOf).map(textOf).join(" "));
  const drafts: BlockDraft[] = heading === "" ? [] : [{ type: "heading", level: 2, text: heading }];
  for (const shape of shapes.filter((candidate) => !titles.includes(candidate)))
    drafts.push(...(await shapeDrafts(archive, shape, relations)));
  drafts.push(...(await notesOf(archive, relations)));
  return { drafts, isHidden: /^(?:0|false)$/.test(root.attribs.show ?? "1") };
}

/** Shapes, pictures and frames; groups are opened. */
function flatShapes(parent: Element): readonly Element[] {
  return parent.children.filter(isElement).flatMap((child) => {
    if (child.name === "p:grpSp") return flatShapes(child);
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
  const parts = paragraph.children.filter(isElement).map((child) => {
    if (child.name === "a:br") return " ";
    return child.name === "a:r" || child.name === "a:fld" ? childrenOf(child, "a:t").map(rawTextOf).join("") : "";
  });
  return cleanText(parts.join(""));
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
  const id = descendantsOf(shape, "a:blip")[0]?.attribs["r:embed"] ?? "";
  const url = relations.get(id)?.target;
  const alt = cleanText(descendantsOf(shape, "p:cNvPr")[0]?.attribs.descr ?? "");
  return url === undefined ? [] : [{ type: "figure", url, kind: "unknown", ...(alt === "" ? {} : { alt }) }];
}

async function frameDrafts(archive: ZipArchive, frame: Element, relations: Relations): Promise<readonly BlockDraft[]> {
  const tables = descendantsOf(frame, "a:tbl").flatMap(tableDraft);
  const charts = descendantsOf(frame, "c:chart").map(
    (chart) => relations.get(chart.attribs["r:id"] ?? "")?.target ?? "",
  );
  const read = await Promise.all(charts.filter((path) => path !== "").map((path) => readChart(archive, path)));
  return [...tables, ...read.flatMap((draft) => draft ?? [])];
}

function tableDraft(table: Element): readonly BlockDraft[] {
  const rows = childrenOf(table, "a:tr").map((row) =>
    childrenOf(row, "a:tc").map((cell) => cleanText(paragraphsOf(cell).map(textOf).join(" "))),
  );
  if (!rows.some((row) => row.some((text) => text !== ""))) return [];
  const isHeaded = childrenOf(table, "a:tblPr")[0]?.attribs.firstRow === "1" && rows.length > 1;
  const body = rows.slice(isHeaded ? 1 : 0).map((row) => row.map((text) => ({ text })));
  return [{ type: "table", header: isHeaded ? rows.slice(0, 1) : [], rows: body }];
}

async function notesOf(archive: ZipArchive, relations: Relations): Promise<readonly BlockDraft[]> {
  const path = [...relations.values()].find(({ type }) => type.endsWith("/notesSlide"))?.target;
  const $ = path === undefined ? undefined : await readXml(archive, path);
  const root = $ === undefined ? undefined : rootOf($);
  if (root === undefined) return [];
  const bodies = descendantsOf(root, "p:sp").filter((shape) => placeholderOf(shape) === "body");
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
