import type { Config } from "../../config.ts";
import { ExhibitError } from "../../errors.ts";
import type { Jobs } from "../../jobs/index.ts";
import { createFetcher, type Fetcher } from "../../net/index.ts";
import { packageVersion } from "../../package-root.ts";
import { type Authenticate, createAuthenticate } from "./authenticate.ts";

interface Place {
  readonly config: Config;
  /** Address that the server listens on. */
  readonly host: string;
}

/** Who may come in, and how to end what asks for identities. */
export interface Door {
  readonly authenticate: Authenticate;
  /** Ends the connections to the provider of identities. */
  close(): Promise<void>;
}

/** Opens the door of a server. Errors: `BAD_USAGE` where others could come in without showing anything. */
export async function openDoor(place: Place, { tokens }: Pick<Jobs, "tokens">, now: () => Date): Promise<Door> {
  const { config } = place;
  const isLocal = isForThisMachine(place);
  if (!isLocal && !config.server.oidc && !tokens.hasValid(now())) throw nobodyKnown(place);
  const fetcher = fetcherFor(config);
  const { oidc: settings } = config.server;
  const oidc = settings && fetcher && (await import("./oidc.ts")).createOidc(settings, { fetcher, now });
  const isOpen = () => isLocal && tokens.isUnused();
  return {
    authenticate: createAuthenticate({ tokens, oidc, now, isOpen }),
    close: async () => fetcher?.close(),
  };
}

/** The operator vouches for the provider's address, which may be on the own network. */
function fetcherFor({ allowAddresses, server: { oidc } }: Config): Fetcher | undefined {
  if (!oidc) return undefined;
  const own = [oidc.issuer, ...(oidc.jwksUrl ? [oidc.jwksUrl] : [])];
  return createFetcher({ allowAddresses: [...allowAddresses, ...own], version: packageVersion() });
}

const loopback: ReadonlySet<string> = new Set(["127.0.0.1", "::1", "localhost"]);

/** Nobody else can come: no other machine, and no proxy that speaks for others. */
function isForThisMachine({ config: { server }, host }: Place): boolean {
  return loopback.has(host) && !server.oidc && server.publicOrigins.length === 0 && !server.trustProxy;
}

function nobodyKnown({ config, host }: Place): ExhibitError {
  const where = loopback.has(host) ? "behind a proxy" : `on ${host}`;
  const message = `Others can reach a server ${where}, so it needs a token: make one with \`exhibit token add NAME --out ${config.out}\`, or set server.oidc in exhibit.config.json.`;
  return new ExhibitError("BAD_USAGE", message);
}
