import { mkdir, mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { type DeckFlags, toDeckRequest } from "../../src/cli/deck-request.ts";
import type { Printer } from "../../src/cli/print.ts";
import { createProgram } from "../../src/cli/program.ts";
import { type Config, loadConfig } from "../../src/config.ts";

const flags: DeckFlags = { offline: false, json: false };
let cwd = "";
let config: Config;

beforeAll(async () => {
  cwd = await mkdtemp(join(tmpdir(), "exhibit-deck-flags-"));
  config = loadConfig({ cwd, env: {} });
  await writeFile(join(cwd, "memo.md"), "# Memo\n");
  await mkdir(join(cwd, "docs"));
  for (const run of ["2026-03-14-wind-power-4f2a", "2026-03-14-wind-speed-0001"]) {
    await mkdir(join(cwd, "outputs", run), { recursive: true });
    for (const name of ["run.json", "report.json"]) await writeFile(join(cwd, "outputs", run, name), "{}");
  }
});
afterAll(() => rm(cwd, { recursive: true, force: true }));

const requestOf = (target: string, changes: Partial<DeckFlags> = {}) =>
  toDeckRequest(target, { ...flags, ...changes }, config);

describe("what slides are made of", () => {
  test("a file is read, and nothing else", async () => {
    const request = await requestOf(join(cwd, "memo.md"));
    expect(request).toMatchObject({ graph: "deck", library: [join(cwd, "memo.md")], urls: [], search: [] });
    expect(request).not.toHaveProperty("report");
  });

  test("an address is fetched as the user typed it", async () => {
    const request = await requestOf("https://example.com/papers/wind.pdf?page=2");
    expect(request).toMatchObject({ library: [], urls: ["https://example.com/papers/wind.pdf?page=2"] });
    expect(request.question).toBe("Slides wind.pdf");
  });

  test.each([
    ["its id", "2026-03-14-wind-power-4f2a"],
    ["the start of its id", "2026-03-14-wind-p"],
    ["its folder", "FOLDER"],
    ["its report", "FOLDER/report.json"],
  ])("a finished run is named by %s", async (_, name) => {
    const folder = join(cwd, "outputs/2026-03-14-wind-power-4f2a");
    const request = await requestOf(name.replace("FOLDER", folder));
    expect(request).toMatchObject({ report: folder, library: [], urls: [], question: "Slides wind-power" });
  });
});

describe("options", () => {
  test("slides and a page to look at are made when nothing else is said", async () => {
    const request = await requestOf(join(cwd, "memo.md"));
    expect(request.formats).toEqual(["html", "pptx"]);
    expect(request).not.toHaveProperty("slides");
    expect(request).not.toHaveProperty("language");
    expect(request.approval).toBe("auto");
  });

  test("formats, number of slides and language are taken over", async () => {
    const request = await requestOf(join(cwd, "memo.md"), { formats: "pptx,pdf", slides: 8, language: "de-at" });
    expect(request).toMatchObject({ formats: ["pdf", "pptx"], slides: 8, language: "de-AT" });
  });

  test("the command line hands them on", async () => {
    const quiet = () => undefined;
    const printer: Printer = { isTerminal: false, result: quiet, note: quiet, status: quiet };
    const deck = createProgram(printer).commands.find((command) => command.name() === "deck");
    deck?.action(() => undefined);
    await deck?.parseAsync(["a.pdf", "--slides", "7", "--formats", "pptx", "--model", "openai:x"], { from: "user" });
    expect(deck?.args).toEqual(["a.pdf"]);
    expect(deck?.opts()).toMatchObject({ slides: 7, formats: "pptx", model: "openai:x", offline: false, json: false });
  });
});

describe("what cannot be done is said before anything is read", () => {
  test.each([
    ["nothing", "", {}, "BAD_USAGE", /Name a file, an address or a run/],
    ["a file and run that are not there", "nowhere.pdf", {}, "NOT_FOUND", /neither a file nor a run nowhere\.pdf/],
    ["a start that two runs have", "2026-03-14-wind", {}, "NOT_FOUND", /2 runs .*wind-power-4f2a/],
    ["a folder of documents", "DOCS", {}, "BAD_USAGE", /name one document in it/],
    ["an address without network", "https://example.com", { offline: true }, "BAD_USAGE", /leave out --offline/],
    ["an address with a password", "https://a:b@example.com", {}, "BAD_USAGE", /without user name and password/],
    ["too few slides", "MEMO", { slides: 3 }, "BAD_USAGE", /--slides takes a number from 4 to 100/],
    ["too many slides", "MEMO", { slides: 1_000 }, "BAD_USAGE", /--slides takes/],
    ["no language", "MEMO", { language: "?" }, "BAD_USAGE", /--language takes/],
    ["an unknown format", "MEMO", { formats: "key" }, "BAD_USAGE", /No format key/],
    ["another language of a report", "2026-03-14-wind-power-4f2a", { language: "de" }, "BAD_USAGE", /finished report/],
  ] as const)("%s", async (_, target, changes, code, message) => {
    const named = target.replace("DOCS", join(cwd, "docs")).replace("MEMO", join(cwd, "memo.md"));
    await expect(requestOf(named, changes)).rejects.toThrow(message);
    await expect(requestOf(named, changes)).rejects.toMatchObject({ code });
  });
});
