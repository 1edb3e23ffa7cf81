import type { Config } from "../config.ts";
import type { Briefings, Jobs, TokenScope } from "../jobs/index.ts";
import type { RunRequest } from "../runs/index.ts";
import type { AuditLog } from "./access/audit-log.ts";
import type { ArtifactLinks } from "./artifact-links.ts";
import type { Log } from "./log.ts";
import type { Metrics } from "./metrics.ts";

/** Who asks: everything of the server belongs to a tenant. */
export interface Principal {
  readonly tenant: string;
  /** Name for the audit log. */
  readonly name: string;
  readonly scopes: ReadonlySet<Scope>;
}

/** What a principal may do, as a token says it. */
export type Scope = TokenScope;

/** What the operator fixed when the server was started; users choose within it. */
export interface ServerLimits {
  /** Libraries that runs may read, absolute paths by the name under which users see them. */
  readonly libraries: Readonly<Record<string, string>>;
  /** No run uses the network. */
  readonly offline: boolean;
  /** Search providers that runs may use. */
  readonly search: readonly string[];
  /** The models of a run that names none. */
  readonly models: RunRequest["models"];
}

/** What routes may use. Built by `serve`; a test passes a literal. */
export interface ServerServices {
  readonly config: Config;
  readonly jobs: Jobs;
  /** Absent in a server without a schedule. */
  readonly briefings?: Briefings;
  readonly limits: ServerLimits;
  /** Who sent a request; undefined when it proves nobody. */
  readonly authenticate: (request: Request) => Promise<Principal | undefined>;
  /** Links to files of runs that open without a token. */
  readonly links: ArtifactLinks;
  readonly now: () => Date;
  /** Address that the server listens on, which people may use as its name; loopback when absent. */
  readonly host?: string;
  /** Where changes and denied requests are written down. */
  readonly audit?: AuditLog;
  readonly metrics?: Metrics;
  readonly log?: Log;
  /** Aborts when the server stops, before it ends the connections. */
  readonly stopping?: AbortSignal;
}

/** What Hono's context carries from the middleware to the routes. */
export interface ServerEnv {
  readonly Variables: {
    /** Absent only on paths that need no token, and behind a signed link. */
    readonly principal: Principal;
    /** A text without the server's places and secrets; absent in a part of the server alone. */
    readonly publicText?: (text: string) => string;
    /** The server's address as the operator published it. */
    readonly origin?: string | undefined;
  };
}
