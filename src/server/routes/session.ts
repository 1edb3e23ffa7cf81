import { type Context, Hono } from "hono";
import { deleteCookie, setCookie } from "hono/cookie";
import { sessionCookie } from "../access/authenticate.ts";
import { clientAddress } from "../access/client-address.ts";
import { createTokenBuckets } from "../access/token-bucket.ts";
import type { ServerEnv, ServerServices } from "../services.ts";

const policy =
  "default-src 'none'; style-src 'unsafe-inline'; form-action 'self'; base-uri 'none'; frame-ancestors 'none'";
const longestDays = 30;
const triesOfOneAddress = { atOnce: 10, perMinute: 10 } as const;

/**
 * `/signin`: a form that turns a token into a cookie for the chat page; `/signout` forgets it. Both work without a
 * script.
 *
 * Contract: the cookie goes to this server only, never along with a request from another site, and no script reads it.
 */
export function sessionRoutes({
  authenticate,
  config,
  now,
}: Pick<ServerServices, "authenticate" | "config" | "now">): Hono<ServerEnv> {
  const tries = createTokenBuckets({ ...triesOfOneAddress, now });
  const isSecure = config.server.publicOrigins.some((origin) => origin.startsWith("https:"));
  return new Hono<ServerEnv>()
    .get("/signin", (context) => signInPage(context, 200, ""))
    .post("/signin", async (context) => {
      if (tries.take(clientAddress(context, config.server)) > 0)
        return signInPage(context, 429, "Too many tries from this address; wait a minute.");
      const { token } = await context.req.parseBody();
      const given = typeof token === "string" ? token.trim() : "";
      const probe = new Request(context.req.url, { headers: { "x-api-key": encodeURI(given) } });
      const principal = given === "" ? undefined : await authenticate(probe);
      if (!principal) return signInPage(context, 401, "This token is not valid, or not any more.");
      setCookie(context, sessionCookie, given, {
        httpOnly: true,
        sameSite: "Strict",
        path: "/",
        secure: isSecure,
        maxAge: longestDays * 24 * 60 * 60,
      });
      return context.redirect("/", 303);
    })
    .post("/signout", (context) => {
      deleteCookie(context, sessionCookie, { path: "/" });
      return context.redirect("/signin", 303);
    });
}

/** The colours of the chat page, which this page precedes. */
const signInStyle = `:root{color-scheme:light dark;font:16px/1.5 system-ui,sans-serif;background:light-dark(#faf9f5,#171715);color:light-dark(#1d1c19,#eceae3)}
body{max-width:24rem;margin:15vh auto;padding:0 1rem}h1{font-family:Georgia,serif;margin:0 0 .5rem}p{color:light-dark(#615d54,#aaa69a);margin:0 0 1.5rem}
label{font-size:.875rem}input,button{font:inherit;padding:.5rem .75rem;width:100%;box-sizing:border-box;margin:.25rem 0 .75rem;border-radius:.5rem;border:1px solid light-dark(#8c877b,#7a766b);background:light-dark(#fff,#20201d);color:inherit}
button{background:light-dark(#1d6650,#7ecbae);border-color:transparent;color:light-dark(#fff,#10231c);cursor:pointer}:focus-visible{outline:2px solid light-dark(#1d6650,#7ecbae);outline-offset:2px}
.problem{color:light-dark(#96360f,#f0a37a)}`;

function signInPage(context: Context, status: 200 | 401 | 429, problem: string): Response {
  const page = `<!doctype html>
<html lang="en"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width"><title>Sign in to Exhibit</title>
<style>${signInStyle}</style></head>
<body><main><h1>Exhibit</h1><p>Whoever runs this server gives you a token. It stays in this browser for ${longestDays} days.</p><form method="post" action="/signin"><label for="token">Your token</label>
<input id="token" name="token" type="password" autocomplete="current-password" required autofocus>
<button>Sign in</button></form><p role="alert" class="problem">${problem}</p></main></body></html>`;
  // Without any referrer a browser sends the form with the origin null, as a sandboxed frame does.
  const headers = { "content-security-policy": policy, "referrer-policy": "same-origin", "cache-control": "no-store" };
  return context.html(page, status, headers);
}
