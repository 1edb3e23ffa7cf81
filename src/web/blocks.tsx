import { Fragment, type ReactNode } from "react";
import { type Handlers, handle } from "../report/handle.ts";
import type { Block, Figure } from "../report/model.ts";
import { assetUrl } from "./addresses.ts";
import { ChartBlock } from "./chart-block.tsx";
import { Inlines } from "./inlines.tsx";
import { anchorOf, type ReportContext } from "./report-context.ts";
import { Caption, TableBlock } from "./table-block.tsx";

/** Blocks of a report. */
export function Blocks({
  blocks,
  context,
}: {
  readonly blocks: readonly Block[];
  readonly context: ReportContext;
}): ReactNode {
  return blocks.map((block, index) => <Fragment key={index}>{handle(handlers, block, context)}</Fragment>);
}

const handlers: Handlers<Block, ReportContext, ReactNode> = {
  paragraph: ({ children }, context) => (
    <p>
      <Inlines inlines={children} context={context} />
    </p>
  ),
  list: ({ ordered, items }, context) => {
    const lines = items.map((item, index) => (
      <li key={index}>
        <ListItem blocks={item} context={context} />
      </li>
    ));
    return ordered ? <ol>{lines}</ol> : <ul>{lines}</ul>;
  },
  table: (table, context) => <TableBlock table={table} context={context} />,
  figure: (figure, context) => <FigureBlock figure={figure} context={context} />,
  chart: (chart, context) => <ChartBlock chart={chart} context={context} />,
  quote: ({ children }, context) => (
    <blockquote>
      <Blocks blocks={children} context={context} />
    </blockquote>
  ),
  callout: ({ tone, children }, context) => (
    <div
      role="note"
      aria-label={context.view.labels[tone]}
      className={`my-5 rounded-lg border-s-3 bg-sunken px-4 pt-3 pb-1 ${tone === "warning" ? "border-warn" : "border-accent"}`}
    >
      <p className={`text-sm font-semibold ${tone === "warning" ? "text-warn" : "text-accent"}`}>
        {context.view.labels[tone]}
      </p>
      <Blocks blocks={children} context={context} />
    </div>
  ),
  code: ({ value }) => <Preformatted text={value} />,
  math: ({ value }) => <Preformatted text={value} />,
};

function Preformatted({ text }: { readonly text: string }): ReactNode {
  return (
    <pre tabIndex={0}>
      <code>{text}</code>
    </pre>
  );
}

/** An item of one paragraph needs no paragraph inside. */
function ListItem({
  blocks,
  context,
}: {
  readonly blocks: readonly Block[];
  readonly context: ReportContext;
}): ReactNode {
  const [first, ...rest] = blocks;
  if (first?.type !== "paragraph") return <Blocks blocks={blocks} context={context} />;
  return (
    <>
      <Inlines inlines={first.children} context={context} />
      <Blocks blocks={rest} context={context} />
    </>
  );
}

function FigureBlock({ figure, context }: { readonly figure: Figure; readonly context: ReportContext }): ReactNode {
  const { view, base } = context;
  const asset = view.report.assets.find(({ id }) => id === figure.assetId);
  const cited = figure.caption.flatMap((inline) => (inline.type === "citation" ? [...inline.evidenceIds] : []));
  const picture = asset && (
    <img
      src={assetUrl(base, asset.id)}
      width={asset.width}
      height={asset.height}
      alt={figure.alt}
      className="mx-auto h-auto max-h-[32rem] w-auto max-w-full rounded-lg bg-white"
    />
  );
  return (
    <figure id={anchorOf(figure.id)} tabIndex={-1} className="my-7">
      {picture && cited.length > 0 ? (
        <button
          type="button"
          className="block w-full"
          aria-label={`Evidence: ${figure.alt}`}
          onClick={() => context.onEvidence(cited)}
        >
          {picture}
        </button>
      ) : (
        (picture ?? (
          <p className="rounded-lg border border-dashed border-line p-4 text-muted">{`${view.labels.pictureMissing} ${figure.alt}`}</p>
        ))
      )}
      <figcaption className="mt-2 text-sm">
        <Caption block={figure} context={context} />
        {figure.credit && (
          <span className="mt-0.5 block text-muted">
            {view.labels.credit}: {figure.credit}
          </span>
        )}
      </figcaption>
    </figure>
  );
}
