/** The only place that writes to the terminal: results to stdout, everything else to stderr. */
export interface Printer {
  /** A result: what a pipe should receive. */
  result(line: string): void;
  /** Progress, warnings and errors. */
  note(line: string): void;
  /** Repaints one line on a terminal; nothing elsewhere. `undefined` clears it. */
  status(line: string | undefined): void;
  readonly isTerminal: boolean;
}

/**
 * Writes to this process's streams.
 *
 * Contract: a reader that goes away (`| head -1`) or a full disk behind a stream ends the printing, never the run: its
 * product is a folder.
 */
export function createPrinter(): Printer {
  for (const stream of [process.stdout, process.stderr]) stream.on("error", () => undefined);
  const isTerminal = process.stderr.isTTY === true;
  let shown = "";
  const status = (line: string | undefined) => {
    if (!isTerminal) return;
    shown = line === undefined ? "" : line.slice(0, Math.max(20, (process.stderr.columns ?? 80) - 1));
    process.stderr.write(`\r\u001b[2K${shown}`);
  };
  return {
    isTerminal,
    status,
    result: (line) => console.log(printable(line)),
    note(line) {
      const kept = shown;
      status(undefined);
      console.error(printable(line));
      if (kept) status(kept);
    },
  };
}

/** Without control characters: titles and messages come from fetched pages and could repaint the terminal. */
export function printable(text: string): string {
  return text.replace(/(?!\n)[\p{Cc}\u202a-\u202e\u2066-\u2069]/gu, " ");
}
