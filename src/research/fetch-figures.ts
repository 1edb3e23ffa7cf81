import type { AssetBytes, ParsedSource, SourceFigure } from "../evidence/parsed-source.ts";
import { makeAsset } from "../perception/index.ts";
import type { Services } from "./services.ts";

/** Pictures fetched for one page: a bound, because a page may show hundreds. */
const maxFigures = 6;
/** Smaller pictures are icons and buttons. */
const minSide = 120;
const minWords = 3;

/**
 * Fetches the pictures that a web page shows with a caption or a description, so that they can be looked at and shown.
 *
 * Contract: nothing without words is fetched, because nothing could say what it shows; robots.txt and the network's
 * guards hold; a picture that cannot be had costs itself only; the page's own text stays as it is.
 */
export async function fetchFigures(
  parsed: ParsedSource,
  { fetcher, signal }: Pick<Services, "fetcher" | "signal">,
): Promise<{ readonly parsed: ParsedSource; readonly assets: readonly AssetBytes[] }> {
  const wanted = parsed.blocks.filter(isWanted).slice(0, maxFigures);
  if (wanted.length === 0) return { parsed, assets: [] };
  const fetched = await Promise.all(
    wanted.map(async (figure) => [figure.id, await fetchOne(figure, { fetcher, signal })] as const),
  );
  const assets = new Map(fetched.flatMap(([id, asset]) => (asset ? [[id, asset] as const] : [])));
  const blocks = parsed.blocks.map((block) => {
    const asset = assets.get(block.id)?.asset;
    return asset && block.type === "figure" ? { ...block, assetId: asset.id } : block;
  });
  const added = [...assets.values()];
  return {
    parsed: { ...parsed, blocks, assets: [...parsed.assets, ...added.map(({ asset }) => asset)] },
    assets: added,
  };
}

function isWanted(block: ParsedSource["blocks"][number]): block is SourceFigure {
  if (block.type !== "figure" || block.assetId !== undefined || !/^https?:/i.test(block.url ?? "")) return false;
  const words = `${block.caption ?? ""} ${block.alt ?? ""}`.match(/[\p{L}\p{N}]+/gu) ?? [];
  return words.length >= minWords || /[\p{sc=Han}\p{sc=Arabic}\p{sc=Hiragana}]{3,}/u.test(words.join(""));
}

async function fetchOne(
  { url = "", caption, alt, locator }: SourceFigure,
  { fetcher, signal }: Pick<Services, "fetcher" | "signal">,
): Promise<AssetBytes | undefined> {
  const fetched = await fetcher.fetchResource(url, { signal, userTyped: false });
  if (!fetched.ok || !/^image\//.test(fetched.resource.mediaType)) return undefined;
  const facts = { locator, ...(caption ? { caption } : {}), ...(alt ? { alt } : {}) };
  const made = await makeAsset(fetched.resource.bytes, facts, signal);
  return Math.min(made.asset.width, made.asset.height) >= minSide ? made : undefined;
}
