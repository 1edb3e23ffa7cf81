import { readFileSync } from "node:fs";
import { delimiter, join, resolve } from "node:path";
import { z } from "zod";
import { ExhibitError, isMissing, messageOf } from "./errors.ts";
import {
  type ModelAccess,
  type ModelChoice,
  modelAccessOf,
  modelChoiceOf,
  modelFileSchema,
  readProfiles,
} from "./models/index.ts";
import { canParseUrl } from "./report/can-parse-url.ts";
import { type ArtifactFormat, artifactFormats, type ReportLength, reportLengths } from "./runs/index.ts";
import { searchProviders } from "./search/index.ts";
import { type ServerSettings, serverFileSchema, serverSettingsOf } from "./server-settings.ts";
import type { SkillShelf } from "./skills/index.ts";
import { type ToolSettings, toolFileSchema, toolSettingsOf } from "./tools/index.ts";

const fileName = "exhibit.config.json";

const providerNames = z.array(
  z.string().refine((name) => searchProviders.some((provider) => provider.name === name), {
    error: ({ input }) =>
      `no search provider ${input}; there are: ${searchProviders.map((provider) => provider.name).join(", ")}`,
  }),
);

/** What a user may write in `exhibit.config.json`; unknown keys are errors. */
const fileSchema = z.strictObject({
  out: z.string().min(1).optional(),
  /** Folders and files to read when none are named. */
  library: z.array(z.string()).optional(),
  formats: z.array(z.enum(artifactFormats)).min(1).optional(),
  length: z.enum(reportLengths).optional(),
  maxSources: z.number().int().positive().optional(),
  maxMinutes: z.number().positive().optional(),
  search: providerNames.optional(),
  /** Providers that are asked only when the others found nothing. */
  fallbacks: providerNames.optional(),
  /** Settings per search provider: `{ "searxng": { "baseUrl": "http://localhost:8080" } }`. */
  providers: z.record(z.string(), z.record(z.string(), z.string())).optional(),
  /** Origins that may be fetched although they are on a private network. */
  allowAddresses: z.array(z.url()).optional(),
  /** Printed in the User-Agent, as sites ask of automated readers. */
  contact: z.string().min(1).optional(),
  models: modelFileSchema.optional(),
  tools: toolFileSchema.optional(),
  /** How briefings are mailed. `allow` limits who is written to: addresses and `@domain`s. */
  mail: z
    .strictObject({
      url: z.url({ protocol: /^smtps?$/ }).optional(),
      from: z.string().min(3).optional(),
      allow: z.array(z.string()).optional(),
    })
    .optional(),
  server: serverFileSchema.optional(),
});

/** Everything the environment and the config file decide. Flags go over it in the request of a run. */
export interface Config {
  /** Absolute folder of the runs. */
  readonly out: string;
  /** Absolute folder of what outlives a run: library index and page cache, those of tenants apart (`tenantHome`). */
  readonly home: string;
  /** Absolute paths. */
  readonly library: readonly string[];
  readonly formats: ArtifactFormat[];
  readonly length: ReportLength;
  readonly maxSources: number;
  readonly maxMinutes: number;
  /** Names of the providers to use when nothing else is said. */
  readonly search: readonly string[];
  /** Names of those that are asked only when the others found nothing. */
  readonly fallbacks: readonly string[];
  readonly providerSettings: Readonly<Record<string, Readonly<Record<string, string>>>>;
  readonly allowAddresses: readonly string[];
  readonly contact: string | undefined;
  /** The mail server that briefings go through; none when absent. May hold a password. */
  readonly mail: { readonly url: string; readonly from: string; readonly allow?: readonly string[] } | undefined;
  /** What the secrets of webhooks derive from; made and kept by the server when absent. */
  readonly webhookKey: string | undefined;
  /** The models to think with when no flag names one; the embedded analyst alone when absent. */
  readonly models: ModelChoice | undefined;
  readonly modelAccess: ModelAccess;
  /** Folders of skills outside the package, those of the user before those of the project, which override them. */
  readonly skillShelves: readonly SkillShelf[];
  /**
   * File of the skills that the user trusts; absent where the user has no home. It lies outside the working folder,
   * because whoever wrote what is in there must not speak for the user.
   */
  readonly trustFile: string | undefined;
  /** Servers and modules of tools that the config file names; what they may do waits for the user's trust. */
  readonly tools: ToolSettings;
  /** File of the tools that the user trusts, beside that of the skills. */
  readonly toolTrustFile: string | undefined;
  /** How `exhibit serve` is reached and what it lets others take. */
  readonly server: ServerSettings;
}

/**
 * Reads configuration once: environment over `exhibit.config.json` over defaults.
 *
 * Errors: `BAD_CONFIG` names the file, the key and what was expected.
 */
export function loadConfig(
  options: {
    readonly cwd?: string;
    readonly out?: string;
    readonly env?: Readonly<Record<string, string | undefined>>;
  } = {},
): Config {
  const { cwd = process.cwd(), env = process.env } = options;
  const file = readConfigFile(join(cwd, fileName));
  const out = resolve(cwd, options.out ?? (env.EXHIBIT_OUT || file.out || "outputs"));
  return {
    out,
    home: join(out, ".exhibit"),
    library: (file.library ?? []).map((path) => resolve(cwd, path)),
    formats: file.formats ?? [...artifactFormats],
    length: file.length ?? "standard",
    maxSources: file.maxSources ?? 5_000,
    maxMinutes: file.maxMinutes ?? 60,
    search: file.search ?? searchProviders.filter((provider) => provider.keyless).map((provider) => provider.name),
    fallbacks: file.fallbacks ?? [],
    providerSettings: providerSettings(file.providers ?? {}, env),
    allowAddresses: file.allowAddresses ?? [],
    contact: env.EXHIBIT_CONTACT || file.contact,
    mail: mailSettings(file.mail ?? {}, env),
    webhookKey: env.EXHIBIT_WEBHOOK_KEY || undefined,
    models: modelChoiceOf(file.models ?? {}, env),
    modelAccess: modelAccessOf(file.models ?? {}, env, readProfiles(join(out, ".exhibit"))),
    ...skillPlaces(cwd, env),
    tools: toolSettingsOf(file.tools ?? {}, join(cwd, fileName), env),
    server: serverSettingsOf(file.server ?? {}, env),
  };
}

function mailSettings(
  file: NonNullable<z.output<typeof fileSchema>["mail"]>,
  env: Readonly<Record<string, string | undefined>>,
): Config["mail"] {
  const url = env.EXHIBIT_SMTP_URL || file.url;
  const from = env.EXHIBIT_MAIL_FROM || file.from;
  if (!url) return undefined;
  if (!canParseUrl(url) || !/^smtps?:$/.test(new URL(url).protocol)) {
    // Said without repeating it: it holds a password.
    const message = "The address of the mail server is none; write EXHIBIT_SMTP_URL as smtps://user:password@host:465.";
    throw new ExhibitError("BAD_CONFIG", message);
  }
  if (!from) {
    const message =
      "A mail server is set but not who writes; set EXHIBIT_MAIL_FROM, or mail.from in the configuration.";
    throw new ExhibitError("BAD_CONFIG", message);
  }
  return { url, from, ...(file.allow ? { allow: file.allow } : {}) };
}

const tracingVariables = ["LANGSMITH_TRACING", "LANGSMITH_TRACING_V2", "LANGCHAIN_TRACING", "LANGCHAIN_TRACING_V2"];

/**
 * Keeps prompts and answers from LangSmith unless this program was meant: `EXHIBIT_LANGSMITH=true`. The variables of
 * LangChain alone may be those of another project in the same shell. To be called before the first model call.
 */
export function keepTracesHere(env: Record<string, string | undefined> = process.env): void {
  if (env.EXHIBIT_LANGSMITH === "true") return;
  for (const name of tracingVariables) delete env[name];
}

/** `EXHIBIT_SKILLS` holds folders as `PATH` does, in place of `~/.exhibit/skills`. */
function skillPlaces(
  cwd: string,
  env: Readonly<Record<string, string | undefined>>,
): Pick<Config, "skillShelves" | "trustFile" | "toolTrustFile"> {
  const userHome = env.HOME || env.USERPROFILE;
  const named = (env.EXHIBIT_SKILLS ?? "").split(delimiter).filter((path) => path.trim() !== "");
  const own = userHome ? [join(userHome, ".exhibit", "skills")] : [];
  const user = (named.length > 0 ? named : own).map((path) => ({
    folder: resolve(cwd, path),
    origin: "user" as const,
  }));
  const project = { folder: join(resolve(cwd), ".exhibit", "skills"), origin: "project" as const };
  // In the home itself both are one folder.
  const shelves = user.some(({ folder }) => folder === project.folder) ? user : [...user, project];
  const kept = (name: string) => (userHome ? join(resolve(cwd, userHome), ".exhibit", name) : undefined);
  return {
    skillShelves: shelves,
    trustFile: kept("trusted-skills.json"),
    toolTrustFile: kept("trusted-tools.json"),
  };
}

function readConfigFile(path: string): z.output<typeof fileSchema> {
  const text = readText(path);
  if (text === undefined) return {};
  try {
    return fileSchema.parse(JSON.parse(text));
  } catch (error) {
    const reason = error instanceof z.ZodError ? z.prettifyError(error) : messageOf(error);
    throw new ExhibitError("BAD_CONFIG", `${path} cannot be used: ${reason}`, { cause: error });
  }
}

function readText(path: string): string | undefined {
  try {
    return readFileSync(path, "utf8");
  } catch (error) {
    if (isMissing(error)) return undefined;
    throw new ExhibitError("BAD_CONFIG", `${path} cannot be read: ${messageOf(error)}`, { cause: error });
  }
}

function providerSettings(
  fromFile: Readonly<Record<string, Readonly<Record<string, string>>>>,
  env: Readonly<Record<string, string | undefined>>,
): Config["providerSettings"] {
  return Object.fromEntries(
    searchProviders.map((provider) => {
      const fromEnv = Object.entries(provider.env).flatMap(([setting, variable]) => {
        const value = env[variable];
        return value ? [[setting, value] as const] : [];
      });
      return [provider.name, { ...fromFile[provider.name], ...Object.fromEntries(fromEnv) }];
    }),
  );
}
