import type { RunFolder } from "../runs/index.ts";
import type { Principal, ServerServices } from "../server/index.ts";
import type { ToolSession } from "../tool-session.ts";

/** What the tools of one MCP client may use. */
export interface McpContext {
  readonly services: Pick<ServerServices, "config" | "jobs" | "limits">;
  readonly principal: Principal;
  /** The folder of a run that the client may see. Errors: `NOT_FOUND`. */
  readonly openRun: (runId: string) => Promise<RunFolder>;
  /** An address that opens a file of a run; absent over standard input and output, where paths are given. */
  readonly linkTo?: (runId: string, name: string) => string;
  /** Does something with the tools that work without a run. */
  readonly withSession: <Value>(work: (session: ToolSession) => Promise<Value>) => Promise<Value>;
}
