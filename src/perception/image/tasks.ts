import { type ImageFacts, measureImage } from "./measure.ts";

/** Measures a picture in a child. */
export async function measureTask(input: unknown): Promise<ImageFacts> {
  // The only sender is `makeAsset`, compiled together with this task.
  return measureImage((input as { readonly bytes: Uint8Array }).bytes);
}
