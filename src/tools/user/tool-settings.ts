import { dirname, resolve } from "node:path";
import { z } from "zod";

const variable = z
  .string()
  .regex(/^[A-Za-z_][A-Za-z0-9_]*$/, "write the name of an environment variable; its value is a secret");
const serverName = z.string().regex(/^[A-Za-z][A-Za-z0-9_-]{0,31}$/, "a name of letters, digits, - and _, at most 32");
const timeoutSeconds = z.number().positive().max(3_600).optional();

/** What a user may write under `tools` in `exhibit.config.json`. */
export const toolFileSchema = z.strictObject({
  servers: z
    .record(
      serverName,
      z.union([
        z.strictObject({
          command: z.string().min(1),
          args: z.array(z.string()).optional(),
          /** Variables that the program is given: their names, or its name for each and ours. */
          env: z.union([z.array(variable), z.record(variable, variable)]).optional(),
          timeoutSeconds,
        }),
        z.strictObject({
          url: z.url({ protocol: /^https?$/ }),
          /** Variable whose value is sent as `Authorization: Bearer …`. */
          token: variable.optional(),
          /** Variable of each header. */
          headers: z.record(z.string().regex(/^[\w-]+$/, "the name of a header"), variable).optional(),
          timeoutSeconds,
        }),
      ]),
    )
    .optional(),
  /** Files that export tools, beside the config file. */
  modules: z.array(z.string().min(1)).optional(),
  /** What every run may use: a server, `server:tool` or a tool. */
  allow: z.array(z.string().min(1)).optional(),
});

type ToolFile = z.output<typeof toolFileSchema>;
type FileServer = NonNullable<ToolFile["servers"]>[string];

/** A program that is started and speaks MCP over its standard input and output. */
export interface ProgramSettings {
  readonly type: "program";
  readonly name: string;
  readonly command: string;
  readonly args: readonly string[];
  /** Names and values of what the program is given beside the usual. */
  readonly env: Readonly<Record<string, string>>;
  /** Absolute folder that the program starts in. */
  readonly folder: string;
  /** Variables that are not set. */
  readonly missing: readonly string[];
  /** For one call; the usual time when absent. */
  readonly timeoutSeconds?: number;
}

/** A server that speaks MCP over streamable HTTP. */
export interface AddressSettings {
  readonly type: "address";
  readonly name: string;
  readonly url: string;
  readonly headers: Readonly<Record<string, string>>;
  /** Variables that are not set. */
  readonly missing: readonly string[];
  /** For one call; the usual time when absent. */
  readonly timeoutSeconds?: number;
}

/** A server of the user as it is reached; secrets in it are never written anywhere. */
export type ServerSettings = ProgramSettings | AddressSettings;

/** The tools that a user brought, as the config file names them; `section` is what was written, without secrets. */
export interface ToolSettings {
  readonly folder: string;
  readonly servers: readonly ServerSettings[];
  /** Absolute paths. */
  readonly modules: readonly string[];
  readonly allow: readonly string[];
  readonly section: string;
}

/** What a server is given that nobody else may see. */
export function secretsOfServer(server: ServerSettings): readonly string[] {
  return Object.values(server.type === "program" ? server.env : server.headers).map((value) =>
    value.replace(/^Bearer /, ""),
  );
}

type Environment = Readonly<Record<string, string | undefined>>;

/** What the config file says of tools, with the values of the variables it names. */
export function toolSettingsOf(file: ToolFile, configPath: string, env: Environment): ToolSettings {
  const folder = dirname(resolve(configPath));
  const servers = Object.entries(file.servers ?? {}).map(([name, server]) => settingsOf(name, server, { folder, env }));
  const modules = (file.modules ?? []).map((path) => resolve(folder, path));
  return { folder, servers, modules, allow: file.allow ?? [], section: JSON.stringify(file) };
}

function settingsOf(
  name: string,
  server: FileServer,
  { folder, env }: { readonly folder: string; readonly env: Environment },
): ServerSettings {
  const patience = server.timeoutSeconds === undefined ? {} : { timeoutSeconds: server.timeoutSeconds };
  if ("command" in server) {
    const named = Array.isArray(server.env)
      ? server.env.map((one) => [one, one] as const)
      : Object.entries(server.env ?? {});
    const { values, missing } = valuesOf(named, env);
    const { command, args = [] } = server;
    return { type: "program", name, command, args, env: values, folder, missing, ...patience };
  }
  const { values, missing } = valuesOf(Object.entries(server.headers ?? {}), env);
  const token = server.token === undefined ? undefined : env[server.token];
  const headers = token ? { ...values, authorization: `Bearer ${token}` } : values;
  const unset = server.token !== undefined && !token ? [...missing, server.token] : missing;
  return { type: "address", name, url: server.url, headers, missing: unset, ...patience };
}

function valuesOf(
  named: readonly (readonly [string, string])[],
  env: Environment,
): { readonly values: Readonly<Record<string, string>>; readonly missing: readonly string[] } {
  const set = named.flatMap(([name, source]) => (env[source] ? [[name, env[source]] as const] : []));
  return { values: Object.fromEntries(set), missing: named.flatMap(([, source]) => (env[source] ? [] : [source])) };
}
