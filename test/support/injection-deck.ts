import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { loadConfig } from "../../src/config.ts";
import type { Report } from "../../src/report/index.ts";
import { startRun } from "../../src/run.ts";
import { fakeClock } from "./fake-clock.ts";
import { pageOf, pictureOf } from "./hostile-library.ts";
import type { PlantedText } from "./hostile-texts.ts";
import { modelServer, openaiAnswer, promptOf } from "./model-server.ts";
import { obedient } from "./obedient.ts";
import { readReport, requestFor } from "./runs.ts";

/** The report behind slides of a page full of planted texts, by a model that obeys them or by the embedded analyst. */
export async function deckInjected(
  planted: readonly PlantedText[],
  { analyst }: { readonly analyst: "model" | "embedded" },
): Promise<{ readonly report: Report; readonly obeyed: ReadonlyMap<string, number> }> {
  const out = await mkdtemp(join(tmpdir(), "exhibit-deck-injection-"));
  const page = join(out, "page.html");
  const texts = planted.map(({ text }) => text);
  await writeFile(page, pageOf(texts, await pictureOf([])));
  const obeyed = new Map<string, number>();
  const server = await modelServer((response, body) =>
    openaiAnswer(response, body, obedient(promptOf(body), planted, obeyed)),
  );
  try {
    const config = loadConfig({ cwd: out, out, env: {} });
    const models = { model: "vllm:qwen-vl", url: `${server.url}/v1`, roles: {}, fallbacks: [], limits: {} };
    const changes = { graph: "deck" as const, library: [page], ...(analyst === "model" && { models }) };
    const signal = new AbortController().signal;
    const run = await startRun(requestFor("Slides", changes), {
      config,
      signal,
      clock: fakeClock(Date.now()),
      onEvent: () => undefined,
    });
    const { runFolder } = await run.result();
    return { report: await readReport(runFolder), obeyed };
  } finally {
    await server.close();
    await rm(out, { recursive: true, force: true });
  }
}
