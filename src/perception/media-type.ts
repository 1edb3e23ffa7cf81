import { byteOrderMark, decodeText } from "./charset.ts";
import { sniffText } from "./text-sniff.ts";

/** The media types that parsers name, by the ending of a file name. */
const byEnding: Readonly<Record<string, string>> = {
  html: "text/html",
  htm: "text/html",
  xhtml: "application/xhtml+xml",
  md: "text/markdown",
  markdown: "text/markdown",
  txt: "text/plain",
  text: "text/plain",
  log: "text/plain",
  csv: "text/csv",
  tsv: "text/tab-separated-values",
  tab: "text/tab-separated-values",
  json: "application/json",
  jsonl: "application/json",
  ndjson: "application/json",
  xml: "application/xml",
  svg: "image/svg+xml",
  pdf: "application/pdf",
  png: "image/png",
  jpg: "image/jpeg",
  jpeg: "image/jpeg",
  webp: "image/webp",
  gif: "image/gif",
  tif: "image/tiff",
  tiff: "image/tiff",
  docx: "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
  docm: "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
  xlsx: "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
  xlsm: "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
  pptx: "application/vnd.openxmlformats-officedocument.presentationml.presentation",
  pptm: "application/vnd.openxmlformats-officedocument.presentationml.presentation",
  ppsx: "application/vnd.openxmlformats-officedocument.presentationml.presentation",
  epub: "application/epub+zip",
  doc: "application/msword",
  xls: "application/vnd.ms-excel",
  ppt: "application/vnd.ms-powerpoint",
};

const openXml = "application/vnd.openxmlformats-officedocument";
/** Templates, slide shows and files with macros hold the same parts; macros are never run. */
const officeKinds: readonly (readonly [RegExp, string])[] = [
  [
    /^application\/vnd\.(?:ms-word\.|openxmlformats-officedocument\.wordprocessingml\.)/,
    `${openXml}.wordprocessingml.document`,
  ],
  [
    /^application\/vnd\.(?:ms-excel\.(?:sheet|template)\.macro|openxmlformats-officedocument\.spreadsheetml\.)/,
    `${openXml}.spreadsheetml.sheet`,
  ],
  [
    /^application\/vnd\.(?:ms-powerpoint\.|openxmlformats-officedocument\.presentationml\.)/,
    `${openXml}.presentationml.presentation`,
  ],
];

const synonyms: Readonly<Record<string, string>> = {
  "text/x-markdown": "text/markdown",
  "application/csv": "text/csv",
  "application/x-csv": "text/csv",
  "text/comma-separated-values": "text/csv",
  "text/tsv": "text/tab-separated-values",
  "text/json": "application/json",
  "text/xml": "application/xml",
  "image/jpg": "image/jpeg",
  "application/x-pdf": "application/pdf",
  "application/jsonl": "application/json",
  "application/x-ndjson": "application/json",
  "application/jsonlines": "application/json",
};

/** Declared types that say nothing: servers send them for everything they do not know. */
const meaningless = new Set(["application/octet-stream", "binary/octet-stream", "application/download", "text/plain"]);
const zipBased = /openxmlformats|epub\+zip/;
const sniffedBytes = 65_536;

/**
 * The media type of a resource, without parameters: by magic bytes first, then as declared, then by the name's ending,
 * then by the look of its text. `application/octet-stream` when nothing tells.
 *
 * Contract: never rejects; looks at the bytes only.
 */
export async function mediaTypeOf(bytes: Uint8Array, declared = "", name = ""): Promise<string> {
  const named = byEnding[endingOf(name)];
  const said = normalise(declared);
  const hint = said === "" || meaningless.has(said) ? (named ?? said) : said;
  const magic = await binaryType(bytes);
  // A damaged office file is still recognised as ZIP only; its name says which reader shall report the damage.
  if (magic === "application/zip" && zipBased.test(hint)) return hint;
  if (magic !== undefined) return magic;
  if (bytes.length === 0) return hint === "" ? "application/octet-stream" : hint;
  if (isBinary(bytes)) return isTextType(hint) || hint === "" ? "application/octet-stream" : hint;
  return sniffText(decodeText(bytes.subarray(0, sniffedBytes), declared).text, hint);
}

async function binaryType(bytes: Uint8Array): Promise<string | undefined> {
  // A UTF-16 mark is also how some audio frames begin; text is far likelier.
  if (bytes.length < 4 || byteOrderMark(bytes) !== undefined) return undefined;
  // PDF readers accept the header anywhere in the first 1,024 bytes (PDF 1.7, implementation note 13).
  if (new TextDecoder("latin1").decode(bytes.subarray(0, 1024)).includes("%PDF-")) return "application/pdf";
  const { fileTypeFromBuffer } = await import("file-type");
  const found = await fileTypeFromBuffer(bytes).catch(() => undefined);
  // XML is text to us: the root element says what it is.
  return found === undefined || found.mime === "application/xml" ? undefined : normalise(found.mime);
}

function normalise(type: string): string {
  const bare = (type.split(";")[0] ?? "").trim().toLowerCase();
  return synonyms[bare] ?? officeKinds.find(([pattern]) => pattern.test(bare))?.[1] ?? bare;
}

function endingOf(name: string): string {
  // Of an address without its query; of "C#.md", which has none, as a whole.
  const [path = ""] = name.split(/[?#]/);
  const ending = /\.([a-z0-9]+)$/i;
  return (ending.exec(path) ?? ending.exec(name))?.[1]?.toLowerCase() ?? "";
}

function isTextType(type: string): boolean {
  return type.startsWith("text/") || /\b(json|xml|xhtml\+xml)$/.test(type);
}

/** Text has no NUL bytes unless it is UTF-16, which has a mark or zeros in every other place. */
function isBinary(bytes: Uint8Array): boolean {
  const sample = bytes.subarray(0, sniffedBytes);
  if (!sample.includes(0)) return sample.filter((byte) => byte < 9).length > sample.length / 20;
  const decoded = decodeText(sample);
  return !decoded.charset.startsWith("utf-16") || decoded.replaced > 0 || decoded.text.includes("\u0000");
}
