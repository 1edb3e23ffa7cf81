import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { createExtractiveAnalyst } from "./analyst/index.ts";
import type { Config } from "./config.ts";
import type { Emit } from "./events.ts";
import { createEvidenceStore } from "./evidence/index.ts";
import { createLibrary } from "./library/index.ts";
import { createFetcher } from "./net/index.ts";
import { packageRoot, packageVersion } from "./package-root.ts";
import { closeParsers, parsers } from "./perception/index.ts";
import { defaultTheme, renderers } from "./render/index.ts";
import type { Services } from "./research/index.ts";
import { type Budget, openRunFolder, type RunRecord } from "./runs/index.ts";
import { createSearch, searchProviders, serviceAddressesOf } from "./search/index.ts";
import { loadSkills } from "./skills/index.ts";

/** The genres and methods that come with the package. */
export const skillsFolder = join(packageRoot, "skills");

/** What only the run itself knows. */
export interface RunContext {
  readonly folder: string;
  readonly record: RunRecord;
  readonly budget: Budget;
  readonly emit: Emit;
  readonly signal: AbortSignal;
  readonly now: () => Date;
}

/** The composition root: builds everything a run uses; `close` gives back files, children and connections. */
export async function createServices(
  config: Config,
  context: RunContext,
): Promise<{ services: Services; close: () => Promise<void> }> {
  const { record, emit, signal, budget, now } = context;
  const { request } = record;
  const folder = await openRunFolder(context.folder);
  const temporaryFolder = await mkdtemp(join(tmpdir(), "exhibit-"));
  const library = createLibrary({ folder: join(config.home, "library") });
  const fetcher = createFetcher({
    offline: request.offline,
    cacheFolder: join(config.home, "pages"),
    allowAddresses: config.allowAddresses,
    serviceAddresses: serviceAddressesOf(config.providerSettings),
    version: packageVersion(),
    ...(config.contact ? { contact: config.contact } : {}),
  });
  const evidence = await createEvidenceStore(folder.path);
  const { skills, diagnostics } = await loadSkills([skillsFolder]);
  for (const { folder: skill, message } of diagnostics)
    emit({ type: "warning", message: `Skill ${skill}: ${message}` });
  const providers = searchProviders.filter((provider) => request.search.includes(provider.name));
  const search =
    providers.length > 0 && !request.offline
      ? createSearch({ providers, fallbacks: config.fallbacks, settings: config.providerSettings, fetcher, emit })
      : undefined;
  const services: Services = {
    request,
    started: record.started,
    generator: generatorName(),
    analyst: createExtractiveAnalyst(),
    library,
    fetcher,
    search,
    parsers,
    renderers,
    theme: defaultTheme,
    skills,
    folder,
    evidence,
    budget,
    emit,
    signal,
    temporaryFolder,
    now,
  };
  const close = async () => {
    library.close();
    await evidence.close();
    await fetcher.close();
    await closeParsers();
    await rm(temporaryFolder, { recursive: true, force: true });
  };
  return { services, close };
}

/** Named in the disclosure line of every report. */
export function generatorName(): string {
  return `Exhibit ${packageVersion()}, embedded analyst`;
}
