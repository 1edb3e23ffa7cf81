import { existsSync } from "node:fs";
import { mkdir, readdir, rm, stat, utimes, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { loadConfig } from "../../src/config.ts";
import type { Job } from "../../src/jobs/index.ts";
import { prepareRun } from "../../src/run.ts";
import { serve } from "../../src/server/index.ts";
import { requestOf } from "../../src/server/settings.ts";
import { tidy } from "../../src/server/upkeep.ts";
import { keepUpload, maxUploadBytes, uploadFolder } from "../../src/server/upload-store.ts";
import { requestFor, temporaryOut } from "../support/runs.ts";

let out: string;
let config: ReturnType<typeof configIn>;
const configIn = (folder: string, uploadBytes = 200 * 1024 * 1024) => {
  const given = loadConfig({ cwd: folder, out: folder, env: {} });
  return { ...given, server: { ...given.server, uploadBytes } };
};
beforeEach(async () => {
  out = await temporaryOut();
  config = configIn(out);
});
afterEach(() => rm(out, { recursive: true, force: true }));

const incoming = (body: ReadableStream<Uint8Array>, length = 0) => ({
  tenant: "ana",
  name: "a.txt",
  body,
  length,
  inspect: async () => "text/plain",
});
const partials = () => readdir(join(config.home, "uploads", ".partial")).catch(() => []);

/** A body of so many blocks of a megabyte; counts those that were taken. */
function blocks(count: number) {
  const state = { taken: 0 };
  const body = new ReadableStream<Uint8Array>({
    pull(controller) {
      if (state.taken === count) return controller.close();
      state.taken += 1;
      controller.enqueue(new Uint8Array(1024 * 1024).fill(97));
    },
  });
  return { body, state };
}

describe("a document that comes in", () => {
  test("goes to the disk as it comes, and lies under its id only when it is whole", async () => {
    const pipe = new TransformStream<Uint8Array, Uint8Array>();
    const writer = pipe.writable.getWriter();
    const kept = keepUpload(config, incoming(pipe.readable));
    await writer.write(new TextEncoder().encode("first words "));
    await expect.poll(async () => (await sizes()).at(0)).toBe(12);
    expect(await readdir(join(config.home, "uploads"))).toEqual([".partial"]);
    await writer.write(new TextEncoder().encode("and last"));
    await writer.close();
    const { id, bytes } = await kept;
    expect(bytes).toBe(20);
    expect(await readdir(uploadFolder(config, { tenant: "ana", id }))).toEqual(["a.txt"]);
    expect(await partials()).toEqual([]);
  });
  const sizes = async () =>
    Promise.all(
      (await partials()).map(async (name) => (await stat(join(config.home, "uploads", ".partial", name))).size),
    );

  test("leaves nothing when its sender goes away or sends what nobody reads", async () => {
    const pipe = new TransformStream<Uint8Array, Uint8Array>();
    const writer = pipe.writable.getWriter();
    const kept = keepUpload(config, incoming(pipe.readable));
    await writer.write(new Uint8Array(10));
    await writer.abort(new Error("gone"));
    await expect(kept).rejects.toThrow("gone");
    const refuse = async () => Promise.reject(new Error("no document"));
    await expect(keepUpload(config, { ...incoming(blocks(1).body), inspect: refuse })).rejects.toThrow("no document");
    expect(await partials()).toEqual([]);
    expect(await readdir(join(config.home, "uploads"))).toEqual([".partial"]);
  });

  test("is refused at the cap, announced or not, and read no further", async () => {
    const endless = blocks(1_000);
    await expect(keepUpload(config, incoming(endless.body))).rejects.toMatchObject({ status: 413 });
    expect(endless.state.taken).toBeLessThan(maxUploadBytes / 1024 / 1024 + 4);
    const announced = blocks(1_000);
    await expect(keepUpload(config, incoming(announced.body, maxUploadBytes + 1))).rejects.toMatchObject({
      status: 413,
    });
    expect(announced.state.taken).toBeLessThan(3);
  });

  test("fits into the tenant's space with all that are coming in, or is refused; another tenant's does not count", async () => {
    config = configIn(out, 3 * 1024 * 1024);
    const many = await Promise.allSettled(
      Array.from({ length: 5 }, () => keepUpload(config, incoming(blocks(2).body))),
    );
    expect(many.filter(({ status }) => status === "fulfilled").length).toBeLessThan(2);
    await keepUpload(config, { ...incoming(blocks(2).body), tenant: "bob" });
    const announced = blocks(1);
    await keepUpload(config, { ...incoming(announced.body), tenant: "bob" });
    await expect(keepUpload(config, { ...incoming(blocks(1).body, 1024), tenant: "bob" })).rejects.toThrow(
      /3 MB together/,
    );
    expect(await partials()).toEqual([]);
  });
});

test("a document that was begun while there was space is counted again when it ends", async () => {
  config = configIn(out, 3 * 1024 * 1024);
  const pipe = new TransformStream<Uint8Array, Uint8Array>();
  const writer = pipe.writable.getWriter();
  const slow = keepUpload(config, incoming(pipe.readable));
  await writer.write(new Uint8Array(1024 * 1024));
  await keepUpload(config, incoming(blocks(2).body));
  const rest = writer.write(new Uint8Array(1024)).then(() => writer.close());
  await expect(slow).rejects.toMatchObject({ status: 413 });
  await rest.catch(() => undefined);
  expect(await partials()).toEqual([]);
});

describe("what is not needed any more", () => {
  const day = 24 * 60 * 60_000;
  const now = new Date();
  const keep = () => keepUpload(config, incoming(blocks(1).body));
  const folderOf = ({ id }: { readonly id: string }) => uploadFolder(config, { tenant: "ana", id });
  const age = (path: string, days: number) => utimes(path, now, new Date(now.getTime() - days * day));
  const clean = (jobs: readonly string[] = [], at = now) =>
    tidy({
      config,
      now: () => at,
      jobs: { jobsOfRun: (runId) => (jobs.includes(runId) ? [{ runId } as Job] : []) },
    });

  test("goes after the operator's days: an upload that no run was given", async () => {
    const [young, old, used, named] = [await keep(), await keep(), await keep(), await keep()];
    for (const one of [old, used, named]) await age(folderOf(one), 31);
    await age(folderOf(young), 29);
    const limits = { libraries: {}, offline: true, search: [], models: undefined };
    const ask = (id: string) => requestOf("Why?", { uploads: [id] }, { config, limits, tenant: "ana" });
    const { record } = await prepareRun(ask(used.id), { config, tenant: "ana" });
    await writeFile(join(out, record.runId, "events.jsonl"), "");
    await age(folderOf(used), 300);
    // Asked for, and refused for another reason: it is on somebody's mind.
    ask(named.id);
    await clean();
    expect([young, old, used, named].map((one) => existsSync(folderOf(one)))).toEqual([true, false, true, true]);
    await rm(join(out, record.runId), { recursive: true });
    await clean();
    expect(existsSync(folderOf(used))).toBe(false);
  });

  test("goes after a day: the folder of a run that was never queued, with nothing else in it", async () => {
    const prepare = async (files: readonly string[] = []) => {
      const { record, folder } = await prepareRun(requestFor("What grew?"), {
        config,
        now: () => new Date(now.getTime() - 2 * day),
      });
      for (const name of files) await writeFile(folder.resolve(name), "");
      return record.runId;
    };
    const [lost, queued, begun] = [await prepare(), await prepare(), await prepare(["events.jsonl"])];
    const { record: fresh } = await prepareRun(requestFor("What grew?"), { config });
    await mkdir(join(out, "somebody's folder"));
    await clean([queued]);
    const left = await readdir(out);
    expect(left).not.toContain(lost);
    expect(left).toEqual(expect.arrayContaining([queued, begun, fresh.runId, "somebody's folder"]));
  });

  test("stays while a record cannot be read: it may name it", async () => {
    const old = await keep();
    await age(folderOf(old), 300);
    await mkdir(join(out, "torn"));
    await writeFile(join(out, "torn", "run.json"), '{"runId":');
    await expect(clean()).rejects.toThrow(/not valid JSON/);
    expect(existsSync(folderOf(old))).toBe(true);
  });

  test("goes at the start of a server: what a killed one was taking in", async () => {
    const partial = join(config.home, "uploads", ".partial", "killed");
    await mkdir(join(partial, ".."), { recursive: true });
    await writeFile(partial, "half");
    const errors: unknown[] = [];
    const limits = { libraries: {}, offline: true, search: [], models: undefined };
    const server = await serve({
      config,
      limits,
      host: "127.0.0.1",
      port: 0,
      maxRunning: 1,
      workers: 1,
      cwd: out,
      onError: (error) => errors.push(error),
    });
    await server.close();
    expect([existsSync(partial), errors]).toEqual([false, []]);
  });
});
