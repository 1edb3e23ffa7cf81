import { childPool } from "./child/pool.ts";

/** Whether one native part of perception works here. */
export interface NativeCheck {
  readonly ok: boolean;
  readonly name: string;
  readonly detail: string;
}

const checkTimeoutMs = 20_000;

const parts = [
  { name: "PDF reading (liteparse)", task: "check-liteparse", remedy: "PDF files are read by pdf.js, more slowly" },
  { name: "PDF reading (pdf.js)", task: "check-pdfjs", remedy: "run npm ci again" },
  { name: "pictures (sharp)", task: "check-sharp", remedy: "run npm ci again" },
  { name: "text recognition", task: "check-ocr", remedy: "scanned pages stay unread; run npm ci again" },
] as const;

/** Starts each native part once in a child process; what does not start comes with a remedy. */
export function checkNativeParsers(
  signal: AbortSignal = new AbortController().signal,
): Promise<readonly NativeCheck[]> {
  return Promise.all(
    parts.map(async ({ name, task, remedy }) => {
      const outcome = await childPool().run<string>(task, undefined, { timeoutMs: checkTimeoutMs, signal });
      if (outcome.state === "ok") return { ok: true, name, detail: outcome.value };
      return { ok: false, name, detail: `${outcome.message} (${remedy})` };
    }),
  );
}
