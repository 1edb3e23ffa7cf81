import type { Headers } from "undici";

/** A page is not asked for again within this time, so that a run and its reruns read the same text. */
const minFreshMs = 10 * 60 * 1000;
const maxHeuristicMs = 24 * 60 * 60 * 1000;

function directives(headers: Headers): ReadonlyMap<string, string> {
  const parts = (headers.get("cache-control") ?? "").split(",").map((part) => part.trim().toLowerCase());
  return new Map(parts.map((part) => [part.split("=")[0] ?? "", (part.split("=")[1] ?? "").replaceAll('"', "")]));
}

/** Whether the server forbids keeping a copy (RFC 9111, section 5.2.2.5). */
export function mayStore(headers: Headers): boolean {
  return !directives(headers).has("no-store");
}

/** Milliseconds for which an answer is fresh by its headers (RFC 9111, section 4.2). */
function lifetimeOf(headers: Headers, now: number): number {
  const control = directives(headers);
  if (control.has("no-cache")) return 0;
  const maxAge = Number.parseInt(control.get("max-age") ?? "", 10);
  if (!Number.isNaN(maxAge)) return maxAge * 1000 - Number(headers.get("age") ?? 0) * 1000;
  const date = Date.parse(headers.get("date") ?? "") || now;
  const expires = headers.get("expires");
  if (expires !== null) return (Date.parse(expires) || 0) - date;
  const modified = Date.parse(headers.get("last-modified") ?? "");
  return Number.isNaN(modified) ? 0 : Math.min((date - modified) / 10, maxHeuristicMs);
}

/** Until when (milliseconds since 1970) a copy may be used without asking. */
export function freshUntil(headers: Headers, now: number): number {
  const lifetime = lifetimeOf(headers, now);
  return now + Math.max(minFreshMs, Number.isFinite(lifetime) ? lifetime : 0);
}
