import { z } from "zod";
import type { FusedHit, Search } from "../search/index.ts";
import { defineTool, type ToolContext, type ToolOutcome, textOutcome } from "./tool.ts";

const input = z.object({
  query: z.string().min(1).max(400).describe("a few words as a document would write them"),
  limit: z.number().int().min(1).max(20).default(8),
});

/** Searches the web with the configured providers. */
export const searchWeb = defineTool({
  name: "search_web",
  aliases: ["zai_search", "web_search"],
  description: "Searches the web. Gives titles, addresses and snippets; open what looks useful with open_url.",
  input,
  run: (given, context) => find("web", given, context),
});

/** Searches papers. */
export const searchScholar = defineTool({
  name: "search_scholar",
  aliases: ["zai_scholar_search"],
  description: "Searches scholarly papers (arXiv, Crossref, Europe PMC). Gives titles, authors, dates and addresses.",
  input,
  run: (given, context) => find("scholar", given, context),
});

/** Searches pictures with their licences. */
export const searchImages = defineTool({
  name: "search_images",
  aliases: ["zai_image_search", "text_to_image_search"],
  description: "Searches openly licensed pictures. Gives the page, the picture's address, size, licence and credit.",
  input,
  run: (given, context) => find("images", given, context),
});

/** Searches what was read and the documents at hand. */
export const searchLibrary = defineTool({
  name: "search_library",
  description: "Searches the documents at hand and everything read so far. Gives passages with source and page.",
  input,
  async run({ query, limit }, { library }) {
    const hits = library.search({ query, limit });
    if (hits.length === 0) return textOutcome("No passage has these words.");
    const lines = hits.map(({ sourceId, sourceTitle, locator: { page, section }, text }) => {
      const place = [page === undefined ? "" : `p. ${page}`, section ?? ""].filter(Boolean).join(", ");
      return `[${sourceId}] ${sourceTitle}${place ? ` (${place})` : ""}\n${text}`;
    });
    return textOutcome(lines.join("\n\n"));
  },
});

async function find(
  kind: keyof ToolContext["searches"],
  { query, limit }: z.output<typeof input>,
  { searches, addresses, signal }: ToolContext,
): Promise<ToolOutcome> {
  const search: Search | undefined = searches[kind];
  if (!search)
    return {
      ok: false,
      message: `Nothing to search with for ${kind}: the run is offline or no provider is chosen (--search).`,
    };
  const { hits, failures } = await search.search({ query, limit, kind: kind === "images" ? "image" : "text" }, signal);
  const found = hits.slice(0, limit);
  addresses.allow(
    found.flatMap(({ url, image }) => [url, image?.url].filter((one): one is string => one !== undefined)),
  );
  if (found.length > 0) return textOutcome(found.map(describe).join("\n\n"));
  const reasons = failures.map(({ message }) => message).join(" ");
  return reasons === "" ? textOutcome("Nothing was found with these words.") : { ok: false, message: reasons };
}

function describe({ title, url, published, authors, snippet, image }: FusedHit, index: number): string {
  const facts = [authors?.slice(0, 3).join(", "), published].filter(Boolean).join(", ");
  const picture = image
    ? `picture: ${image.url}${image.width ? ` (${image.width} × ${image.height})` : ""}; licence: ${image.licence ?? "unknown"}; credit: ${image.credit ?? "unknown"}`
    : "";
  return [`${index + 1}. ${title}${facts ? ` (${facts})` : ""}`, url ?? "", picture, snippet]
    .filter(Boolean)
    .join("\n");
}
