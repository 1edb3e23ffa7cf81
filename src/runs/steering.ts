import { readFileSync } from "node:fs";
import { z } from "zod";
import { isMissing } from "../errors.ts";
import { appendLine } from "./write.ts";

/** What a user asks of a run at work. */
export const steeringNote = z.discriminatedUnion("type", [
  /** Leave out a source (by address, path or id) or a sub-question (by id). */
  z.strictObject({ type: z.literal("skip"), target: z.string().min(1).max(4_000) }),
  /** Read this page or document too. */
  z.strictObject({ type: z.literal("add-url"), url: z.url({ protocol: /^https?$/ }) }),
  /** Find this out too. */
  z.strictObject({ type: z.literal("add-question"), question: z.string().trim().min(1).max(1_000) }),
]);

/** What the user asks of a run at work. */
export type SteeringNote = z.output<typeof steeringNote>;

/** What the user adds to it. */
export type Addition = Exclude<SteeringNote, { type: "skip" }>;

/**
 * What users asked of a run while it was at work; kept in its folder, so that a resumed run heeds it too.
 *
 * Contract: a source is skipped from the moment of the wish, whether it is unread, being read or read.
 */
export interface Steering {
  /** Heeded at once; settles when it is written down too. */
  note(note: SteeringNote): Promise<void>;
  /** Whether one of these names of a source or sub-question is to be left out. */
  skips(...names: readonly (string | undefined)[]): boolean;
  /** Aborts when the target is skipped while it is being read. */
  signalFor(target: string): AbortSignal;
  /** Everything that was added, in order. */
  additions(): readonly Addition[];
}

/** Opens the notes in `path`, a file of one note a line; a torn last line is nobody's note. */
export function openSteering(path: string): Steering {
  const notes: SteeringNote[] = [...readNotes(path)];
  const skipped = new Set(notes.flatMap((note) => (note.type === "skip" ? [note.target] : [])));
  const watched = new Map<string, AbortController>();
  return {
    async note(note) {
      notes.push(note);
      if (note.type === "skip") {
        skipped.add(note.target);
        watched.get(note.target)?.abort(new Error("Skipped at the user's wish."));
      }
      await appendLine(path, JSON.stringify(note), { mend: true });
    },
    skips: (...names) => names.some((name) => name !== undefined && skipped.has(name)),
    signalFor(target) {
      const controller = watched.get(target) ?? new AbortController();
      watched.set(target, controller);
      return controller.signal;
    },
    additions: () => notes.filter((note) => note.type !== "skip"),
  };
}

function readNotes(path: string): readonly SteeringNote[] {
  return readIfThere(path)
    .split("\n")
    .flatMap((line) => {
      const { data } = steeringNote.safeParse(parsed(line));
      return data ? [data] : [];
    });
}

function parsed(line: string): unknown {
  try {
    return line === "" ? undefined : JSON.parse(line);
  } catch (error) {
    if (error instanceof SyntaxError) return undefined;
    throw error;
  }
}

function readIfThere(path: string): string {
  try {
    return readFileSync(path, "utf8");
  } catch (error) {
    if (isMissing(error)) return "";
    throw error;
  }
}
