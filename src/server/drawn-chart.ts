import { ExhibitError } from "../errors.ts";
import { defaultTheme, drawChartForScreen } from "../render/index.ts";
import { printedBlocks, type ResolvedReport, walkBlocks } from "../report/index.ts";

/** A chart of a report as SVG, drawn as in its HTML file. Errors: `NOT_FOUND`. */
export async function drawnChart(
  id: string,
  resolved: ResolvedReport,
  { width, signal }: { readonly width: number; readonly signal: AbortSignal },
): Promise<string> {
  for (const block of walkBlocks(printedBlocks(resolved))) {
    if (block.type !== "chart" || block.id !== id) continue;
    signal.throwIfAborted();
    return drawChartForScreen(block, resolved, { theme: defaultTheme, width });
  }
  throw new ExhibitError("NOT_FOUND", `This report has no chart ${id}.`);
}
