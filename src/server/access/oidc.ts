import { createRemoteJWKSet, customFetch, errors, type JWTPayload, jwtVerify } from "jose";
import { z } from "zod";
import { scopes } from "../../jobs/index.ts";
import type { Fetcher } from "../../net/index.ts";
import type { OidcSettings } from "../../server-settings.ts";
import type { Principal } from "../services.ts";

/** Signatures by a key pair only: a secret that both sides know, or none at all, proves nothing about the provider. */
const algorithms = [
  "RS256",
  "RS384",
  "RS512",
  "PS256",
  "PS384",
  "PS512",
  "ES256",
  "ES384",
  "ES512",
  "EdDSA",
  "Ed25519",
];
const skewSeconds = 60;
const keysTimeoutMs = 10_000;
/** A token with an unknown key has the keys fetched again, but no sooner than this after the last time. */
const defaultCooldownMs = 30_000;

const discovery = z.object({ issuer: z.string(), jwks_uri: z.url({ protocol: /^https?$/ }) });

/** How the provider is asked. */
export interface OidcOptions {
  readonly fetcher: Pick<Fetcher, "fetchJson" | "serviceFetch">;
  readonly now: () => Date;
  readonly cooldownMs?: number;
}

/** Who a provider's access token speaks for. */
export interface Oidc {
  /**
   * Undefined for a token that is forged, of another audience, over, or without a tenant. Rejects when the provider
   * cannot be asked for its keys.
   */
  principalOf(token: string): Promise<Principal | undefined>;
}

/** Trusts one provider for one audience. */
export function createOidc(settings: OidcSettings, options: OidcOptions): Oidc {
  let keys: Promise<ReturnType<typeof createRemoteJWKSet>> | undefined;
  const loadKeys = () => {
    keys ??= keySetOf(settings, options);
    // A provider that was away is asked again by the next token.
    keys.catch(() => {
      keys = undefined;
    });
    return keys;
  };
  return {
    async principalOf(token) {
      // Three parts, or it is none: other texts must not cost a call to the provider.
      if (!/^[\w-]+\.[\w-]+\.[\w-]+$/.test(token)) return undefined;
      const keySet = await loadKeys();
      try {
        const { payload } = await jwtVerify(token, keySet, {
          issuer: settings.issuer,
          audience: settings.audience,
          algorithms,
          clockTolerance: skewSeconds,
          currentDate: options.now(),
          requiredClaims: ["exp"],
        });
        return principalFrom(payload, settings);
      } catch (error) {
        if (error instanceof errors.JOSEError && !(error instanceof errors.JWKSTimeout)) return undefined;
        throw error;
      }
    },
  };
}

async function keySetOf(settings: OidcSettings, { fetcher, cooldownMs = defaultCooldownMs }: OidcOptions) {
  const url = new URL(settings.jwksUrl ?? (await discover(settings, fetcher)));
  return createRemoteJWKSet(url, {
    timeoutDuration: keysTimeoutMs,
    cooldownDuration: cooldownMs,
    [customFetch]: (address, init) =>
      fetcher.serviceFetch(address, { method: "GET", headers: init.headers, signal: init.signal }),
  });
}

async function discover({ issuer }: OidcSettings, { fetchJson }: Pick<Fetcher, "fetchJson">): Promise<string> {
  const address = `${issuer.replace(/\/$/, "")}/.well-known/openid-configuration`;
  const found = await fetchJson(address, discovery);
  if (!found.ok) throw new Error(`The identity provider cannot be asked: ${found.failure.message}`);
  if (found.value.issuer !== issuer)
    throw new Error(`${address} speaks for ${found.value.issuer}, not for the configured issuer ${issuer}.`);
  return found.value.jwks_uri;
}

function principalFrom(payload: JWTPayload, settings: OidcSettings): Principal | undefined {
  const tenant = payload[settings.tenantClaim];
  if (typeof tenant !== "string" || tenant === "" || tenant.length > 200) return undefined;
  const claim = payload[settings.scopeClaim];
  const given = typeof claim === "string" ? claim.split(" ") : Array.isArray(claim) ? claim : [];
  return {
    // Apart from the tenants of tokens, which the operator names: no claim makes anybody one of those.
    tenant: `oidc:${tenant}`,
    name: payload.sub ?? tenant,
    scopes: new Set(scopes.filter((scope) => given.includes(`${settings.scopePrefix}${scope}`))),
  };
}
