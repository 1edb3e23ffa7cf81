import { Hono } from "hono";
import { describe, expect, test } from "vitest";
import { memoryDatabase } from "../../../src/jobs/database.ts";
import { createTokenStore } from "../../../src/jobs/token-store.ts";
import {
  createAuthenticate,
  localPrincipal,
  sessionCookie,
  shownToken,
} from "../../../src/server/access/authenticate.ts";
import { clientAddress } from "../../../src/server/access/client-address.ts";
import { isLooking } from "../../../src/server/access/looking.ts";

describe("what a request shows of itself", () => {
  const cookie = `${sessionCookie}=from-cookie`;

  test.each<[what: string, headers: Record<string, string>, shown: string | undefined]>([
    ["nothing", {}, undefined],
    ["a bearer token", { authorization: "Bearer abc" }, "abc"],
    ["one in other letters and spaces", { authorization: "bEARER   abc" }, "abc"],
    ["the key of LangGraph's clients", { "x-api-key": "abc" }, "abc"],
    ["the cookie of the page", { cookie: `a=1; ${cookie}; b=2` }, "from-cookie"],
    ["a header, before the cookie", { authorization: "Bearer abc", cookie }, "abc"],
    ["a bearer token, before a key", { authorization: "Bearer abc", "x-api-key": "other" }, "abc"],
    ["a password", { authorization: "Basic dXNlcjpwYXNz" }, undefined],
    ["a password, and a cookie that counts", { authorization: "Basic dXNlcjpwYXNz", cookie }, "from-cookie"],
    ["a bearer without a token", { authorization: "Bearer " }, undefined],
    ["two tokens at once", { authorization: "Bearer abc def" }, undefined],
    ["a cookie of another name", { cookie: `x${cookie}` }, undefined],
    ["a torn cookie", { cookie: `${sessionCookie}; =; ${sessionCookie}=%E0%A4%A; a` }, "%E0%A4%A"],
  ])("is with %s %s", (_, headers, shown) => expect(shownToken(new Headers(headers))).toBe(shown));
});

describe("who asks", () => {
  const now = new Date("2026-05-04T10:00:00Z");
  const tokens = createTokenStore(memoryDatabase());
  const { token } = tokens.add({ name: "ana", tenant: "lab", scopes: ["read"], created: now.toISOString() });
  const identity = { tenant: "school", name: "bo", scopes: new Set(["read"] as const) };
  const asked: string[] = [];
  const oidc = {
    principalOf: async (shown: string) => {
      asked.push(shown);
      return shown === "jwt" ? identity : undefined;
    },
  };
  const who = (shown: string | undefined, { isOpen = false, withOidc = true } = {}) => {
    const headers = shown === undefined ? {} : { authorization: `Bearer ${shown}` };
    const authenticate = createAuthenticate({
      tokens,
      oidc: withOidc ? oidc : undefined,
      now: () => now,
      isOpen: () => isOpen,
    });
    return authenticate(new Request("http://local/", { headers }));
  };

  test("is the bearer of a token with its tenant and scopes, and the provider is not asked", async () => {
    expect(await who(token)).toEqual({ tenant: "lab", name: "ana", scopes: new Set(["read"]) });
    expect(asked).toEqual([]);
  });

  test("is whom the identity provider vouches for, where there is one", async () => {
    expect(await who("jwt")).toBe(identity);
    expect(await who("forged")).toBeUndefined();
    expect(await who("jwt", { withOidc: false })).toBeUndefined();
  });

  test("is nobody without a token, and the local user whatever is shown where nobody needs one", async () => {
    expect(await who(undefined)).toBeUndefined();
    expect(await who(undefined, { isOpen: true })).toBe(localPrincipal);
    expect(await who("sk-anything", { isOpen: true })).toBe(localPrincipal);
  });
});

describe("the address that a request comes from", () => {
  const socket = { incoming: { socket: { remoteAddress: "192.0.2.7" } } };
  const addressOf = async (trustProxy: boolean, headers: Record<string, string>, env: object = socket) => {
    const app = new Hono().get("/", (context) => context.text(clientAddress(context, { trustProxy })));
    return (await app.request("/", { headers }, env)).text();
  };

  test.each<[trustProxy: boolean, forwarded: string | undefined, address: string]>([
    [false, undefined, "192.0.2.7"],
    [false, "198.51.100.1", "192.0.2.7"],
    [true, undefined, "192.0.2.7"],
    [true, "198.51.100.1", "198.51.100.1"],
    // What stands before the last came from the client, who may write anything there.
    [true, "203.0.113.9, 198.51.100.1", "198.51.100.1"],
    [true, "203.0.113.9,", "192.0.2.7"],
    [true, " ", "192.0.2.7"],
  ])("is, behind a proxy: %s, with %j, %s", async (trustProxy, forwarded, address) => {
    expect(await addressOf(trustProxy, forwarded === undefined ? {} : { "x-forwarded-for": forwarded })).toBe(address);
  });

  test("is one for all where no socket tells it", async () => {
    for (const env of [{}, { incoming: null }, { incoming: { socket: 7 } }])
      expect(await addressOf(false, {}, env)).toBe("unknown");
  });
});

describe("a request only looks", () => {
  test.each([
    ["GET", "/threads/t1", true],
    ["HEAD", "/", true],
    ["OPTIONS", "/threads", true],
    ["POST", "/threads/search", true],
    ["POST", "/threads/count", true],
    ["POST", "/threads/t1/history", true],
    ["POST", "/threads/t1/state/checkpoint", true],
    ["POST", "/threads", false],
    ["POST", "/threads/search/runs", false],
    ["POST", "/research", false],
    ["PUT", "/api/search", true],
    ["DELETE", "/threads/t1", false],
    ["PATCH", "/threads/t1", false],
  ])("%s %s: %s", (method, path, looks) => expect(isLooking({ method, path })).toBe(looks));
});
