import { Fragment, type ReactNode } from "react";
import { type Handlers, handle } from "../report/handle.ts";
import type { Inline } from "../report/model.ts";
import { safeLink } from "../report/safe-link.ts";
import { anchorOf, type ReportContext, useOpenEvidence } from "./report-context.ts";

interface InlinesProps {
  readonly inlines: readonly Inline[];
  readonly context: ReportContext;
}

/** Inline content of a report; whatever its texts hold, they come out as text. */
export function Inlines({ inlines, context }: InlinesProps): ReactNode {
  return inlines.map((inline, index) => {
    const [before, next] = [inlines[index - 1], inlines[index + 1]];
    if (inline.type === "citation" && before?.type === "text") return undefined;
    if (inline.type !== "text" || next?.type !== "citation")
      return <Fragment key={index}>{handle(handlers, inline, context)}</Fragment>;
    return <MarkedText key={index} text={inline.value} evidenceIds={next.evidenceIds} context={context} />;
  });
}

/** What of a text stays on the line of its marks: its last word, and not all of a sentence written without spaces. */
const lastWord = /\S{1,12}$/u;

/** A text with its marks, which never fall into the next line without its last word. */
function MarkedText({
  text,
  evidenceIds,
  context,
}: {
  readonly text: string;
  readonly evidenceIds: readonly string[];
  readonly context: ReportContext;
}): ReactNode {
  const whole = text.trimEnd();
  const cut = whole.search(lastWord);
  return (
    <>
      {whole.slice(0, Math.max(0, cut))}
      <span className="whitespace-nowrap">
        {whole.slice(Math.max(0, cut))}
        <Citation evidenceIds={evidenceIds} context={context} />
      </span>
    </>
  );
}

const handlers: Handlers<Inline, ReportContext, ReactNode> = {
  text: ({ value }) => value,
  strong: ({ children }, context) => (
    <strong>
      <Inlines inlines={children} context={context} />
    </strong>
  ),
  emphasis: ({ children }, context) => (
    <em>
      <Inlines inlines={children} context={context} />
    </em>
  ),
  inlineCode: ({ value }) => <code>{value}</code>,
  math: ({ value }) => <code>{value}</code>,
  link: ({ url, children }, context) => {
    const address = safeLink(url);
    const words = <Inlines inlines={children} context={context} />;
    if (!address) return words;
    return (
      <a className="outside" href={address} target="_blank" rel="noopener noreferrer">
        {words}
      </a>
    );
  },
  citation: ({ evidenceIds }, context) => <Citation evidenceIds={evidenceIds} context={context} />,
  reference: ({ targetId }, { view }) => {
    const label = view.numbered[targetId]?.label;
    if (!label) return undefined;
    return (
      <button type="button" className="text-accent underline" onClick={() => scrollToPart(targetId)}>
        {label}
      </button>
    );
  },
};

/** Brings a part of the report into view and gives it the focus, as a link within a page does. */
export function scrollToPart(id: string): void {
  const part = document.getElementById(anchorOf(id));
  part?.scrollIntoView({ block: "start" });
  part?.focus({ preventScroll: true });
}

/** The marks of a citation: each opens the evidence behind it. */
export function Citation({
  evidenceIds,
  context,
}: {
  readonly evidenceIds: readonly string[];
  readonly context: ReportContext;
}): ReactNode {
  const open = useOpenEvidence();
  return context.marksOf(evidenceIds).map(({ label, number, evidenceIds: ids }) =>
    number === undefined ? (
      <span key={label}>{label}</span>
    ) : (
      <button
        key={label}
        type="button"
        className="cite"
        aria-label={`${context.view.labels.evidence} ${label}`}
        aria-expanded={ids.length === open.length && ids.every((id) => open.includes(id))}
        onClick={() => context.onEvidence(ids)}
      >
        {number}
      </button>
    ),
  );
}
