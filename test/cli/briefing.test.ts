import { mkdtemp, readFile, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, expect, test } from "vitest";
import { exhibitHere } from "./in-process.ts";
import type { Ended } from "./processes.ts";

let cwd: string;
beforeAll(async () => {
  cwd = await mkdtemp(join(tmpdir(), "exhibit-briefing-"));
});
afterAll(() => rm(cwd, { recursive: true, force: true }));

const exhibit = (...args: readonly string[]): Promise<Ended> => exhibitHere(["briefing", ...args], { cwd });

test("a briefing is added as a file, listed with when it is due, and a wrong one with what is wrong", async () => {
  const asked = ["--question", "What grew?", "--cron", "0 8 * * 1-5", "--time-zone", "Europe/Berlin", "--feed"];
  const added = await exhibit("add", "growth", ...asked);
  expect(added).toMatchObject({ code: 0, stdout: `${join(cwd, "briefings", "growth.yaml")}\n` });
  expect(await readFile(join(cwd, "briefings", "growth.yaml"), "utf8")).toBe(
    "question: What grew?\nschedule:\n  cron: 0 8 * * 1-5\n  timeZone: Europe/Berlin\nsources: {}\ndeliver:\n  feed: true\n",
  );
  expect(await exhibit("add", "growth", ...asked)).toMatchObject({
    code: 2,
    stderr: expect.stringContaining("is there already"),
  });
  expect((await exhibit("add", "more", "--question", "What?", "--cron", "often")).stderr).toContain(
    'schedule.cron: "often" is no cron pattern of five fields',
  );
  await writeFile(join(cwd, "briefings", "wrong.yaml"), "question: What?\n");
  const listed = await exhibit("list");
  expect(listed.stdout).toMatch(/^growth {2}next \d{4}-\d\d-\d\d 08:00 Europe\/Berlin\n$/);
  expect(listed.stderr).toMatch(/wrong\.yaml cannot be used: schedule: /);
  expect((await exhibit("run", "wrong")).stderr).toContain("wrong.yaml cannot be used");
  expect((await exhibit("secret", "growth")).stdout).toMatch(/^whsec_[\w+/]+=*\n$/);
});
