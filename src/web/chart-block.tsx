import { type ReactNode, useCallback, useEffect, useRef } from "react";
import type { Chart } from "../report/model.ts";
import { loadChart } from "./api.ts";
import { parseDrawing } from "./drawing.ts";
import { Citation } from "./inlines.tsx";
import { Notice } from "./notice.tsx";
import { anchorOf, type ReportContext } from "./report-context.ts";
import { Caption } from "./table-block.tsx";
import { useLoaded } from "./use-loaded.ts";

interface ChartProps {
  readonly chart: Chart;
  readonly context: ReportContext;
}

/** A chart as in the report's other formats; each of its points opens the evidence behind it. */
export function ChartBlock({ chart, context }: ChartProps): ReactNode {
  return (
    <figure id={anchorOf(chart.id)} tabIndex={-1} className="my-7">
      <div className="max-sm:hidden">
        <Drawing chart={chart} context={context} width="wide" />
      </div>
      <div className="sm:hidden">
        <Drawing chart={chart} context={context} width="narrow" />
      </div>
      <figcaption className="mt-2 text-sm">
        <Caption block={chart} context={context} />
      </figcaption>
      <details className="mt-1 text-sm">
        <summary className="text-muted">{context.view.labels.data}</summary>
        <ChartTable chart={chart} context={context} />
      </details>
    </figure>
  );
}

function Drawing({ chart, context, width }: ChartProps & { readonly width: "wide" | "narrow" }): ReactNode {
  const { base, view, onEvidence } = context;
  const load = useCallback(() => loadChart(base, chart.id, width), [base, chart.id, width]);
  const svg = useLoaded(load);
  const frame = useRef<HTMLDivElement>(null);
  const text = svg.state === "ready" ? svg.value : "";
  useEffect(() => {
    const drawing = text === "" ? undefined : parseDrawing(text);
    frame.current?.replaceChildren(...(drawing ? [drawing] : []));
    if (!drawing) return;
    const ids = new Map(view.report.evidence.map(({ id }) => [id.replace(/[^\w-]/g, "_"), id]));
    const onClick = (event: Event) => {
      const point = event.target instanceof Element ? event.target.closest("[data-evidence]") : undefined;
      if (!point) return;
      event.preventDefault();
      onEvidence((point.getAttribute("data-evidence") ?? "").split(" ").flatMap((name) => ids.get(name) ?? []));
    };
    drawing.addEventListener("click", onClick);
    return () => drawing.removeEventListener("click", onClick);
  }, [text, view, onEvidence]);
  if (svg.state === "failed") return <Notice>The chart could not be drawn: {svg.message}</Notice>;
  return <div ref={frame} className={text === "" ? "pulse h-56 rounded-lg bg-sunken" : ""} />;
}

/** The numbers behind a chart, unrounded, each with its citation. */
function ChartTable({ chart, context }: ChartProps): ReactNode {
  const format = new Intl.NumberFormat(undefined, { maximumFractionDigits: 6 });
  return (
    <div className="mt-2 max-h-96 overflow-auto">
      <table className="data-table">
        <caption className="sr-only">{chart.alt}</caption>
        <thead>
          <tr>
            {chart.xTitle === "" ? <td /> : <th scope="col">{chart.xTitle}</th>}
            {chart.series.map(({ name }) => (
              <th key={name} scope="col" className="end">
                {name}
                {chart.unit && ` (${chart.unit})`}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {chart.categories.map((category, index) => (
            <tr key={category}>
              <th scope="row">{category}</th>
              {chart.series.map(({ name, points }) => (
                <td key={name} className="end">
                  {points[index]?.value == null ? "–" : format.format(points[index].value)}
                  <Citation evidenceIds={points[index]?.evidenceIds ?? []} context={context} />
                </td>
              ))}
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}
