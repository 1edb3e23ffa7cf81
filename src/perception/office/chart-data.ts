import type { BlockDraft } from "../blocks.ts";
import { cleanText } from "../clean-text.ts";
import type { Element } from "../html/dom.ts";
import type { ZipArchive } from "../zip.ts";
import { formatNumber, formatOf } from "./cell-format.ts";
import { childrenOf, descendantsOf, rawTextOf, readXml, rootOf } from "./xml.ts";

/** The numbers behind a native chart as a table: categories down, series across (ECMA-376 part 1, 21.2, cached values). */
export async function readChart(archive: ZipArchive, path: string): Promise<BlockDraft | undefined> {
  const $ = await readXml(archive, path);
  const root = $ === undefined ? undefined : rootOf($);
  if (root === undefined) return undefined;
  const series = descendantsOf(root, "c:ser");
  const categories = pointsOf(series.flatMap((item) => childrenOf(item, "c:cat", "c:xVal"))[0]);
  const columns = series.map((item) => ({
    name: cleanText(
      childrenOf(item, "c:tx")
        .map((tx) => [...pointsOf(tx).values()].join(" ") || rawTextOf(tx))
        .join(" "),
    ),
    values: pointsOf(childrenOf(item, "c:val", "c:yVal")[0]),
  }));
  const length = Math.max(
    0,
    ...[categories, ...columns.map(({ values }) => values)].flatMap((points) =>
      [...points.keys()].map((index) => index + 1),
    ),
  );
  if (columns.length === 0 || length === 0) return undefined;
  const rows = Array.from({ length }, (_, index) => [
    categories.get(index) ?? "",
    ...columns.map(({ values }) => values.get(index) ?? ""),
  ]);
  const title = cleanText(
    childrenOf(childrenOf(root, "c:chart")[0] ?? root, "c:title")
      .flatMap((item) => descendantsOf(item, "a:t"))
      .map(rawTextOf)
      .join(""),
  );
  const header = [["", ...columns.map(({ name }) => name)]];
  return {
    type: "table",
    ...(title === "" ? {} : { caption: title }),
    header,
    rows: rows.map((row) => row.map((text) => ({ text }))),
  };
}

/** Cached points by their index; gaps are left out of the file. */
function pointsOf(holder: Element | undefined): ReadonlyMap<number, string> {
  if (holder === undefined) return new Map();
  const code = descendantsOf(holder, "c:formatCode").map(rawTextOf)[0];
  const isNumeric = descendantsOf(holder, "c:numCache").length > 0 || descendantsOf(holder, "c:numLit").length > 0;
  const format = formatOf(-1, code);
  const levels = descendantsOf(holder, "c:lvl");
  // Of categories in levels the first is the innermost; the others say what it belongs to.
  const points = descendantsOf(levels[0] ?? holder, "c:pt").map((point) => {
    const text = childrenOf(point, "c:v").map(rawTextOf).join("");
    return [Number(point.attribs.idx ?? 0), isNumeric ? formatNumber(text, format, false) : cleanText(text)] as const;
  });
  return new Map(points.filter(([index]) => index >= 0 && index < 10_000));
}
