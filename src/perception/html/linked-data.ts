import type { CheerioAPI } from "cheerio";
import { cleanText } from "../clean-text.ts";
import { all } from "./dom.ts";

/** What JSON-LD says of the page; empty strings where it says nothing. */
export interface LinkedData {
  readonly headline: string;
  readonly authors: readonly string[];
  readonly published: string;
  readonly description: string;
  readonly language: string;
  readonly licence: string;
  readonly publisher: string;
}

type Json = Readonly<Record<string, unknown>>;

/** Page types by how much their fields are about the page itself; a breadcrumb or an organisation is not. */
const pageTypes =
  /(?:Article|Posting|Report|Thesis|Dataset|Recipe|Product|Book|Course|HowTo|FAQPage|QAPage|TechArticle|CreativeWork|WebPage|VideoObject|Event)$/;

/** Reads all JSON-LD scripts. Contract: broken JSON is passed over; never throws. */
export function linkedDataOf($: CheerioAPI): LinkedData {
  const nodes = all($, "script[type='application/ld+json']").flatMap((script) => nodesOf(parse($(script).text())));
  const pages = nodes.filter((node) => pageTypes.test(typeOf(node)));
  const article =
    pages.find((node) => /(?:Article|Posting|Report|Thesis|Dataset|Recipe|Book)$/.test(typeOf(node))) ?? pages[0];
  const pick = (names: readonly string[]) => firstText([article, ...pages], names);
  return {
    headline: pick(["headline", "name"]),
    authors: namesOf(article?.author ?? article?.creator, nodes),
    published: pick(["datePublished", "dateCreated"]),
    description: pick(["description"]),
    language: pick(["inLanguage"]),
    licence: pick(["license"]),
    publisher: namesOf(article?.publisher, nodes)[0] ?? "",
  };
}

function parse(text: string): unknown {
  try {
    return JSON.parse(text.trim().replace(/^\/\*.*?\*\/|\/\*.*?\*\/$/g, "")) as unknown;
  } catch (error) {
    if (error instanceof SyntaxError) return undefined;
    throw error;
  }
}

/** Descriptions of pages nest a few levels; a hostile one nests without end. */
const deepest = 20;

function nodesOf(value: unknown, depth = 0): readonly Json[] {
  if (depth > deepest) return [];
  if (Array.isArray(value)) return value.flatMap((item) => nodesOf(item, depth + 1));
  if (!isObject(value)) return [];
  const below = [value["@graph"], value.mainEntity, value.mainEntityOfPage];
  return [value, ...below.flatMap((item) => nodesOf(item, depth + 1))];
}

function isObject(value: unknown): value is Json {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}

function typeOf(node: Json): string {
  const type: unknown = node["@type"];
  return Array.isArray(type) ? String(type[0] ?? "") : String(type ?? "");
}

function firstText(nodes: readonly (Json | undefined)[], names: readonly string[]): string {
  for (const node of nodes) {
    for (const name of names) {
      const value = node?.[name];
      const text = typeof value === "string" ? value : isObject(value) ? String(value.url ?? value.name ?? "") : "";
      if (text.trim() !== "") return plain(text);
    }
  }
  return "";
}

/** Names of persons or organisations, written out or pointed at by `@id`. */
function namesOf(value: unknown, nodes: readonly Json[], depth = 0): readonly string[] {
  if (depth > deepest) return [];
  if (typeof value === "string") return value.startsWith("http") ? [] : [plain(value)];
  if (Array.isArray(value)) return value.flatMap((item) => namesOf(item, nodes, depth + 1));
  if (!isObject(value)) return [];
  if (typeof value.name === "string") return [plain(value.name)];
  const target = nodes.find((node) => node["@id"] === value["@id"] && typeof node.name === "string");
  return typeof target?.name === "string" ? [plain(target.name)] : [];
}

const named: Readonly<Record<string, string>> = {
  amp: "&",
  quot: '"',
  apos: "'",
  lt: "<",
  gt: ">",
  nbsp: " ",
  lsquo: "‘",
  rsquo: "’",
  ldquo: "“",
  rdquo: "”",
  laquo: "«",
  raquo: "»",
  ndash: "–",
  mdash: "—",
  hellip: "…",
};

/** JSON-LD often carries HTML entities. */
function plain(text: string): string {
  const decoded = text.replace(/&(?:#x([\da-f]{1,6})|#(\d{1,7})|([a-z]{2,6}));/gi, (whole, hex, decimal, name) => {
    const code = hex === undefined ? Number(decimal) : Number.parseInt(hex, 16);
    return name === undefined ? characterOf(code) : (named[String(name).toLowerCase()] ?? whole);
  });
  return cleanText(decoded);
}

/** The character of a code, or the one that stands for what is none. */
const characterOf = (code: number): string =>
  code > 0 && code <= 0x10_ffff && !(code >= 0xd800 && code <= 0xdfff) ? String.fromCodePoint(code) : "\ufffd";
