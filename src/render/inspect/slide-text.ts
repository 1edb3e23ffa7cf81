import { lineHeight, wrapText } from "../text-metrics.ts";
import { all, childrenOf, first, type Nodes, number, type Xml } from "./package.ts";

/** A run of text on a slide with what decides whether it can be read. */
export interface ShapeRun {
  readonly text: string;
  /** In points. */
  readonly size: number;
  readonly bold: boolean;
  /** `RRGGBB`; undefined when it comes from the theme. */
  readonly colour?: string;
  /** Relationship of a link to another slide. */
  readonly slideLink?: string;
}

/** A paragraph of a slide with what decides how high it is. */
export interface ShapeParagraph {
  readonly runs: readonly ShapeRun[];
  /** Left indent and space after, in points. */
  readonly indent: number;
  readonly after: number;
  /** Size of the paragraph's end, in points: the height of a paragraph without words. */
  readonly endSize?: number;
}

const emuPerPoint = 12700;
const defaultSize = 18;

/** The paragraphs of a text body; `inherited` is the size of text that names none. */
export function paragraphsOf($: Xml, body: Nodes, inherited = defaultSize): readonly ShapeParagraph[] {
  return childrenOf($, body, "a:p").map((paragraph) => {
    const format = first(paragraph, "a:pPr");
    const endSize = number(first(paragraph, "a:endParaRPr"), "sz");
    return {
      runs: [...paragraph.children().toArray()].flatMap((node) => runOf($(node), inherited)),
      indent: (number(format, "marL") ?? 0) / emuPerPoint,
      after: (number(first(first(format, "a:spcAft"), "a:spcPts"), "val") ?? 0) / 100,
      ...(endSize ? { endSize: endSize / 100 } : {}),
    };
  });
}

function runOf(node: Nodes, inherited: number): ShapeRun[] {
  const name = node.prop("tagName")?.toLowerCase();
  if (name === "a:br") return [{ text: "\n", size: inherited, bold: false }];
  if (name !== "a:r" && name !== "a:fld") return [];
  const format = first(node, "a:rPr");
  const colour = format.children("a\\:solidFill").find("a\\:srgbClr").attr("val");
  const link = first(format, "a:hlinkClick");
  const jumps = link.attr("action")?.includes("hlinksldjump") === true ? link.attr("r:id") : undefined;
  return [
    {
      text: first(node, "a:t").text(),
      size: (number(format, "sz") ?? inherited * 100) / 100,
      bold: format.attr("b") === "1",
      ...(colour ? { colour } : {}),
      ...(jumps ? { slideLink: jumps } : {}),
    },
  ];
}

/** The height that paragraphs take in a width, in points. */
export function naturalHeight(paragraphs: readonly ShapeParagraph[], width: number, inherited = defaultSize): number {
  return paragraphs.reduce((sum, paragraph) => {
    const shown = paragraph.runs.filter((run) => run.text !== "");
    const size = Math.max(0, ...shown.map((run) => run.size)) || (paragraph.endSize ?? inherited);
    const bold = shown.some((run) => run.bold);
    const text = shown
      .map((run) => run.text)
      .join("")
      .replace(/\t/g, " ");
    const lines = wrapText(text, Math.max(1, width - paragraph.indent), { size, bold }).length;
    return sum + lines * size * lineHeight + paragraph.after;
  }, 0);
}

/** All words of paragraphs, one paragraph a line. */
export function wordsOf(paragraphs: readonly ShapeParagraph[]): string {
  return paragraphs.map((paragraph) => paragraph.runs.map((run) => run.text).join("")).join("\n");
}

/** A table's rows with the text of their cells. */
export function tableRowsOf($: Xml, frame: Nodes) {
  const widths = all($, frame, "a:gridCol").map((column) => (number(column, "w") ?? 0) / emuPerPoint);
  const rows = all($, frame, "a:tr").map((row) => ({
    height: (number(row, "h") ?? 0) / emuPerPoint,
    cells: childrenOf($, row, "a:tc").map((cell, index) => {
      const format = first(cell, "a:tcPr");
      const margin = (side: string, standard: number) => (number(format, side) ?? standard) / emuPerPoint;
      const fill = format.children("a\\:solidFill").find("a\\:srgbClr").attr("val");
      return {
        paragraphs: paragraphsOf($, first(cell, "a:txBody")),
        width: (widths[index] ?? 0) - margin("marL", 91440) - margin("marR", 91440),
        margins: margin("marT", 45720) + margin("marB", 45720),
        ...(fill ? { fill } : {}),
      };
    }),
  }));
  return { flagged: first(frame, "a:tblPr").attr("firstRow") === "1", rows };
}
