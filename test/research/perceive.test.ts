import { open, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { afterAll, afterEach, beforeEach, expect, test } from "vitest";
import type { StoredSource } from "../../src/library/index.ts";
import { closeParsers, parserFor } from "../../src/perception/index.ts";
import { createCommonReadings, perceive } from "../../src/research/index.ts";
import { makePdf, PageWriter } from "../perception/pdf-fixture.ts";
import { type Bench, openBench } from "./services.ts";

let bench: Bench;

beforeEach(async () => {
  bench = await openBench();
});
afterEach(() => bench.close());
afterAll(() => closeParsers());

async function write(name: string, content: string | Uint8Array): Promise<{ readonly path: string }> {
  const path = join(bench.folder, name);
  await writeFile(path, content);
  return { path };
}

const heat = "# Heat\n\nThe plant delivers 412 GWh of heat a year to the town, as the utility reports.\n";

test("reads a file into the library and tells of it", async () => {
  const result = await perceive(await write("heat.md", heat), bench.services);
  expect(result).toMatchObject({ ok: true, source: { title: "Heat", mediaType: "text/markdown" } });
  expect(bench.services.library.search({ query: "heat plant", limit: 3 })[0]?.text).toContain("412 GWh");
  expect(bench.events.map((event) => event.type)).toEqual(["source-start", "source-read"]);
});

test.each([
  ["zero.pdf", "", "empty", /zero\.pdf is empty/],
  ["data.bin", Uint8Array.from([0, 1, 2, 3, 255, 254, 0, 0]), "unsupported", /no parser reads/],
  ["broken.docx", "PK\u0003\u0004 not a zip", /broken|unsupported/, /broken\.docx/],
  ["locked.pdf", makePdf([new PageWriter()], { locked: true }), "password", /locked\.pdf.*password/],
] as const)("%s is a failure that names it", async (name, content, code, message) => {
  const target = await write(name, content);
  const result = await perceive(target, bench.services);
  expect(result).toMatchObject({ ok: false, failure: { stage: "gather", target: target.path } });
  if (result.ok) return;
  expect(result.failure.code).toMatch(code);
  expect(result.failure.message).toMatch(message);
  expect(bench.events.at(-1)).toEqual({ type: "source-failed", failure: result.failure });
});

test("a file that is not there any more is a failure", async () => {
  const result = await perceive({ path: join(bench.folder, "gone.md") }, bench.services);
  expect(result).toMatchObject({ ok: false, failure: { code: "broken" } });
});

test("a huge file is refused before it is read into memory", async () => {
  const path = join(bench.folder, "huge.pdf");
  const file = await open(path, "w");
  await file.truncate(200 * 1024 * 1024);
  await file.close();
  const before = process.memoryUsage().rss;
  const result = await perceive({ path }, bench.services);
  expect(result).toMatchObject({ ok: false, failure: { code: "too-large" } });
  if (!result.ok) expect(result.failure.message).toMatch(/huge\.pdf has 200 MB; at most 150 MB/);
  expect(process.memoryUsage().rss - before).toBeLessThan(100 * 1024 * 1024);
});

test("content that was read before is taken from the library", async () => {
  const target = await write("heat.md", heat);
  await perceive(target, bench.services);
  await perceive(target, bench.services);
  const read = bench.events.filter((event) => event.type === "source-read");
  expect(read.map((event) => event.cached)).toEqual([false, true]);
});

test("a document for all is taken from what another tenant's run read of it; one of the tenant's own never is", async () => {
  const other = await openBench();
  const common = createCommonReadings(other.services.library, (path) => path.includes("for-all"));
  const services = { ...bench.services, common };
  try {
    await perceive(await write("own.md", heat), services);
    expect(other.services.library.list()).toEqual([]);
    const cold = await write("for-all.md", heat.replace("Heat", "Cold"));
    await perceive(cold, services);
    const [kept] = other.services.library.list();
    expect(kept).toMatchObject({ title: "Cold", path: cold.path });
    // What no parser would give shows that none was asked.
    const reading = other.services.library.get(kept?.id ?? "");
    const warm = JSON.parse(JSON.stringify(reading).replaceAll("412 GWh", "999 GWh")) as StoredSource;
    const { name, version } = parserFor({ mediaType: "text/markdown", name: "x.md" }) ?? {};
    for (const { library } of [bench.services, other.services]) library.remove(kept?.id ?? "");
    await other.services.library.add(warm, { assets: [], parser: `${name}@${version}` });
    expect(await perceive(cold, services)).toMatchObject({ ok: true, source: { title: "Cold", path: cold.path } });
    expect(
      bench.services.library
        .search({ query: "heat plant", limit: 3 })
        .map(({ text }) => text)
        .join(),
    ).toContain("999");
  } finally {
    await other.close();
  }
});

test("the same content under two names is one source", async () => {
  const first = await perceive(await write("a.md", heat), bench.services);
  const second = await perceive(await write("b.md", heat), bench.services);
  expect(first.ok && second.ok && first.source.id === second.source.id).toBe(true);
  expect(bench.services.library.list()).toHaveLength(1);
});

test("a file that changed is read again and is another source", async () => {
  const first = await perceive(await write("heat.md", heat), bench.services);
  const second = await perceive(await write("heat.md", heat.replace("412", "431")), bench.services);
  expect(first.ok && second.ok && first.source.id !== second.source.id).toBe(true);
  const read = bench.events.filter((event) => event.type === "source-read");
  expect(read.map((event) => event.cached)).toEqual([false, false]);
});

test("an address is refused offline, as a failure", async () => {
  const result = await perceive({ url: "https://example.com/", userTyped: true }, bench.services);
  expect(result).toMatchObject({ ok: false, failure: { target: "https://example.com/" } });
});

test("a cancellation travels on unchanged", async () => {
  const reason = new Error("enough");
  const services = { ...bench.services, signal: AbortSignal.abort(reason) };
  await expect(perceive(await write("heat.md", heat), services)).rejects.toBe(reason);
});
