import { mkdir, mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import sharp from "sharp";
import { loadConfig } from "../../src/config.ts";
import type { RunEvent } from "../../src/events.ts";
import { startRun } from "../../src/run.ts";
import { makePdf, PageWriter } from "../perception/pdf-fixture.ts";
import { parrot } from "../support/parrot.ts";
import { readReport, requestFor } from "../support/runs.ts";
import { strictModel } from "../support/strict-model.ts";

const contextTokens = 32_000;
const pages = 400;
const images = 300;
const imagesPerPage = 30;
const question = "How much heat did the Velden plant deliver in each district, and why did it grow?";

/**
 * A document of 400 pages and 300 pictures in one deep run before a model that refuses every call above 32,000 tokens by
 * a real tokenizer's count: how large its calls were, and how many were refused.
 */
export async function bench(): Promise<unknown> {
  const folder = await mkdtemp(join(tmpdir(), "exhibit-context-"));
  const model = await strictModel(contextTokens, (prompt) => parrot(prompt, { pictures: true, subQuestions: 6 }));
  const started = performance.now();
  try {
    await writeLibrary(join(folder, "library"));
    const base = loadConfig({ cwd: folder, out: folder, env: {} });
    const profiles = {
      "vllm:m": { vision: true, contextTokens, maxOutputTokens: 8_000, thinking: "sometimes" as const },
    };
    const config = { ...base, modelAccess: { ...base.modelAccess, profiles } };
    const models = { model: "vllm:m", url: `${model.url}/v1`, roles: {}, fallbacks: [], limits: {} };
    const changes = { library: [join(folder, "library")], length: "deep" as const, models };
    const events: RunEvent[] = [];
    const options = { config, signal: new AbortController().signal, onEvent: (event: RunEvent) => events.push(event) };
    const run = await startRun({ ...requestFor(question, changes), maxMinutes: 60 }, options);
    const { outcome, runFolder } = await run.result();
    const report = await readReport(runFolder);
    const sizes = model.sizes.map(({ tokens }) => tokens).sort((a, b) => a - b);
    return {
      contextTokens,
      pages,
      images,
      outcome,
      calls: sizes.length,
      refusedByTheModel: model.refused.length,
      notMadeForSize: events.filter((event) => event.type === "failure" && event.failure.code === "too-large").length,
      largestCall: sizes.at(-1),
      medianCall: sizes[Math.floor(sizes.length / 2)],
      callsWithPictures: model.sizes.filter(({ pictures }) => pictures > 0).length,
      limitations: report.limitations,
      claims: report.verification.claims,
      seconds: Math.round((performance.now() - started) / 1_000),
    };
  } finally {
    await model.close();
    await rm(folder, { recursive: true, force: true });
  }
}

async function writeLibrary(library: string): Promise<void> {
  await mkdir(library, { recursive: true });
  const written = Array.from({ length: pages }, (_, page) => pageOf(page));
  await writeFile(join(library, "heat-report.pdf"), makePdf(written));
  for (let first = 0; first < images; first += imagesPerPage) {
    const figures = Array.from({ length: imagesPerPage }, (_, index) => figureOf(first + index));
    const body = `<h1>Velden heat atlas ${first / imagesPerPage + 1}</h1>${(await Promise.all(figures)).join("\n")}`;
    const html = `<!doctype html><html lang="en"><head><title>Velden heat atlas</title></head><body><main><article>${body}</article></main></body></html>`;
    await writeFile(join(library, `atlas-${first}.html`), html);
  }
}

/** A page full of sentences and numbers about one district. */
function pageOf(page: number): PageWriter {
  const writer = new PageWriter().text(72, 72, `District ${page}: heat of the Velden plant`, {
    size: 14,
    font: "bold",
  });
  const lines = Array.from({ length: 40 }, (_, line) => {
    const [first, second] = [100 + ((page * 37 + line * 11) % 900), 1_000 + ((page * 53 + line * 29) % 9_000)];
    return `In ${1980 + line} the Velden plant delivered ${first}.${line} GWh of heat to ${second.toLocaleString("en")} homes of district ${page}.`;
  });
  for (const [index, line] of lines.entries()) writer.text(72, 100 + 15 * index, line, { size: 9 });
  return writer;
}

/** A chart of its own: bars of other heights, so that no picture is taken for another. */
async function figureOf(index: number): Promise<string> {
  const bars = Array.from({ length: 8 }, (_, bar) => {
    const height = 30 + ((index * 61 + bar * bar * 47 + index * bar * 13) % 230);
    return `<rect x="${30 + bar * 60}" y="${280 - height}" width="44" height="${height}" fill="hsl(${(index * 37) % 360},60%,40%)"/>`;
  });
  const svg = `<svg xmlns="http://www.w3.org/2000/svg" width="520" height="300"><rect width="100%" height="100%" fill="white"/>${bars.join("")}</svg>`;
  const data = (await sharp(Buffer.from(svg)).png().toBuffer()).toString("base64");
  const text = `Figure ${index + 1}. Heat that the Velden plant delivered to district ${index} in GWh, by year.`;
  return `<p>Heat of the Velden plant in district ${index} grew because new houses had to join the network in ${1980 + (index % 40)}.</p>
<figure><img src="data:image/png;base64,${data}" alt="Bars by year" width="520" height="300"><figcaption>${text}</figcaption></figure>`;
}
