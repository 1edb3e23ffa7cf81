import { appendFile, mkdir, mkdtemp, rm, writeFile } from "node:fs/promises";
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

  test("gives nothing above the number of its last event, however far above", async () => {
    await writeFile(path, line("a") + line("b"));
    const file = createEventFile();
    for (const after of [2, 3, 1e9, Number.MAX_SAFE_INTEGER]) expect(await file.read(path, after)).toEqual([]);
    await appendFile(path, line("c"));
    expect((await file.read(path, 2)).map(({ number }) => number)).toEqual([3]);
  });

  test("is read again from any place after it was read to its end", async () => {
    const count = 4_000;
    await writeFile(
      path,
      Array.from({ length: count }, (_, index) => line(`${index + 1} ${"z".repeat(300)}`)).join(""),
    );
    const file = createEventFile();
    expect(await file.last(path)).toBe(count);
    for (const after of [3_999, 0, 2_345, 1, 3_000]) {
      const [first] = await file.read(path, after);
      expect(first).toMatchObject({
        number: after + 1,
        event: { message: expect.stringMatching(new RegExp(`^${after + 1} `)) },
      });
    }
  });

  test("is found through many torn lines, which are more than are read at once", async () => {
    const torn = `${line("x".repeat(2_000)).slice(0, -4)}\n`;
    await writeFile(path, torn.repeat(400) + line("found"));
    const file = createEventFile();
    expect(await file.read(path, 0)).toMatchObject([{ number: 401, event: { message: "found" } }]);
    expect(await file.last(path)).toBe(401);
  });

  test("keeps what a text holds: line ends, signs beyond the first plane, right to left, nothing at all", async () => {
    const messages = ["two\nlines\r\nand \u2028 more", "😀 𝔘nicode", "שלום \u202e abc", "", "}", '{"a":'];
    await writeFile(path, messages.map(line).join(""));
    const events = await createEventFile().read(path, 0);
    expect(events.map(({ event }) => event)).toEqual(messages.map((message) => ({ type: "warning", message })));
  });

  test("of one run is not mixed up with those of thousands of others", async () => {
    const paths = Array.from({ length: 1_050 }, (_, index) => join(folder, `${index}.jsonl`));
    const file = createEventFile();
    // Some at once: a process may have only so many files open.
    for (let first = 0; first < paths.length; first += 150)
      await Promise.all(
        paths.slice(first, first + 150).map(async (one, place) => {
          await writeFile(one, line(`first of ${first + place}`) + line(`second of ${first + place}`));
          expect(await file.last(one)).toBe(2);
        }),
      );
    for (const index of [0, 1, 1_049])
      expect(await file.read(paths[index] ?? "", 1)).toMatchObject([
        { number: 2, event: { message: `second of ${index}` } },
      ]);
  });

  test("that cannot be read says so instead of looking empty", async () => {
    await mkdir(path);
    await expect(createEventFile().read(path, 0)).rejects.toMatchObject({ code: "EISDIR" });
    await expect(createEventFile().last(path)).rejects.toMatchObject({ code: "EISDIR" });
  });
});
