import { open } from "node:fs/promises";
import { isMissing } from "../errors.ts";
import type { RunEvent } from "../events.ts";
import type { NumberedEvent } from "./event-feed.ts";

/**
 * Reads a run's log in pieces.
 *
 * Contract: a piece costs what it holds, wherever in the log it stands, once the way there was gone; the last line may
 * be half written and is left for later; a line that a killed process tore is nobody's event.
 */
export interface EventFile {
  /** The next events above a number, at most a piece of them; empty when there are none yet. */
  read(path: string, after: number): Promise<readonly NumberedEvent[]>;
  /** Number of the last whole line. */
  last(path: string): Promise<number>;
}

/** Bytes that are read at once: some hundred events. */
const pieceBytes = 256 * 1024;
/** Logs whose places are remembered. */
const keptLogs = 1_000;

/** Where a line begins. */
interface Mark {
  readonly number: number;
  readonly offset: number;
}

/** Reads any log by its path. */
export function createEventFile(): EventFile {
  const marks = new Map<string, Mark[]>();
  const markBefore = (path: string, number: number): Mark =>
    marks.get(path)?.findLast((mark) => mark.number <= number) ?? { number: 1, offset: 0 };
  const remember = (path: string, mark: Mark) => {
    const known = marks.get(path) ?? [];
    // Moved to the end, so that the first is the one unused for longest.
    marks.delete(path);
    marks.set(path, known);
    if (mark.number > (known.at(-1)?.number ?? 1)) addMark(known, mark);
    const [oldest] = marks.keys();
    if (marks.size > keptLogs && oldest !== undefined) marks.delete(oldest);
  };
  /** The lines from a mark on, as far as one piece reaches, and where the next begins. */
  const pieceAt = async (path: string, from: Mark): Promise<{ lines: readonly string[]; next: Mark }> => {
    const { lines, bytes } = await wholeLines(path, from.offset);
    const next = { number: from.number + lines.length, offset: from.offset + bytes };
    if (lines.length > 0) remember(path, next);
    return { lines, next };
  };
  return {
    async read(path, after) {
      for (let from = markBefore(path, after + 1); ; ) {
        const { lines, next } = await pieceAt(path, from);
        const events = lines.flatMap((line, index) => {
          const number = from.number + index;
          const parsed = number > after ? parseLine(line) : undefined;
          return parsed ? [{ number, ...parsed }] : [];
        });
        if (events.length > 0 || lines.length === 0) return events;
        from = next;
      }
    },
    async last(path) {
      for (let from = markBefore(path, Number.POSITIVE_INFINITY); ; ) {
        const { lines, next } = await pieceAt(path, from);
        if (lines.length === 0) return from.number - 1;
        from = next;
      }
    },
  };
}

/** A log that is read as it grows, event by event, has one mark a piece and the latest, not one an event. */
function addMark(known: Mark[], mark: Mark): void {
  const { offset: before = 0 } = known.at(-2) ?? {};
  if (known.length > 0 && mark.offset - before < pieceBytes) known.pop();
  known.push(mark);
}

/** Lines that have ended, from an offset on; a line longer than a piece makes the piece longer. */
async function wholeLines(path: string, offset: number): Promise<{ lines: readonly string[]; bytes: number }> {
  const none = { lines: [], bytes: 0 };
  const file = await open(path).catch((error: unknown) => {
    if (isMissing(error)) return undefined;
    throw error;
  });
  if (!file) return none;
  try {
    for (let size = pieceBytes; ; size *= 2) {
      const { buffer, bytesRead } = await file.read({ buffer: Buffer.alloc(size), position: offset });
      const end = buffer.subarray(0, bytesRead).lastIndexOf(0x0a);
      if (end >= 0) return { lines: buffer.toString("utf8", 0, end).split("\n"), bytes: end + 1 };
      if (bytesRead < size) return none;
    }
  } finally {
    await file.close();
  }
}

/** The lines are our own, written from the types named here. */
function parseLine(line: string): Omit<NumberedEvent, "number"> | undefined {
  if (!line.endsWith("}")) return undefined;
  try {
    const { at, ...event } = JSON.parse(line) as { at: string } & RunEvent;
    return { at, event };
  } catch (error) {
    if (error instanceof SyntaxError) return undefined;
    throw error;
  }
}
