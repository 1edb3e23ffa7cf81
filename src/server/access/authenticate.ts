import { parse } from "hono/utils/cookie";
import type { TokenStore } from "../../jobs/index.ts";
import { localTenant } from "../../runs/index.ts";
import type { Principal } from "../services.ts";
import type { Oidc } from "./oidc.ts";

/** The cookie in which the chat page keeps its token; scripts cannot read it. */
export const sessionCookie = "exhibit_session";

/** Finds out who sent a request; undefined when it proves nobody. */
export type Authenticate = (request: Request) => Promise<Principal | undefined>;

/** Whoever reaches a server that listens on this machine only. */
export const localPrincipal: Principal = {
  tenant: localTenant,
  name: "local",
  scopes: new Set(["read", "run", "admin"]),
};

/**
 * By bearer token or identity, in the headers of our protocols' clients or in the chat page's cookie.
 *
 * Errors: those of the identity provider when it cannot be asked.
 */
export function createAuthenticate({
  tokens,
  oidc,
  now,
  isOpen,
}: {
  readonly tokens: TokenStore;
  readonly oidc: Oidc | undefined;
  readonly now: () => Date;
  /** Whether whoever comes is the local user: on loopback, until the first token is made. */
  readonly isOpen: () => boolean;
}): Authenticate {
  return async ({ headers }) => {
    // Clients of model providers always send some key; where nobody needs one it means nothing.
    if (isOpen()) return localPrincipal;
    const shown = shownToken(headers);
    if (shown === undefined) return undefined;
    const token = tokens.find(shown, now());
    if (token) return { tenant: token.tenant, name: token.name, scopes: new Set(token.scopes) };
    return oidc?.principalOf(shown);
  };
}

/** What a request shows of itself: the headers of OpenAI's and LangGraph's clients, or the cookie. */
export function shownToken(headers: Headers): string | undefined {
  const bearer = /^Bearer +(\S+)$/i.exec(headers.get("authorization") ?? "")?.[1];
  return bearer ?? headers.get("x-api-key") ?? parse(headers.get("cookie") ?? "", sessionCookie)[sessionCookie];
}
