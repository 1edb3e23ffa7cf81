import { citationMarks, type Handlers, handle, type Inline } from "../../report/index.ts";
import { safeLink } from "../format.ts";
import type { HtmlContext } from "./context.ts";
import { anchor, html, type Markup } from "./markup.ts";

/** Inline content as HTML. */
export function inlinesToHtml(inlines: readonly Inline[], context: HtmlContext): readonly Markup[] {
  return inlines.map((inline) => handle(handlers, inline, context));
}

const handlers: Handlers<Inline, HtmlContext, Markup> = {
  text: ({ value }) => html`${value}`,
  strong: ({ children }, context) => html`<strong>${inlinesToHtml(children, context)}</strong>`,
  emphasis: ({ children }, context) => html`<em>${inlinesToHtml(children, context)}</em>`,
  inlineCode: ({ value }) => html`<code>${value}</code>`,
  math: ({ value }) => html`<code class="math">${value}</code>`,
  link: ({ url, children }, context) => {
    const address = safeLink(url);
    const text = inlinesToHtml(children, context);
    return address === undefined ? html`${text}` : html`<a href="${address}" rel="noopener noreferrer">${text}</a>`;
  },
  citation: ({ evidenceIds }, context) => citationToHtml(evidenceIds, context),
  reference: ({ targetId }, { resolved }) => {
    const label = resolved.numbered.get(targetId)?.label;
    return label === undefined ? html`` : html`<a class="reference" href="#${anchor(targetId)}">${label}</a>`;
  },
};

/** The marks of a citation; each links to its first piece of evidence and names them all for the panel. */
export function citationToHtml(evidenceIds: readonly string[], { resolved }: HtmlContext): Markup {
  const marks = citationMarks(resolved, evidenceIds).map(({ label, number, evidenceIds: ids }) =>
    number === undefined
      ? html`<span class="citation">${label}</span>`
      : html`<a class="citation" href="#${anchor(ids[0] ?? "")}" data-evidence="${ids.map(anchor).join(" ")}" aria-label="${resolved.labels.evidence} ${label}">${label}</a>`,
  );
  return html`<span class="citations">${marks}</span>`;
}
