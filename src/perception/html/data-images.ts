import type { AssetBytes } from "../../evidence/parsed-source.ts";
import { makeAsset } from "../asset.ts";
import type { BlockDraft } from "../blocks.ts";
import type { Dropped } from "./clean.ts";

export interface DataImages {
  readonly drafts: readonly BlockDraft[];
  readonly assets: readonly AssetBytes[];
  readonly rejected: readonly Dropped[];
}

type Figure = Extract<BlockDraft, { readonly type: "figure" }>;

const smallestSide = 80;
const maximumImageBytes = 20 * 1024 * 1024;

/**
 * Turns figures with `data:` addresses into assets.
 *
 * Contract: an embedded image that cannot be decoded or is as small as an icon is left out with the reason; equal
 * images become one asset; rejects only with the signal's abort reason.
 */
export async function takeDataImages(drafts: readonly BlockDraft[], signal: AbortSignal): Promise<DataImages> {
  const kept: BlockDraft[] = [];
  const assets = new Map<string, AssetBytes>();
  const rejected: Dropped[] = [];
  for (const draft of drafts) {
    if (draft.type !== "figure" || draft.url?.startsWith("data:") !== true) {
      kept.push(draft);
      continue;
    }
    const made = await assetOf(draft, signal);
    if (made === undefined) {
      rejected.push({ what: "embedded image", why: "too small to show, or cannot be decoded" });
      continue;
    }
    assets.set(made.asset.id, made);
    const { url: _, ...figure } = draft;
    kept.push({ ...figure, assetId: made.asset.id });
  }
  return { drafts: kept, assets: [...assets.values()], rejected };
}

async function assetOf(figure: Figure, signal: AbortSignal): Promise<AssetBytes | undefined> {
  const bytes = bytesOf(figure.url ?? "");
  if (bytes === undefined || bytes.length > maximumImageBytes) return undefined;
  const { alt, caption } = figure;
  const facts = { ...(alt === undefined ? {} : { alt }), ...(caption === undefined ? {} : { caption }) };
  const made = await makeAsset(bytes, facts, signal);
  return Math.min(made.asset.width, made.asset.height) < smallestSide ? undefined : made;
}

/** The bytes of a base64 `data:` address; SVG and other text is not taken, it may carry script. */
function bytesOf(url: string): Uint8Array | undefined {
  const match = /^data:image\/(?:png|jpe?g|webp|gif|bmp|tiff?|avif)\s*(?:;[^,]*)?;base64,/i.exec(url);
  return match === null
    ? undefined
    : Buffer.from(url.slice(match[0].length).replace(/%[0-9a-f]{2}|\s/gi, ""), "base64");
}
