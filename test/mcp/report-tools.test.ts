import { rm, writeFile } from "node:fs/promises";
import { join } from "node:path";
import type { Client } from "@modelcontextprotocol/client";
import { afterEach, beforeEach, describe, expect, test } from "vitest";
import type { Job } from "../../src/jobs/index.ts";
import { type McpBench, mcpBench, patientMs, saidBy } from "../support/mcp-client.ts";
import { requestFor } from "../support/runs.ts";

let bench: McpBench;
let client: Client;
let job: Job;
beforeEach(async () => {
  bench = await mcpBench();
  client = await bench.connect();
  job = await finished("Why tides?");
});
afterEach(() => bench.close());

/** A run that is done, with these files in its folder. */
async function finished(question: string, tenant = "local"): Promise<Job> {
  const one = await bench.jobs.submit(bench.jobs.addThread(tenant), requestFor(question));
  bench.hands.finish(one);
  await bench.jobs.ended(one.id, new AbortController().signal);
  return one;
}
const write = (name: string, text: string, of = job) => writeFile(join(bench.config.out, of.runId, name), text);
const call = (name: string, input: Record<string, unknown>, of = client) =>
  of.callTool({ name, arguments: input }, { timeout: patientMs });
const report = (input: object = {}, of = client) => call("get_report", { id: job.runId, ...input }, of);

describe("a report that is asked for", () => {
  test.each([
    ["markdown", "report.md"],
    ["json", "report.json"],
    ["evidence", "evidence.json"],
  ])("as %s is the file %s, and where its files are", async (format, name) => {
    await write(name, `what ${name} holds: größe, שלום, 😀`);
    const { content } = await report({ format });
    expect(content[0]).toMatchObject({ text: `what ${name} holds: größe, שלום, 😀` });
    expect(content[1]).toMatchObject({ text: expect.stringContaining(`http://x/${job.runId}/${name}`) });
  });

  test("names only the files that are there, in one order, by path where there are no links", async () => {
    for (const name of ["report.md", "report.pdf", "report.html"]) await write(name, "x");
    const near = await bench.connect({ linkTo: "none" });
    const [, files] = (await report({}, near)).content;
    const at = (name: string) => join(bench.config.out, job.runId, name);
    expect(files).toMatchObject({
      text: ["Files:", at("report.html"), at("report.pdf"), at("report.md"), at("report.json")].join("\n"),
    });
  });

  test("is not there yet, and says what to do", async () => {
    const answer = await report({ format: "evidence" });
    expect(answer.isError).toBe(true);
    expect(saidBy(answer)).toBe(
      "There is no evidence.json yet; wait until get_research says done, or ask for another format.",
    );
  });

  test("in a format that is none is refused", async () => {
    expect((await report({ format: "pdf" })).isError).toBe(true);
  });

  test.each([
    [59_999, false],
    [60_000, false],
    [60_001, true],
  ])("of %i letters is cut: %s", async (letters, isCut) => {
    await write("report.md", "x".repeat(letters));
    const [text] = (await report()).content;
    const cut = "\n\n[cut after 60000 letters; read the rest in the file]";
    expect(text).toMatchObject({ text: "x".repeat(Math.min(letters, 60_000)) + (isCut ? cut : "") });
  });

  test("is cut between letters", async () => {
    await write("report.md", `x${"😀".repeat(40_000)}`);
    const text = saidBy(await report());
    expect(text).not.toMatch(/\p{Surrogate}/u);
    expect(text).toContain("[cut after 60000 letters");
  });
});

describe("reports as resources", () => {
  test("are those of the client's runs that are done, latest first, by their questions", async () => {
    const other = await finished("Why wind?");
    await finished("Whose?", "lab");
    await bench.jobs.submit(bench.jobs.addThread("local"), requestFor("Not yet?"));
    const { resources } = await client.listResources();
    expect(resources.map(({ name, mimeType }) => [name, mimeType]).sort()).toEqual([
      ["Why tides?", "text/markdown"],
      ["Why wind?", "text/markdown"],
    ]);
    expect(resources.map(({ uri }) => uri)).toContain(`report://${encodeURIComponent(other.runId)}`);
  });

  test("are read by their address", async () => {
    await write("report.md", "# Tides");
    const uri = `report://${encodeURIComponent(job.runId)}`;
    expect((await client.readResource({ uri })).contents).toEqual([
      { uri, mimeType: "text/markdown", text: "# Tides" },
    ]);
  });

  test.each(["report://never-was", "report://..%2F..%2Fetc", "report://%E0%A4%A", "file:///etc/passwd"])(
    "are not at %s",
    async (uri) => {
      await expect(client.readResource({ uri })).rejects.toThrow();
    },
  );

  test("of another tenant are neither listed nor read", async () => {
    await write("report.md", "# Tides");
    const other = await bench.connect({ tenant: "lab" });
    expect((await other.listResources()).resources).toEqual([]);
    await expect(other.readResource({ uri: `report://${encodeURIComponent(job.runId)}` })).rejects.toThrow(/no run/i);
  });
});

describe("a report that is checked", () => {
  test("whose run left none is refused with a reason, not with an exception", async () => {
    await rm(join(bench.config.out, job.runId, "report.json"));
    const answer = await call("verify", { id: job.runId });
    expect(answer.isError).toBe(true);
    expect(saidBy(answer)).toContain(job.runId);
  });
});

describe("a tool by itself", () => {
  test("answers with what it found, as text", async () => {
    expect(saidBy(await call("calculate", { expression: "2 GWh to MWh" }))).toContain("2000 MWh");
    const seen = await call("see", { target: join(bench.library, "plant.html") });
    expect(saidBy(seen)).toMatch(/412 GWh/);
  });

  test.each<[name: string, input: Record<string, unknown>]>([
    ["calculate", { expression: "import(1)" }],
    ["see", { target: "/etc/passwd" }],
    ["see", { target: "" }],
    ["view_image", { image: "as-unknown" }],
    ["cite", { source: "src-unknown", exact: "x" }],
  ])("%s tells a refusal as a result: %j", async (name, input) => {
    const answer = await call(name, input);
    expect(answer.isError).toBe(true);
    expect(saidBy(answer)).not.toBe("");
  });
});
