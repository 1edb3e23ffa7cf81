import { cleanText } from "./clean-text.ts";
import { isoDate } from "./iso-date.ts";

/** What YAML front matter says of a document. */
export interface FrontMatter {
  readonly title?: string;
  readonly authors?: readonly string[];
  readonly published?: string;
  readonly language?: string;
  readonly licence?: string;
  readonly description?: string;
}

/**
 * Parts `---` front matter from the text. Reads top-level `key: value`, `key: [a, b]` and `- item` lists, which is all
 * that titles, authors and dates need; nothing else of YAML.
 */
export function takeFrontMatter(text: string): { readonly facts: FrontMatter; readonly body: string } {
  const match = /^---[ \t]*\r?\n([\s\S]*?)\r?\n(?:---|\.\.\.)[ \t]*(?:\r?\n|$)/.exec(text);
  if (match === null || !/^[\w-]+\s*:/m.test(match[1] ?? "")) return { facts: {}, body: text };
  return { facts: factsOf(valuesOf(match[1] ?? "")), body: text.slice(match[0].length) };
}

function valuesOf(yaml: string): ReadonlyMap<string, readonly string[]> {
  const values = new Map<string, string[]>();
  let key = "";
  for (const line of yaml.split(/\r?\n/)) {
    const pair = /^([\w-]+)\s*:\s*(.*)$/.exec(line);
    const item = /^\s*-\s+(?:name\s*:\s*)?(.+)$/.exec(line);
    if (pair !== null) {
      key = (pair[1] ?? "").toLowerCase();
      values.set(key, listOf(pair[2] ?? ""));
    } else if (item !== null) values.get(key)?.push(unquote(item[1] ?? ""));
  }
  return values;
}

function listOf(value: string): string[] {
  const inner = /^\[(.*)\]$/.exec(value.trim())?.[1];
  const items = inner === undefined ? [value] : (inner.match(/"[^"]*"|'[^']*'|[^,\s][^,]*/g) ?? []);
  return items.map(unquote).filter((item) => item !== "" && !/^[>|][+-]?$/.test(item));
}

function unquote(value: string): string {
  return cleanText(value.trim().replace(/^(["'])(.*)\1$/, "$2"));
}

function factsOf(values: ReadonlyMap<string, readonly string[]>): FrontMatter {
  const one = (...names: readonly string[]) =>
    names.map((name) => values.get(name)?.[0]).find((value) => value !== undefined);
  const title = one("title");
  const authors = values.get("authors") ?? values.get("author");
  const published = isoDate(one("date", "published", "created") ?? "");
  const language = one("lang", "language");
  const licence = one("license", "licence");
  const description = one("description", "summary", "abstract");
  return {
    ...(title === undefined ? {} : { title }),
    ...(authors === undefined ? {} : { authors }),
    ...(published === undefined ? {} : { published }),
    ...(language === undefined ? {} : { language }),
    ...(licence === undefined ? {} : { licence }),
    ...(description === undefined ? {} : { description }),
  };
}
