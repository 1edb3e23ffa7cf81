import { createServer, type Server } from "node:http";
import type { AddressInfo } from "node:net";
import { exportJWK, type GenerateKeyPairResult, generateKeyPair, SignJWT } from "jose";
import { afterAll, beforeAll, beforeEach, describe, expect, test } from "vitest";
import { createFetcher, type Fetcher } from "../../../src/net/index.ts";
import { createOidc, type Oidc } from "../../../src/server/access/oidc.ts";

type Keys = GenerateKeyPairResult;
const now = new Date("2026-05-04T10:00:00Z");
const seconds = now.getTime() / 1_000;
let provider: Server;
let issuer: string;
let fetcher: Fetcher;
let old: Keys;
let fresh: Keys;
/** What the provider publishes now, by key id. */
let published: Readonly<Record<string, Keys>>;
let asked: string[];
let oidc: Oidc;

beforeAll(async () => {
  [old, fresh] = await Promise.all([generateKeyPair("RS256"), generateKeyPair("ES256")]);
  provider = createServer(async (request, response) => {
    asked.push(request.url ?? "");
    const keys = Object.entries(published).map(async ([kid, { publicKey }]) => ({
      ...(await exportJWK(publicKey)),
      kid,
    }));
    const isKeys = request.url === "/keys";
    const body = isKeys ? { keys: await Promise.all(keys) } : { issuer, jwks_uri: `${issuer}/keys` };
    response.setHeader("content-type", "application/json").end(JSON.stringify(body));
  });
  await new Promise<void>((resolve) => provider.listen(0, "127.0.0.1", resolve));
  issuer = `http://127.0.0.1:${(provider.address() as AddressInfo).port}`;
  fetcher = createFetcher({ allowAddresses: [issuer], spacingMs: 0, maxRetries: 0 });
});
afterAll(async () => {
  await fetcher.close();
  await new Promise<void>((resolve) => {
    provider.close(() => resolve());
    provider.closeAllConnections();
  });
});
beforeEach(() => {
  asked = [];
  published = { old };
  oidc = createOidc(settingsFor({}), { fetcher, now: () => now, cooldownMs: 0 });
});

const settingsFor = (changes: object) => ({
  issuer,
  audience: "exhibit",
  jwksUrl: undefined,
  tenantClaim: "org",
  scopeClaim: "scope",
  scopePrefix: "exhibit:",
  ...changes,
});

interface Signing {
  readonly alg?: string;
  readonly kid?: string;
  readonly key?: Keys["privateKey"] | Uint8Array;
}

function sign(
  claims: Readonly<Record<string, unknown>> = {},
  { alg = "RS256", kid = "old", key = old.privateKey }: Signing = {},
) {
  const whole = {
    iss: issuer,
    aud: "exhibit",
    sub: "ana",
    org: "lab",
    scope: "openid exhibit:read run",
    exp: seconds + 60,
    ...claims,
  };
  const given = Object.fromEntries(Object.entries(whole).filter(([, value]) => value !== undefined));
  return new SignJWT(given).setProtectedHeader({ alg, kid }).sign(key);
}
const part = (value: object) => Buffer.from(JSON.stringify(value)).toString("base64url");

describe("an identity", () => {
  test("gives the tenant and the scopes that the provider says, by their prefix alone", async () => {
    const principal = await oidc.principalOf(await sign());
    expect(principal).toEqual({ tenant: "oidc:lab", name: "ana", scopes: new Set(["read"]) });
    await oidc.principalOf(await sign());
    expect(asked).toEqual(["/.well-known/openid-configuration", "/keys"]);
  });

  test.each([
    ["of another issuer", { iss: "https://evil.example" }],
    ["for another audience", { aud: "other" }],
    ["that is over", { exp: seconds - 61 }],
    ["that never ends", { exp: undefined }],
    ["that is not valid yet", { nbf: seconds + 61 }],
    ["without a tenant", { org: undefined }],
    ["with a tenant that is no text", { org: ["lab"] }],
  ])("%s is refused", async (_, claims) => {
    expect(await oidc.principalOf(await sign(claims))).toBeUndefined();
  });

  test("is taken with clocks a minute apart", async () => {
    expect(await oidc.principalOf(await sign({ exp: seconds - 59 }))).toBeDefined();
    expect(await oidc.principalOf(await sign({ nbf: seconds + 59 }))).toBeDefined();
  });

  test("signed with a key of after the keys were fetched is good; one whose key is gone is not", async () => {
    expect(await oidc.principalOf(await sign())).toBeDefined();
    published = { fresh };
    const signed = await sign({}, { alg: "ES256", kid: "fresh", key: fresh.privateKey });
    expect(await oidc.principalOf(signed)).toBeDefined();
    expect(await oidc.principalOf(await sign())).toBeUndefined();
  });

  test("without a signature, or signed with the public key as a secret, is refused", async () => {
    const [, claims = ""] = (await sign()).split(".");
    for (const alg of ["none", "None", "nOnE"])
      for (const signature of ["", "AA"])
        expect(await oidc.principalOf(`${part({ alg, kid: "old" })}.${claims}.${signature}`)).toBeUndefined();
    const secret = new TextEncoder().encode(JSON.stringify(await exportJWK(old.publicKey)));
    expect(await oidc.principalOf(await sign({}, { alg: "HS256", key: secret }))).toBeUndefined();
  });

  test("with a key that it brings along or names is refused", async () => {
    const jwk = await exportJWK(fresh.publicKey);
    const claims = { iss: issuer, aud: "exhibit", org: "lab", exp: seconds + 60 };
    const header = { alg: "ES256", kid: "mine", jwk, jku: "https://evil.example/keys" };
    const own = await new SignJWT(claims).setProtectedHeader(header).sign(fresh.privateKey);
    expect(await oidc.principalOf(own)).toBeUndefined();
    expect(asked.every((path) => path.startsWith("/"))).toBe(true);
  });
});

test("texts that are no identity cost no call", async () => {
  for (const text of ["", "exh_abc", "a.b", "a.b.c.d", "a b.c.d"]) expect(await oidc.principalOf(text)).toBeUndefined();
  expect(asked).toEqual([]);
});

test("a provider that speaks for another issuer, or lies on the own network unallowed, is not trusted", async () => {
  const options = { fetcher, now: () => now };
  const other = createOidc(settingsFor({ issuer: `${issuer}/` }), options);
  await expect(other.principalOf(await sign())).rejects.toThrow(/not for the configured issuer/);
  const guarded = createFetcher({ maxRetries: 0 });
  const inside = createOidc(settingsFor({ jwksUrl: `${issuer}/keys` }), { ...options, fetcher: guarded });
  await expect(inside.principalOf(await sign())).rejects.toThrow(/port|private/);
  await guarded.close();
});
