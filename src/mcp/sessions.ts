import { listLibrary } from "../research/index.ts";
import { type Principal, requestOf, type ServerServices } from "../server/index.ts";
import { openToolSession, type ToolSession } from "../tool-session.ts";

/** The tools of each tenant, opened when one of them is first called. */
export interface ToolSessions {
  /** Does something with a tenant's tools, which stay open meanwhile. */
  use<Value>(principal: Principal, work: (session: ToolSession) => Promise<Value>): Promise<Value>;
  close(): Promise<void>;
}

interface Opened {
  readonly session: Promise<ToolSession>;
  users: number;
}

/** Sessions that stay open while nobody uses them: each holds a library, connections and children. */
const usualIdle = 20;

/**
 * Sessions over the server's libraries.
 *
 * Contract: what one tenant's tools and runs read, no other's find. A session that was not used for longest is closed
 * when more than `maxIdle` are idle, never one at work.
 */
export function createToolSessions(
  { config, limits }: Pick<ServerServices, "config" | "limits">,
  { maxIdle = usualIdle }: { readonly maxIdle?: number } = {},
): ToolSessions {
  const opened = new Map<string, Opened>();
  const ended = new AbortController();
  const open = async (tenant: string): Promise<ToolSession> => {
    const { files } = await listLibrary(Object.values(limits.libraries));
    const request = { ...requestOf("tools", {}, { config, limits, tenant }), question: "", library: files };
    return openToolSession(config, { request, tenant, signal: ended.signal });
  };
  const closeIdle = async (): Promise<void> => {
    const idle = [...opened].filter(([, { users }]) => users === 0);
    for (const [tenant, { session }] of idle.slice(0, Math.max(0, idle.length - maxIdle))) {
      opened.delete(tenant);
      await (await session).close();
    }
  };
  return {
    async use({ tenant }, work) {
      const own = opened.get(tenant) ?? { session: open(tenant), users: 0 };
      opened.set(tenant, own);
      own.users += 1;
      // One that could not be opened is tried again by the next call.
      const session = await own.session.catch((error: unknown) => {
        if (opened.get(tenant) === own) opened.delete(tenant);
        throw error;
      });
      try {
        return await work(session);
      } finally {
        own.users -= 1;
        // Set anew, so that the first is the one unused for longest.
        opened.delete(tenant);
        opened.set(tenant, own);
        await closeIdle();
      }
    },
    async close() {
      ended.abort(new Error("The server ended."));
      const sessions = await Promise.allSettled([...opened.values()].map(({ session }) => session));
      await Promise.all(sessions.map((one) => (one.status === "fulfilled" ? one.value.close() : undefined)));
    },
  };
}
