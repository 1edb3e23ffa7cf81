import type { MeasuredBox } from "./measures.ts";
import { all, first, type Nodes, number, type OfficePackage, type Relation, type Xml } from "./package.ts";
import { naturalHeight, paragraphsOf, type ShapeParagraph, tableRowsOf } from "./slide-text.ts";

/** Something that stands on a slide. */
export interface Shape {
  readonly kind: "text" | "picture" | "chart" | "table";
  readonly name: string;
  readonly box: MeasuredBox;
  readonly description: string;
  /** `title`, `body`: the placeholder it fills. */
  readonly placeholder?: string;
  readonly paragraphs: readonly ShapeParagraph[];
  /** Height that the content takes, where it can differ from the box. */
  readonly needed: number;
  /** Fill behind the text, `RRGGBB`. */
  readonly fill?: string;
  readonly table?: ReturnType<typeof tableRowsOf>;
  /** Relationship of the picture or chart. */
  readonly relation?: string;
  readonly crop: { readonly width: number; readonly height: number };
}

/** A slide read back from the exported file, shapes in drawing order. */
export interface ExportedSlide {
  readonly path: string;
  readonly layoutName: string;
  readonly shapes: readonly Shape[];
  /** Shapes that the layout puts on every slide. */
  readonly layoutShapes: readonly Shape[];
  readonly relations: ReadonlyMap<string, Relation>;
}

const emuPerPoint = 12700;

/** Reads a slide with the boxes it takes from its layout. */
export async function readSlide(file: OfficePackage, path: string): Promise<ExportedSlide> {
  const relations = await file.relations(path);
  const layoutPath = [...relations.values()].find((relation) => relation.type === "slideLayout")?.target ?? "";
  const [$, layout] = await Promise.all([file.xml(path), file.xml(layoutPath)]);
  if (!$) return { path, layoutName: "", shapes: [], layoutShapes: [], relations };
  const layoutShapes = layout ? shapesOf(layout, undefined) : [];
  return {
    path,
    layoutName: layout ? (layout("p\\:cSld").attr("name") ?? "") : "",
    shapes: shapesOf($, layout),
    layoutShapes: layoutShapes.filter((shape) => shape.placeholder === undefined && shape.paragraphs.length > 0),
    relations,
  };
}

function shapesOf($: Xml, layout: Xml | undefined): readonly Shape[] {
  const tree = $("p\\:spTree").first();
  return tree
    .children("p\\:sp, p\\:pic, p\\:graphicFrame")
    .toArray()
    .map((node) => toShape($, $(node), layout));
}

function toShape($: Xml, node: Nodes, layout: Xml | undefined): Shape {
  const properties = first(node, "p:cNvPr");
  const holder = first(node, "p:ph");
  const placeholder = holder.length > 0 ? (holder.attr("type") ?? "body") : undefined;
  const original = placeholder && layout ? layoutPlaceholder(layout, holder) : undefined;
  const box = boxOf(node) ?? (original ? boxOf(original) : undefined) ?? { x: 0, y: 0, width: 0, height: 0 };
  const own = number(first(first(node, "a:lstStyle"), "a:defRPr"), "sz");
  const inherited = (own ?? (original ? number(first(original, "a:defRPr"), "sz") : undefined) ?? 1800) / 100;
  const fill = node.children("p\\:spPr").children("a\\:solidFill").find("a\\:srgbClr").attr("val");
  const common = {
    name: properties.attr("name") ?? "",
    description: properties.attr("descr") ?? "",
    box,
    crop: cropOf(node),
    ...(placeholder ? { placeholder } : {}),
    ...(fill ? { fill } : {}),
  };
  if (first(node, "a:tbl").length > 0) return tableShape(common, tableRowsOf($, node));
  const picture = first(node, "a:blip").attr("r:embed");
  if (picture) return { ...common, kind: "picture", paragraphs: [], needed: box.height, relation: picture };
  const chart = first(node, "c:chart").attr("r:id");
  if (chart) return { ...common, kind: "chart", paragraphs: [], needed: box.height, relation: chart };
  const paragraphs = paragraphsOf($, first(node, "p:txBody"), inherited);
  const insets = insetsOf(first(node, "a:bodyPr"));
  const needed = naturalHeight(paragraphs, box.width - insets.across, inherited) + insets.down;
  return { ...common, kind: "text", paragraphs, needed };
}

function tableShape(
  common: Omit<Shape, "kind" | "paragraphs" | "needed">,
  table: ReturnType<typeof tableRowsOf>,
): Shape {
  const needed = table.rows.reduce((sum, row) => {
    const cells = row.cells.map((cell) => naturalHeight(cell.paragraphs, cell.width) + cell.margins);
    return sum + Math.max(row.height, ...cells);
  }, 0);
  const paragraphs = table.rows.flatMap((row) => row.cells.flatMap((cell) => cell.paragraphs));
  return { ...common, kind: "table", table, paragraphs, needed };
}

function layoutPlaceholder(layout: Xml, holder: Nodes): Nodes | undefined {
  const index = holder.attr("idx");
  const type = holder.attr("type");
  return all(layout, layout.root() as unknown as Nodes, "p:sp").find((shape) => {
    const own = first(shape, "p:ph");
    return own.length > 0 && (index !== undefined ? own.attr("idx") === index : own.attr("type") === type);
  });
}

function boxOf(node: Nodes): MeasuredBox | undefined {
  const frame = node.children("p\\:xfrm, p\\:spPr").first();
  const transform = frame.is("p\\:xfrm") ? frame : first(frame, "a:xfrm");
  const offset = first(transform, "a:off");
  const extent = first(transform, "a:ext");
  const [x, y] = [number(offset, "x"), number(offset, "y")];
  const [width, height] = [number(extent, "cx"), number(extent, "cy")];
  if (x === undefined || y === undefined || width === undefined || height === undefined) return undefined;
  return { x: x / emuPerPoint, y: y / emuPerPoint, width: width / emuPerPoint, height: height / emuPerPoint };
}

/** Inner margins of a text body; PowerPoint's own where none are given. */
function insetsOf(body: Nodes): { readonly across: number; readonly down: number } {
  const inset = (name: string, standard: number): number => (number(body, name) ?? standard) / emuPerPoint;
  return { across: inset("lIns", 91440) + inset("rIns", 91440), down: inset("tIns", 45720) + inset("bIns", 45720) };
}

/** The share of a picture that is shown. */
function cropOf(node: Nodes): { readonly width: number; readonly height: number } {
  const crop = first(node, "a:srcRect");
  const cut = (side: string): number => (number(crop, side) ?? 0) / 100_000;
  return { width: 1 - cut("l") - cut("r"), height: 1 - cut("t") - cut("b") };
}
