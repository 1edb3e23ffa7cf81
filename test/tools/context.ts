import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import sharp from "sharp";
import { createLibrary, type Library } from "../../src/library/index.ts";
import { createLedger, createModels, type ModelProfile, type Models } from "../../src/models/index.ts";
import { openRunFolder } from "../../src/runs/index.ts";
import type { FusedHit, Search, SearchRequest } from "../../src/search/index.ts";
import { createAddresses, openPictures, type Tool, type ToolContext, type ToolOutcome } from "../../src/tools/index.ts";
import { type Reply, type ScriptedModel, scriptedModel } from "../support/scripted-model.ts";

export interface ToolBench {
  readonly context: ToolContext;
  readonly model: ScriptedModel;
  readonly asked: readonly SearchRequest[];
  readonly library: Library;
  use(tool: Tool, input: unknown): Promise<ToolOutcome>;
  close(): Promise<void>;
}

export interface ToolBenchOptions {
  readonly replies?: readonly Reply[];
  readonly hits?: readonly FusedHit[];
  readonly allowed?: readonly string[];
  readonly files?: readonly string[];
  readonly read?: ToolContext["read"];
  readonly changes?: Partial<ToolContext>;
  readonly profile?: Partial<ModelProfile>;
}

/** Real library, pictures and addresses; a scripted model and a search with these hits. */
export async function openTools({
  replies = [],
  hits = [],
  allowed = [],
  files = [],
  read,
  changes = {},
  profile = {},
}: ToolBenchOptions = {}): Promise<ToolBench> {
  const path = await mkdtemp(join(tmpdir(), "exhibit-tools-"));
  const signal = new AbortController().signal;
  const library = createLibrary({ folder: join(path, "library") });
  const model = scriptedModel(replies, {
    id: "zai:glm-4.6v",
    profile: { thinking: "never", toolCalls: false, ...profile },
  });
  const asked: SearchRequest[] = [];
  const search: Search = {
    providers: ["test"],
    async search(request) {
      asked.push(request);
      return { hits, failures: [], perProvider: [] };
    },
  };
  const context: ToolContext = {
    library,
    searches: { web: search, scholar: search, images: search },
    models: modelsOver(model),
    pictures: await openPictures(await openRunFolder(join(path, "run")), signal),
    addresses: createAddresses(allowed, files),
    read:
      read ??
      (async (target) => ({
        ok: false,
        failure: { stage: "t", target: JSON.stringify(target), code: "not-found", message: "It is not there." },
      })),
    drawPages: async () => [],
    signal,
    ...changes,
  };
  return {
    context,
    model,
    asked,
    library,
    use: (tool, input) => tool.run(input, context),
    async close() {
      library.close();
      await rm(path, { recursive: true, force: true });
    },
  };
}

function modelsOver(model: ScriptedModel): Models {
  const line = [model] as const;
  return createModels({
    roles: { plan: line, read: line, write: line, look: line, judge: line },
    prices: {},
    journal: { find: async () => undefined, save: async () => undefined, all: async () => [] },
    ledger: createLedger({}, { spent: [], emit: () => undefined, onLimit: () => undefined }),
    emit: () => undefined,
    signal: new AbortController().signal,
    now: () => new Date(0),
    sleep: async () => undefined,
  });
}

/** A picture of one colour with a darker square in its lower right quarter. */
export async function squareOn(background: string, side = 200): Promise<Uint8Array> {
  const input = await sharp({ create: { width: side / 4, height: side / 4, channels: 3, background: "black" } })
    .png()
    .toBuffer();
  const whole = sharp({ create: { width: side, height: side, channels: 3, background } }).composite([
    { input, left: side / 2, top: side / 2 },
  ]);
  return new Uint8Array(await whole.png().toBuffer());
}

/** The texts of an outcome, or its message. */
export function said(outcome: ToolOutcome): string {
  if (!outcome.ok) return outcome.message;
  return outcome.content.map((part) => (part.type === "text" ? part.text : `<${part.assetId}>`)).join("\n");
}

/** Ids of the pictures of an outcome. */
export function shownIn(outcome: ToolOutcome): readonly string[] {
  return outcome.ok ? outcome.content.flatMap((part) => (part.type === "picture" ? [part.assetId] : [])) : [];
}
