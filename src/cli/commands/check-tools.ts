import type { Config } from "../../config.ts";
import { createFetcher } from "../../net/index.ts";
import { packageVersion } from "../../package-root.ts";
import { createMcpServer, moduleName, moduleTools, saidBy, toolsWaiting, toolTrust } from "../../tools/index.ts";
import { wayTo } from "./tools.ts";

/** What is told of one server or module. */
export interface ToolCheck {
  readonly state: "ok" | "MISS" | "";
  readonly line: string;
}

/** Names of tools that fit in a line. */
const maxNames = 12;

/**
 * Starts each server and loads each module that the user trusts, and tells its tools or why there are none.
 *
 * Contract: nothing untrusted is started; whatever was started is ended.
 */
export async function checkTools(config: Config): Promise<readonly ToolCheck[]> {
  const { tools, toolTrustFile, allowAddresses } = config;
  if (tools.servers.length + tools.modules.length === 0)
    return [{ state: "", line: "tools of yours: none configured" }];
  const trust = await toolTrust(tools, toolTrustFile);
  if (trust !== "trusted") return [{ state: "", line: toolsWaiting(tools, trust) }];
  const { signal } = new AbortController();
  const fetcher = createFetcher({ allowAddresses, version: packageVersion() });
  try {
    const servers = tools.servers.map(async (settings): Promise<ToolCheck> => {
      const server = createMcpServer(settings, { serviceFetch: fetcher.serviceFetch });
      try {
        const listed = await server.list(signal);
        const name = `tools of ${settings.name} (${wayTo(settings)})`;
        if (listed.ok)
          return { state: "ok", line: `${name}: ${namesLine(listed.value.map((tool) => saidBy(tool.name)))}` };
        const { message, said } = listed.failure;
        return { state: "MISS", line: `${name}: ${message}${said ? ` It said: ${said}` : ""}` };
      } finally {
        await server.close();
      }
    });
    const modules = tools.modules.map(async (path): Promise<ToolCheck> => {
      const { tools: found, failures } = await moduleTools(path, signal);
      const name = `tools of ${moduleName(path)}`;
      const problems = failures.map(({ message, said }) => `${message}${said ? ` It said: ${said}` : ""}`).join(" ");
      if (failures.length > 0) return { state: "MISS", line: `${name}: ${problems}` };
      return { state: "ok", line: `${name}: ${namesLine(found.map((tool) => tool.name))}` };
    });
    return await Promise.all([...servers, ...modules]);
  } finally {
    await fetcher.close();
  }
}

function namesLine(names: readonly string[]): string {
  if (names.length === 0) return "answers, and has no tools";
  const rest = names.length - maxNames;
  return `${names.slice(0, maxNames).join(", ")}${rest > 0 ? ` and ${rest} more` : ""}`;
}
