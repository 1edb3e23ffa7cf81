import { defaultTheme, type RenderContext } from "../../src/render/index.ts";
import { loadSampleAsset } from "./sample-report.ts";

/** What a renderer may use, with the pictures of the sample report. */
export function sampleContext(overrides: Partial<RenderContext> = {}): RenderContext {
  return { theme: defaultTheme, loadAsset: loadSampleAsset, signal: new AbortController().signal, ...overrides };
}
