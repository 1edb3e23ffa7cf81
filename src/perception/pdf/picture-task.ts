import type { PagePng, PdfEngine } from "./engine.ts";
import { loadEngine } from "./read-task.ts";

/** What a child is asked to draw; pages count from 1. */
export interface PictureInput {
  readonly bytes: Uint8Array;
  readonly engine: PdfEngine["name"];
  readonly pages: readonly number[];
  readonly dpi: number;
}

/** Draws pages in a child. */
export async function pictureTask(input: unknown): Promise<readonly PagePng[]> {
  // The only sender is the parser, compiled together with this task.
  const { bytes, engine, pages, dpi } = input as PictureInput;
  return (await loadEngine(engine)).picture(bytes, pages, dpi);
}
