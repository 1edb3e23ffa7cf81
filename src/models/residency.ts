import type { ModelProfile } from "./profile.ts";
import { imageTokens } from "./tokens.ts";

/** A picture that a conversation has shown. */
export interface ShownPicture {
  readonly assetId: string;
  /** Pixels. */
  readonly width: number;
  readonly height: number;
  /** The turn in which it was last looked at; larger is later. */
  readonly lastTurn: number;
  /** What the user gave and what is cited stays in view. */
  readonly isPinned: boolean;
}

/** How a picture stands in the next call: its pixels, half as large, or its one-line gist alone. */
export type Residency = "full" | "half" | "gist";

/**
 * Which pictures are sent with their pixels: pinned ones first, then the last seen, whole, then at half size, then as
 * gists, as long as the token budget and the model's number of pictures last. Whatever is left out stays in visual
 * memory and can be loaded again by its id.
 *
 * Contract: pure; a later picture is never in view when an earlier one of the same kind would fit in its place; the
 * latest picture is in view at half size at least, whenever any picture fits.
 */
export function residencyOf(
  pictures: readonly ShownPicture[],
  { tokens, profile }: { readonly tokens: number; readonly profile: ModelProfile },
): ReadonlyMap<string, Residency> {
  const placed = new Map<string, Residency>(pictures.map(({ assetId }) => [assetId, "gist"]));
  if (!profile.vision) return placed;
  const ranked = [...pictures].sort(
    (first, second) => Number(second.isPinned) - Number(first.isPinned) || second.lastTurn - first.lastTurn,
  );
  const latest = pictures.reduce<ShownPicture | undefined>(
    (best, picture) => (best && best.lastTurn > picture.lastTurn ? best : picture),
    undefined,
  );
  const order = latest ? [latest, ...ranked.filter((picture) => picture !== latest)] : ranked;
  let left = tokens;
  let count = 0;
  for (const [index, picture] of order.entries()) {
    if (count >= profile.maxImages) break;
    const isRecent = picture.isPinned || index < fullPictures;
    const place = (isRecent ? (["full", "half"] as const) : (["half"] as const)).find(
      (kind) => tokensAt(picture, kind, profile) <= left,
    );
    if (!place) continue;
    placed.set(picture.assetId, place);
    left -= tokensAt(picture, place, profile);
    count += 1;
  }
  return placed;
}

/**
 * The current picture whole and some before it; older ones at half size (the recipe Z.ai publishes for long sessions).
 */
const fullPictures = 3;

/** Tokens that a picture takes in the model's context when it is shown at this size. */
export function tokensAt(
  { width, height }: ShownPicture,
  place: Exclude<Residency, "gist">,
  profile: ModelProfile,
): number {
  const largest = Math.max(width, height);
  const scale = Math.min(1, profile.maxImageSide / largest) * (place === "half" ? 0.5 : 1);
  return imageTokens({ width: Math.max(1, width * scale), height: Math.max(1, height * scale) }, profile);
}
