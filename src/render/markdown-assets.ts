import {
  assetFileName,
  type Chart,
  citationMarks,
  type Figure,
  fileStem,
  printedBlocks,
  type ResolvedReport,
  textOf,
  walkBlocks,
} from "../report/index.ts";
import { drawChart } from "./charts.ts";
import { printable } from "./format.ts";
import { sourceAnchor } from "./markdown-sources.ts";
import type { RenderContext, RenderedFile } from "./renderer.ts";

/** File name of a figure under `assets/`, as the run folder has it. */
export function assetName(figure: Figure, { report }: ResolvedReport): string {
  const mediaType = report.assets.find(({ id }) => id === figure.assetId)?.mediaType ?? "";
  return assetFileName(figure.assetId, mediaType);
}

/** The files that the Markdown shows: figures as they are, charts drawn. Each once. */
export async function assetFiles(resolved: ResolvedReport, context: RenderContext): Promise<readonly RenderedFile[]> {
  const files = new Map<string, RenderedFile>();
  for (const block of walkBlocks(printedBlocks(resolved))) {
    context.signal.throwIfAborted();
    if (block.type === "figure") {
      const name = `assets/${assetName(block, resolved)}`;
      if (!files.has(name)) files.set(name, { name, bytes: await context.loadAsset(block.assetId) });
    }
    if (block.type === "chart") files.set(block.id, await chartFile(block, resolved, context));
  }
  return [...files.values()];
}

async function chartFile(chart: Chart, resolved: ResolvedReport, { theme }: RenderContext): Promise<RenderedFile> {
  const svg = await drawChart(chart, {
    theme,
    labels: resolved.labels,
    language: resolved.report.language,
    width: 680,
    idPrefix: fileStem(chart.id),
    title: `${resolved.numbered.get(chart.id)?.label ?? ""}. ${printable(textOf(chart.caption)).trim()}`,
    linkTo: (evidenceIds) => {
      const [mark] = citationMarks(resolved, evidenceIds);
      return mark?.number === undefined ? undefined : { href: `../report.md#${sourceAnchor(mark.number, resolved)}` };
    },
  });
  return { name: `assets/${fileStem(chart.id)}.svg`, bytes: new TextEncoder().encode(svg) };
}
