import type { Context, MiddlewareHandler } from "hono";

/** Of every response that has no stricter ones of its own. */
const headers: Readonly<Record<string, string>> = {
  "x-content-type-options": "nosniff",
  "referrer-policy": "no-referrer",
  "content-security-policy": "default-src 'none'; frame-ancestors 'none'; base-uri 'none'; form-action 'none'; sandbox",
  "x-frame-options": "SAMEORIGIN",
  "cross-origin-resource-policy": "same-origin",
  "cross-origin-opener-policy": "same-origin",
  "permissions-policy": "camera=(), microphone=(), geolocation=()",
  "x-robots-tag": "noindex",
  "cache-control": "no-store",
};

/** Tells browsers to take answers for what they say they are, to show them in no frame and to keep none. */
export function secureHeaders(isLinked: (context: Context) => boolean): MiddlewareHandler {
  return async (context, next) => {
    await next();
    // Pictures behind a signed link are shown by chat clients of other origins.
    if (isLinked(context)) context.res.headers.set("cross-origin-resource-policy", "cross-origin");
    for (const [name, value] of Object.entries(headers))
      if (!context.res.headers.has(name)) context.res.headers.set(name, value);
  };
}
