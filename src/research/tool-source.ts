import type { Failure } from "../errors.ts";
import { sha256Of, sourceIdOf } from "../evidence/index.ts";
import type { AssetBytes, ParsedSource, SourceFigure } from "../evidence/parsed-source.ts";
import { parserFor } from "../perception/index.ts";
import type { Source } from "../report/index.ts";
import type { Tool, ToolContent } from "../tools/index.ts";
import type { ToolAnswer } from "./call-tools.ts";
import type { Services } from "./services.ts";
import { toolContextOf } from "./tool-context.ts";

/** Characters of an input that stand in a title. */
const titleInput = 120;

/**
 * Reads the answer of a tool into the library as a source, so that it can be quoted: JSON as tables, words as Markdown,
 * pictures as figures.
 *
 * Contract: the source is of this one call, named with tool, input and time; asked again it is taken from the library.
 */
export async function readToolAnswer(
  answer: ToolAnswer,
  tool: Tool,
  services: Services,
): Promise<{ readonly ok: true; readonly sourceId: string } | { readonly ok: false; readonly failure: Failure }> {
  const { library, emit } = services;
  const target = `tool:${tool.name}`;
  const source = describe(answer, tool);
  const known = library.get(source.id);
  emit({ type: "source-start", target });
  const read = known ? { ok: true as const, parsed: known.parsed } : await parse(answer, source, services);
  if (!read.ok) {
    const failure = { ...read.failure, stage: "gather", target };
    emit({ type: "source-failed", failure });
    return { ok: false, failure };
  }
  if (!("assets" in read)) return announce(source, target, true, services);
  await library.add({ source, parsed: read.parsed }, { assets: read.assets, parser: "tool@1" });
  return announce(source, target, false, services);
}

function announce({ id, title }: Source, target: string, cached: boolean, { emit }: Pick<Services, "emit">) {
  emit({ type: "source-read", sourceId: id, target, title, pages: 0, cached });
  return { ok: true as const, sourceId: id };
}

function describe({ tool: name, input, at, content }: ToolAnswer, tool: Tool): Source {
  const sha256 = sha256Of(JSON.stringify([name, input, at, content]));
  const given = inputWords(input);
  const own = tool.user ? `${tool.user.group}: ${tool.user.own}` : name;
  return {
    id: sourceIdOf(sha256),
    url: `tool:${name}?${new URLSearchParams(Object.entries(input).map(([key, value]) => [key, wordOf(value)]))}`,
    title: `${own}, asked on ${at.slice(0, 16).replace("T", " at ")} UTC${given ? ` (${given})` : ""}`,
    authors: [],
    fetched: at,
    mediaType: isJson(textOf(content)) ? "application/json" : "text/markdown",
    sha256,
    site: `tool ${name}`,
  };
}

function inputWords(input: ToolAnswer["input"]): string {
  const words = Object.entries(input).map(([key, value]) => `${key}: ${wordOf(value)}`);
  const line = words.join(", ").replace(/\s+/g, " ");
  return line.length <= titleInput ? line : `${line.slice(0, titleInput - 1)}…`;
}

const wordOf = (value: unknown): string => (typeof value === "string" ? value : JSON.stringify(value));

function textOf(content: readonly ToolContent[]): string {
  return content.flatMap((part) => (part.type === "text" ? [part.text] : [])).join("\n\n");
}

function isJson(text: string): boolean {
  try {
    return typeof JSON.parse(text) === "object";
  } catch (error) {
    if (error instanceof SyntaxError) return false;
    throw error;
  }
}

type Parsed =
  | { readonly ok: true; readonly parsed: ParsedSource; readonly assets: readonly AssetBytes[] }
  | { readonly ok: false; readonly failure: Failure };

async function parse({ content }: ToolAnswer, source: Source, services: Services): Promise<Parsed> {
  const text = textOf(content);
  const pictures = await picturesOf(content, services);
  const empty = { blocks: [], pages: [], links: [], assets: [], dropped: [], warnings: [] };
  const words = text.trim() === "" && pictures.length > 0 ? empty : await parseText(text, source, services);
  if ("failure" in words) return { ok: false, failure: words.failure };
  const figures = pictures.map(({ asset }, index): SourceFigure => {
    const caption = asset.caption ?? asset.alt ?? source.title;
    return {
      type: "figure",
      id: `b${words.blocks.length + index + 1}`,
      assetId: asset.id,
      caption,
      kind: "unknown",
      locator: {},
    };
  });
  // What a stranger's text says of itself is not taken over: the source is the call.
  const parsed: ParsedSource = {
    ...words,
    metadata: { title: source.title, authors: [], ...(source.site ? { site: source.site } : {}) },
    blocks: [...words.blocks, ...figures],
    assets: pictures.map(({ asset }) => asset),
  };
  return { ok: true, parsed, assets: pictures };
}

async function parseText(
  text: string,
  { mediaType, sha256, site = "" }: Source,
  { signal, temporaryFolder }: Services,
): Promise<Omit<ParsedSource, "metadata"> | { readonly failure: Failure }> {
  const name = mediaType === "application/json" ? "answer.json" : "answer.md";
  const resource = { bytes: new TextEncoder().encode(text), mediaType, name, sha256 };
  const parser = parserFor(resource);
  if (!parser) throw new Error(`No parser reads ${mediaType}.`);
  const read = await parser.parse(resource, { signal, temporaryFolder });
  if (read.ok) return read.parsed;
  const message = `The answer of ${site} holds nothing that can be read.`;
  return { failure: { ...read.failure, message } };
}

async function picturesOf(content: readonly ToolContent[], services: Services): Promise<readonly AssetBytes[]> {
  const ids = content.flatMap((part) => (part.type === "picture" ? [part.assetId] : []));
  if (ids.length === 0) return [];
  const { pictures } = await toolContextOf(services);
  const found = ids.map(async (id): Promise<readonly AssetBytes[]> => {
    const picture = pictures.get(id);
    if (!picture) return [];
    const caption = picture.gist;
    return [{ asset: { ...picture.asset, ...(caption ? { caption } : {}) }, bytes: await pictures.bytes(id) }];
  });
  return (await Promise.all(found)).flat();
}
