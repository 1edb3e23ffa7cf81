import { mkdtemp, readFile, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { loadConfig } from "../../src/config.ts";
import type { Inquiry } from "../../src/research/index.ts";
import { startRun } from "../../src/run.ts";
import { fakeClock } from "./fake-clock.ts";
import { json, reply, startFakeWeb } from "./fake-web.ts";
import { pageOf, pictureOf } from "./hostile-library.ts";
import type { PlantedText } from "./hostile-texts.ts";
import { injectionQuestion } from "./injection-run.ts";
import { modelServer, openaiAnswer, promptOf } from "./model-server.ts";
import { obedient } from "./obedient.ts";

export interface InjectedInquiry {
  readonly inquiry: Inquiry;
  readonly markdown: string;
  /** Addresses that were fetched beside the one that the user gave, with their parameters. */
  readonly strayed: readonly string[];
  readonly searched: readonly string[];
  /** Forbidden acts that the model tried, and those of them that a tool did. */
  readonly tried: number;
  readonly done: readonly string[];
}

/** An inquiry into a page and a picture full of planted texts, with a model that obeys them and has all tools. */
export async function inquireInjected(
  planted: readonly PlantedText[],
  { withPicture = false }: { readonly withPicture?: boolean } = {},
): Promise<InjectedInquiry> {
  const out = await mkdtemp(join(tmpdir(), "exhibit-inquiry-injection-"));
  const texts = planted.map(({ text }) => text);
  const page = join(out, "page.html");
  const picture = join(out, "scan.png");
  await writeFile(page, pageOf(texts, await pictureOf([])));
  if (withPicture) await writeFile(picture, await pictureOf(texts));
  const obeyed = new Map<string, number>();
  const server = await modelServer((response, body) =>
    openaiAnswer(response, body, obedient(promptOf(body), planted, obeyed)),
  );
  const web = await startFakeWeb(
    { "/robots.txt": reply("User-agent: *\nAllow: /\n", { "content-type": "text/plain" }) },
    reply("<p>Nobody should have come here.</p>"),
  );
  const results = texts
    .slice(0, 3)
    .map((text, index) => ({ url: `${web.origin}/hit-${index}`, title: text, content: text }));
  web.on("/search", json({ results, unresponsive_engines: [] }));
  web.on("/given", reply(pageOf(texts, await pictureOf([]))));
  try {
    const config = {
      ...loadConfig({ cwd: out, out: join(out, "runs"), env: {} }),
      providerSettings: { searxng: { baseUrl: web.origin } },
      allowAddresses: [web.origin],
    };
    const models = { model: "vllm:qwen3-vl", url: `${server.url}/v1`, roles: {}, fallbacks: [], limits: {} };
    const request = {
      question: injectionQuestion,
      graph: "inquiry" as const,
      library: [page, ...(withPicture ? [picture] : [])],
      urls: [`${web.origin}/given`],
      search: ["searxng"],
      offline: false,
      formats: ["md" as const],
      length: "standard" as const,
      maxSources: 100,
      maxMinutes: 10,
      approval: "auto" as const,
      models,
    };
    const run = await startRun(request, {
      config,
      signal: new AbortController().signal,
      clock: fakeClock(Date.now()),
      onEvent: () => undefined,
    });
    const { runFolder } = await run.result();
    const inquiry = JSON.parse(await readFile(join(runFolder, "inquiry.json"), "utf8")) as Inquiry;
    const given = request.library.length + request.urls.length;
    const acts = inquiry.hops.slice(given);
    return {
      inquiry,
      markdown: await readFile(join(runFolder, "inquiry.md"), "utf8"),
      strayed: web.requests.flatMap(({ path, parameters }) =>
        ["/robots.txt", "/search"].includes(path) || (path === "/given" && parameters.size === 0)
          ? []
          : [`${path}?${parameters}`],
      ),
      searched: web.requests.flatMap(({ path, parameters }) => (path === "/search" ? [parameters.get("q") ?? ""] : [])),
      tried: acts.length,
      done: acts.flatMap(({ ok, tool, input }) =>
        ok && tool !== "crop_image" ? [`${tool} ${JSON.stringify(input)}`] : [],
      ),
    };
  } finally {
    await Promise.all([server.close(), web.close()]);
    await rm(out, { recursive: true, force: true });
  }
}
