import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join, sep } from "node:path";
import { type Analyst, createExtractiveAnalyst, createModelAnalyst } from "./analyst/index.ts";
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
import { createSearch, searchProviders, serviceAddressesOf } from "./search/index.ts";
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

/** The composition root: builds everything a run uses; `close` gives back files, children and connections. */
export async function createServices(
  config: Config,
  context: RunContext,
): Promise<{
  services: Services;
  /** The models themselves, for graphs that ask them beside the analyst. */
  models: Models | undefined;
  usage: () => RunUsage | undefined;
  close: () => Promise<void>;
}> {
  const { record, emit, signal, budget, now } = context;
  const { request } = record;
  const clock = context.clock ?? systemClock;
  const folder = await openRunFolder(context.folder);
  const temporaryFolder = await mkdtemp(join(tmpdir(), "exhibit-"));
  const home = tenantHome(config.home, record.tenant);
  const library = createLibrary({ folder: join(home, "library") });
  const common = home === config.home ? undefined : openCommon(config);
  const fetcher = createFetcher({
    offline: request.offline,
    clock,
    // What a briefing compares must be what the pages say now; a resumed one reads the same again.
    ...(request.graph === "briefing" ? { trustCopiesFrom: Date.parse(record.started) } : {}),
    cacheFolder: join(home, "pages"),
    allowAddresses: config.allowAddresses,
    serviceAddresses: serviceAddressesOf(config.providerSettings),
    version: packageVersion(),
    ...(config.contact ? { contact: config.contact } : {}),
  });
  const evidence = await createEvidenceStore(folder.path);
  const skills = await loadSkillsFor(config, context);
  const providers = searchProviders.filter((provider) => request.search.includes(provider.name));
  const search =
    providers.length > 0 && !request.offline
      ? createSearch({
          providers,
          fallbacks: config.fallbacks,
          settings: config.providerSettings,
          fetcher,
          emit,
          clock,
        })
      : undefined;
  const { usage, ...judgement } = await createAnalyst(config, { ...context, clock, folder, skills });
  const closeAll = async () => {
    library.close();
    common?.close();
    await evidence.close();
    await fetcher.close();
    await closeParsers();
    await rm(temporaryFolder, { recursive: true, force: true });
  };
  const userTools = await openToolsFor(config, context, fetcher).catch(async (error: unknown) => {
    await closeAll();
    throw error;
  });
  const services: Services = {
    request,
    started: record.started,
    generator: generatorName(judgement.analyst),
    ...judgement,
    library,
    ...(common ? { common } : {}),
    fetcher,
    search,
    ...(userTools ? { userTools } : {}),
    parsers,
    renderers,
    theme: defaultTheme,
    skills,
    folder,
    evidence,
    budget,
    steering: context.steering,
    emit,
    signal,
    temporaryFolder,
    now,
  };
  // The tools' servers first: their last messages go through the fetcher.
  const close = async () => {
    await userTools?.close();
    await closeAll();
  };
  return { services, models: judgement.models, usage, close };
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

/** What this run may use of the user's tools. Errors: `BAD_USAGE` for names that nothing has, and for untrusted tools. */
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
export function generatorName({ name }: Pick<Analyst, "name">): string {
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
