import { mkdir, mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import sharp from "sharp";
import { afterEach, describe, expect, test } from "vitest";
import { inquiryGraph } from "../../graphs/inquiry.ts";
import { inquiryWords } from "../../src/analyst/model/inquiry-words.ts";
import { createLangChainModel, createLedger, createModels, textTokens } from "../../src/models/index.ts";
import { loadInquiry } from "../../src/research/index.ts";
import { openRunFolder } from "../../src/runs/index.ts";
import { tools } from "../../src/tools/index.ts";
import { type StrictModel, strictModel } from "../support/strict-model.ts";
import { openTools, squareOn, type ToolBench } from "../tools/context.ts";

let bench: ToolBench | undefined;
let model: StrictModel | undefined;
let path = "";
afterEach(async () => {
  await bench?.close();
  await model?.close();
  await rm(path, { recursive: true, force: true });
});

const many = 120;
const caption = (index: number) =>
  `Figure ${index}. Heat delivered, 1,234.5 GWh; 2,345.6 GWh; 3,456.7 GWh (as-${index}). `.repeat(12);

/** Pictures that were opened one after the other, as a killed run would find them in its folder. */
async function seen(context: ToolBench["context"]) {
  path = await mkdtemp(join(tmpdir(), "exhibit-inquiry-context-"));
  const folder = await openRunFolder(path);
  await mkdir(folder.resolve("hops"));
  const all = Array.from({ length: many }, async (_, index) => {
    const { asset } = await context.pictures.add(await pictureOf(index), { caption: caption(index) });
    const step = { number: index + 1, tool: "open_url", input: { url: `p${index}.png`, mode: "auto" } };
    const hop = { ...step, ok: true, text: caption(index), pictures: [asset.id] };
    await writeFile(folder.resolve(`hops/${index + 1}.json`), JSON.stringify(hop));
    return asset.id;
  });
  const ids = await Promise.all(all);
  return { folder, ids };
}

async function pictureOf(index: number): Promise<Uint8Array> {
  if (index === 0) return squareOn("yellow", 400);
  const background = { r: index % 250, g: index % 250, b: Math.floor(index / 250) * 60 };
  return new Uint8Array(
    await sharp({ create: { width: 16, height: 16, channels: 3, background } })
      .png()
      .toBuffer(),
  );
}

/** The colour of a picture's corner, in words. */
async function colourOf(url: string): Promise<string> {
  const bytes = Buffer.from(url.slice(url.indexOf(",") + 1), "base64");
  const { data } = await sharp(bytes).extract({ left: 0, top: 0, width: 1, height: 1 }).raw().toBuffer({
    resolveWithObject: true,
  });
  return data[0] === 255 && data[1] === 255 && data[2] === 0 ? "yellow" : "grey";
}

type Part = { readonly text?: string; readonly image_url?: { readonly url: string } };

describe("a hundred and twenty pictures before a model of 32,000 tokens", () => {
  test("never overflow it, and a question about the first one is answered right after it went out of view", async () => {
    let first = "";
    const views: number[] = [];
    model = await strictModel(32_000, async (_, body) => {
      const parts = (body.messages as readonly { content: readonly Part[] }[]).at(-1)?.content ?? [];
      const label = parts.findIndex(({ text }) => text?.startsWith(`${first}: `));
      views.push(parts.filter(({ image_url: image }) => image).length);
      const url = label < 0 ? undefined : parts[label + 1]?.image_url?.url;
      if (url === undefined) {
        expect(parts.map(({ text }) => text).join("\n")).toMatch(new RegExp(`s1: open_url ${first}`));
        return JSON.stringify({ tool: "view_image", input: { image: first } });
      }
      return JSON.stringify({ answer: `It is ${await colourOf(url)}.`, steps: ["s121"] });
    });
    const chat = createLangChainModel({ id: "vllm:qwen3-vl", url: `${model.url}/v1` });
    const line = [chat] as const;
    const { signal } = new AbortController();
    const models = createModels({
      roles: { plan: line, read: line, write: line, look: line, judge: line },
      prices: {},
      journal: { find: async () => undefined, save: async () => undefined, all: async () => [] },
      ledger: createLedger({}, { spent: [], emit: () => undefined, onLimit: () => undefined }),
      emit: () => undefined,
      signal,
      now: () => new Date(0),
      sleep: async () => undefined,
    });
    bench = await openTools({ changes: { models } });
    const { folder, ids } = await seen(bench.context);
    first = ids[0] ?? "";
    const services = {
      question: "What colour is the background of the first picture?",
      targets: ids.map((_, index) => `p${index}.png`),
      models,
      tools,
      context: bench.context,
      folder,
      emit: () => undefined,
      signal,
    };
    await inquiryGraph(services).invoke({}, { recursionLimit: 60 });
    const { answer, steps, limitations } = (await loadInquiry(services)) ?? {};
    expect({ answer, steps, limitations }).toEqual({ answer: "It is yellow.", steps: ["s121"], limitations: [] });
    expect(model.refused).toEqual([]);
    expect(views).toHaveLength(2);
    expect(Math.min(...views)).toBeGreaterThan(0);
    expect(Math.max(...views)).toBeLessThanOrEqual(chat.profile.maxImages);
  });

  test("words get shorter before anything is left out, and then the oldest are counted", async () => {
    const pictures = Array.from({ length: 40 }, (_, index) => ({
      asset: { id: `as-${String(index).padStart(12, "0")}`, width: 10, height: 10 } as never,
      gist: caption(index),
    }));
    const hops = pictures.map(({ asset }, index) => ({
      ...{ number: index + 1, tool: "open_url", input: { url: "x" }, ok: true, text: caption(index) },
      pictures: [(asset as { id: string }).id],
    }));
    for (const tokens of [20_000, 8_000, 4_000, 2_000]) {
      const { trace, inventory } = inquiryWords({ hops, pictures }, tokens);
      expect(textTokens(trace) + textTokens(inventory)).toBeLessThanOrEqual(tokens);
      for (const { number } of hops) expect(trace).toContain(`s${number}: open_url`);
      for (const { asset } of pictures) expect(trace + inventory).toContain((asset as { id: string }).id);
    }
    const tight = inquiryWords({ hops, pictures }, 600);
    expect(tight.trace).toMatch(/^\(\d+ earlier steps are not told\)\n.*s40: open_url/s);
    expect(tight.inventory).toContain("000000000039");
    expect(inquiryWords({ hops, pictures }, 0).trace).toMatch(/^\(40 earlier steps/);
  });
});
