import { join } from "node:path";
import type { Config } from "./config.ts";
import type { Models } from "./models/index.ts";
import { packageVersion } from "./package-root.ts";
import { type Services, toolContextOf } from "./research/index.ts";
import { createBudget, openRunFolder, openSteering, type RunRequest, tenantHome } from "./runs/index.ts";
import { createSearch, type Search, searchProviders } from "./search/index.ts";
import { createServices } from "./services.ts";
import { type Tool, type ToolContext, tools } from "./tools/index.ts";

const scholarly: ReadonlySet<string> = new Set(["arxiv", "crossref", "europe-pmc"]);

const searchTools: Readonly<Record<string, keyof ToolContext["searches"]>> = {
  search_web: "web",
  search_images: "images",
  search_scholar: "scholar",
};

/** The tools that are of use with these services, and what they may use. */
export async function toolsOf(
  services: Services,
  { config, models }: { readonly config: Config; readonly models: Models | undefined },
): Promise<{ readonly tools: readonly Tool[]; readonly context: ToolContext }> {
  const scholar = scholarSearch(services, config);
  const searches = scholar ? { scholar } : {};
  const context = await toolContextOf(services, { ...(models ? { models } : {}), searches });
  const own = services.userTools?.tools ?? [];
  return { tools: [...tools.filter(({ name }) => isUsable(name, context)), ...own], context };
}

/** A tool that has nothing to search would only cost words and turns. */
function isUsable(name: string, { searches }: ToolContext): boolean {
  const kind = searchTools[name];
  return kind === undefined || searches[kind] !== undefined;
}

function scholarSearch({ request, fetcher, emit }: Services, config: Config): Search | undefined {
  const providers = searchProviders.filter(({ name }) => request.search.includes(name) && scholarly.has(name));
  if (providers.length === 0 || request.offline) return undefined;
  return createSearch({ providers, settings: config.providerSettings, fetcher, emit });
}

/** Tools without a run, for whoever calls them one by one; what they see is kept in a folder of its own. */
export interface ToolSession {
  readonly tools: readonly Tool[];
  readonly context: ToolContext;
  close(): Promise<void>;
}

/** Opens the tools of a tenant over what a request may read; their folder is kept, so that pictures keep their ids. */
export async function openToolSession(
  config: Config,
  { request, tenant, signal }: { readonly request: RunRequest; readonly tenant: string; readonly signal: AbortSignal },
): Promise<ToolSession> {
  const now = () => new Date();
  const folder = await openRunFolder(join(tenantHome(config.home, tenant), "tools"));
  const { maxMinutes, maxSources } = request;
  const { services, models, close } = await createServices(config, {
    folder: folder.path,
    record: {
      schemaVersion: 1,
      runId: "tools",
      question: "",
      started: now().toISOString(),
      version: packageVersion(),
      analyst: "extractive",
      request,
      tenant,
    },
    // A session lasts as long as its server: no time runs out.
    budget: createBudget({ maxMinutes, maxSources }, () => 0),
    steering: openSteering(folder.resolve("steering.jsonl")),
    emit: () => undefined,
    signal,
    now,
  });
  const { tools: own, context } = await toolsOf(services, { config, models }).catch(async (error: unknown) => {
    await close();
    throw error;
  });
  // Whoever calls tools one by one decides which links to follow.
  return { tools: own, context: { ...context, mayFollow: () => true }, close };
}
