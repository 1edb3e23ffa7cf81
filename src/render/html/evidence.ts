import type { BibliographyEntry, Evidence, Source } from "../../report/index.ts";
import { cellPlace } from "../evidence-text.ts";
import { formatLocator, formatMeaning, formatPath, localeOf, sourceFacts, sourceLink } from "../format.ts";
import type { HtmlContext } from "./context.ts";
import { anchor, html, type Markup } from "./markup.ts";
import { pictureOf } from "./page-pictures.ts";

/**
 * The bibliography with every cited piece of evidence. The panel of the screen version shows copies of these items, so
 * nothing stands in the file twice and everything works without a script.
 */
export function bibliographyToHtml(context: HtmlContext): Markup {
  const { bibliography, labels } = context.resolved;
  const entries = bibliography.map((entry) => entryToHtml(entry, context));
  return html`<section class="sources" aria-labelledby="sources"><h2 id="sources">${labels.sources}</h2>
<ol class="bibliography">
${entries}</ol></section>\n`;
}

function entryToHtml({ number, source, evidence }: BibliographyEntry, context: HtmlContext): Markup {
  const items = evidence.map((item) =>
    context.isPrint ? printedEvidence(item, context) : evidenceToHtml(item, number, context),
  );
  return html`<li class="entry" id="source-${number}" value="${number}"><div class="source">${sourceToHtml(source, context)}</div>
<ul class="evidence-list">${items}</ul></li>\n`;
}

function sourceToHtml(source: Source, { resolved }: HtmlContext): Markup {
  const { labels } = resolved;
  const address = sourceLink(source);
  const language = source.language === undefined ? undefined : html` lang="${localeOf(source.language)}"`;
  const title = html`<cite dir="auto"${language}>${source.title}</cite>`;
  const facts = sourceFacts(source, resolved);
  const retracted = source.retracted ? html` <strong class="retracted">${labels.retracted}</strong>` : undefined;
  const name = address === undefined ? title : html`<a href="${address}" rel="noopener noreferrer">${title}</a>`;
  return html`<p class="source-title">${name}${retracted}</p><p class="facts">${facts.map((fact) => html`<span>${fact}</span> `)}</p>`;
}

function evidenceToHtml(evidence: Evidence, number: number, context: HtmlContext): Markup {
  const place = formatLocator(evidence.locator, context.resolved.labels);
  const picture = pictureOf(evidence, context);
  const box = picture?.box?.map((edge) => Math.round(edge * 1e4) / 1e4).join(" ") ?? "";
  const page = picture
    ? html`<a class="show-page" href="#${picture.target}">${context.resolved.labels.showPage}</a>`
    : undefined;
  const data = picture ? html` data-picture="${anchor(picture.assetId)}" data-box="${box}"` : undefined;
  return html`<li class="evidence" id="${anchor(evidence.id)}" data-source="${number}"${data}>${contentToHtml(evidence, context)}<p class="place">${place === "" ? "" : html`<span>${place}</span> `}${page}</p></li>\n`;
}

function contentToHtml(evidence: Evidence, { resolved: { labels, report } }: HtmlContext): Markup {
  const { content } = evidence;
  if (content.type === "quote") {
    return html`<blockquote class="quoted" dir="auto"><span class="context">${content.prefix}</span><mark>${content.exact}</mark><span class="context">${content.suffix}</span></blockquote>`;
  }
  if (content.type === "region")
    return html`<p class="reading">${labels.reading}: <mark dir="auto">${content.reading}</mark></p>`;
  const meaning = formatMeaning(evidence, report.language);
  const says = meaning === "" ? undefined : html`<p class="meaning">= ${meaning}</p>`;
  return html`<table class="cell"><thead><tr><td></td><th scope="col">${content.column === "" ? labels.column : formatPath(content.column)}</th></tr></thead><tbody><tr><th scope="row">${content.row === "" ? labels.row : formatPath(content.row)}</th><td><mark>${content.value}</mark></td></tr></tbody></table>${says}`;
}

/** Evidence on paper: one line, quote or cell with its page. */
function printedEvidence(evidence: Evidence, { resolved: { labels, report } }: HtmlContext): Markup {
  const { content, locator } = evidence;
  const place = formatLocator(locator, labels);
  const lead = place === "" ? undefined : html`<span class="place">${place}:</span> `;
  const meaning = formatMeaning(evidence, report.language);
  const says = meaning === "" ? undefined : html` (= ${meaning})`;
  const named = content.type === "cell" && cellPlace(content) !== "" ? `${cellPlace(content)}: ` : "";
  const text =
    content.type === "quote"
      ? html`“<q dir="auto">${content.exact.trim()}</q>”`
      : content.type === "region"
        ? html`${content.reading}`
        : html`${named}<strong>${content.value}</strong>${says}`;
  return html`<li class="evidence" id="${anchor(evidence.id)}">${lead}${text}</li>\n`;
}
