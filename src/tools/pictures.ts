import { fitImage, type ImageLimits, makeAsset } from "../perception/index.ts";
import type { Asset, Box } from "../report/index.ts";
import { appendLine, type RunFolder } from "../runs/index.ts";

/** A picture that was seen, with what is known of it. */
export interface Picture {
  readonly asset: Asset;
  /** What it shows, in one line; stands for the picture where its pixels are not loaded. */
  readonly gist: string;
}

/**
 * Visual memory: every picture by the id of its content, with lineage, in the run folder.
 *
 * Contract: nothing is ever deleted; the same bytes have the same id; a crop is cut out of the original at full
 * resolution and knows its parent and box; boxes of crops of crops are given in the first original too.
 */
export interface Pictures {
  /** Known bytes keep the id and the facts they have. */
  add(bytes: Uint8Array, facts: Partial<Asset> & { readonly gist?: string }): Promise<Picture>;
  /** Undefined for an id that was never shown. */
  get(assetId: string): Picture | undefined;
  /** In the order of their first sight. */
  all(): readonly Picture[];
  /** Errors: rejects for an id that is not known. */
  bytes(assetId: string): Promise<Uint8Array>;
  /** Errors: rejects for an id that is not known and for a box without any pixel. */
  crop(assetId: string, box: Box, gist?: string): Promise<Picture>;
  /** Replaces the gist, once somebody has looked closer. */
  describe(assetId: string, gist: string): Promise<void>;
}

const fileName = "pictures.jsonl";
const original: ImageLimits = { maxSide: 20_000, maxBytes: 50_000_000, types: ["image/png"] };

/** Opens the visual memory of a run folder, with what it holds from before. */
export async function openPictures(folder: RunFolder, signal: AbortSignal): Promise<Pictures> {
  const known = await readKnown(folder);
  const keep = async (picture: Picture): Promise<Picture> => {
    known.set(picture.asset.id, picture);
    await appendLine(folder.resolve(fileName), JSON.stringify(picture));
    return picture;
  };
  const get = (assetId: string): Picture => {
    const picture = known.get(assetId);
    if (!picture) throw new Error(`There is no picture ${assetId}.`);
    return picture;
  };
  const bytes = async (assetId: string): Promise<Uint8Array> => {
    const stored = await folder.readBytes(nameOf(get(assetId).asset));
    if (!stored) throw new Error(`The picture ${assetId} is missing in ${folder.path}.`);
    return stored;
  };
  const add: Pictures["add"] = async (given, { gist = "", ...facts }) => {
    const { asset } = await makeAsset(given, facts, signal);
    const before = known.get(asset.id);
    if (before) return before;
    await folder.writeBytes(nameOf(asset), given);
    return keep({ asset, gist: gist || asset.caption || asset.alt || "" });
  };
  return {
    add,
    get: (assetId) => known.get(assetId),
    all: () => [...known.values()],
    bytes,
    async crop(assetId, box, gist) {
      const parent = get(assetId).asset;
      const cut = await fitImage(await bytes(assetId), { box, limits: original, signal });
      if (!cut) throw new Error(`The picture ${assetId} cannot be cut.`);
      const { sourceId, locator, licence, credit } = parent;
      const inherited = Object.fromEntries(
        Object.entries({ sourceId, locator, licence, credit }).filter(([, value]) => value !== undefined),
      );
      return add(cut.bytes, { ...inherited, parent: inFirst(parent, box), ...(gist ? { gist } : {}) });
    },
    async describe(assetId, gist) {
      await keep({ ...get(assetId), gist });
    },
  };
}

/** A box of a crop as a box of what the crop was cut out of. */
function inFirst(
  { id, parent }: Asset,
  [left, top, right, bottom]: Box,
): { readonly assetId: string; readonly box: Box } {
  if (!parent) return { assetId: id, box: [left, top, right, bottom] };
  const [outerLeft, outerTop, outerRight, outerBottom] = parent.box;
  const x = (value: number): number => outerLeft + value * (outerRight - outerLeft);
  const y = (value: number): number => outerTop + value * (outerBottom - outerTop);
  return { assetId: parent.assetId, box: [x(left), y(top), x(right), y(bottom)] };
}

async function readKnown(folder: RunFolder): Promise<Map<string, Picture>> {
  const bytes = await folder.readBytes(fileName);
  const lines = bytes === undefined ? [] : new TextDecoder().decode(bytes).split("\n");
  return new Map(
    lines.flatMap((line) => {
      const picture = readLine(line);
      return picture ? [[picture.asset.id, picture] as const] : [];
    }),
  );
}

/** The last line of a killed process may be torn. */
function readLine(line: string): Picture | undefined {
  if (!line.trimEnd().endsWith("}")) return undefined;
  return JSON.parse(line) as Picture;
}

function nameOf({ id, mediaType }: Asset): string {
  const ending = mediaType === "image/jpeg" ? "jpg" : (mediaType.split("/")[1]?.split("+")[0] ?? "bin");
  return `assets/${id}.${ending}`;
}
