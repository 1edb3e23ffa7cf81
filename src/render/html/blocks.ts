import { type Block, type Chart, type Figure, type Handlers, handle } from "../../report/index.ts";
import { chartScale, formatExact } from "../format.ts";
import type { HtmlContext } from "./context.ts";
import { citationToHtml, inlinesToHtml } from "./inlines.ts";
import { anchor, html, type Markup } from "./markup.ts";
import { captionOf, tableToHtml } from "./table.ts";

/** Blocks as HTML. */
export function blocksToHtml(blocks: readonly Block[], context: HtmlContext): readonly Markup[] {
  return blocks.map((block) => handle(handlers, block, context));
}

const handlers: Handlers<Block, HtmlContext, Markup> = {
  paragraph: ({ children }, context) => html`<p>${inlinesToHtml(children, context)}</p>\n`,
  list: ({ ordered, items }, context) => {
    const lines = items.map((item) => html`<li>${itemToHtml(item, context)}</li>\n`);
    return ordered ? html`<ol>\n${lines}</ol>\n` : html`<ul>\n${lines}</ul>\n`;
  },
  table: tableToHtml,
  figure: figureToHtml,
  chart: chartToHtml,
  quote: ({ children }, context) => html`<blockquote>${blocksToHtml(children, context)}</blockquote>\n`,
  callout: ({ tone, children }, context) => {
    const label = context.resolved.labels[tone];
    return html`<div class="callout ${tone}" role="note" aria-label="${label}"><p class="callout-label">${label}</p>${blocksToHtml(children, context)}</div>\n`;
  },
  code: ({ value }) => html`<pre tabindex="0"><code>${value}</code></pre>\n`,
  math: ({ value }) => html`<pre class="math" tabindex="0"><code>${value}</code></pre>\n`,
};

/** A list item of one paragraph needs no paragraph inside. */
function itemToHtml(item: readonly Block[], context: HtmlContext): Markup | readonly Markup[] {
  const [first, ...rest] = item;
  if (first?.type !== "paragraph") return blocksToHtml(item, context);
  return [html`${inlinesToHtml(first.children, context)}`, ...blocksToHtml(rest, context)];
}

function figureToHtml(figure: Figure, context: HtmlContext): Markup {
  const { labels } = context.resolved;
  const picture = context.pictures.get(figure.assetId);
  const image = picture
    ? html`<img src="${picture.dataUrl}" width="${picture.width}" height="${picture.height}" alt="${figure.alt}" data-asset="${anchor(figure.assetId)}">`
    : html`<p class="missing">${labels.pictureMissing} ${figure.alt}</p>`;
  const credit = figure.credit ? html`<span class="credit">${labels.credit}: ${figure.credit}</span>` : undefined;
  return html`<figure id="${anchor(figure.id)}">${image}<figcaption>${captionOf(figure, context)}${credit}</figcaption></figure>\n`;
}

function chartToHtml(chart: Chart, context: HtmlContext): Markup {
  const { labels } = context.resolved;
  const drawings = context.drawings.get(chart.id) ?? [];
  const shown = drawings.map(
    (drawing, index) => html`<div class="${index === 0 ? "chart wide" : "chart narrow"}">${drawing}</div>`,
  );
  const data = context.isPrint
    ? undefined
    : html`<details class="chart-data"><summary>${labels.data}</summary>${chartTable(chart, context)}</details>`;
  return html`<figure class="chart-figure" id="${anchor(chart.id)}">${shown}<figcaption>${captionOf(chart, context)}</figcaption>${data}</figure>\n`;
}

/** The numbers behind a chart, unrounded, each with its citation. */
function chartTable(chart: Chart, context: HtmlContext): Markup {
  const { labels, report } = context.resolved;
  const scale = chartScale(chart, labels);
  const rows = chart.categories.map((category, index) => {
    const cells = chart.series.map(({ points }) => {
      const point = points[index];
      if (!point || point.value === null) return html`<td class="number">–</td>`;
      const marks = point.evidenceIds.length > 0 ? html` ${citationToHtml(point.evidenceIds, context)}` : undefined;
      return html`<td class="number">${formatExact(point.value, scale, report.language)}${marks}</td>`;
    });
    return html`<tr><th scope="row">${category}</th>${cells}</tr>\n`;
  });
  const header = chart.series.map(
    ({ name }) => html`<th scope="col" class="number">${name}${scale.unit === "" ? "" : ` (${scale.unit})`}</th>`,
  );
  const corner = chart.xTitle === "" ? html`<td></td>` : html`<th scope="col">${chart.xTitle}</th>`;
  const id = `${anchor(chart.id)}-data`;
  return html`<div class="scroll" tabindex="0" role="group" aria-labelledby="${id}"><table><caption id="${id}" class="hidden">${labels.data}: ${chart.alt}</caption><thead><tr>${corner}${header}</tr></thead><tbody>${rows}</tbody></table></div>`;
}
