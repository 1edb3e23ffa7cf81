import { safePictures } from "./report-view.ts";

/** Types that a browser may be told; everything else goes out as bytes that nothing opens. */
const shown: ReadonlySet<string> = new Set([...safePictures, "application/pdf", "image/svg+xml"]);

export interface FileOptions {
  readonly mediaType: string;
  /** Makes it a download under this name. */
  readonly downloadAs?: string;
  /** The bytes behind this address never change. */
  readonly immutable?: boolean;
}

/**
 * Bytes that came from outside or were made of what did.
 *
 * Contract: opened by themselves they run nothing and load nothing, whatever they hold: the policy sandboxes them, and
 * their type is not guessed.
 */
export function fileResponse(bytes: Uint8Array, { mediaType, downloadAs, immutable = false }: FileOptions): Response {
  const type = shown.has(mediaType) || downloadAs !== undefined ? mediaType : plainOr(mediaType);
  const headers = new Headers({
    "content-type": type,
    "content-length": String(bytes.byteLength),
    "content-security-policy": "default-src 'none'; style-src 'unsafe-inline'; img-src data:; sandbox",
    "x-content-type-options": "nosniff",
    "cross-origin-resource-policy": "same-origin",
    "referrer-policy": "no-referrer",
    "cache-control": immutable ? "private, max-age=31536000, immutable" : "private, no-cache",
  });
  if (downloadAs !== undefined) headers.set("content-disposition", disposition(downloadAs));
  return new Response(new Uint8Array(bytes), { headers });
}

/** Markup is shown as its text, never as a page of ours. */
const plainOr = (mediaType: string): string =>
  mediaType.startsWith("text/") ? "text/plain; charset=utf-8" : "application/octet-stream";

/** The name in ASCII for old clients, and whole (RFC 6266, RFC 8187). */
function disposition(name: string): string {
  const ascii = name.replace(/[^\w.-]/g, "_");
  const whole = encodeURIComponent(name).replace(/['()*]/g, (sign) => `%${sign.charCodeAt(0).toString(16)}`);
  return `attachment; filename="${ascii}"; filename*=UTF-8''${whole}`;
}
