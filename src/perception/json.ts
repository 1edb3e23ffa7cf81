import { isAbort, messageOf } from "../errors.ts";
import type { Resource } from "../evidence/resource.ts";
import { decodeText } from "./charset.ts";
import { cleanText } from "./clean-text.ts";
import { failed } from "./failed.ts";
import { nameWithoutEnding } from "./name-title.ts";
import { defineParser, type ParseContext, type ParseResult } from "./parser.ts";
import { maximumTableRows, tableSource } from "./table-file.ts";

const maximumBytes = 50 * 1024 * 1024;
const deepestPath = 12;

/** JSON data: records become a table with a column a field; anything else, a table of paths and values. */
export const jsonParser = defineParser({
  name: "json",
  version: 3,
  accepts: ({ mediaType }) => mediaType === "application/json" || mediaType.endsWith("+json"),
  parse: parseJson,
});

async function parseJson(resource: Resource, context: ParseContext): Promise<ParseResult> {
  context.signal.throwIfAborted();
  if (resource.bytes.length === 0) return failed(resource, "empty", "is empty");
  if (resource.bytes.length > maximumBytes)
    return failed(resource, "too-large", "is larger than the 50 MB that are read of JSON");
  try {
    const value = toValue(decodeText(resource.bytes, resource.charset).text);
    const records = recordsOf(value);
    const { header, rows } = records === undefined ? pathTable(value) : recordTable(records);
    const values = records === undefined ? rows.map((row) => row.slice(1)) : rows;
    if (values.every((row) => row.every((text) => text === ""))) return failed(resource, "empty", "has no values");
    const warnings =
      rows.length > maximumTableRows ? [`Only the first ${maximumTableRows} of ${rows.length} rows were read.`] : [];
    const cells = rows.slice(0, maximumTableRows).map((row) => row.map((text) => ({ text })));
    return {
      ok: true,
      parsed: tableSource(nameWithoutEnding(resource.name), { header: [header], rows: cells }, warnings),
      assets: [],
    };
  } catch (error) {
    if (isAbort(error, context.signal)) throw error;
    return failed(resource, "broken", `cannot be read as JSON: ${messageOf(error).slice(0, 160)}`);
  }
}

/** The value of the text; of lines that are each a value (JSON Lines), the list of them. */
function toValue(text: string): unknown {
  try {
    return literally(text);
  } catch (error) {
    const lines = text.split("\n").filter((line) => line.trim() !== "");
    if (!(error instanceof SyntaxError) || lines.length < 2 || !/^\s*[[{].*[\]}]\s*$/.test(lines[0] ?? "")) throw error;
    return lines.map(literally);
  }
}

/** Numbers as their digits: a double would round `12345678901234567890`, and forget that `1.50` has two decimals. */
function literally(text: string): unknown {
  const kept = text.replace(/"(?:[^"\\]|\\.)*"|-?\d+(?:\.\d+)?(?:[eE][-+]?\d+)?(?![\w.]|\s*:)/g, (token) =>
    token.startsWith('"') || !isJsonNumber.test(token) ? token : `"${token}"`,
  );
  return JSON.parse(kept);
}

const isJsonNumber = /^-?(?:0|[1-9]\d*)(?:\.\d+)?(?:[eE][-+]?\d+)?$/;

type JsonObject = Readonly<Record<string, unknown>>;

/** The array of objects that the file is, or the only one that it holds. */
function recordsOf(value: unknown): readonly JsonObject[] | undefined {
  if (Array.isArray(value)) return value.length > 0 && value.every(isObject) ? value : undefined;
  if (!isObject(value)) return undefined;
  const inner = Object.values(value).filter((item) => Array.isArray(item) && item.length > 0 && item.every(isObject));
  return inner.length === 1 ? recordsOf(inner[0]) : undefined;
}

function isObject(value: unknown): value is JsonObject {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}

interface TextTable {
  readonly header: readonly string[];
  readonly rows: readonly (readonly string[])[];
}

function recordTable(records: readonly JsonObject[]): TextTable {
  const flat = records.map((record) => new Map(leavesOf(record, "", 0)));
  const header = [...new Set(flat.flatMap((record) => [...record.keys()]))].slice(0, 300);
  return { header, rows: flat.map((record) => header.map((name) => record.get(name) ?? "")) };
}

function pathTable(value: unknown): TextTable {
  return { header: ["Path", "Value"], rows: leavesOf(value, "", 0).map(([path, text]) => [path, text]) };
}

/** Every scalar with its path; a short list of scalars is one value. */
function leavesOf(value: unknown, path: string, depth: number): readonly (readonly [string, string])[] {
  if (depth > deepestPath) return [];
  if (Array.isArray(value)) {
    if (value.every((item) => !isObject(item) && !Array.isArray(item))) return [[path, value.map(textOf).join(", ")]];
    return value.flatMap((item, index) => leavesOf(item, `${path}[${index}]`, depth + 1));
  }
  if (!isObject(value)) return [[path, textOf(value)]];
  return Object.entries(value).flatMap(([key, item]) =>
    leavesOf(item, path === "" ? key : `${path}.${key}`, depth + 1),
  );
}

function textOf(value: unknown): string {
  return value === null || value === undefined ? "" : cleanText(String(value));
}
