import { ExhibitError } from "../errors.ts";

/** Lists read it again and again, for every tenant in one process. */
const maxKeptBytes = 64 * 1024;

/** What a client has us keep with its things, as text. Errors: `BAD_USAGE` for more than fits beside them, or too deep. */
export function keptJson(value: unknown, what: string): string {
  const text = written(value, what);
  if (Buffer.byteLength(text) <= maxKeptBytes) return text;
  throw new ExhibitError("BAD_USAGE", `${what} may take at most ${maxKeptBytes / 1024} KB; give documents as uploads.`);
}

function written(value: unknown, what: string): string {
  try {
    return JSON.stringify(value);
  } catch (error) {
    // What is sent may be nested deeper than it can be written again.
    if (!(error instanceof RangeError)) throw error;
    throw new ExhibitError("BAD_USAGE", `${what} is nested too deep; keep it flatter.`, { cause: error });
  }
}
