import { z } from "zod";
import { ExhibitError } from "./errors.ts";
import { canParseUrl } from "./report/can-parse-url.ts";

const origins = z.array(z.url({ protocol: /^https?$/ }));
const whole = z.number().int().positive();

/** What an operator may write about the server in `exhibit.config.json`. */
export const serverFileSchema = z.strictObject({
  /** Addresses under which people reach the server, as `https://research.example.org`; the first stands in links. */
  publicUrls: origins.optional(),
  /** Origins of other sites' pages that may call the server with a token. */
  allowOrigins: origins.optional(),
  /** The server stands behind a proxy of the operator's that sets `X-Forwarded-For`. */
  trustProxy: z.boolean().optional(),
  oidc: z
    .strictObject({
      issuer: z.url({ protocol: /^https?$/ }),
      audience: z.string().min(1),
      /** Where the keys are; found by discovery when absent. */
      jwksUrl: z.url({ protocol: /^https?$/ }).optional(),
      tenantClaim: z.string().min(1).optional(),
      scopeClaim: z.string().min(1).optional(),
      /** What stands before `read`, `run` and `admin` in the claim, as `exhibit:`. */
      scopePrefix: z.string().optional(),
    })
    .optional(),
  /** Requests of one tenant a minute; a quarter of them may come at once. */
  requestsPerMinute: whole.optional(),
  /** Runs of one tenant that are queued or at work. */
  runsPerTenant: whole.optional(),
  /** Briefings and crons of one tenant. */
  briefingsPerTenant: whole.optional(),
  /** Megabytes of uploads that one tenant may keep. */
  uploadMegabytes: whole.optional(),
  /** Days after which an upload goes that no run was given. */
  uploadDays: whole.optional(),
});

/** Who may sign in with an identity of an OpenID provider. */
export interface OidcSettings {
  readonly issuer: string;
  readonly audience: string;
  readonly jwksUrl: string | undefined;
  readonly tenantClaim: string;
  readonly scopeClaim: string;
  readonly scopePrefix: string;
}

/** How the server is reached and what one tenant may take of it. */
export interface ServerSettings {
  /** Origins, without a path. */
  readonly publicOrigins: readonly string[];
  /** Of other sites' pages that may call the server with a token. */
  readonly allowedOrigins: ReadonlySet<string>;
  /** Whether the last address of `X-Forwarded-For` is believed. */
  readonly trustProxy: boolean;
  readonly oidc: OidcSettings | undefined;
  /** Of one tenant; a quarter of them may come at once. */
  readonly requestsPerMinute: number;
  /** Queued or at work. */
  readonly runsPerTenant: number;
  /** Crons included. */
  readonly briefingsPerTenant: number;
  /** Of all uploads that one tenant keeps. */
  readonly uploadBytes: number;
  /** After which an upload goes that no run was given. */
  readonly uploadDays: number;
}

/**
 * The environment over the file over defaults: `EXHIBIT_PUBLIC_URL`, `EXHIBIT_OIDC_ISSUER`, `EXHIBIT_OIDC_AUDIENCE`.
 *
 * Errors: `BAD_CONFIG` names the variable that holds no address.
 */
export function serverSettingsOf(
  file: z.output<typeof serverFileSchema>,
  env: Readonly<Record<string, string | undefined>>,
): ServerSettings {
  const publicUrl = addressIn(env, "EXHIBIT_PUBLIC_URL");
  const publicUrls = publicUrl ? [publicUrl] : (file.publicUrls ?? []);
  return {
    publicOrigins: publicUrls.map(originOf),
    allowedOrigins: new Set((file.allowOrigins ?? []).map(originOf)),
    trustProxy: file.trustProxy ?? false,
    oidc: oidcOf(file.oidc, env),
    requestsPerMinute: file.requestsPerMinute ?? 1_200,
    runsPerTenant: file.runsPerTenant ?? 200,
    briefingsPerTenant: file.briefingsPerTenant ?? 100,
    uploadBytes: (file.uploadMegabytes ?? 2_000) * 1024 * 1024,
    uploadDays: file.uploadDays ?? 30,
  };
}

function addressIn(env: Readonly<Record<string, string | undefined>>, name: string): string | undefined {
  const value = env[name];
  if (!value) return undefined;
  if (canParseUrl(value) && /^https?:$/.test(new URL(value).protocol)) return value;
  throw new ExhibitError("BAD_CONFIG", `${name} takes an http or https address, not ${value}.`);
}

const originOf = (address: string): string => new URL(address).origin;

function oidcOf(
  file: z.output<typeof serverFileSchema>["oidc"],
  env: Readonly<Record<string, string | undefined>>,
): OidcSettings | undefined {
  const issuer = addressIn(env, "EXHIBIT_OIDC_ISSUER") ?? file?.issuer;
  const audience = env.EXHIBIT_OIDC_AUDIENCE || file?.audience;
  if (!issuer || !audience) return undefined;
  return {
    issuer,
    audience,
    jwksUrl: file?.jwksUrl,
    tenantClaim: file?.tenantClaim ?? "sub",
    scopeClaim: file?.scopeClaim ?? "scope",
    scopePrefix: file?.scopePrefix ?? "",
  };
}
