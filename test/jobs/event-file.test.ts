import { appendFile, mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { createEventFile } from "../../src/jobs/event-file.ts";

let folder: string;
let path: string;
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), "exhibit-events-"));
  path = join(folder, "events.jsonl");
});
afterEach(() => rm(folder, { recursive: true, force: true }));

const line = (message: string) => `${JSON.stringify({ at: "2026-01-01T00:00:00.000Z", type: "warning", message })}\n`;

describe("the log of a run", () => {
  test("is nothing while there is none", async () => {
    const file = createEventFile();
    expect([await file.read(path, 0), await file.last(path)]).toEqual([[], 0]);
  });

  test("keeps its numbers past a line that was torn in the middle of a letter", async () => {
    const torn = Buffer.from(line("Zürich")).subarray(0, -7);
    await writeFile(path, Buffer.concat([Buffer.from(line("a")), torn, Buffer.from(`\n${line("b")}`)]));
    const file = createEventFile();
    expect((await file.read(path, 0)).map(({ number }) => number)).toEqual([1, 3]);
    await appendFile(path, line("c"));
    expect(await file.read(path, 3)).toMatchObject([{ number: 4, event: { message: "c" } }]);
  });

  test("leaves a half written last line for later", async () => {
    const [half, rest] = [line("half written").slice(0, 20), line("half written").slice(20)];
    await writeFile(path, line("a") + half);
    const file = createEventFile();
    expect([await file.read(path, 1), await file.last(path)]).toEqual([[], 1]);
    await appendFile(path, rest);
    expect(await file.read(path, 1)).toMatchObject([{ number: 2, event: { message: "half written" } }]);
  });

  test("is read in pieces, also through a line that is longer than one", async () => {
    const long = "x".repeat(600 * 1024);
    const messages = ["a", long, "b", ...Array.from({ length: 300 }, (_, index) => `${index} ${"y".repeat(1_000)}`)];
    await writeFile(path, messages.map(line).join(""));
    const file = createEventFile();
    const numbers: number[] = [];
    for (let group = await file.read(path, 0); group.length > 0; group = await file.read(path, numbers.at(-1) ?? 0))
      numbers.push(...group.map(({ number }) => number));
    expect(numbers).toEqual(messages.map((_, index) => index + 1));
    expect(await file.last(path)).toBe(messages.length);
  });
});
