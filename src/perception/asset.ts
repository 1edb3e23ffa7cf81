import { createHash } from "node:crypto";
import type { AssetBytes } from "../evidence/parsed-source.ts";
import type { Asset } from "../report/index.ts";
import { childPool } from "./child/pool.ts";
import type { ImageFacts } from "./image/measure.ts";

/** What a parser knows about a picture besides its bytes; sizes are measured, not believed. */
export type AssetKnowledge = Omit<Asset, "id" | "sha256" | "width" | "height" | "mediaType" | "perceptualHash"> & {
  readonly mediaType?: string;
};

const measureTimeoutMs = 10_000;

/**
 * A picture as an asset: id and hash from its bytes; type, size and perceptual hash measured in a child process.
 *
 * Contract: width and height are 0 for bytes that cannot be decoded as a picture; such an asset must not be shown.
 * Rejects only with the signal's abort reason.
 */
export async function makeAsset(
  bytes: Uint8Array,
  facts: AssetKnowledge = {},
  signal: AbortSignal = new AbortController().signal,
): Promise<AssetBytes> {
  const outcome = await childPool().run<ImageFacts>(
    "image-measure",
    { bytes },
    { timeoutMs: measureTimeoutMs, signal },
  );
  const unreadable = { mediaType: facts.mediaType ?? "application/octet-stream", width: 0, height: 0 };
  return toAsset(bytes, outcome.state === "ok" ? outcome.value : unreadable, facts);
}

/** The same for bytes that were measured already; the measured media type wins over the declared one. */
export function toAsset(
  bytes: Uint8Array,
  measured: Pick<Asset, "mediaType" | "width" | "height" | "perceptualHash">,
  facts: AssetKnowledge,
): AssetBytes {
  const sha256 = createHash("sha256").update(bytes).digest("hex");
  return { asset: { ...facts, id: `as-${sha256.slice(0, 12)}`, sha256, ...measured }, bytes };
}
