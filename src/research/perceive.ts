import { readFile, stat } from "node:fs/promises";
import { basename } from "node:path";
import { type Failure, isAbort, messageOf } from "../errors.ts";
import { sha256Of, sourceIdOf } from "../evidence/index.ts";
import type { AssetBytes, ParsedSource } from "../evidence/parsed-source.ts";
import type { Resource } from "../evidence/resource.ts";
import { mediaTypeOf, parserFor } from "../perception/index.ts";
import type { Source } from "../report/index.ts";
import type { Hit } from "../search/index.ts";
import { fetchFigures } from "./fetch-figures.ts";
import { withTerms } from "./picture-hits.ts";
import type { Services } from "./services.ts";

/** Larger files are refused before they are read into memory. */
export const maxFileBytes = 150 * 1024 * 1024;

/** What is read: a file or an address. */
export type Target =
  | { readonly path: string }
  /** `userTyped`: the user named the address, so robots.txt is reported but not obeyed. */
  | {
      readonly url: string;
      readonly userTyped: boolean;
      /** What the search said about it; fills what the page itself does not tell. */
      readonly hit?: Pick<Hit, "title" | "published" | "authors" | "image">;
    };

/** What was read, or why it could not be. */
export type PerceiveResult =
  | { readonly ok: true; readonly source: Source; readonly parsed: ParsedSource }
  | { readonly ok: false; readonly failure: Failure };

type PerceiveServices = Pick<
  Services,
  "library" | "fetcher" | "emit" | "signal" | "temporaryFolder" | "now" | "parsers"
> &
  Partial<Pick<Services, "steering" | "common">>;

/**
 * Reads one file or address into the library, once: content that was read before is taken from there.
 *
 * Contract: never rejects for a bad target (returns a failure and emits it), nor for one that the user skips meanwhile;
 * rejects with the abort reason.
 */
export async function perceive(target: Target, services: PerceiveServices): Promise<PerceiveResult> {
  const name = nameOf(target);
  services.emit({ type: "source-start", target: name });
  const result = await readUnlessSkipped(target, services);
  if (result.ok) return result;
  services.emit({ type: "source-failed", failure: result.failure });
  return result;
}

async function readUnlessSkipped(target: Target, services: PerceiveServices): Promise<PerceiveResult> {
  const { steering, signal } = services;
  const name = nameOf(target);
  const skipped = () => fail(name, "refused", `${name} was skipped at the user's wish.`);
  if (!steering) return read(target, services);
  if (steering.skips(name)) return skipped();
  const skip = steering.signalFor(name);
  try {
    return await read(target, { ...services, signal: AbortSignal.any([signal, skip]) });
  } catch (error) {
    if (skip.aborted && !signal.aborted) return skipped();
    if (signal.aborted) throw signal.reason;
    throw error;
  }
}

async function read(target: Target, services: PerceiveServices): Promise<PerceiveResult> {
  const loaded = await loadResource(target, services);
  if (!loaded.ok) return loaded;
  const { resource } = loaded;
  const parser = parserFor(resource);
  if (!parser) {
    const message = `${resource.name} is ${resource.mediaType}, which no parser reads.`;
    return fail(nameOf(target), "unsupported", message);
  }
  const tag = `${parser.name}@${parser.version}`;
  const known = services.library.find(resource.sha256, tag);
  if (known) {
    const source = { ...known.source, ...(resource.path ? { path: resource.path } : {}) };
    // A file that was moved or renamed is found again where it is now.
    if (source.path !== known.source.path)
      await services.library.add({ ...known, source }, { assets: [], parser: tag });
    return announce(target, source, known.parsed, true, services);
  }
  const { signal, temporaryFolder, common } = services;
  const shared = await common?.find(resource, tag);
  const result = shared ? { ok: true as const, ...shared } : await parser.parse(resource, { signal, temporaryFolder });
  if (!result.ok) return { ok: false, failure: { ...result.failure, stage: "gather", target: nameOf(target) } };
  const hit = "hit" in target ? target.hit : undefined;
  const told = hit ? withTerms(result.parsed, hit) : result.parsed;
  const { parsed, assets } = "url" in target ? await fetchFigures(told, services) : { parsed: told, assets: [] };
  const source = describe(resource, parsed, { now: services.now(), hit });
  const stored = { assets: [...withFacts(result.assets, parsed), ...assets], parser: tag };
  await services.library.add({ source, parsed }, stored);
  if (!shared) await common?.add({ source, parsed }, stored);
  for (const warning of parsed.warnings) services.emit({ type: "warning", message: `${nameOf(target)}: ${warning}` });
  return announce(target, source, parsed, false, services);
}

/** The bytes of pictures under what is now known of them. */
function withFacts(assets: readonly AssetBytes[], parsed: ParsedSource): readonly AssetBytes[] {
  const known = new Map(parsed.assets.map((asset) => [asset.id, asset]));
  return assets.map(({ asset, bytes }) => ({ asset: known.get(asset.id) ?? asset, bytes }));
}

function announce(
  target: Target,
  source: Source,
  parsed: ParsedSource,
  cached: boolean,
  services: PerceiveServices,
): PerceiveResult {
  const { id: sourceId, title } = source;
  services.emit({ type: "source-read", sourceId, target: nameOf(target), title, pages: parsed.pages.length, cached });
  return { ok: true, source, parsed };
}

/** Bytes of a file or address, with the media type found in them. */
export async function loadResource(
  target: Target,
  services: Pick<Services, "fetcher" | "signal" | "emit">,
): Promise<{ ok: true; resource: Resource } | { ok: false; failure: Failure }> {
  if ("path" in target) return loadFile(target.path, services.signal);
  const { signal } = services;
  const fetched = await services.fetcher.fetchResource(target.url, { signal, userTyped: target.userTyped });
  if (!fetched.ok) return fetched;
  for (const message of fetched.warnings) services.emit({ type: "warning", message });
  const { resource } = fetched;
  return {
    ok: true,
    resource: { ...resource, mediaType: await mediaTypeOf(resource.bytes, resource.mediaType, resource.name) },
  };
}

async function loadFile(
  path: string,
  signal: AbortSignal,
): Promise<{ ok: true; resource: Resource } | { ok: false; failure: Failure }> {
  signal.throwIfAborted();
  try {
    const { size } = await stat(path);
    if (size === 0) return fail(path, "empty", `${basename(path)} is empty (0 bytes).`);
    if (size > maxFileBytes) return fail(path, "too-large", tooLarge(path, size));
    const bytes = new Uint8Array(await readFile(path, { signal }));
    const name = basename(path);
    const sha256 = sha256Of(bytes);
    return { ok: true, resource: { bytes, mediaType: await mediaTypeOf(bytes, undefined, name), name, path, sha256 } };
  } catch (error) {
    if (isAbort(error, signal)) throw signal.reason;
    return fail(path, "broken", `${basename(path)} cannot be read: ${messageOf(error)}`);
  }
}

function tooLarge(path: string, size: number): string {
  const megabytes = (bytes: number) => Math.round(bytes / 1024 / 1024);
  return `${basename(path)} has ${megabytes(size)} MB; at most ${megabytes(maxFileBytes)} MB are read. Split it or give the part you need.`;
}

function fail(target: string, code: Failure["code"], message: string): { ok: false; failure: Failure } {
  return { ok: false, failure: { stage: "gather", target, code, message } };
}

/** The file's path or the address, as messages print it. */
export function nameOf(target: Target): string {
  return "path" in target ? target.path : target.url;
}

function describe(
  resource: Resource,
  { metadata }: ParsedSource,
  { now, hit }: { now: Date; hit: Pick<Hit, "title" | "published" | "authors"> | undefined },
): Source {
  const { title, authors, site, language, licence } = metadata;
  const published = metadata.published ?? hit?.published;
  const optional = { published, site, language, licence, url: resource.url, path: resource.path };
  return {
    id: sourceIdOf(resource.sha256),
    title: title || hit?.title || resource.name,
    authors: authors.length > 0 ? authors : (hit?.authors ?? []),
    fetched: now.toISOString(),
    mediaType: resource.mediaType,
    sha256: resource.sha256,
    ...withoutUndefined(optional),
  };
}

type Defined<Shape> = { [Key in keyof Shape]?: Exclude<Shape[Key], undefined> };

/** Leaves out absent fields, as exact optional properties demand. The one cast: entries lose their keys' types. */
function withoutUndefined<Shape extends object>(shape: Shape): Defined<Shape> {
  return Object.fromEntries(Object.entries(shape).filter(([, value]) => value !== undefined)) as Defined<Shape>;
}
