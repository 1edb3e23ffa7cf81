import type { TaskContext } from "../child/serve.ts";
import type { LaidBlock } from "../layout/block.ts";
import type { PageContent } from "../layout/item.ts";
import { toPageBlocks } from "../layout/page-blocks.ts";
import { styleOf } from "../layout/style.ts";
import { cleanRecognised } from "../ocr/clean.ts";
import { type ImageFacts, measureImage } from "./measure.ts";
import { toReadablePng, toShownPng } from "./raster.ts";

/** Measures a picture in a child. */
export async function measureTask(input: unknown): Promise<ImageFacts> {
  // The only sender is `makeAsset`, compiled together with this task.
  return measureImage((input as { readonly bytes: Uint8Array }).bytes);
}

/** What an image parser gets back: boxes in the units of `page`. */
export interface ImageReading {
  readonly facts: ImageFacts;
  /** A PNG to show instead of the original, for kinds that must not be shown as they are. */
  readonly shown?: Uint8Array;
  readonly page: Pick<PageContent, "width" | "height">;
  readonly blocks: readonly LaidBlock[];
}

/** What a child is asked to read of a picture. */
export interface ReadImageInput {
  readonly bytes: Uint8Array;
  /** Whether to draw a PNG that stands for the original. */
  readonly draw: boolean;
  /** Whether to read the text in it by OCR. */
  readonly recognise: boolean;
}

const recogniseMs = 30_000;

/** Reads a picture in a child: size, hash, and the text in it by OCR. */
export async function readImageTask(input: unknown, context: TaskContext): Promise<ImageReading> {
  // The only sender is the image parser, compiled together with this task.
  const { bytes, draw, recognise } = input as ReadImageInput;
  const shown = draw ? await toShownPng(bytes) : undefined;
  const facts = await measureImage(shown ?? bytes);
  context.extend(recogniseMs);
  const page = recognise ? await readText(shown ?? bytes) : undefined;
  const { width, height } = page ?? facts;
  const blocks = page ? toPageBlocks({ page, running: [], figures: [] }, styleOf([page])) : [];
  return { facts, ...(shown ? { shown } : {}), page: { width, height }, blocks };
}

async function readText(bytes: Uint8Array): Promise<PageContent | undefined> {
  const { recognise } = await import("../pdf/liteparse.ts");
  const [page] = await recognise(await toReadablePng(bytes), [1]);
  return page && cleanRecognised(page);
}
