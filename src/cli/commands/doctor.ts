import { access, constants, mkdir, statfs } from "node:fs/promises";
import { join } from "node:path";
import type { Config } from "../../config.ts";
import { messageOf } from "../../errors.ts";
import { createLibrary } from "../../library/index.ts";
import { modelsOf } from "../../models/index.ts";
import { checkNativeParsers, closeParsers } from "../../perception/index.ts";
import { createBrowser } from "../../render/index.ts";
import { searchProviders } from "../../search/index.ts";
import { configFor } from "../config-for.ts";
import { exitCodes } from "../exit-code.ts";
import type { Printer } from "../print.ts";
import { checkTools } from "./check-tools.ts";
import { probeCommand } from "./doctor-model.ts";

interface Finding {
  readonly ok: boolean;
  readonly name: string;
  readonly detail: string;
}

/** The flags of `exhibit doctor`, as parsed. */
export interface DoctorFlags {
  readonly out?: string;
  /** `provider:name` of a model to try. */
  readonly model?: string;
  readonly modelUrl?: string;
}

/** A run over a few reports takes 5 to 20 MB, its library about as much. */
const minFreeMegabytes = 50;

/** Says what works here, what does not, and how to get it; gives 1 when something needed is missing. */
export async function doctorCommand(flags: DoctorFlags, printer: Printer): Promise<number> {
  const config = configFor(flags);
  const { model, modelUrl } = flags;
  if (model !== undefined) return probeCommand({ model, ...(modelUrl ? { modelUrl } : {}) }, config, printer);
  const needed = [
    checkNode(),
    await checkFolder(config),
    checkLibrary(config),
    ...(await checkReading()),
    await checkPrinting(),
  ];
  for (const { ok, name, detail } of needed) printer.result(`${ok ? "ok  " : "MISS"}  ${name}: ${detail}`);
  for (const line of describeSearch(config)) printer.result(`      ${line}`);
  printer.result(`      model: ${describeModels(config)}`);
  const own = await checkTools(config);
  for (const { state, line } of own) printer.result(`${state.padEnd(4)}  ${line}`);
  return needed.every((finding) => finding.ok) ? exitCodes.complete : exitCodes.failure;
}

function checkNode(): Finding {
  const [major = 0, minor = 0] = process.versions.node.split(".").map(Number);
  const ok = major > 20 || (major === 20 && minor >= 19);
  return {
    ok,
    name: "Node.js",
    detail: ok ? process.versions.node : `${process.versions.node}; install 20.19 or newer`,
  };
}

async function checkFolder({ out }: Config): Promise<Finding> {
  try {
    await mkdir(out, { recursive: true });
    await access(out, constants.W_OK);
    const { bavail, bsize } = await statfs(out);
    const free = Math.floor((bavail * bsize) / 1024 / 1024);
    const ok = free >= minFreeMegabytes;
    const remedy = ok ? "" : `; a run needs ${minFreeMegabytes} MB: make room or choose another with --out`;
    return { ok, name: "output folder", detail: `${out}, ${free} MB free${remedy}` };
  } catch (error) {
    return { ok: false, name: "output folder", detail: `${messageOf(error)}; choose another with --out` };
  }
}

function checkLibrary({ home }: Config): Finding {
  try {
    const library = createLibrary({ folder: join(home, "library") });
    const count = library.list().length;
    library.close();
    return { ok: true, name: "library index", detail: `${count} sources in ${join(home, "library")}` };
  } catch (error) {
    return { ok: false, name: "library index", detail: messageOf(error) };
  }
}

async function checkReading(): Promise<readonly Finding[]> {
  try {
    return await checkNativeParsers();
  } finally {
    await closeParsers();
  }
}

async function checkPrinting(): Promise<Finding> {
  const name = "browser for PDF";
  try {
    const browser = await createBrowser();
    await browser.close();
    return { ok: true, name, detail: "starts" };
  } catch (error) {
    return { ok: false, name, detail: messageOf(error) };
  }
}

function describeModels({ models, modelAccess }: Config): string {
  const keys = Object.keys(modelAccess.keys);
  const found = keys.length > 0 ? `; keys found for ${keys.join(", ")}` : "";
  if (models) return `${modelsOf(models).join(", ")}${found}; try one with \`exhibit doctor --model NAME\``;
  return `none configured, the embedded analyst writes the report; name one with --model or EXHIBIT_MODEL${found}`;
}

function describeSearch({ providerSettings, search }: Config): readonly string[] {
  return searchProviders.map(({ name, keyless, env }) => {
    const missing = Object.entries(env).filter(([setting]) => !providerSettings[name]?.[setting]);
    const how = missing.map(([, variable]) => variable).join(", ");
    const state = keyless ? "works without a key" : missing.length > 0 ? `off; set ${how} to use it` : "configured";
    return `search ${name}: ${state}${search.includes(name) ? ", used by default" : ""}`;
  });
}
