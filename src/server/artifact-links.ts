import { createHmac, randomBytes, timingSafeEqual } from "node:crypto";
import { readFile } from "node:fs/promises";
import { join } from "node:path";
import { isMissing } from "../errors.ts";
import { writeAtomically } from "../runs/index.ts";

const dayMs = 24 * 60 * 60_000;
/** A link that is opened without a token stays good this long, up to the end of the day. */
const lifetimeMs = 7 * dayMs;
const keyBytes = 32;

/**
 * Links to files of runs that need no token: for chat clients and mails, which cannot send one.
 *
 * Contract: a link opens one file of one run until it expires; nothing about it can be changed without the key.
 */
export interface ArtifactLinks {
  /** Path and query, below the server's address. */
  linkTo(runId: string, name: string): string;
  isValid(runId: string, name: string, query: { readonly expires: string; readonly signature: string }): boolean;
}

/** Links signed with the server's own key, which lies in `home` and is made on first use. */
export async function createArtifactLinks(home: string, now: () => Date): Promise<ArtifactLinks> {
  const key = await loadKey(join(home, "links.key"));
  const sign = (runId: string, name: string, expires: string): string =>
    createHmac("sha256", key)
      .update(JSON.stringify([runId, name, expires]))
      .digest("base64url");
  return {
    linkTo(runId, name) {
      // The same link all day: a message that is read again is still the same message.
      const expires = String(Math.ceil((now().getTime() + lifetimeMs) / dayMs) * dayMs);
      const path = [runId, ...name.split("/")].map(encodeURIComponent).join("/");
      return `/artifacts/${path}?expires=${expires}&signature=${sign(runId, name, expires)}`;
    },
    isValid(runId, name, { expires, signature }) {
      const [given, wanted] = [Buffer.from(signature), Buffer.from(sign(runId, name, expires))];
      return given.length === wanted.length && timingSafeEqual(given, wanted) && Number(expires) > now().getTime();
    },
  };
}

async function loadKey(path: string): Promise<Buffer> {
  const known = await readFile(path).catch((error: unknown) => {
    if (isMissing(error)) return undefined;
    throw error;
  });
  if (known?.length === keyBytes) return known;
  const key = randomBytes(keyBytes);
  // Whoever reads it makes links to everything.
  await writeAtomically(path, key, { mode: 0o600 });
  return key;
}
