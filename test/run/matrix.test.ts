import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { LLMock } from "@copilotkit/aimock";
import sharp from "sharp";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { loadConfig } from "../../src/config.ts";
import type { RunEvent } from "../../src/events.ts";
import type { ModelProfile } from "../../src/models/index.ts";
import { startRun } from "../../src/run.ts";
import { faultyProxy } from "../support/faulty-proxy.ts";
import { writeMiniLibrary } from "../support/mini-library.ts";
import { promptOf } from "../support/model-server.ts";
import { parrot } from "../support/parrot.ts";
import { readReport, requestFor } from "../support/runs.ts";

const question = "How much heat did the Velden geothermal plant deliver?";

type Requests = readonly { readonly path: string; readonly body: string }[];

interface Shape {
  readonly id: string;
  readonly path: string;
  /** How a request says that it wants a stream, a JSON object, and how it carries a picture. */
  readonly streams: (request: Requests[number]) => boolean;
  readonly json: RegExp | undefined;
  readonly picture: RegExp;
}

const streamFlag = ({ body }: Requests[number]): boolean => /"stream":true/.test(body);
const shapes: readonly Shape[] = [
  {
    id: "openai:gpt-4o",
    path: "/v1",
    streams: streamFlag,
    json: /"response_format":\{"type":"json_object"\}/,
    picture: /"image_url":\{"url":"data:image\/png;base64,/,
  },
  {
    id: "anthropic:claude-sonnet-4-5",
    path: "",
    streams: streamFlag,
    // The protocol has no such mode; JSON is asked for in words.
    json: undefined,
    picture: /"type":"image","source":\{"type":"base64"/,
  },
  {
    id: "google-genai:gemini-2.5-pro",
    path: "",
    streams: ({ path }) => path.includes("streamGenerateContent"),
    json: /"responseMimeType":"application\/json"/,
    picture: /"inlineData":\{[^}]*"image\/png"/,
  },
  {
    id: "ollama:qwen3-vl",
    path: "",
    streams: streamFlag,
    json: /"format":"json"/,
    picture: /"images":\["[A-Za-z0-9+/]/,
  },
];

/** Each ability with and without, and each pair of them in every combination, in half of the runs that all would take. */
const profiles = [
  { streaming: true, vision: true, jsonMode: "object" },
  { streaming: true, vision: false, jsonMode: "none" },
  { streaming: false, vision: true, jsonMode: "none" },
  { streaming: false, vision: false, jsonMode: "object" },
] as const;

describe("every way of calling a model", () => {
  const mock = new LLMock({ port: 0, logLevel: "silent" });
  let out = "";
  let library = "";
  beforeAll(async () => {
    out = await mkdtemp(join(tmpdir(), "exhibit-matrix-"));
    library = await writeMiniLibrary(out, ["velden-heat.csv", "plant.html"]);
    await writeFile(join(library, "wells.html"), await pageWithPicture());
    mock.onMessage(/[\s\S]/, (request) => {
      const prompt = promptOf(request as unknown as Record<string, unknown>);
      return { content: parrot(prompt, { pictures: true }) };
    });
    await mock.start();
  });
  afterAll(async () => {
    await mock.stop();
    await rm(out, { recursive: true, force: true });
  });

  async function run({ id, path }: Shape, profile: Partial<ModelProfile>) {
    const proxy = await faultyProxy(mock.url, () => "none");
    const env = { OPENAI_API_KEY: "k", ANTHROPIC_API_KEY: "k", GOOGLE_API_KEY: "k" };
    const config = loadConfig({ cwd: out, out, env });
    const known = { ...config, modelAccess: { ...config.modelAccess, profiles: { [id]: profile } } };
    const models = { model: id, url: `${proxy.url}${path}`, roles: {}, fallbacks: [], limits: {} };
    const events: RunEvent[] = [];
    const options = { config: known, signal: new AbortController().signal };
    try {
      const started = await startRun(
        { ...requestFor(question), library: [library], models },
        { ...options, onEvent: (event) => events.push(event) },
      );
      const { outcome, runFolder } = await started.result();
      return { outcome, report: await readReport(runFolder), events, requests: proxy.requests };
    } finally {
      await proxy.close();
    }
  }

  test.each(shapes)("$id: a whole run with and without streaming, sight and JSON mode", async (shape) => {
    await Promise.all(
      profiles.map(async (profile) => {
        const told = JSON.stringify(profile);
        const { outcome, report, events, requests } = await run(shape, profile);
        expect(outcome, told).toBe("complete");
        expect(report.verification, told).toMatchObject({ unresolved: 0, unsupported: 0, contradicted: 0, uncited: 0 });
        expect(report.limitations, told).toEqual([]);
        expect(events.filter(({ type }) => type === "failure")).toEqual([]);
        const streamed = requests.filter(shape.streams).length;
        expect(streamed, told).toBe(streams(shape, profile) ? requests.length : 0);
        const asJson = requests.filter(({ body }) => shape.json?.test(body)).length;
        expect(asJson > 0, told).toBe(shape.json !== undefined && profile.jsonMode === "object");
        const withPicture = requests.filter(({ body }) => shape.picture.test(body)).length;
        expect(withPicture > 0, told).toBe(profile.vision);
        const looked = events.some((event) => event.type === "model-end" && event.role === "look");
        expect(looked, told).toBe(profile.vision);
      }),
    );
  });
});

/** Google's answers are taken whole (see `langchain-model.ts`), Ollama's client streams whatever it is asked. */
function streams({ id }: Shape, { streaming }: Pick<ModelProfile, "streaming">): boolean {
  return id.startsWith("ollama") || (streaming && !id.startsWith("google"));
}

/** A page about the plant with a chart in it. */
async function pageWithPicture(): Promise<string> {
  const bars = [60, 90, 140, 170, 180].map(
    (height, index) => `<rect x="${40 + index * 70}" y="${260 - height}" width="50" height="${height}" fill="navy"/>`,
  );
  const svg = `<svg xmlns="http://www.w3.org/2000/svg" width="420" height="300"><rect width="100%" height="100%" fill="white"/>${bars.join("")}</svg>`;
  const data = (await sharp(Buffer.from(svg)).png().toBuffer()).toString("base64");
  return `<!doctype html><html lang="en"><head><title>Velden wells</title></head><body><main><article><h1>Velden wells</h1>
<p>The wells of the Velden geothermal plant reach a depth of 2,400 metres and were drilled by the municipal utility.</p>
<figure><img src="data:image/png;base64,${data}" alt="Bars that grow from year to year" width="420" height="300">
<figcaption>Figure 1. Heat that the Velden geothermal plant delivered from 2019 to 2023.</figcaption></figure>
</article></main></body></html>`;
}
