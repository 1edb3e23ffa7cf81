import type { CheerioAPI } from "cheerio";
import { alignTexts } from "./align.ts";
import { draftText } from "./draft-text.ts";
import { defuddleText, readabilityText } from "./peers.ts";
import type { WalkedBlock } from "./walk.ts";

/** Keeps the blocks that at least one of the peers keeps. */
export async function mainBlocks(
  $: CheerioAPI,
  blocks: readonly WalkedBlock[],
  url: string | undefined,
): Promise<readonly WalkedBlock[]> {
  const html = $.html();
  const peers = [await readabilityText(html), await defuddleText(html, url ?? "https://localhost/")];
  const texts = blocks.map((block) => draftText(block.draft));
  const votes = peers.flatMap((peer) => (peer === undefined ? [] : [alignTexts(texts, peer.text)]));
  const kept = blocks.filter((_, index) => votes.some((vote) => vote[index] === true));
  return kept.length === 0 ? blocks : kept;
}
