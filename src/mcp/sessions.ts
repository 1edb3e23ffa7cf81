import { listLibrary } from "../research/index.ts";
import { type Principal, requestOf, type ServerServices } from "../server/index.ts";
import { openToolSession, type ToolSession } from "../tool-session.ts";

/** The tools of each tenant, opened when one of them is first called. */
export interface ToolSessions {
  of(principal: Principal): Promise<ToolSession>;
  close(): Promise<void>;
}

/**
 * Sessions over the server's libraries.
 *
 * Contract: what one tenant's tools and runs read, no other's find.
 */
export function createToolSessions({ config, limits }: Pick<ServerServices, "config" | "limits">): ToolSessions {
  const opened = new Map<string, Promise<ToolSession>>();
  const ended = new AbortController();
  const open = async (tenant: string): Promise<ToolSession> => {
    const { files } = await listLibrary(Object.values(limits.libraries));
    const request = { ...requestOf("tools", {}, { config, limits, tenant }), question: "", library: files };
    return openToolSession(config, { request, tenant, signal: ended.signal });
  };
  return {
    of({ tenant }) {
      const session = opened.get(tenant) ?? open(tenant);
      opened.set(tenant, session);
      // One that could not be opened is tried again by the next call.
      session.catch(() => opened.delete(tenant));
      return session;
    },
    async close() {
      ended.abort(new Error("The server ended."));
      const sessions = await Promise.allSettled(opened.values());
      await Promise.all(sessions.map((one) => (one.status === "fulfilled" ? one.value.close() : undefined)));
    },
  };
}
