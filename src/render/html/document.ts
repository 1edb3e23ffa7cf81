import { createHash } from "node:crypto";
import type { ResolvedReport, Section } from "../../report/index.ts";
import { formatDate, isRightToLeft, localeOf } from "../format.ts";
import { blocksToHtml } from "./blocks.ts";
import type { HtmlContext } from "./context.ts";
import { bibliographyToHtml } from "./evidence.ts";
import { anchor, html, htmlText, type Markup, ownMarkup } from "./markup.ts";
import { pagePicturesToHtml } from "./page-pictures.ts";
import { panelScript } from "./panel-script.ts";
import { styleSheet } from "./style.ts";
import { printSetting } from "./table.ts";

/** The whole file. Contract: pure; the policy allows exactly this style sheet and this script, and pictures as data. */
export function documentToHtml(context: HtmlContext): string {
  const { report } = context.resolved;
  const style = styleSheet(context.theme, context.isPrint);
  const script = context.isPrint ? undefined : panelScript();
  const direction = isRightToLeft(report.language) ? "rtl" : "ltr";
  return htmlText(html`<!doctype html>
<html lang="${localeOf(report.language)}" dir="${direction}">
<head>
<meta charset="utf-8">
<meta http-equiv="Content-Security-Policy" content="${policy(style, script)}">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="generator" content="${report.generator}">
<meta name="description" content="${report.question}">
<meta name="color-scheme" content="${context.isPrint ? "light" : "light dark"}">
<meta name="referrer" content="no-referrer">
<title>${report.title}</title>
<style>${ownMarkup(style)}</style>
</head>
<body>
${context.isPrint ? undefined : html`<a class="skip" href="#report">${context.resolved.labels.skipToContent}</a>`}
${bodyToHtml(context)}
${script === undefined ? undefined : html`${panelToHtml(context.resolved)}<script>${ownMarkup(script)}</script>`}
</body>
</html>
`);
}

function policy(style: string, script: string | undefined): string {
  const scripts = script === undefined ? [] : [`script-src ${hashOf(script)}`];
  const rules = [
    "default-src 'none'",
    "img-src data:",
    `style-src ${hashOf(style)}`,
    ...scripts,
    "base-uri 'none'",
    "form-action 'none'",
  ];
  return rules.join("; ");
}

const hashOf = (text: string): string => `'sha256-${createHash("sha256").update(text).digest("base64")}'`;

function bodyToHtml(context: HtmlContext): Markup {
  const { report, labels, appendices } = context.resolved;
  const sections = [...report.sections, ...appendices].map((section) => sectionToHtml(section, context, 2));
  return html`<main id="report" class="page" tabindex="-1">
${titleToHtml(context.resolved)}
<section class="summary" aria-labelledby="summary"><h2 id="summary">${labels.summary}</h2>
${blocksToHtml(report.summary, context)}</section>
${contentsToHtml(context.resolved)}
${sections}${bibliographyToHtml(context)}${
  context.isPrint
    ? undefined
    : html`${pagePicturesToHtml(context)}<div id="evidence-preview" role="tooltip" hidden></div>
`
}</main>`;
}

function titleToHtml({ report, labels }: ResolvedReport): Markup {
  const { supported, claims } = report.verification;
  return html`<header>
<h1>${report.title}</h1>
<p class="question"><span class="hidden">${labels.question}: </span>${report.question}</p>
<p class="facts"><span>${formatDate(report.created, report.language)}</span> <span>${report.generator}</span> <span>${labels.verification}: ${supported} / ${claims}</span></p>
</header>`;
}

function contentsToHtml(resolved: ResolvedReport): Markup {
  const { report, labels, appendices } = resolved;
  const fixed = (id: string, title: string): Markup => html`<li><a href="#${id}">${title}</a></li>\n`;
  const entries = [...report.sections, ...appendices].map((section) => contentsEntry(section, resolved));
  return html`<nav class="contents" aria-labelledby="contents"><h2 id="contents">${labels.contents}</h2>
<ol>
${fixed("summary", labels.summary)}${entries}${fixed("sources", labels.sources)}</ol></nav>`;
}

function contentsEntry(section: Section, resolved: ResolvedReport): Markup {
  const children = section.sections.map((child) => contentsEntry(child, resolved));
  const below = children.length > 0 ? html`<ol>${children}</ol>` : undefined;
  return html`<li><a href="#${anchor(section.id)}">${sectionTitle(section, resolved)}</a>${below}</li>\n`;
}

function sectionTitle(section: Section, { sectionNumbers }: ResolvedReport): Markup {
  const number = sectionNumbers.get(section.id);
  return number === undefined
    ? html`${section.title}`
    : html`<span class="section-number">${number}</span>${section.title}`;
}

function sectionToHtml(section: Section, context: HtmlContext, level: number): Markup {
  const id = anchor(section.id);
  const children = section.sections.map((child) => sectionToHtml(child, context, level + 1));
  const [first] = section.blocks;
  // On paper a heading turns with the table right below it.
  const turns = first?.type === "table" && printSetting(first, context).landscape;
  return html`<section aria-labelledby="${id}">${headingToHtml(level, { id, turns }, sectionTitle(section, context.resolved))}
${blocksToHtml(section.blocks, context)}${children}</section>\n`;
}

function headingToHtml(
  level: number,
  { id, turns }: { readonly id: string; readonly turns: boolean },
  title: Markup,
): Markup {
  const tag = ownMarkup(`h${Math.min(level, 6)}`);
  const style = turns ? html` class="landscape"` : undefined;
  return html`<${tag} id="${id}"${style}>${title}</${tag}>`;
}

function panelToHtml({ labels }: ResolvedReport): Markup {
  return html`<dialog id="evidence-panel" aria-labelledby="evidence-title"><div class="panel-head"><h2 class="panel-title" id="evidence-title" data-label="${labels.evidence}">${labels.evidence}</h2><div class="panel-steps" hidden><button type="button" class="panel-previous">${labels.previous}</button><span class="panel-count" aria-live="polite"></span><button type="button" class="panel-next">${labels.next}</button></div><button type="button" class="panel-close">${labels.close}</button></div><div class="panel-body" tabindex="0"></div></dialog>
`;
}
