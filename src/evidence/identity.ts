import { createHash } from "node:crypto";
import type { EvidenceContent, Locator } from "../report/index.ts";

/** SHA-256 of bytes or UTF-8 text, in lower-case hex. */
export function sha256Of(bytes: Uint8Array | string): string {
  return createHash("sha256").update(bytes).digest("hex");
}

/** A source's id from the SHA-256 of its bytes: the same bytes are the same source, wherever they came from. */
export function sourceIdOf(sha256: string): string {
  return `src-${sha256.slice(0, 10)}`;
}

/** An image's id from its bytes. */
export function assetIdOf(bytes: Uint8Array): string {
  return `as-${sha256Of(bytes).slice(0, 12)}`;
}

/**
 * An evidence id from what was found and where.
 *
 * Contract: the same find has the same id whoever found it and for whatever sub-question; key order does not matter.
 */
export function evidenceIdOf(sourceId: string, content: EvidenceContent, locator: Locator): string {
  return `ev-${sha256Of(canonicalJson({ sourceId, content, locator })).slice(0, 10)}`;
}

/** JSON with sorted keys and without undefined members, so that equal values have equal text. */
export function canonicalJson(value: unknown): string {
  return JSON.stringify(value, (_key, member: unknown) =>
    member !== null && typeof member === "object" && !Array.isArray(member)
      ? Object.fromEntries(Object.entries(member).sort(([a], [b]) => (a < b ? -1 : 1)))
      : member,
  );
}
