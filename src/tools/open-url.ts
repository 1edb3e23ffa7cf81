import { z } from "zod";
import { blockText, type ParsedSource } from "../evidence/parsed-source.ts";
import { letterEdge, type Source } from "../report/index.ts";
import { defineTool, type ToolContent, type ToolContext, type ToolOutcome } from "./tool.ts";

const charactersPerCall = 12_000;
const maxPictures = 6;

/** Reads an address or a file, as words, as pictures, or both. */
export const openUrl = defineTool({
  name: "open_url",
  aliases: ["zai_visit_page", "dr_visit_page", "read_page", "web_reader"],
  description:
    "Reads a page, PDF or picture: a web address that a search, the user or a read page gave, or a file of the user. mode text gives words, visual gives pictures of its pages or figures, auto gives words and its figures. Long documents are read on with from.",
  input: z.object({
    url: z.string().min(1).describe("an address, a file of the user or a source id"),
    mode: z.enum(["text", "visual", "auto"]).default("auto"),
    page: z.number().int().positive().optional().describe("the page to look at, in visual mode"),
    from: z.number().int().nonnegative().default(0).describe("character to read on from"),
  }),
  async run({ url, mode, page, from }, context) {
    const isWeb = /^[a-z][a-z0-9+.-]*:/i.test(url);
    const given = isWeb ? context.addresses.asGiven(url) : undefined;
    if (isWeb && given === undefined) {
      const message = `${url} is not opened: only addresses that the user typed, a search found or a page of the user links to are. Search for it first.`;
      return { ok: false, message };
    }
    const known = context.library.get(url);
    if (!isWeb && !known && !context.addresses.isAllowedFile(url))
      return {
        ok: false,
        message: `${url} is not opened: it is neither a file that the user gave nor the id of a source that was read.`,
      };
    const outcome = known
      ? { ok: true as const, ...known }
      : await context.read(given === undefined ? { path: url } : { url: given });
    if (!outcome.ok) return { ok: false, message: outcome.failure.message };
    const { source, parsed } = outcome;
    // A page that was only found may link wherever its writer wants a reader to go.
    if (context.addresses.isNamed(url))
      context.addresses.allow(parsed.links.filter((link) => context.mayFollow?.(link) ?? true).map((link) => link.url));
    const words = mode === "visual" ? [] : [wordsOf(source, parsed, from)];
    const pictures = mode === "text" || from > 0 ? [] : await picturesOf({ source, parsed }, { mode, page }, context);
    return toOutcome(source, [...words, ...pictures]);
  },
});

function toOutcome(source: Source, content: readonly ToolContent[]): ToolOutcome {
  return content.length > 0
    ? { ok: true, content }
    : { ok: false, message: `${source.title} has no pictures of pages or figures; read it with mode "text".` };
}

function wordsOf(source: Source, { blocks, pages }: ParsedSource, from: number): ToolContent {
  const text = blocks.map((block) => blockText(block)).join("\n\n");
  const end = letterEdge(text, from + charactersPerCall);
  const part = text.slice(letterEdge(text, from), end);
  const rest = text.length - end;
  const head = `[${source.id}] ${source.title}${source.published ? `, ${source.published}` : ""}${pages.length ? `, ${pages.length} pages` : ""}`;
  const more = rest > 0 ? `\n\n(${rest} more characters; read on with from: ${end})` : "";
  return { type: "text", text: `${head}\n\n${part}${more}` };
}

async function picturesOf(
  { source, parsed }: { readonly source: Source; readonly parsed: ParsedSource },
  { mode, page }: { readonly mode: string; readonly page: number | undefined },
  { pictures, library, drawPages }: ToolContext,
): Promise<readonly ToolContent[]> {
  const wanted = page === undefined ? [1, 2, 3] : [page];
  const drawn = mode === "visual" && parsed.pages.length > 0 ? await drawPages(source, wanted) : [];
  if (drawn.length > 0) {
    const added = await Promise.all(
      drawn.map(({ bytes, mediaType, page: number }) =>
        pictures.add(bytes, {
          mediaType,
          sourceId: source.id,
          locator: { page: number },
          gist: `${source.title}, page ${number}`,
        }),
      ),
    );
    return added.map(({ asset }) => ({ type: "picture", assetId: asset.id }));
  }
  const figures = parsed.blocks.flatMap((block) => {
    const asset = block.type === "figure" ? parsed.assets.find(({ id }) => id === block.assetId) : undefined;
    return asset && block.type === "figure" && (page === undefined || block.locator.page === page)
      ? [{ block, asset }]
      : [];
  });
  const shown = figures.slice(0, maxPictures).map(async ({ block, asset }): Promise<ToolContent> => {
    const gist = block.caption ?? block.alt ?? `figure of ${source.title}`;
    const { id: _, width: __, height: ___, sha256: ____, ...facts } = asset;
    const added = await pictures.add(await library.loadAsset(asset.id), {
      ...facts,
      sourceId: source.id,
      locator: block.locator,
      gist,
    });
    return { type: "picture", assetId: added.asset.id };
  });
  return Promise.all(shown);
}
