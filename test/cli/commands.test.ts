import { spawnSync } from "node:child_process";
import { chmod, mkdir, mkdtemp, readdir, readFile, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { basename, join } from "node:path";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { packageRoot } from "../../src/package-root.ts";
import type { Report } from "../../src/report/index.ts";
import { copyFolder } from "../support/copy-folder.ts";
import { writeMiniLibrary } from "../support/mini-library.ts";
import { exhibitHere } from "./in-process.ts";
import { exhibit } from "./processes.ts";

const question = "How did Iowa's electricity generation from renewables and fossil fuels develop from 2001 to 2017?";
const smallQuestion = "Compare the revenue and operating income of Norda and Sulvik in 2022.";
const noStack = /^ {4}at /m;

let cwd: string;
let out: string;
let runFolder: string;

/** One finished run that all commands read; its library has read the samples, so that further runs are quick. */
beforeAll(async () => {
  cwd = await mkdtemp(join(tmpdir(), "exhibit-cli-"));
  const args = ["research", question, "--library", "samples", "--offline", "--formats", "md,docx"];
  const { code, stdout } = await exhibit(args, { cwd });
  expect(code).toBe(0);
  out = join(cwd, "outputs");
  runFolder = stdout.trimEnd().split("\n").at(-1) ?? "";
});
afterAll(() => rm(cwd, { recursive: true, force: true }));

/** A copy that a test may damage. */
async function copyOfRun(name: string): Promise<string> {
  const copy = join(cwd, name);
  await copyFolder(runFolder, copy);
  return copy;
}

const readReport = async (folder: string): Promise<Report> =>
  JSON.parse(await readFile(join(folder, "report.json"), "utf8")) as Report;

describe("research", () => {
  test("prints the run folder as its last line, and keeps progress off stdout", async () => {
    expect(runFolder.startsWith(join(cwd, "outputs"))).toBe(true);
    expect(await readdir(runFolder)).toEqual(
      expect.arrayContaining(["report.md", "report.docx", "report.json", "evidence.json", "run.json"]),
    );
  });

  test("with --json gives one event a line, the last of them run-end", async () => {
    const args = ["research", question, "--library", "samples", "--offline", "--formats", "md", "--json"];
    const { code, stdout } = await exhibitHere([...args, "--out", out]);
    const events = stdout
      .trimEnd()
      .split("\n")
      .map((line) => JSON.parse(line) as Record<string, unknown>);
    const last = events.at(-1) ?? {};
    const folder = String(last.runFolder);
    expect(last).toMatchObject({ type: "run-end", outcome: "complete", artifacts: [join(folder, "report.md")] });
    expect(await readdir(folder)).toContain("report.md");
    expect(code).toBe(0);
  });

  test("--plan-only stops after the plan, and resume writes the report", async () => {
    const args = ["research", question, "--library", "samples", "--offline", "--formats", "md", "--plan-only"];
    const planned = await exhibitHere([...args, "--out", out]);
    expect(planned.code).toBe(0);
    const folder = planned.stdout.trimEnd();
    expect(await readdir(folder)).toContain("plan.json");
    expect(await readdir(folder)).not.toContain("report.json");
    const resumed = await exhibitHere(["resume", basename(folder), "--out", out]);
    expect(resumed.code).toBe(0);
    expect(await readdir(folder)).toContain("report.md");
  });

  test.each([
    ["an empty question", ["research", "  ", "--library", "samples"], /question is empty/],
    ["no question", ["research"], /missing required argument/],
    ["an unknown flag", ["research", "q", "--fast"], /unknown option/],
    ["a length there is not", ["research", "q", "--length", "epic"], /brief, standard, deep/],
    ["a limit that is no number", ["research", "q", "--max-sources", "many"], /above 0/],
    ["an unknown format", ["research", "q", "--library", "samples", "--formats", "odt"], /odt.*md,html/],
    ["an unknown provider", ["research", "q", "--search", "gopher"], /gopher.*wikipedia/],
    ["an address that is none", ["research", "q", "--url", "nowhere"], /--url takes/],
    ["nothing to read", ["research", "q", "--offline"], /--library samples/],
    ["an unknown skill", ["research", "q", "--library", "samples", "--skill", "novel"], /novel.*briefing, comparison/],
    ["an unknown command", ["reserch", "q"], /unknown command/],
  ])("%s is bad usage", async (_, args, message) => {
    const { code, stderr } = await exhibitHere(args);
    expect(stderr).toMatch(message);
    expect(stderr).not.toMatch(noStack);
    expect(code).toBe(2);
  });

  test.each([
    ["a folder that is not there", "nowhere", /No such file or folder/],
    ["an empty folder", "empty", /holds no file/],
  ])("%s is a clear failure", async (_, name, message) => {
    await mkdir(join(cwd, "empty"), { recursive: true });
    const { code, stderr } = await exhibitHere(["research", "q", "--library", join(cwd, name), "--offline"]);
    expect(stderr).toMatch(message);
    expect(code).toBe(1);
  });

  test("a config file with an unknown key is bad usage that names it", async () => {
    const folder = await mkdtemp(join(cwd, "config-"));
    await writeFile(join(folder, "exhibit.config.json"), '{"lenght":"brief"}');
    const { code, stderr } = await exhibitHere(["research", "q", "--library", "samples"], { cwd: folder });
    expect(stderr).toContain("lenght");
    expect(code).toBe(2);
  });

  test.each([
    ["Chinese", "苹果公司2022年的净销售额是多少？"],
    ["Arabic", "ما هي إيرادات شركة أمازون في عام 2022؟"],
  ])("a question in %s that an English library cannot answer ends partial and says so", async (_, asked) => {
    const args = ["research", asked, "--library", "samples", "--offline", "--formats", "md", "--out", out];
    const { code, stdout } = await exhibitHere(args);
    expect(code).toBe(3);
    const report = await readReport(stdout.trimEnd().split("\n").at(-1) ?? "");
    expect(report.summary.length).toBeGreaterThan(0);
    expect(report.limitations.length).toBeGreaterThan(0);
    expect(report.verification).toMatchObject({ unresolved: 0, unsupported: 0, contradicted: 0, uncited: 0 });
  });
});

describe("render", () => {
  test("needs nothing but report.json and the pictures", async () => {
    const copy = await copyOfRun("rendered");
    for (const name of await readdir(copy)) {
      if (name !== "report.json" && name !== "assets") await rm(join(copy, name), { recursive: true });
    }
    const { code, stdout } = await exhibitHere(["render", copy, "--formats", "md,html,pptx"]);
    expect(code).toBe(0);
    expect(stdout.trim()).toBe(copy);
    expect(await readdir(copy)).toEqual(expect.arrayContaining(["report.md", "report.html", "report.pptx"]));
    expect(await readFile(join(copy, "report.md"), "utf8")).toBe(await readFile(join(runFolder, "report.md"), "utf8"));
  });

  test("a lost picture costs itself, not the report", async () => {
    const copy = await copyOfRun("without-pictures");
    await rm(join(copy, "assets"), { recursive: true });
    const { code, stderr } = await exhibitHere(["render", copy, "--formats", "html,md"]);
    expect(stderr).not.toMatch(noStack);
    expect(code).toBe(0);
  });

  test.each([
    ["broken JSON", "{", /is not/],
    ["JSON that is no report", '{"schemaVersion":1}', /report/],
  ])("refuses a report.json of %s", async (name, text, message) => {
    const copy = await copyOfRun(`bad ${name}`);
    await writeFile(join(copy, "report.json"), text);
    const { code, stderr } = await exhibitHere(["render", copy, "--formats", "md"]);
    expect(code).toBe(1);
    expect(stderr).toMatch(message);
    expect(stderr).not.toMatch(/unexpected|^ {4}at /m);
  });
});

describe("verify", () => {
  test("passes a report as it was written, with counts as JSON", async () => {
    const { code, stdout } = await exhibitHere(["verify", runFolder, "--json"]);
    const counts = JSON.parse(stdout) as Record<string, number>;
    expect(Object.keys(counts).sort()).toEqual(
      ["claims", "citations", "unresolved", "supported", "partly", "unsupported", "contradicted", "uncited"].sort(),
    );
    expect(counts.claims).toBeGreaterThan(0);
    expect(code).toBe(0);
  });

  test("fails a report in which someone changed a number", async () => {
    const copy = await copyOfRun("tampered");
    const { summary } = await readReport(copy);
    const number = /\d{1,3},\d{3}|\d{4,}(?= (?:GWh|thousand|MWh))/.exec(JSON.stringify(summary))?.[0] ?? "no number";
    const text = await readFile(join(copy, "report.json"), "utf8");
    const at = text.indexOf(number, text.indexOf('"summary"'));
    expect(at).toBeGreaterThan(0);
    await writeFile(join(copy, "report.json"), `${text.slice(0, at)}98,765${text.slice(at + number.length)}`);
    const { code, stderr } = await exhibitHere(["verify", copy]);
    expect(stderr).toContain("98,765");
    expect(code).toBe(1);
  });

  test("fails when the stored text of a source is gone", async () => {
    const copy = await copyOfRun("text gone");
    const { sources } = await readReport(copy);
    await rm(join(copy, `sources/${sources[0]?.id}.json`));
    const { code, stderr } = await exhibitHere(["verify", copy]);
    expect(stderr).toContain("is not stored");
    expect(code).toBe(1);
  });

  test("counts citations of evidence that was taken away as unresolved", async () => {
    const copy = await copyOfRun("evidence gone");
    const report = await readReport(copy);
    await writeFile(join(copy, "report.json"), JSON.stringify({ ...report, evidence: report.evidence.slice(1) }));
    const { code, stdout } = await exhibitHere(["verify", copy, "--json"]);
    expect((JSON.parse(stdout) as { unresolved: number }).unresolved).toBeGreaterThan(0);
    expect(code).toBe(1);
  });
});

describe("sources, resume and runs that are not there", () => {
  test("sources lists the bibliography with what is cited from each", async () => {
    const { code, stdout } = await exhibitHere(["sources", runFolder]);
    const { sources } = await readReport(runFolder);
    expect(stdout.trimEnd().split("\n")).toHaveLength(sources.length);
    expect(stdout).toMatch(/^\[1\] .+\(.+\): \d+ cited/);
    expect(code).toBe(0);
  });

  test("a run is found by the start of its id", async () => {
    const [name = ""] = runFolder.split("/").slice(-1);
    expect((await exhibitHere(["sources", name.slice(0, -2), "--out", out])).code).toBe(0);
  });

  test.each(["resume", "render", "verify", "sources"])(
    "%s of a run that is not there names the last ones",
    async (command) => {
      const { code, stderr } = await exhibitHere([command, "1999-nothing", "--out", out]);
      expect(stderr).toMatch(/No run 1999-nothing.*the last ones are/s);
      expect(code).toBe(1);
    },
  );
});

describe("library", () => {
  test("adds, lists, searches and removes", async () => {
    const indexed = ["--out", join(cwd, "indexed")];
    const added = await exhibitHere(["library", "add", join(packageRoot, "samples/wind-power.html"), ...indexed]);
    const [id = ""] = added.stdout.split(" ");
    expect(added.code).toBe(0);
    expect((await exhibitHere(["library", "list", ...indexed])).stdout).toContain(id);
    const found = await exhibitHere(["library", "search", "wind turbines", ...indexed]);
    expect(found.stdout.toLowerCase()).toContain("wind");
    expect(found.code).toBe(0);
    expect((await exhibitHere(["library", "remove", id, ...indexed])).code).toBe(0);
    expect((await exhibitHere(["library", "list", ...indexed])).stdout).toBe("");
    const empty = await exhibitHere(["library", "search", "wind", ...indexed]);
    expect(empty.stderr).toContain("exhibit library add");
    expect(empty.code).toBe(1);
    const again = await exhibitHere(["library", "remove", id, ...indexed]);
    expect(again.stderr).toContain(id);
    expect(again.code).toBe(1);
  });

  test("adding what cannot be read fails with the reason", async () => {
    await writeFile(join(cwd, "zero.pdf"), "");
    const { code, stderr } = await exhibitHere([
      "library",
      "add",
      join(cwd, "zero.pdf"),
      "--out",
      join(cwd, "indexed"),
    ]);
    expect(stderr).toContain("zero.pdf is empty");
    expect(code).toBe(1);
  });
});

test("doctor tells of every part, and how to get what is missing", async () => {
  const { code, stdout } = await exhibitHere(["doctor", "--out", out]);
  for (const part of ["Node.js", "output folder", "library index", "browser for PDF", "search wikipedia", "model:"])
    expect(stdout).toContain(part);
  expect(stdout.includes("MISS") ? code : 0).toBe(code);
});

test("--version and --help answer", async () => {
  const { version } = JSON.parse(await readFile(join(packageRoot, "package.json"), "utf8")) as { version: string };
  expect((await exhibit(["--version"], { cwd })).stdout.trim()).toBe(version);
  const help = await exhibit(["--help"], { cwd });
  expect(help.code).toBe(0);
  expect(help.stdout).toContain("research");
});

describe("storage that does not take what is written", () => {
  const hasPrlimit = spawnSync("prlimit", ["--version"]).status === 0;

  beforeAll(async () => {
    await writeMiniLibrary(cwd);
  });

  /** Files cannot grow beyond the limit: what a full disk does, without needing one. */
  test.skipIf(!hasPrlimit).each([20_000, 200_000])(
    "a disk that is full after %i bytes ends with one clear sentence, and the run can be resumed",
    async (bytes) => {
      const out = join(cwd, `full-${bytes}`);
      const args = ["research", smallQuestion, "--library", "docs", "--offline", "--formats", "md", "--out", out];
      const { code, stderr } = await exhibit(args, { cwd, prefix: ["prlimit", `--fsize=${bytes}`] });
      expect(stderr).toMatch(/error: .*(?:disk|space)/i);
      expect(stderr).not.toMatch(/\(unexpected|^ {4}at /m);
      expect(code).toBe(1);
      const [run] = (await readdir(out)).filter((name) => name.startsWith("2"));
      if (run === undefined) return;
      expect((await exhibitHere(["resume", run, "--out", out])).code).toBe(0);
    },
  );

  const isRoot = process.getuid?.() === 0;
  if (isRoot) process.stderr.write("skipped: root may write to read-only folders, so that test needs another user\n");
  test.skipIf(isRoot)("a folder that may not be written is named", async () => {
    const folder = join(cwd, "locked");
    await mkdir(folder);
    await chmod(folder, 0o500);
    const { code, stderr } = await exhibit(["research", question, "--library", "samples", "--out", folder], { cwd });
    expect(stderr).toMatch(/Cannot (?:write|use)/);
    expect(code).toBe(1);
  });

  test("a path below a file is named as not writable", async () => {
    await writeFile(join(cwd, "plain-file"), "");
    const args = ["research", question, "--library", "samples", "--offline", "--out", "plain-file/runs"];
    const { code, stderr } = await exhibitHere(args, { cwd });
    expect(stderr).toMatch(/Cannot write .*plain-file.*--out/);
    expect(code).toBe(1);
  });
});
