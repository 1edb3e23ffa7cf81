import type JSZip from "jszip";

/**
 * Numbers the charts of a deck from 1: PptxGenJS counts them through the life of the process, so that the second deck
 * of a process would differ from the first.
 *
 * Contract: changes names and what refers to them, no content.
 */
export async function renumberCharts(zip: JSZip): Promise<void> {
  const numbers = Object.keys(zip.files)
    .flatMap((path) => /^ppt\/charts\/chart(\d+)\.xml$/.exec(path)?.[1] ?? [])
    .sort((left, right) => Number(left) - Number(right));
  const renamed = new Map(numbers.map((number, index) => [number, String(index + 1)]));
  const rename = (text: string): string =>
    text.replace(
      /(charts\/(?:_rels\/)?chart|Microsoft_Excel_Worksheet)(\d+)(?=\.)/g,
      (whole, name: string, number: string) => {
        const next = renamed.get(number);
        return next === undefined ? whole : `${name}${next}`;
      },
    );
  for (const path of Object.keys(zip.files).filter((name) => /\.rels$|^\[Content_Types\]\.xml$/.test(name))) {
    const text = await zip.file(path)?.async("string");
    if (text !== undefined) zip.file(path, rename(text));
  }
  const moved = Object.keys(zip.files).filter((path) => rename(path) !== path);
  // All are read before any is written: new names may be old names of others.
  const contents = await Promise.all(moved.map(async (path) => zip.file(path)?.async("uint8array")));
  for (const path of moved) zip.remove(path);
  for (const [index, path] of moved.entries()) {
    const content = contents[index];
    if (content) zip.file(rename(path), content);
  }
}
