import { z } from "zod";
import { parseBoxes } from "../models/index.ts";
import type { Box } from "../report/index.ts";
import type { Picture } from "./pictures.ts";
import { defineTool, type ToolContext, type ToolOutcome } from "./tool.ts";

/** A picture of visual memory by its id, with or without the placeholder's brackets. */
export const imageId = z
  .string()
  .transform((text) => /as-[0-9a-f]+/.exec(text)?.[0] ?? text)
  .describe("id of a picture, as-…");

/** A box in whatever form a model writes it; read with the picture's size at hand. */
export const boxInput = z
  .union([z.array(z.unknown()), z.record(z.string(), z.unknown()), z.string()])
  .describe("left, top, right, bottom");

/** Loads a picture's pixels into view again. */
export const viewImage = defineTool({
  name: "view_image",
  aliases: ["zai_view_image", "load_image", "dr_load_image", "dr_visit_img"],
  description: "Shows a picture that was seen before, by its id. Use it when its one-line gist is not enough.",
  input: z.object({ image: imageId }),
  run: async ({ image }, context) =>
    withPicture(image, context, ({ asset }) => shown(asset.id, describe(context, asset.id))),
});

/** Cuts a part out of the original, to see it in full resolution. */
export const cropImage = defineTool({
  name: "crop_image",
  aliases: ["zai_crop_image", "zoom_in", "dr_crop"],
  description:
    "Cuts a box out of a picture's original at full resolution and shows it larger. Use it before reading small text or values.",
  input: z.object({ image: imageId, box: boxInput, gist: z.string().max(200).default("") }),
  run: async ({ image, box, gist }, context) =>
    withPicture(image, context, async (picture) => {
      const cut = readBox(box, picture, context);
      if (!cut)
        return { ok: false, message: `The box ${JSON.stringify(box)} cannot be read; give left, top, right, bottom.` };
      const crop = await context.pictures.crop(image, cut, gist || `part of ${picture.gist || image}`);
      return shown(crop.asset.id, describe(context, crop.asset.id));
    }),
});

/** Runs `use` with the picture, or says which pictures there are. */
export async function withPicture(
  id: string,
  { pictures }: Pick<ToolContext, "pictures">,
  use: (picture: Picture) => Promise<ToolOutcome> | ToolOutcome,
): Promise<ToolOutcome> {
  const picture = pictures.get(id);
  if (picture) return use(picture);
  const known = pictures
    .all()
    .map(({ asset }) => asset.id)
    .slice(-10)
    .join(", ");
  return { ok: false, message: `There is no picture ${id}; the last ones seen are: ${known || "none"}.` };
}

/** The first box of what a model wrote, in the scale of its profile. */
export function readBox(given: unknown, { asset }: Picture, { models }: Pick<ToolContext, "models">): Box | undefined {
  const scale = models?.profileOf("look").coordinates ?? "unit";
  const text = typeof given === "string" ? given : JSON.stringify(given);
  return parseBoxes(text, { scale, size: asset })[0];
}

function shown(assetId: string, text: string): ToolOutcome {
  return {
    ok: true,
    content: [
      { type: "text", text },
      { type: "picture", assetId },
    ],
  };
}

function describe({ pictures }: Pick<ToolContext, "pictures">, id: string): string {
  const picture = pictures.get(id);
  if (!picture) return id;
  const { width, height, parent, credit, licence } = picture.asset;
  const from = parent ? `, cut out of ${parent.assetId}` : "";
  const terms = [credit, licence].filter(Boolean).join(", ");
  return `${id}: ${picture.gist || "no description yet"} (${width} × ${height} pixels${from}${terms ? `; ${terms}` : ""})`;
}
