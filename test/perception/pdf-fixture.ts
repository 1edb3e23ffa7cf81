import { createHash } from "node:crypto";
import { tmpdir } from "node:os";
import { deflateSync } from "node:zlib";
import type { ParsedSource, SourceBlock, SourceFigure, SourceTable } from "../../src/evidence/parsed-source.ts";
import type { Resource } from "../../src/evidence/resource.ts";
import type { ParseContext, ParseResult } from "../../src/perception/parser.ts";
import { pdfParser } from "../../src/perception/pdf/parser.ts";

/** Writes small PDF files for tests: text, rules, fills, curves and grey pictures at places given from the top left. */

export type FontName = "plain" | "bold" | "italic";

export interface TextStyle {
  readonly size?: number;
  readonly font?: FontName;
}

const fonts: Readonly<Record<FontName, string>> = {
  plain: "Helvetica",
  bold: "Helvetica-Bold",
  italic: "Helvetica-Oblique",
};

/** Advance widths of Helvetica in thousandths, for right-aligned numbers. */
const widths: Readonly<Record<string, number>> = {
  ",": 278,
  ".": 278,
  " ": 278,
  "(": 333,
  ")": 333,
  "-": 333,
  "%": 889,
};

export const pageSize = { width: 612, height: 792 };

export class PageWriter {
  readonly commands: string[] = [];
  readonly images: { width: number; height: number; grey: Uint8Array }[] = [];
  readonly #size: { width: number; height: number };

  constructor(size: { width: number; height: number } = pageSize) {
    this.#size = size;
  }

  /** `y` is the baseline, from the top. */
  text(x: number, y: number, text: string, { size = 10, font = "plain" }: TextStyle = {}): this {
    const escaped = text.replace(/[\\()]/g, "\\$&").replace(/•/g, "\x95");
    this.commands.push(`BT /${font} ${size} Tf ${x} ${this.#size.height - y} Td (${escaped}) Tj ET`);
    return this;
  }

  /** Ends at `right`; for digits and the signs around them. */
  right(right: number, y: number, text: string, style: TextStyle = {}): this {
    return this.text(right - widthOf(text, style.size ?? 10), y, text, style);
  }

  centre(x: number, y: number, text: string, style: TextStyle = {}): this {
    return this.text(x - (text.length * 0.5 * (style.size ?? 10)) / 2, y, text, style);
  }

  /** Lines of a paragraph, 12 points apart. */
  lines(x: number, y: number, texts: readonly string[], style: TextStyle = {}): this {
    texts.forEach((text, index) => {
      this.text(x, y + index * 12, text, style);
    });
    return this;
  }

  rule(left: number, y: number, right: number): this {
    this.commands.push(`0 G 0.7 w ${left} ${this.#size.height - y} m ${right} ${this.#size.height - y} l S`);
    return this;
  }

  fill(left: number, top: number, width: number, height: number, grey = 0.9): this {
    this.commands.push(`${grey} g ${left} ${this.#size.height - top - height} ${width} ${height} re f 0 g`);
    return this;
  }

  /** A line through the points, as charts have them. */
  polyline(points: readonly (readonly [number, number])[]): this {
    const path = points.map(([x, y], index) => `${x} ${this.#size.height - y} ${index === 0 ? "m" : "l"}`);
    this.commands.push(`0 0 1 RG 1.5 w ${path.join(" ")} S`);
    return this;
  }

  raw(command: string): this {
    this.commands.push(command);
    return this;
  }

  image(
    rect: readonly [number, number, number, number],
    image: { width: number; height: number; grey: Uint8Array },
  ): this {
    const [left, top, width, height] = rect;
    this.commands.push(
      `q ${width} 0 0 ${height} ${left} ${this.#size.height - top - height} cm /I${this.images.length} Do Q`,
    );
    this.images.push(image);
    return this;
  }
}

function widthOf(text: string, size: number): number {
  return [...text].reduce((sum, letter) => sum + (widths[letter] ?? 556), 0) * (size / 1000);
}

export interface PdfOptions {
  readonly info?: Readonly<Record<string, string>>;
  readonly outline?: readonly { readonly title: string; readonly page: number }[];
  readonly mediaBox?: string;
  /** Makes a rectangle of the first page, in points from the bottom left, a link. */
  readonly link?: { readonly url: string; readonly rect: readonly [number, number, number, number] };
  /** Adds an encryption dictionary that no empty password opens. */
  readonly locked?: boolean;
}

export function makePdf(pages: readonly PageWriter[], options: PdfOptions = {}): Uint8Array {
  const objects: (string | Buffer)[] = [];
  const add = (body: string | Buffer): number => objects.push(body);
  const catalog = add("");
  const tree = add("");
  const fontIds = Object.entries(fonts).map(([name, base]) => {
    const id = add(`<</Type/Font/Subtype/Type1/BaseFont/${base}/Encoding/WinAnsiEncoding>>`);
    return `/${name} ${id} 0 R`;
  });
  const pageIds = pages.map((page) => {
    const images = page.images.map((image, index) => `/I${index} ${add(imageObject(image))} 0 R`);
    const content = add(stream("", Buffer.from(page.commands.join("\n"), "latin1")));
    const box = options.mediaBox ?? `0 0 ${pageSize.width} ${pageSize.height}`;
    const resources = `<</Font<<${fontIds.join(" ")}>>/XObject<<${images.join(" ")}>>>>`;
    const { link } = options;
    const action = link
      ? `/Annots[<</Type/Annot/Subtype/Link/Rect[${link.rect.join(" ")}]/A<</S/URI/URI(${link.url})>>>>]`
      : "";
    const facts = `/MediaBox[${box}]/Resources${resources}/Contents ${content} 0 R${action}`;
    return add(`<</Type/Page/Parent ${tree} 0 R${facts}>>`);
  });
  objects[tree - 1] = `<</Type/Pages/Count ${pages.length}/Kids[${pageIds.map((id) => `${id} 0 R`).join(" ")}]>>`;
  const outline = addOutline(add, pageIds, options.outline ?? []);
  objects[catalog - 1] = `<</Type/Catalog/Pages ${tree} 0 R${outline}>>`;
  const info = Object.entries(options.info ?? {}).map(([key, value]) => `/${key}(${value})`);
  const trailer = [`/Root ${catalog} 0 R`, info.length > 0 ? `/Info ${add(`<<${info.join("")}>>`)} 0 R` : ""];
  if (options.locked) trailer.push(`/Encrypt ${add(lock())} 0 R/ID[<00><00>]`);
  return assemble(objects, trailer.join(""));
}

function addOutline(
  add: (body: string) => number,
  pageIds: readonly number[],
  entries: PdfOptions["outline"] = [],
): string {
  if (entries.length === 0) return "";
  const [first] = entries.map(({ title, page }) => add(`<</Title(${title})/Dest[${pageIds[page - 1]} 0 R/Fit]>>`));
  return `/Outlines ${add(`<</Type/Outlines/Count 1/First ${first} 0 R/Last ${first} 0 R>>`)} 0 R`;
}

function lock(): string {
  const bytes = "41".repeat(32);
  return `<</Filter/Standard/V 1/R 2/O<${bytes}>/U<${bytes}>/P -4>>`;
}

function imageObject({ width, height, grey }: { width: number; height: number; grey: Uint8Array }): Buffer {
  const facts = `/Type/XObject/Subtype/Image/Width ${width}/Height ${height}/ColorSpace/DeviceGray/BitsPerComponent 8`;
  return stream(facts, Buffer.from(grey));
}

function stream(facts: string, bytes: Buffer): Buffer {
  const packed = deflateSync(bytes);
  const head = `<<${facts}/Filter/FlateDecode/Length ${packed.length}>>\nstream\n`;
  return Buffer.concat([Buffer.from(head, "latin1"), packed, Buffer.from("\nendstream")]);
}

function assemble(objects: readonly (string | Buffer)[], trailer: string): Uint8Array {
  const parts: Buffer[] = [Buffer.from("%PDF-1.4\n")];
  const offsets: number[] = [];
  let length = parts[0]?.length ?? 0;
  objects.forEach((body, index) => {
    const part = Buffer.concat([
      Buffer.from(`${index + 1} 0 obj\n`),
      Buffer.from(body as string),
      Buffer.from("\nendobj\n"),
    ]);
    offsets.push(length);
    length += part.length;
    parts.push(part);
  });
  const rows = offsets.map((offset) => `${String(offset).padStart(10, "0")} 00000 n \n`).join("");
  const size = objects.length + 1;
  const tail = `xref\n0 ${size}\n0000000000 65535 f \n${rows}trailer<</Size ${size}${trailer}>>\nstartxref\n${length}\n%%EOF`;
  return Buffer.concat([...parts, Buffer.from(tail)]);
}

export function resourceOf(bytes: Uint8Array, name = "report.pdf", mediaType = "application/pdf"): Resource {
  const sha256 = createHash("sha256").update(bytes).digest("hex");
  return { bytes, mediaType, name, path: `/tmp/${name}`, sha256 };
}

export function parseContext(signal: AbortSignal = new AbortController().signal): ParseContext {
  return { signal, temporaryFolder: tmpdir() };
}

export function parsePdf(bytes: Uint8Array, name?: string): Promise<ParseResult> {
  return pdfParser.parse(resourceOf(bytes, name), parseContext());
}

/** Parses pages and gives the source; a failure fails the test with its message. */
export async function readPages(pages: readonly PageWriter[], options: PdfOptions = {}): Promise<ParsedSource> {
  const result = await parsePdf(makePdf(pages, options));
  if (!result.ok) throw new Error(result.failure.message);
  return result.parsed;
}

export function tablesOf({ blocks }: ParsedSource): readonly SourceTable[] {
  return blocks.filter((block) => block.type === "table");
}

export function figuresOf({ blocks }: ParsedSource): readonly SourceFigure[] {
  return blocks.filter((block) => block.type === "figure");
}

/** Rows as texts, cells joined by bars. */
export function rowsOf(table: SourceTable | undefined): readonly string[] {
  return (table?.rows ?? []).map((row) => row.map((cell) => cell.text).join(" | "));
}

export function headersOf(table: SourceTable | undefined): readonly string[] {
  return (table?.header ?? []).map((row) => row.join(" | "));
}

export function textsOf({ blocks }: ParsedSource, type: SourceBlock["type"]): readonly string[] {
  return blocks.flatMap((block) => (block.type === type && "text" in block ? [block.text] : []));
}

/** Enough prose for rules that look at a whole document. */
export const prose = [
  "The library reads a report from its first page to its last and keeps the",
  "order in which a person would read it. Lines that belong together become one",
  "paragraph, and a word that was broken at the end of a line is made whole again.",
];
