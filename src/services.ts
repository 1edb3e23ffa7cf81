import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join, sep } from "node:path";
import { type Analyst, createExtractiveAnalyst, createModelAnalyst } from "./analyst/index.ts";
import { type Closing, openTogether } from "./closing.ts";
import type { Config } from "./config.ts";
import { ExhibitError } from "./errors.ts";
import type { Emit, RunUsage } from "./events.ts";
import { createEvidenceStore } from "./evidence/index.ts";
import { createLibrary } from "./library/index.ts";
import { createRunModels, type ModelRole, type Models, modelsOf } from "./models/index.ts";
import { type Clock, createFetcher, type Fetcher, systemClock } from "./net/index.ts";
import { packageRoot, packageVersion } from "./package-root.ts";
import { closeParsers, type ImageLimits, parsers } from "./perception/index.ts";
import { defaultTheme, renderers } from "./render/index.ts";
import {
  type CommonReadings,
  createCommonReadings,
  type Degradation,
  degradationLine,
  type Services,
} from "./research/index.ts";
import {
  type Budget,
  openRunFolder,
  type RunFolder,
  type RunRecord,
  type RunRequest,
  type Steering,
  tenantHome,
} from "./runs/index.ts";
import { createSearch, type Search, searchProviders, serviceAddressesOf } from "./search/index.ts";
import { type LoadedSkill, loadSkillSet, type SkillSettings, waitingMessage } from "./skills/index.ts";
import {
  type AllowList,
  createAllowList,
  openUserTools,
  tools,
  toolsWaiting,
  toolTrust,
  type UserTools,
} from "./tools/index.ts";

/** Where a run finds its skills: the package's own first, then the user's and the project's, if they are trusted. */
export function skillSettings(
  { skillShelves, trustFile }: Pick<Config, "skillShelves" | "trustFile">,
  { trustSkills = false }: Pick<RunRequest, "trustSkills">,
): SkillSettings {
  const bundled = { folder: join(packageRoot, "skills"), origin: "package" } as const;
  return { shelves: [bundled, ...skillShelves], trustFile, trustAll: trustSkills };
}

/** What only the run itself knows. */
export interface RunContext {
  readonly folder: string;
  readonly record: RunRecord;
  readonly budget: Budget;
  readonly steering: Steering;
  readonly emit: Emit;
  readonly signal: AbortSignal;
  readonly now: () => Date;
  /** How requests, searches and a model's retries wait; the system's when absent. */
  readonly clock?: Clock;
}

/** The services of one run, and what only its driver needs beside them. */
export interface OpenServices {
  readonly services: Services;
  /** The models themselves, for graphs that ask them beside the analyst. */
  readonly models: Models | undefined;
  readonly usage: () => RunUsage | undefined;
  /** Gives back files, children and connections. */
  close(): Promise<void>;
}

/** The composition root: builds everything a run uses. */
export function createServices(config: Config, context: RunContext): Promise<OpenServices> {
  return openTogether(async (closing) => {
    const { record, emit, signal, budget, steering, now } = context;
    const { request, started } = record;
    const clock = context.clock ?? systemClock;
    const folder = await openRunFolder(context.folder);
    const temporaryFolder = await mkdtemp(join(tmpdir(), "exhibit-"));
    closing.add(() => rm(temporaryFolder, { recursive: true, force: true }));
    closing.add(closeParsers);
    const libraries = openLibraries(config, record, closing);
    const evidence = await createEvidenceStore(folder.path);
    closing.add(() => evidence.close());
    const fetcher = openFetcher(config, record, clock);
    closing.add(() => fetcher.close());
    const skills = await loadSkillsFor(config, context);
    const { usage, ...judgement } = await createAnalyst(config, { ...context, clock, folder, skills });
    const userTools = await openToolsFor(config, context, fetcher);
    // Ended before the fetcher: the last messages to the tools' servers go through it.
    if (userTools) closing.add(() => userTools.close());
    const services: Services = {
      request,
      started,
      generator: generatorName(judgement.analyst),
      ...judgement,
      ...libraries,
      fetcher,
      search: searchOf(config, request, { fetcher, emit, clock }),
      ...(userTools ? { userTools } : {}),
      parsers,
      renderers,
      theme: defaultTheme,
      skills,
      folder,
      evidence,
      budget,
      steering,
      emit,
      signal,
      temporaryFolder,
      now,
    };
    return { services, models: judgement.models, usage, close: closing.close };
  });
}

/** The tenant's own library, and for any but the local user that of what all tenants share. */
function openLibraries(
  config: Config,
  { tenant }: RunRecord,
  closing: Closing,
): Pick<Services, "library"> & { readonly common?: CommonReadings } {
  const home = tenantHome(config.home, tenant);
  const library = createLibrary({ folder: join(home, "library") });
  closing.add(() => library.close());
  if (home === config.home) return { library };
  const common = openCommon(config);
  closing.add(() => common.close());
  return { library, common };
}

function openFetcher(config: Config, { request, tenant, started }: RunRecord, clock: Clock): Fetcher {
  return createFetcher({
    offline: request.offline,
    clock,
    // What a briefing compares must be what the pages say now; a resumed one reads the same again.
    ...(request.graph === "briefing" ? { trustCopiesFrom: Date.parse(started) } : {}),
    cacheFolder: join(tenantHome(config.home, tenant), "pages"),
    allowAddresses: config.allowAddresses,
    serviceAddresses: serviceAddressesOf(config.providerSettings),
    version: packageVersion(),
    ...(config.contact ? { contact: config.contact } : {}),
  });
}

function searchOf(
  { fallbacks, providerSettings: settings }: Config,
  request: RunRequest,
  means: { readonly fetcher: Fetcher; readonly emit: Emit; readonly clock: Clock },
): Search | undefined {
  const providers = searchProviders.filter(({ name }) => request.search.includes(name));
  if (providers.length === 0 || request.offline) return undefined;
  return createSearch({ providers, fallbacks, settings, ...means });
}

/** What tenants have of their own lies below the home; every other document is one that the operator named for all. */
function openCommon({ home }: Pick<Config, "home">): CommonReadings {
  const library = createLibrary({ folder: join(home, "library") });
  return createCommonReadings(library, (path) => !path.startsWith(`${home}${sep}`));
}

/** Says which skills are left out, and why. */
async function loadSkillsFor(config: Config, { record, emit }: RunContext): Promise<readonly LoadedSkill[]> {
  const { skills, unused, diagnostics } = await loadSkillSet(skillSettings(config, record.request));
  for (const { folder, message } of diagnostics) emit({ type: "warning", message: `Skill ${folder}: ${message}` });
  for (const one of unused.filter(({ because }) => because !== "overridden"))
    emit({ type: "warning", message: waitingMessage(one) });
  return skills;
}

/**
 * What this run may use of the user's tools. Errors: `BAD_USAGE` for names that nothing has, and for untrusted tools.
 */
export async function toolsAllowed(
  config: Pick<Config, "tools" | "toolTrustFile">,
  { graph, tools: asked, trustTools = false, offline }: RunRequest,
  emit: Emit = () => undefined,
): Promise<AllowList | undefined> {
  // Offline, a program of the user's may still use a network, so it must be named for this very run.
  const entries = asked ?? (offline ? [] : config.tools.allow);
  if (entries.length === 0 || graph === "deck") return undefined;
  const allow = createAllowList(entries, config.tools);
  const trust = trustTools ? "trusted" : await toolTrust(config.tools, config.toolTrustFile);
  if (trust === "trusted") return allow;
  const message = toolsWaiting(config.tools, trust);
  if (asked) throw new ExhibitError("BAD_USAGE", message);
  emit({ type: "warning", message });
  return undefined;
}

async function openToolsFor(
  config: Config,
  { record, emit, signal }: RunContext,
  { serviceFetch }: Pick<Fetcher, "serviceFetch">,
): Promise<UserTools | undefined> {
  const allow = await toolsAllowed(config, record.request, emit);
  if (!allow) return undefined;
  const opened = await openUserTools(config.tools, { allow, serviceFetch, signal, taken: tools });
  for (const failure of opened.failures) emit({ type: "failure", failure });
  return opened;
}

/** Named in the disclosure line of every report. */
function generatorName({ name }: Pick<Analyst, "name">): string {
  return `Exhibit ${packageVersion()}, ${name}`;
}

/** What pictures must keep where no model looks at them. */
const anyImage: ImageLimits = { maxSide: 2_048, maxBytes: 5_000_000, types: ["image/png"] };

/** The embedded analyst, or one that thinks with the models of the request and falls back to it. */
async function createAnalyst(
  config: Config,
  context: Omit<RunContext, "folder"> & {
    readonly clock: Clock;
    readonly folder: RunFolder;
    readonly skills: readonly LoadedSkill[];
  },
): Promise<
  Pick<Services, "analyst" | "degradations" | "imageLimits"> & {
    models?: Models;
    usage: () => RunUsage | undefined;
  }
> {
  const embedded = createExtractiveAnalyst();
  const choice = context.record.request.models;
  if (!choice) return { analyst: embedded, degradations: () => [], imageLimits: anyImage, usage: () => undefined };
  const { models, ledger } = await createRunModels(choice, config.modelAccess, {
    ...context,
    sleep: context.clock.sleep,
  });
  const { maxImageSide, maxImageBytes, imageTypes } = models.profileOf("look");
  const reasons = new Map<ModelRole, Degradation>();
  const analyst = createModelAnalyst({
    name: modelsOf(choice).join(", "),
    models,
    embedded,
    skills: context.skills,
    today: context.record.started.slice(0, 10),
    onDegraded: (role, failure) => {
      reasons.set(role, { role, failure });
      context.emit({ type: "warning", message: degradationLine({ role, failure }, "en") });
    },
  });
  const imageLimits = { maxSide: maxImageSide, maxBytes: maxImageBytes, types: imageTypes };
  return { analyst, models, degradations: () => [...reasons.values()], imageLimits, usage: () => ledger.usage() };
}
