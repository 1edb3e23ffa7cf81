import { ExhibitError } from "../errors.ts";

/** Lists read it again and again, for every tenant in one process. */
const maxKeptBytes = 64 * 1024;

/** What a client has us keep with its things, as text. Errors: `BAD_USAGE` for more than fits beside them. */
export function keptJson(value: unknown, what: string): string {
  const text = JSON.stringify(value);
  if (Buffer.byteLength(text) <= maxKeptBytes) return text;
  throw new ExhibitError("BAD_USAGE", `${what} may take at most ${maxKeptBytes / 1024} KB; give documents as uploads.`);
}
