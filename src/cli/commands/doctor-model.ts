import sharp from "sharp";
import type { Config } from "../../config.ts";
import {
  createLangChainModel,
  type ModelSettings,
  parseModelName,
  probeModel,
  probeTools,
  readProfiles,
  saveProfile,
  settingsOf,
  type TestPicture,
} from "../../models/index.ts";
import { systemClock } from "../../net/index.ts";
import { exitCodes } from "../exit-code.ts";
import type { Printer } from "../print.ts";

const side = { width: 800, height: 600 } as const;
const square = [0.55, 0.5, 0.8, 0.8333] as const;
const number = "4729";

/** Asks a live model what it can do, prints it, and keeps what was measured for later runs. */
export async function probeCommand(
  flags: { readonly model: string; readonly modelUrl?: string },
  config: Config,
  printer: Printer,
  sleep: (milliseconds: number, signal: AbortSignal) => Promise<void> = systemClock.sleep,
): Promise<number> {
  const settings = chosen(flags, config);
  const { provider } = parseModelName(settings.id);
  printer.note(`Asking ${settings.id} at ${settings.url ?? provider.url ?? "its provider"} …`);
  const time = { signal: new AbortController().signal, now: () => new Date(), sleep };
  const picture = await drawTest();
  const tools = () => probeTools(settings, { picture, time });
  const { steps, measured } = await probeModel(createLangChainModel(settings), { ...time, picture, tools });
  for (const { name, ok, detail } of steps) printer.result(`${ok ? "ok  " : "MISS"}  ${name}: ${detail}`);
  if (!measured) return exitCodes.failure;
  printer.result(`      kept in ${await saveProfile(config.home, settings.id, measured)}`);
  return steps.some(({ name, ok }) => name === "answers" && !ok) ? exitCodes.failure : exitCodes.complete;
}

function chosen(
  { model, modelUrl }: { readonly model: string; readonly modelUrl?: string },
  config: Config,
): ModelSettings {
  const choice = { model, roles: {}, fallbacks: [], limits: {}, ...(modelUrl ? { url: modelUrl } : {}) };
  const { profile = {}, ...settings } = settingsOf(choice, config.modelAccess).plan[0];
  // What was measured before is measured again, not believed.
  const before = Object.entries(readProfiles(config.home)[model] ?? {});
  const isMeasured = (key: string, value: unknown) => before.some(([name, old]) => name === key && isSame(old, value));
  const told = Object.entries(profile).filter(([key, value]) => !isMeasured(key, value));
  return { ...settings, profile: Object.fromEntries(told) };
}

const isSame = (first: unknown, second: unknown): boolean => JSON.stringify(first) === JSON.stringify(second);

/** A number and a red square on white. */
async function drawTest(): Promise<TestPicture> {
  const [left, top, right, bottom] = square;
  const { width, height } = side;
  const svg = `<svg xmlns="http://www.w3.org/2000/svg" width="${width}" height="${height}"><rect width="100%" height="100%" fill="white"/><text x="60" y="200" font-family="sans-serif" font-size="150">${number}</text><rect x="${left * width}" y="${top * height}" width="${(right - left) * width}" height="${(bottom - top) * height}" fill="red"/></svg>`;
  const bytes = new Uint8Array(await sharp(Buffer.from(svg)).png().toBuffer());
  return { image: { type: "image", mediaType: "image/png", bytes, width, height }, number, square };
}
