import { readFile, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { afterEach, beforeEach, describe, expect, test } from "vitest";
import type { Job, JobEnd } from "../../../src/jobs/index.ts";
import { createArtifactLinks } from "../../../src/server/artifact-links.ts";
import type { ServerServices } from "../../../src/server/index.ts";
import { type AnswerPart, answerOf, toAnnotation } from "../../../src/server/openai/completion.ts";
import { createHands, type Hands } from "../../support/hands.ts";
import { sampleReport } from "../../support/sample-report.ts";
import { type TemporaryJobs, temporaryJobs } from "../../support/temporary-jobs.ts";

let given: TemporaryJobs;
let hands: Hands;
let services: ServerServices;
let job: Job;
beforeEach(async () => {
  hands = createHands();
  given = await temporaryJobs({ createWorkers: hands.createWorkers });
  const now = () => new Date("2026-03-10T08:00:00Z");
  const { config, jobs } = given;
  const limits = { libraries: {}, offline: true, search: [], models: undefined };
  const links = await createArtifactLinks(config.home, now);
  services = { config, jobs, limits, links, now, authenticate: async () => undefined };
  job = await given.submit();
});
afterEach(() => given.close());

const partsFrom = (signal: AbortSignal) => answerOf(job, { services, origin: "http://local", signal });
async function parts(): Promise<readonly AnswerPart[]> {
  const all: AnswerPart[] = [];
  for await (const part of partsFrom(new AbortController().signal)) all.push(part);
  return all;
}
const textOf = (all: readonly AnswerPart[], type: "progress" | "text") =>
  all.map((part) => (part.type === type ? part.text : "")).join("");
/** Ends the job with a report and what its models used. */
async function finish(report: object = sampleReport, usage?: object): Promise<void> {
  const folder = join(given.config.out, job.runId);
  const record = JSON.parse(await readFile(join(folder, "run.json"), "utf8")) as object;
  await writeFile(join(folder, "report.json"), JSON.stringify(report));
  await writeFile(join(folder, "run.json"), JSON.stringify({ ...record, ...(usage ? { usage } : {}) }));
  hands.end(job, { state: "done", outcome: "complete" });
}

describe("the answer of a run as it streams", () => {
  test("names the run first, by which it is found again", async () => {
    const stream = partsFrom(new AbortController().signal);
    expect((await stream.next()).value).toEqual({
      type: "progress",
      text: `Run ${job.runId} goes on if this connection ends; ask for it by this name.\n`,
    });
    await stream.return(undefined);
    expect(given.jobs.store.jobById(job.id)?.status).toBe("running");
  });

  test("tells progress, then the report in pieces, then its end with citations and use", async () => {
    hands.tell(job, { type: "stage-start", stage: "gather" });
    await finish(sampleReport, { inputTokens: 70, outputTokens: 9 });
    const all = await parts();
    const kinds = all.map(({ type }) => type);
    expect(kinds.lastIndexOf("progress")).toBeLessThan(kinds.indexOf("text"));
    expect(kinds.at(-1)).toBe("end");
    const end = all.at(-1);
    if (end?.type !== "end") throw new Error("no end");
    expect(textOf(all, "text")).toBe(end.answer.text);
    expect(end.usage).toEqual({ input: 70, output: 9 });
    for (const citation of end.answer.citations)
      expect(end.answer.text.slice(citation.start, citation.end)).toMatch(/^\[\[\d+\]\]\(/);
  });

  test("counts nothing where no model was used", async () => {
    await finish();
    expect((await parts()).at(-1)).toMatchObject({ type: "end", usage: { input: 0, output: 0 } });
  });

  test("is cut between letters, so that every client can put it together again", async () => {
    for (const lead of ["", "x"]) {
      const children = [{ type: "text", value: `${lead}${"😀".repeat(5_000)}` }];
      await finish({ ...sampleReport, summary: [{ type: "paragraph", children }] });
      const texts = (await parts()).flatMap((part) => (part.type === "text" ? [part.text] : []));
      expect(texts.length).toBeGreaterThan(3);
      expect(texts.filter((text) => /\p{Surrogate}/u.test(text))).toEqual([]);
      expect(texts.join("")).toContain("😀".repeat(5_000));
    }
  });

  test("tells no file of the server's disk", async () => {
    const path = join(given.config.out, job.runId, "report.pdf");
    hands.tell(job, { type: "artifact-written", format: "pdf", path, bytes: 10 });
    await finish();
    expect(textOf(await parts(), "progress")).not.toContain(given.config.out);
  });

  test.each<[end: JobEnd, message: RegExp]>([
    [{ state: "failed", message: "No space left." }, /^No space left\.$/],
    [{ state: "waiting" }, /^The run was waiting; it can be resumed as /],
  ])("that ends as %j says why instead of a text", async (end, message) => {
    hands.end(job, end);
    const all = await parts();
    expect(all.at(-1)).toEqual({ type: "failed", message: expect.stringMatching(message) });
    expect(textOf(all, "text")).toBe("");
  });

  test("that is paused or cancelled says by which name it can be resumed", async () => {
    given.jobs.stop(job, "paused");
    expect((await parts()).at(-1)).toEqual({
      type: "failed",
      message: `The run was paused; it can be resumed as ${job.runId}.`,
    });
  });

  test("ends for a reader that goes away, with its reason", async () => {
    const leaving = new AbortController();
    const stream = partsFrom(leaving.signal);
    await stream.next();
    const told = expect(stream.next()).rejects.toThrow("The client has gone.");
    leaving.abort(new Error("The client has gone."));
    await told;
  });
});

test("a citation has the names of the protocol", () => {
  expect(toAnnotation({ start: 3, end: 9, url: "https://a.example/", title: "A" })).toEqual({
    start_index: 3,
    end_index: 9,
    url: "https://a.example/",
    title: "A",
  });
});
