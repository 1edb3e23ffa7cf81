import { readFile, realpath, stat } from "node:fs/promises";
import { join, sep } from "node:path";
import type { AssetBytes } from "../evidence/parsed-source.ts";
import { makeAsset } from "./asset.ts";
import type { BlockDraft } from "./blocks.ts";

interface EmbeddedImages {
  readonly drafts: readonly BlockDraft[];
  readonly assets: readonly AssetBytes[];
  readonly rejected: readonly { readonly what: string; readonly why: string }[];
}

/** Where pictures of a document may be read from; `data:` addresses always are. */
export interface EmbeddedImageOptions {
  readonly signal: AbortSignal;
  /** The folder of a local document; pictures in it and below it may be read, nothing else on the disk. */
  readonly folder?: string;
  /** Pictures inside the document's own archive, by the address that the document uses. */
  readonly read?: (address: string) => Promise<Uint8Array | undefined>;
}

type Figure = Extract<BlockDraft, { readonly type: "figure" }>;

const smallestSide = 80;
const maximumImageBytes = 20 * 1024 * 1024;

/**
 * Turns figures whose bytes are at hand (`data:` addresses, files beside a local document, parts of its archive) into
 * assets; figures on the web keep their address.
 *
 * Contract: an image that cannot be had, cannot be decoded or is as small as an icon is left out with the reason; equal
 * images become one asset; rejects only with the signal's abort reason.
 */
export async function embedImages(
  drafts: readonly BlockDraft[],
  options: EmbeddedImageOptions,
): Promise<EmbeddedImages> {
  const kept: BlockDraft[] = [];
  const assets = new Map<string, AssetBytes>();
  const rejected: { what: string; why: string }[] = [];
  for (const draft of drafts) {
    if (draft.type !== "figure" || draft.url === undefined || /^https?:/i.test(draft.url)) {
      kept.push(draft);
      continue;
    }
    const made = await assetOf(draft, options);
    if (typeof made === "string") {
      rejected.push({ what: `image ${draft.url.slice(0, 80)}`, why: made });
      continue;
    }
    assets.set(made.asset.id, made);
    const { url: _, ...figure } = draft;
    kept.push({ ...figure, assetId: made.asset.id });
  }
  return { drafts: kept, assets: [...assets.values()], rejected };
}

async function assetOf(figure: Figure, options: EmbeddedImageOptions): Promise<AssetBytes | string> {
  const bytes = await bytesOf(figure.url ?? "", options);
  if (bytes === undefined || bytes.length === 0) return "not a picture that stands in or beside the document";
  if (bytes.length > maximumImageBytes) return "larger than 20 MB";
  const { alt, caption } = figure;
  const facts = { ...(alt === undefined ? {} : { alt }), ...(caption === undefined ? {} : { caption }) };
  const made = await makeAsset(bytes, facts, options.signal);
  return Math.min(made.asset.width, made.asset.height) < smallestSide
    ? "too small to show, or cannot be decoded"
    : made;
}

async function bytesOf(url: string, options: EmbeddedImageOptions): Promise<Uint8Array | undefined> {
  if (/^data:/i.test(url)) return dataBytes(url);
  const address = (url.split(/[?#]/)[0] ?? "").replace(/%20/g, " ");
  if (options.read !== undefined) return options.read(address);
  return options.folder === undefined ? undefined : localBytes(address, options.folder);
}

/** The bytes of a base64 `data:` address; SVG and other text is not taken, it may carry script. */
function dataBytes(url: string): Uint8Array | undefined {
  const match = /^data:image\/(?:png|jpe?g|webp|gif|bmp|tiff?|avif)\s*(?:;[^,]*)?;base64,/i.exec(url);
  return match === null
    ? undefined
    : Buffer.from(url.slice(match[0].length).replace(/%[0-9a-f]{2}|\s/gi, ""), "base64");
}

/** Links are followed before the check, so that one cannot lead out of the folder. */
async function localBytes(address: string, folder: string): Promise<Uint8Array | undefined> {
  if (!/\.(?:png|jpe?g|webp|gif)$/i.test(address)) return undefined;
  const root = await realpath(folder).catch(() => undefined);
  const path = root === undefined ? undefined : await realpath(join(root, address)).catch(() => undefined);
  if (root === undefined || path === undefined || !path.startsWith(root + sep)) return undefined;
  const facts = await stat(path);
  return facts.isFile() && facts.size <= maximumImageBytes ? readFile(path) : undefined;
}
