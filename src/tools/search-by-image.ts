import { z } from "zod";
import { imageId, withPicture } from "./picture-tools.ts";
import { defineTool, type ToolContext, textOutcome } from "./tool.ts";

/** Bits of 64 in which two pictures may differ and still be the same one, scaled or saved again. */
const sameWithin = 10;

/** Finds the same picture elsewhere, by perceptual hash. */
export const searchByImage = defineTool({
  name: "search_by_image",
  aliases: ["zai_reverse_image_search", "image_search_by_image"],
  description:
    "Finds the same or a nearly same picture among everything seen and all documents at hand, with its captions and sources. It does not search the web.",
  input: z.object({ image: imageId }),
  run: async ({ image }, context) =>
    withPicture(image, context, ({ asset }) => {
      if (asset.perceptualHash === undefined)
        return { ok: false, message: `${image} has no picture hash, so it cannot be compared.` };
      const found = candidates(context)
        .filter(({ id }) => id !== image)
        .map((other) => ({ ...other, distance: distanceOf(asset.perceptualHash ?? "", other.hash) }))
        .filter(({ distance }) => distance <= sameWithin)
        .sort((first, second) => first.distance - second.distance);
      if (found.length === 0) return textOutcome(`No other picture looks like ${image}.`);
      return textOutcome(
        found.map(({ id, text, distance }) => `${id}: ${text} (${distance} of 64 bits differ)`).join("\n"),
      );
    }),
});

interface Candidate {
  readonly id: string;
  readonly hash: string;
  readonly text: string;
}

function candidates({ pictures, library }: ToolContext): readonly Candidate[] {
  const seen = pictures
    .all()
    .flatMap(({ asset, gist }) =>
      asset.perceptualHash ? [{ id: asset.id, hash: asset.perceptualHash, text: gist }] : [],
    );
  const stored = library.list().flatMap(({ id, title }) =>
    (library.get(id)?.parsed.assets ?? []).flatMap((asset) =>
      asset.perceptualHash
        ? [
            {
              id: asset.id,
              hash: asset.perceptualHash,
              text: `${asset.caption ?? asset.alt ?? "picture"}, in ${title} [${id}]`,
            },
          ]
        : [],
    ),
  );
  return [...new Map([...seen, ...stored].map((candidate) => [candidate.id, candidate])).values()];
}

/** Hamming distance of two hashes in hex. */
export function distanceOf(first: string, second: string): number {
  let bits = BigInt(`0x${first || "0"}`) ^ BigInt(`0x${second || "0"}`);
  let count = 0;
  for (; bits > 0n; bits &= bits - 1n) count += 1;
  return count;
}
