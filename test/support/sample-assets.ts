import sharp from "sharp";
import type { Asset, Box } from "../../src/report/index.ts";

/**
 * Pictures of the sample report, drawn here so that every test has real pixels: two filing pages, a photograph-like
 * figure with transparency-free pixels, and a scanned page. Page pictures know where each table row stands, so that the
 * evidence boxes of the sample lie exactly on what they quote.
 */

export interface PageRow {
  readonly label: string;
  readonly values: readonly string[];
}

export interface SamplePage {
  readonly assetId: string;
  readonly title: string;
  readonly columns: readonly string[];
  readonly rows: readonly PageRow[];
  readonly sentence: string;
}

const width = 1240;
const height = 1754;
const tableTop = 520;
const rowHeight = 64;
const columnLeft = (index: number): number => 620 + index * 280;

/** Where a cell of a sample page stands. */
export function cellBox(row: number, column: number): Box {
  const top = tableTop + row * rowHeight;
  const left = columnLeft(column);
  return [left / width, (top - 44) / height, (left + 230) / width, (top + 14) / height];
}

/** Where the sentence under the table stands. */
export const sentenceBox: Box = [110 / width, 1176 / height, 1130 / width, 1222 / height];

const escapeXml = (text: string): string => text.replace(/&/g, "&amp;").replace(/</g, "&lt;");

/** A page of a filing as PNG bytes. */
export function drawPage(page: SamplePage): Promise<Uint8Array> {
  const style = 'font-family="Liberation Serif, serif" fill="#222"';
  const header = page.columns.map(
    (column, index) =>
      `<text x="${columnLeft(index)}" y="${tableTop - 90}" ${style} font-size="26">${escapeXml(column)}</text>`,
  );
  const rows = page.rows.flatMap((row, index) => {
    const y = tableTop + index * rowHeight;
    return [
      `<rect x="110" y="${y - 46}" width="1020" height="${rowHeight}" fill="${index % 2 === 0 ? "#e8eef5" : "#fff"}"/>`,
      `<text x="120" y="${y}" ${style} font-size="28">${escapeXml(row.label)}</text>`,
      ...row.values.map(
        (value, column) =>
          `<text x="${columnLeft(column) + 20}" y="${y}" ${style} font-size="28">${escapeXml(value)}</text>`,
      ),
    ];
  });
  const filler = Array.from({ length: 12 }, (_, line) => {
    const length = line % 4 === 3 ? 560 : 1020;
    return `<rect x="110" y="${1270 + line * 32}" width="${length}" height="9" fill="#c9c9c9"/>`;
  });
  const svg = `<svg xmlns="http://www.w3.org/2000/svg" width="${width}" height="${height}">
    <rect width="100%" height="100%" fill="#fff"/>
    <text x="110" y="200" ${style} font-size="44" font-weight="bold">${escapeXml(page.title)}</text>
    <text x="110" y="260" ${style} font-size="28">(In millions, except share data) (Unaudited)</text>
    ${header.join("")}${rows.join("")}
    <text x="110" y="1212" ${style} font-size="26">${escapeXml(page.sentence)}</text>${filler.join("")}</svg>`;
  return sharp(Buffer.from(svg)).png().toBuffer();
}

/** A colourful picture: a wind farm at dusk, as PNG bytes. */
export function drawPhotograph(): Promise<Uint8Array> {
  const mast = (x: number, y: number, size: number): string =>
    `<g transform="translate(${x} ${y}) scale(${size})" fill="#f5f2ea"><rect x="-3" y="0" width="6" height="220"/>
     <path d="M0 0 L8 -120 L-4 -6Z"/><path d="M0 0 L108 56 L4 10Z"/><path d="M0 0 L-104 66 L-8 8Z"/></g>`;
  const svg = `<svg xmlns="http://www.w3.org/2000/svg" width="1200" height="720"><defs>
    <linearGradient id="sky" x1="0" y1="0" x2="0" y2="1"><stop offset="0" stop-color="#23395d"/>
    <stop offset=".6" stop-color="#c8715a"/><stop offset="1" stop-color="#f2c078"/></linearGradient></defs>
    <rect width="1200" height="720" fill="url(#sky)"/><path d="M0 560 Q300 470 600 550 T1200 520 V720 H0Z" fill="#2f3e34"/>
    ${mast(260, 330, 1)}${mast(600, 280, 1.25)}${mast(930, 350, 0.9)}</svg>`;
  return sharp(Buffer.from(svg)).png().toBuffer();
}

/** The record of a page picture. */
export function pageAsset(page: SamplePage, sourceId: string, pageNumber: number): Asset {
  return {
    id: page.assetId,
    mediaType: "image/png",
    width,
    height,
    sha256: page.assetId.padEnd(64, "0"),
    sourceId,
    locator: { page: pageNumber },
    alt: `Page ${pageNumber}`,
  };
}
