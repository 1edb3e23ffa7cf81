import { safePictures } from "./report-view.ts";

/** Types that a browser may be told; everything else goes out as bytes that nothing opens. */
const shown: ReadonlySet<string> = new Set([...safePictures, "application/pdf", "image/svg+xml"]);

/** What the bytes are, and how a browser takes them. */
export interface FileOptions {
  readonly mediaType: string;
  /** Makes it a download under this name. */
  readonly downloadAs?: string;
  /** One of our own renderings, opened under this name as what it is, from wherever its link stands. */
  readonly openAs?: string;
  /** The bytes behind this address never change. */
  readonly immutable?: boolean;
}

/** It runs nothing and loads nothing: a drawing by itself is a page too. */
const shut = "sandbox; default-src 'none'; img-src data:; style-src 'unsafe-inline'; frame-ancestors 'self'";

/**
 * A report is a page of unknown sources: it has no origin of its own, loads nothing, and talks to nobody. Only its own
 * script runs, which shows evidence; its head narrows it to that one by its hash. Browsers show a PDF in a viewer of
 * their own, apart from every origin, and not at all in a sandbox.
 */
const openPolicies: Readonly<Record<string, string>> = {
  "text/html; charset=utf-8":
    "sandbox allow-scripts allow-popups; default-src 'none'; img-src data: 'self'; style-src 'unsafe-inline'; script-src 'unsafe-inline'; base-uri 'none'; form-action 'none'; frame-ancestors 'self'",
  "application/pdf": "frame-ancestors 'self'; base-uri 'none'",
};

/**
 * Bytes that came from outside or were made of what did.
 *
 * Contract: opened by themselves they load nothing, and run nothing but a report's own script, whatever they hold: the
 * policy sandboxes them, and their type is not guessed.
 */
export function fileResponse(bytes: Uint8Array, options: FileOptions): Response {
  const { mediaType, downloadAs, openAs, immutable = false } = options;
  const name = downloadAs ?? openAs;
  const headers = new Headers({
    "content-type": shown.has(mediaType) || name !== undefined ? mediaType : plainOr(mediaType),
    "content-length": String(bytes.byteLength),
    "content-security-policy": (openAs !== undefined && openPolicies[mediaType]) || shut,
    "x-content-type-options": "nosniff",
    "referrer-policy": "no-referrer",
    "cache-control": immutable ? "private, max-age=31536000, immutable" : "private, no-cache",
  });
  // Links to renderings stand in chats and mails, which are other sites.
  if (openAs === undefined) headers.set("cross-origin-resource-policy", "same-origin");
  if (name !== undefined)
    headers.set("content-disposition", disposition(downloadAs === undefined ? "inline" : "attachment", name));
  return new Response(new Uint8Array(bytes), { headers });
}

/** Markup is shown as its text, never as a page of ours. */
const plainOr = (mediaType: string): string =>
  mediaType.startsWith("text/") ? "text/plain; charset=utf-8" : "application/octet-stream";

/** The name in ASCII for old clients, and whole (RFC 6266, RFC 8187). */
function disposition(how: "inline" | "attachment", name: string): string {
  const ascii = name.replace(/[^\w.-]/g, "_");
  const whole = encodeURIComponent(name).replace(/['()*]/g, (sign) => `%${sign.charCodeAt(0).toString(16)}`);
  return `${how}; filename="${ascii}"; filename*=UTF-8''${whole}`;
}
