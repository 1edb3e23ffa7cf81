import { ExhibitError } from "../../errors.ts";
import { trustSkill } from "../../skills/index.ts";
import { moduleName, type ServerSettings, toolContent, toolTrust } from "../../tools/index.ts";
import { configFor } from "../config-for.ts";
import { exitCodes } from "../exit-code.ts";
import type { Printer } from "../print.ts";

const states = {
  trusted: "trusted",
  untrusted: "not trusted: not used",
  changed: "changed since they were trusted: not used",
} as const;

/** Lists servers and modules of the config file without starting any; gives the exit code. */
export async function toolsList(printer: Printer): Promise<number> {
  const { tools, toolTrustFile } = configFor({});
  if (tools.servers.length + tools.modules.length === 0) {
    printer.note("No tools of yours; name MCP servers or modules under tools in exhibit.config.json.");
    return exitCodes.complete;
  }
  printer.result(`${tools.folder}: ${states[await toolTrust(tools, toolTrustFile)]}`);
  for (const server of tools.servers) printer.result(`  ${server.name}: ${wayTo(server)}`);
  for (const path of tools.modules) printer.result(`  ${moduleName(path)}: module ${path}`);
  printer.result(`  allowed in every run: ${tools.allow.join(", ") || "none; name some with --tools"}`);
  return exitCodes.complete;
}

/** What is started or called, with the names of the variables that it gets and never their values. */
export function wayTo(server: ServerSettings): string {
  const missing = server.missing.length > 0 ? `; not set: ${server.missing.join(", ")}` : "";
  if (server.type === "address") {
    const headers = Object.keys(server.headers);
    return `${server.url}${headers.length > 0 ? `, with the headers ${headers.join(", ")}` : ""}${missing}`;
  }
  const words = [server.command, ...server.args].map((word) => (/\s/.test(word) ? JSON.stringify(word) : word));
  const variables = Object.keys(server.env);
  return `starts ${words.join(" ")}${variables.length > 0 ? `, with ${variables.join(", ")}` : ""}${missing}`;
}

/**
 * Trusts the tools of the config file as they are now.
 *
 * Errors: `BAD_USAGE` when it names none, or where the user has no home; `NOT_WRITABLE`.
 */
export async function toolsTrust(printer: Printer): Promise<number> {
  const { tools, toolTrustFile: path } = configFor({});
  if (tools.servers.length + tools.modules.length === 0)
    throw new ExhibitError("BAD_USAGE", `${tools.folder} has no exhibit.config.json that names tools.`);
  if (!path)
    throw new ExhibitError("BAD_USAGE", "Trust is kept in your home folder; set HOME, or use --trust-tools instead.");
  await trustSkill(await toolContent(tools), { path, now: () => new Date() });
  printer.note(`trusted the tools of ${tools.folder}, as they are now; a change asks again`);
  return exitCodes.complete;
}
