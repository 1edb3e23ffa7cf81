import { lazy, type ReactNode, Suspense, useState } from "react";
import type { Surroundings } from "../evidence/index.ts";
import type { ClaimCheck } from "../report/model.ts";
import type { EvidenceView, ReportView } from "../server/api-types.ts";
import { originalUrl, type ReportBase } from "./addresses.ts";
import { BoxedPicture, Crop } from "./boxed-picture.tsx";
import { Waiting } from "./notice.tsx";
import { SourceTitle, sourceFacts } from "./sources.tsx";

/** The reader of PDF files is by far the largest part of the page, so it comes when a page is looked at. */
const PdfPage = lazy(async () => ({ default: (await import("./pdf-page.tsx")).PdfPage }));

interface BodyProps {
  readonly shown: EvidenceView;
  readonly base: ReportBase;
  readonly view: ReportView;
}

/** One piece of evidence: where it is from, what it says in its place, what it looks like, and what rests on it. */
export function EvidenceBody({ shown, base, view }: BodyProps): ReactNode {
  const { source, number, evidence, checks } = shown;
  const { page, section } = evidence.locator;
  const place = [page === undefined ? "" : `${view.labels.page} ${page}`, section].filter(Boolean).join(" · ");
  return (
    <div className="grid grid-cols-1 gap-5">
      <div className="flex gap-2">
        {number !== undefined && <span className="cite h-fit text-xs">{number}</span>}
        <div className="min-w-0">
          <SourceTitle source={source} />
          <p className="text-sm text-muted">{[place, sourceFacts(source)].filter(Boolean).join(" · ")}</p>
        </div>
      </div>
      <Said shown={shown} view={view} />
      <Seen shown={shown} base={base} view={view} />
      <Checks checks={checks} view={view} />
    </div>
  );
}

/** The words or cells themselves. */
function Said({ shown: { evidence, surroundings }, view }: Pick<BodyProps, "shown" | "view">): ReactNode {
  const { content } = evidence;
  if (content.type === "region")
    return (
      <p className="text-sm">
        <span className="text-muted">{view.labels.reading}:</span> {content.reading}
      </p>
    );
  if (surroundings?.type === "text") return <TextAround around={surroundings} />;
  if (surroundings?.type === "table") return <TableAround around={surroundings} />;
  return (
    <blockquote className="border-s-3 border-line ps-3">
      <mark>{content.type === "quote" ? content.exact : content.value}</mark>
    </blockquote>
  );
}

function TextAround({ around }: { readonly around: Extract<Surroundings, { type: "text" }> }): ReactNode {
  return (
    <blockquote
      className="max-h-80 overflow-y-auto border-s-3 border-line ps-3 text-[0.95rem] leading-relaxed whitespace-pre-line"
      dir="auto"
      tabIndex={0}
    >
      <span className="text-muted">{around.before}</span>
      <mark ref={(mark) => mark?.scrollIntoView({ block: "nearest" })}>{around.exact}</mark>
      <span className="text-muted">{around.after}</span>
    </blockquote>
  );
}

function TableAround({ around }: { readonly around: Extract<Surroundings, { type: "table" }> }): ReactNode {
  const [cellRow, cellColumn] = around.cell;
  const place = (column: number): string => (isOfNumbers(around.rows, column) ? "end" : "");
  return (
    <section className="overflow-x-auto rounded-lg border border-line" tabIndex={0} aria-label="Table around the cell">
      <table className="data-table text-sm">
        {around.caption && <caption className="px-3 pt-2 text-start text-xs text-muted">{around.caption}</caption>}
        <thead>
          {around.header.map((row, index) => (
            <tr key={index}>
              {row.map((text, column) =>
                text.trim() === "" ? (
                  <td key={column} />
                ) : (
                  <th
                    key={column}
                    scope="col"
                    className={`whitespace-normal ${place(column)} ${column === cellColumn ? "text-accent" : ""}`}
                  >
                    {text}
                  </th>
                ),
              )}
            </tr>
          ))}
        </thead>
        <tbody>
          {around.rows.map((row, index) => (
            <tr key={around.rowIndex + index}>
              {row.map((text, column) => (
                <td key={column} className={`${place(column)} ${index === cellRow ? "font-medium" : "text-muted"}`}>
                  {index === cellRow && column === cellColumn ? (
                    <mark ref={(mark) => mark?.scrollIntoView({ block: "nearest", inline: "nearest" })}>{text}</mark>
                  ) : (
                    text
                  )}
                </td>
              ))}
            </tr>
          ))}
        </tbody>
      </table>
    </section>
  );
}

const number = /^[\s$€£¥(+−–-]*\d[\d.,\s]*[)%]?$/u;

/** Whether a column holds numbers, which stand below each other; the first one names the rows, also where by years. */
function isOfNumbers(rows: readonly (readonly string[])[], column: number): boolean {
  const told = rows.map((row) => row[column]?.trim() ?? "").filter((text) => !/^[–—-]?$/u.test(text));
  return column > 0 && told.length > 0 && told.every((text) => number.test(text));
}

/** How it looks: the page of the original with the place marked, or the picture with its crop. */
function Seen({ shown, base, view }: BodyProps): ReactNode {
  const { picture, viewer, source, evidence } = shown;
  const [isOriginal, setIsOriginal] = useState(viewer === "pdf");
  const page = evidence.locator.page ?? 1;
  const isCut = evidence.content.type === "region" && picture?.box !== undefined;
  return (
    <div className="grid grid-cols-1 gap-3">
      {isCut && picture?.box && <Crop base={base} asset={picture.asset} box={picture.box} />}
      {isOriginal ? (
        <Suspense fallback={<Waiting>Opening the page</Waiting>}>
          <PdfPage
            url={originalUrl(base, source.id)}
            page={page}
            label={`${source.title}, ${view.labels.page} ${page}`}
            {...(evidence.locator.box ? { box: evidence.locator.box } : {})}
            onProblem={() => setIsOriginal(false)}
          />
        </Suspense>
      ) : (
        picture && <BoxedPicture base={base} asset={picture.asset} label={source.title} {...boxOf(picture)} />
      )}
      {viewer !== "none" && (
        <a className="text-sm text-accent underline" href={originalUrl(base, source.id)} target="_blank" rel="noopener">
          {view.labels.openSource}
        </a>
      )}
    </div>
  );
}

const boxOf = ({ box }: NonNullable<EvidenceView["picture"]>) => (box ? { box } : {});

const verdictColours: Readonly<Record<ClaimCheck["support"], string>> = {
  supported: "text-accent",
  partly: "text-warn",
  unsupported: "text-warn",
  contradicted: "text-warn",
};

function Checks({ checks, view }: { readonly checks: readonly ClaimCheck[]; readonly view: ReportView }): ReactNode {
  if (checks.length === 0) return undefined;
  return (
    <details className="text-sm">
      <summary className="text-muted">
        {view.labels.verification} ({checks.length})
      </summary>
      <ul className="mt-2 grid gap-2">
        {checks.map(({ claim, place, support, reason }) => (
          <li key={`${place} ${claim}`}>
            <p dir="auto">{claim}</p>
            <p className="text-muted">
              <span className={`font-medium ${verdictColours[support]}`}>{view.labels.support[support]}</span> ·{" "}
              {reason}
            </p>
          </li>
        ))}
      </ul>
    </details>
  );
}
