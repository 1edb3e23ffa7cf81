import { GlobalWorkerOptions, getDocument } from "pdfjs-dist";
import { type ReactNode, useEffect, useRef, useState } from "react";
import type { Box } from "../report/evidence.ts";
import { BoxMark } from "./boxed-picture.tsx";

/** One page of a PDF file with a place marked; on a file that cannot be shown it says so to its owner. */
export function PdfPage({
  url,
  page,
  box,
  label,
  onProblem,
}: {
  readonly url: string;
  readonly page: number;
  readonly box?: Box;
  readonly label: string;
  readonly onProblem: () => void;
}): ReactNode {
  const canvas = useRef<HTMLCanvasElement>(null);
  const frame = useRef<HTMLDivElement>(null);
  const [isDrawn, setIsDrawn] = useState(false);
  const problem = useRef(onProblem);
  problem.current = onProblem;
  useEffect(() => {
    const leaving = new AbortController();
    drawPage({ url, page, canvas: canvas.current, signal: leaving.signal }).then(
      () => setIsDrawn(!leaving.signal.aborted),
      () => leaving.signal.aborted || problem.current(),
    );
    return () => leaving.abort();
  }, [url, page]);
  useEffect(() => {
    if (isDrawn) frame.current?.querySelector("[data-box]")?.scrollIntoView({ block: "nearest" });
  }, [isDrawn]);
  return (
    <div
      ref={frame}
      className={`relative overflow-hidden rounded-lg border border-line bg-white ${isDrawn ? "" : "pulse min-h-64"}`}
      data-pdf-page={isDrawn ? page : undefined}
    >
      <canvas ref={canvas} role="img" aria-label={label} className="block h-auto w-full" />
      {isDrawn && box && <BoxMark box={box} />}
    </div>
  );
}

/** Sharp on dense screens at the panel's width, and small enough for a phone's memory. */
const drawnWidth = 1_000;

async function drawPage({
  url,
  page: number,
  canvas,
  signal,
}: {
  readonly url: string;
  readonly page: number;
  readonly canvas: HTMLCanvasElement | null;
  readonly signal: AbortSignal;
}): Promise<void> {
  GlobalWorkerOptions.workerPort ??= new Worker(new URL("./pdf-worker.ts", import.meta.url), { type: "module" });
  const loading = getDocument({
    url,
    isEvalSupported: false,
    enableXfa: false,
    useWasm: false,
    disableAutoFetch: true,
  });
  try {
    const page = await (await loading.promise).getPage(number);
    const { width } = page.getViewport({ scale: 1 });
    const viewport = page.getViewport({ scale: drawnWidth / width });
    if (!canvas || signal.aborted) return;
    canvas.width = Math.round(viewport.width);
    canvas.height = Math.round(viewport.height);
    await page.render({ canvas, viewport }).promise;
  } finally {
    await loading.destroy();
  }
}
