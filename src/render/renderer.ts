import type { ResolvedReport } from "../report/resolve.ts";
import type { Theme } from "./theme.ts";

/** What a renderer may use. */
export interface RenderContext {
  readonly theme: Theme;
  /** Bytes of an asset of the report; throws `NOT_FOUND` when the run folder lost it. */
  readonly loadAsset: (assetId: string) => Promise<Uint8Array>;
  readonly signal: AbortSignal;
}

/** One file of an artifact. `name` is relative to the run folder; the first is the artifact itself. */
export interface RenderedFile {
  readonly name: string;
  readonly bytes: Uint8Array;
}

/**
 * Report in, bytes out.
 *
 * Contract: no numbering (that is `resolve`), no business wording, no reading or writing of files; the same input gives
 * the same output apart from timestamps that the container format demands.
 */
export interface Renderer {
  readonly format: "md" | "html" | "pdf" | "docx" | "pptx";
  readonly mediaType: string;
  /** One file, or several where the format has files beside it. */
  render(report: ResolvedReport, context: RenderContext): Promise<readonly RenderedFile[]>;
}
