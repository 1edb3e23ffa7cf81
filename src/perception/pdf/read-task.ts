import type { TaskContext } from "../child/serve.ts";
import { findRunningLines } from "../layout/bands.ts";
import type { LaidBlock } from "../layout/block.ts";
import { toPageBlocks } from "../layout/page-blocks.ts";
import { styleOf } from "../layout/style.ts";
import type { PdfEngine, PdfFacts } from "./engine.ts";

/** What a child is asked to read. */
export interface ReadInput {
  readonly bytes: Uint8Array;
  readonly engine: PdfEngine["name"];
  readonly maxPages: number;
}

/** What a child hands back: plain data, boxes in points. */
export interface ReadOutput {
  readonly facts: PdfFacts;
  readonly pages: readonly PageSummary[];
  readonly blocks: readonly LaidBlock[];
  readonly dropped: readonly { readonly what: string; readonly why: string }[];
}

export interface PageSummary {
  readonly number: number;
  readonly width: number;
  readonly height: number;
  readonly text: "native" | "ocr" | "none";
}

const baseMs = 10_000;
const perPageMs = 100;

/** Reads a PDF in a child: engine, then layout rules. */
export async function readTask(input: unknown, context: TaskContext): Promise<ReadOutput> {
  // The only sender is the parser, compiled together with this task.
  const { bytes, engine, maxPages } = input as ReadInput;
  const { facts, pages } = await (await loadEngine(engine)).read(bytes, { maxPages }, (count) =>
    context.extend(baseMs + perPageMs * count),
  );
  const style = styleOf(pages);
  const running = findRunningLines(pages);
  const blocks = pages.flatMap((page) => toPageBlocks(page, running.lines.get(page.number) ?? [], style));
  return {
    facts,
    pages: pages.map(({ number, width, height, source }) => ({ number, width, height, text: source })),
    blocks,
    dropped: running.texts.map((what) => ({ what, why: "running head or foot" })),
  };
}

/** Engines are loaded on first use: a child that needs one never loads the other. */
export async function loadEngine(_name: PdfEngine["name"]): Promise<PdfEngine> {
  return (await import("./liteparse.ts")).liteparseEngine;
}
