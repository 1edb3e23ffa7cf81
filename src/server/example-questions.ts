import { open, readFile, stat } from "node:fs/promises";
import { basename, dirname, extname, join } from "node:path";

/**
 * A library may bring its own first questions, one a line, in this file; it is hidden, so it is never read as a source.
 */
const ownFile = ".questions.txt";
const wanted = 3;
const headBytes = 4_096;

/**
 * Questions that a library can answer, for whoever does not know it: its own if it brings some, else made of the
 * columns and names of its files.
 *
 * Contract: at most three; never rejects, because a library that cannot be read has no examples.
 */
export async function exampleQuestions(
  libraries: readonly { readonly path: string; readonly files: readonly string[] }[],
): Promise<readonly string[]> {
  const own = await Promise.all(libraries.map(({ path }) => ownQuestions(path)));
  if (own.flat().length > 0) return own.flat().slice(0, wanted);
  const files = libraries.flatMap((library) => library.files);
  const tables = files.filter((file) => extname(file).toLowerCase() === ".csv").slice(0, wanted);
  const fromTables = (await Promise.all(tables.map(tableQuestion))).filter((question) => question !== undefined);
  const texts = files.filter((file) => /\.(?:pdf|html?|md|docx|pptx|txt)$/i.test(file));
  return [...fromTables.slice(0, 2), ...texts.slice(0, wanted).map(textQuestion)].slice(0, wanted);
}

async function ownQuestions(library: string): Promise<readonly string[]> {
  const found = await stat(library).catch(() => undefined);
  const folder = found?.isFile() ? dirname(library) : library;
  const text = await readFile(join(folder, ownFile), "utf8").catch(() => "");
  return text
    .split("\n")
    .map((line) => line.trim())
    .filter((line) => line !== "" && !line.startsWith("#"));
}

/** `How did wind and coal develop over the years?` from the columns of numbers in a table by year. */
async function tableQuestion(file: string): Promise<string | undefined> {
  const [header = [], row = []] = (await headOf(file))
    .replace(/^\ufeff/, "")
    .split("\n")
    .map(cellsOf);
  const [first = "", ...columns] = header;
  const named = columns
    .filter((_, index) => /^[-+]?\d[\d.]*$/.test(row[index + 1] ?? ""))
    .map((column) => column.replace(/\s*\([^)]*\)/g, ""))
    .filter((column) => /^\p{L}[\p{L}\p{N} -]{2,40}$/u.test(column))
    .slice(0, 2);
  if (named.length === 0 || !/^(?:year|date|month|time)$/i.test(first)) return undefined;
  return `How did ${named.map(decapitalise).join(" and ")} develop over the years?`;
}

const cellsOf = (line: string): readonly string[] => line.split(",").map((cell) => cell.replace(/["\r]/g, "").trim());

/** Words in lower case but for abbreviations: `Mean CO2` is `mean CO2` in a sentence. */
const decapitalise = (text: string): string =>
  text.replace(/(?<!\S)\p{Lu}(?=\p{Ll}+(?!\S))/gu, (letter) => letter.toLowerCase());

async function headOf(file: string): Promise<string> {
  try {
    const handle = await open(file);
    try {
      const { buffer, bytesRead } = await handle.read(Buffer.alloc(headBytes), 0, headBytes, 0);
      return buffer.toString("utf8", 0, bytesRead);
    } finally {
      await handle.close();
    }
  } catch (error) {
    if (error instanceof Error && "code" in error) return "";
    throw error;
  }
}

function textQuestion(file: string): string {
  const name = basename(file, extname(file)).replace(/[-_]+/g, " ").trim();
  return `What are the main findings of “${name}”, and what do they rest on?`;
}
