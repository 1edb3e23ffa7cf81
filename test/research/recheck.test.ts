import { readFile, rm, writeFile } from "node:fs/promises";
import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { join } from "node:path";
import { afterAll, beforeAll, expect, test } from "vitest";
import { miniLibrary } from "../support/mini-library.ts";
import { type Finished, requestFor, runToEnd, temporaryOut } from "../support/runs.ts";

const page = miniLibrary["plant.html"] ?? "";
let answer: { readonly status: number; readonly body: string };
const server = createServer((request, response) => {
  const isRobots = request.url === "/robots.txt";
  // Fresh for a day, as far as the server is concerned: a briefing asks all the same.
  response.writeHead(isRobots ? 404 : answer.status, { "content-type": "text/html", "cache-control": "max-age=86400" });
  response.end(isRobots ? "" : answer.body);
});

let out: string;
let origin: string;
beforeAll(async () => {
  out = await temporaryOut();
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", () => resolve()));
  origin = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  await writeFile(join(out, "exhibit.config.json"), JSON.stringify({ allowAddresses: [origin] }));
});
afterAll(async () => {
  server.closeAllConnections();
  await new Promise((resolve) => server.close(resolve));
  await rm(out, { recursive: true, force: true });
});

async function ask(previous: Finished | undefined, now: typeof answer): Promise<{ run: Finished; counts: object }> {
  answer = now;
  const briefing = { name: "heat", previous: previous?.runFolder };
  const changes = { graph: "briefing" as const, briefing, library: [], urls: [`${origin}/plant`], offline: false };
  const run = await runToEnd(
    out,
    requestFor("How much heat did the Velden geothermal plant deliver in 2023?", changes),
  );
  const { counts } = JSON.parse(await readFile(join(run.runFolder, "delta.json"), "utf8")) as {
    readonly counts: object;
  };
  return { run, counts };
}

test("a page is asked for again each time: changed, out of reach, and gone are told apart", async () => {
  const first = await ask(undefined, { status: 200, body: page });
  const changed = await ask(first.run, { status: 200, body: page.replace("412", "431") });
  expect(changed.counts).toMatchObject({ changed: 1, gone: 0, unchecked: 0 });
  const away = await ask(changed.run, { status: 500, body: "" });
  expect(away.counts).toMatchObject({ changed: 0, gone: 0, unchecked: 2 });
  const gone = await ask(away.run, { status: 404, body: "" });
  expect(gone.counts).toMatchObject({ gone: 2, unchecked: 0 });
  const still = await ask(gone.run, { status: 404, body: "" });
  expect(still.counts).toMatchObject({ gone: 0, confirmed: 0, unchecked: 0 });
  const back = await ask(still.run, { status: 200, body: page.replace("412", "431") });
  expect(back.counts).toMatchObject({ new: 0, changed: 0, confirmed: 2 });
});
