import type { CheerioAPI } from "cheerio";
import type { BlockDraft } from "../blocks.ts";
import { all, type Element } from "../html/dom.ts";
import type { ZipArchive } from "../zip.ts";
import { readChart } from "./chart-data.ts";
import { mathText } from "./math-text.ts";
import { childrenOf, descendantsOf, readXml, relationsOf, rootOf } from "./xml.ts";

/** A Word document whose body says in plain runs what mammoth passes over. */
export interface PlainMarkup {
  readonly bytes: Uint8Array;
  /** The tables that stand where the text holds `chartMark(index)`. */
  readonly charts: readonly BlockDraft[];
  readonly hiddenRuns: number;
}

const parts = ["word/document.xml", "word/footnotes.xml", "word/endnotes.xml"];
const concerned = /<w:vanish\b|<m:oMath\b|<c:chart\b/;
const styled = /<w:[rp]Style\b/;

/** Stands for a chart until the document is HTML; characters of the private use area occur in no text. */
export function chartMark(index: number): string {
  return `\uE0F1${index}\uE0F2`;
}

/**
 * Prepares a Word document for mammoth, which reads hidden text as if it were shown (a channel for planted instructions)
 * and loses formulas and charts: hidden runs go, formulas become text, charts become marks.
 *
 * Contract: the bytes are returned as they are when nothing of this occurs.
 */
export async function plainMarkup(bytes: Uint8Array, archive: ZipArchive): Promise<PlainMarkup> {
  const changed = new Map<string, string>();
  const charts: BlockDraft[] = [];
  const hiddenStyles = await hiddenStylesOf(archive);
  let hiddenRuns = 0;
  for (const name of parts) {
    const xml = (await archive.readText(name)) ?? "";
    if (!concerned.test(xml) && !(hiddenStyles.size > 0 && styled.test(xml))) continue;
    const $ = await readXml(archive, name);
    if ($ === undefined) continue;
    hiddenRuns += removeHiddenRuns($, hiddenStyles);
    replaceMath($);
    charts.push(...(await replaceCharts($, archive, { part: name, known: charts.length })));
    changed.set(name, $.xml());
  }
  return { bytes: changed.size === 0 ? bytes : await withParts(bytes, changed), charts, hiddenRuns };
}

async function withParts(bytes: Uint8Array, parts: ReadonlyMap<string, string>): Promise<Uint8Array> {
  const { default: JSZip } = await import("jszip");
  const zip = await JSZip.loadAsync(bytes);
  for (const [name, xml] of parts) zip.file(name, xml);
  return zip.generateAsync({ type: "uint8array", compression: "STORE" });
}

async function hiddenStylesOf(archive: ZipArchive): Promise<ReadonlySet<string>> {
  const $ = await readXml(archive, "word/styles.xml");
  const root = $ === undefined ? undefined : rootOf($);
  const styles = root === undefined ? [] : childrenOf(root, "w:style");
  return new Set(styles.filter(isVanished).map((style) => style.attribs["w:styleId"] ?? ""));
}

/** Whether the run properties of a run or style hide it (ECMA-376 part 1, 17.3.2.41). */
function isVanished(element: Element): boolean {
  const flags = childrenOf(element, "w:rPr").flatMap((properties) => childrenOf(properties, "w:vanish"));
  return flags.some((flag) => !/^(?:0|false|off)$/.test(flag.attribs["w:val"] ?? ""));
}

/** Runs that are hidden themselves, by their style or by that of their paragraph. */
function removeHiddenRuns($: CheerioAPI, hiddenStyles: ReadonlySet<string>): number {
  const hasStyle = (element: Element, properties: string, name: string) =>
    childrenOf(element, properties)
      .flatMap((found) => childrenOf(found, name))
      .some((style) => hiddenStyles.has(style.attribs["w:val"] ?? ""));
  const paragraphs = elementsOf($, "w:p").filter((paragraph) => hasStyle(paragraph, "w:pPr", "w:pStyle"));
  const runs = elementsOf($, "w:r").filter((run) => isVanished(run) || hasStyle(run, "w:rPr", "w:rStyle"));
  const hidden = new Set([...paragraphs.flatMap((paragraph) => descendantsOf(paragraph, "w:r")), ...runs]);
  for (const run of hidden) $(run).remove();
  return [...hidden].filter((run) => descendantsOf(run, "w:t").length > 0).length;
}

function elementsOf($: CheerioAPI, name: string): readonly Element[] {
  const root = rootOf($);
  return root === undefined ? [] : descendantsOf(root, name);
}

function replaceMath($: CheerioAPI): void {
  for (const formula of elementsOf($, "m:oMath")) replaceByText($, formula, mathText(formula));
  for (const paragraph of all($, "m\\:oMathPara")) $(paragraph).replaceWith($(paragraph).contents());
}

function replaceByText($: CheerioAPI, element: Element, text: string): void {
  const run = $("<w:r><w:t xml:space='preserve'></w:t></w:r>");
  run.children().text(text);
  $(element).replaceWith(run);
}

async function replaceCharts(
  $: CheerioAPI,
  archive: ZipArchive,
  place: { readonly part: string; readonly known: number },
): Promise<readonly BlockDraft[]> {
  const relations = await relationsOf(archive, place.part);
  const found: BlockDraft[] = [];
  for (const drawing of elementsOf($, "w:drawing")) {
    const relation = relations.get(descendantsOf(drawing, "c:chart")[0]?.attribs["r:id"] ?? "");
    if (relation === undefined || relation.isExternal) continue;
    const chart = await readChart(archive, relation.target);
    if (chart === undefined) continue;
    $(drawing).replaceWith($("<w:t></w:t>").text(chartMark(place.known + found.length)));
    found.push(chart);
  }
  return found;
}
