import { type Chart, citationMarks, printedBlocks, type ResolvedReport, textOf, walkBlocks } from "../report/index.ts";
import { type ChartDrawing, drawChart } from "./charts.ts";
import { documentToHtml } from "./html/document.ts";
import { anchor, type Markup, ownMarkup } from "./html/markup.ts";
import { embedPictures } from "./html/pictures.ts";
import type { RenderContext, Renderer } from "./renderer.ts";
import type { Theme } from "./theme.ts";

/** One file that needs nothing else: no network, no folder, and for reading not even its script. */
export const htmlRenderer: Renderer = {
  format: "html",
  mediaType: "text/html",
  async render(resolved, context) {
    const text = await toHtml(resolved, context, { isPrint: false });
    return [{ name: "report.html", bytes: new TextEncoder().encode(text) }];
  },
};

/** The report as one HTML file, for the screen or for paper. */
export async function toHtml(
  resolved: ResolvedReport,
  context: RenderContext,
  { isPrint }: { readonly isPrint: boolean },
): Promise<string> {
  const pictures = await embedPictures(resolved, context, { withPages: !isPrint });
  const drawings = await drawCharts(
    resolved,
    context,
    isPrint ? [{ width: 656, tallest: 220 }] : [{ width: 704 }, { width: 348 }],
  );
  return documentToHtml({ resolved, theme: context.theme, isPrint, pictures, drawings });
}

/** In pixels: A4 has 656 between its margins. */
type DrawingSize = Pick<ChartDrawing, "width" | "tallest">;

async function drawCharts(
  resolved: ResolvedReport,
  { theme, signal }: RenderContext,
  sizes: readonly DrawingSize[],
): Promise<ReadonlyMap<string, readonly Markup[]>> {
  const drawings = new Map<string, readonly Markup[]>();
  for (const block of walkBlocks(printedBlocks(resolved))) {
    signal.throwIfAborted();
    if (block.type !== "chart") continue;
    const svgs = await Promise.all(sizes.map((size) => drawChartForScreen(block, resolved, { theme, ...size })));
    drawings.set(
      block.id,
      svgs.map((svg) => ownMarkup(svg)),
    );
  }
  return drawings;
}

/** A chart as SVG whose colours are variables, so that the page around it chooses light or dark. */
export async function drawChartForScreen(
  chart: Chart,
  resolved: ResolvedReport,
  { theme, ...size }: DrawingSize & { readonly theme: Theme },
): Promise<string> {
  return withVariables(await drawn(chart, resolved, { theme, ...size }), theme);
}

function drawn(
  chart: Chart,
  resolved: ResolvedReport,
  { theme, ...size }: DrawingSize & { readonly theme: Theme },
): Promise<string> {
  return drawChart(chart, {
    theme,
    ...size,
    labels: resolved.labels,
    language: resolved.report.language,
    idPrefix: `${anchor(chart.id)}-${size.width}`,
    title: `${resolved.numbered.get(chart.id)?.label ?? ""}. ${textOf(chart.caption).trim()}`,
    linkTo: (evidenceIds) => {
      const known = citationMarks(resolved, evidenceIds).flatMap((mark) =>
        mark.number === undefined ? [] : mark.evidenceIds,
      );
      const [first] = known;
      return first === undefined
        ? undefined
        : { href: `#${anchor(first)}`, "data-evidence": known.map(anchor).join(" ") };
    },
  });
}

/** Colours of the theme become its variables, so that the drawing follows the reader's choice of light or dark. */
function withVariables(svg: string, { colours }: Theme): string {
  const names = new Map<string, string>([
    ...colours.series.map((colour, index): [string, string] => [colour, `--series-${index + 1}`]),
    [colours.background, "--background"],
    [colours.text, "--text"],
    [colours.muted, "--muted"],
    [colours.line, "--line"],
  ]);
  return svg.replace(/ (fill|stroke)="(#[0-9a-f]{6})"/g, (all, attribute: string, colour: string) => {
    const name = names.get(colour);
    return name === undefined ? all : ` ${attribute}="var(${name})"`;
  });
}
