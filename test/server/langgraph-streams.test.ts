import { rmSync } from "node:fs";
import { Client } from "@langchain/langgraph-sdk";
import { afterEach, beforeEach, describe, expect, test } from "vitest";
import type { Job } from "../../src/jobs/index.ts";
import { createHands, type Hands } from "../support/hands.ts";
import { type TemporaryServer, temporaryServer } from "../support/temporary-server.ts";

let hands: Hands;
let server: TemporaryServer;
let client: Client;
beforeEach(async () => {
  hands = createHands();
  server = await temporaryServer({ createWorkers: hands.createWorkers });
  client = new Client({ apiUrl: server.url, apiKey: null });
});
afterEach(() => server.close());

interface Part {
  readonly id?: string;
  readonly event: string;
  readonly data: unknown;
}

const input = { question: "What grew?" };
const warn = (job: Job, message: string) => hands.tell(job, { type: "warning", message });

async function begin(): Promise<Job> {
  const run = await client.runs.create(null, "research", { input });
  const job = server.jobs.store.jobById(run.run_id);
  if (!job) throw new Error("The run was not created.");
  return job;
}

async function all(stream: AsyncIterable<Part>): Promise<readonly Part[]> {
  const parts: Part[] = [];
  for await (const part of stream) parts.push(part);
  return parts;
}

const join = (job: Job, options: object = {}) =>
  all(client.runs.joinStream(job.threadId, job.id, { streamMode: "custom", ...options }));

describe("a stream", () => {
  test("gives a client that is cut off twice every event once, without the client's doing", async () => {
    const stream = client.runs.stream(null, "research", { input, streamMode: "custom" });
    const seen: string[] = [];
    let job: Job | undefined;
    for await (const { event, data } of stream) {
      if (event === "metadata") job ??= server.jobs.store.jobById(data.run_id);
      if (!job) throw new Error("The metadata comes first.");
      if (event === "metadata" && seen.length === 0) for (const message of ["a", "b"]) warn(job, message);
      if (event !== "custom") continue;
      seen.push((data as { message: string }).message);
      if (seen.length === 2 || seen.length === 4) {
        server.cutConnections();
        warn(job, `${seen.length + 1}`);
        warn(job, `${seen.length + 2}`);
      }
      if (seen.length === 6) hands.end(job, { state: "done", outcome: "complete" });
    }
    expect(seen).toEqual(["a", "b", "3", "4", "5", "6"]);
    expect(server.jobs.store.jobById(job?.id ?? "")).toMatchObject({ status: "done" });
  });

  test("goes on after a cursor, to the part of an event", async () => {
    const job = await begin();
    for (const stage of ["brief", "plan"] as const) hands.tell(job, { type: "stage-start", stage });
    hands.end(job, { state: "done", outcome: "complete" });
    const from = async (lastEventId: string) =>
      (await join(job, { lastEventId, streamMode: ["custom", "events", "tasks"] }))
        .filter(({ event }) => !["metadata", "end"].includes(event))
        .map(({ id, event }) => `${event} ${id}`);
    const second = ["custom 2", "events 2.2", "tasks 2.4"];
    expect(await from("-1")).toEqual(["custom 1", "events 1.2", "tasks 1.4", ...second]);
    expect(await from("1.2")).toEqual(["tasks 1.4", ...second]);
    expect(await from("1.4")).toEqual(second);
    expect(await from("2.4")).toEqual([]);
  });

  test("tells a gap where the cursor or the log is not available any more", async () => {
    const job = await begin();
    for (const message of ["a", "b"]) warn(job, message);
    hands.end(job, { state: "done", outcome: "complete" });
    await server.jobs.ended(job.id, new AbortController().signal);
    const custom = async (lastEventId: string) =>
      (await join(job, { lastEventId })).filter(({ event }) => event === "custom").map(({ data }) => data);
    const both = [{ message: "a" }, { message: "b" }];
    expect(await custom("99")).toMatchObject([{ type: "gap", from: 1 }, ...both]);
    expect(await custom("not-a-cursor")).toMatchObject([{ type: "gap", from: 1 }, ...both]);
    rmSync(`${server.config.out}/${job.runId}/events.jsonl`);
    expect(await custom("1")).toMatchObject([{ type: "gap", from: 2, to: 2 }]);
  });

  test("finds in the log what a lost worker had written and not told", async () => {
    const job = await begin();
    warn(job, "told");
    hands.log(job, { type: "warning", message: "only written" });
    warn(job, "told again");
    hands.end(job, { state: "done", outcome: "complete" });
    const seen = (await join(job)).flatMap(({ event, data }) => (event === "custom" ? [data] : []));
    expect(seen).toMatchObject([{ message: "told" }, { message: "only written" }, { message: "told again" }]);
  });

  test("reads a log of many pieces from any place", async () => {
    const job = await begin();
    const message = "word ".repeat(200);
    for (let index = 0; index < 700; index++) warn(job, message);
    hands.end(job, { state: "done", outcome: "complete" });
    const ids = (await join(job, { lastEventId: "100" })).flatMap(({ event, id }) => (event === "custom" ? [id] : []));
    expect(ids).toEqual(Array.from({ length: 600 }, (_, index) => String(index + 101)));
  });
});

describe("a client that goes away", () => {
  /** Begins a streamed run, leaves after its metadata, and gives the job. */
  async function leave(onDisconnect: "cancel" | "continue"): Promise<Job> {
    const stream = client.runs.stream(null, "research", { input, streamMode: "custom", onDisconnect });
    const { value } = await stream.next();
    const job = server.jobs.store.jobById((value?.data as { run_id: string } | undefined)?.run_id ?? "");
    if (!job) throw new Error("The run was not created.");
    await stream.return(undefined);
    server.cutConnections();
    return job;
  }

  test("leaves its run at work, or cancels it when it said so", async () => {
    const cancelled = await leave("cancel");
    expect(await server.jobs.ended(cancelled.id, new AbortController().signal)).toMatchObject({ status: "cancelled" });
    const left = await leave("continue");
    hands.finish(left);
    expect(await server.jobs.ended(left.id, new AbortController().signal)).toMatchObject({ status: "done" });
  });
});

describe("a client that waits", () => {
  test("gets the values, also of a run that it joins", async () => {
    const job = await begin();
    const values = client.runs.join(job.threadId, job.id);
    hands.finish(job);
    expect(await values).toMatchObject({ runId: job.runId, messages: [{ type: "human" }, { type: "ai" }] });
  });

  test("learns why a run failed, without the places of the server's disk", async () => {
    const waiting = client.runs.wait(null, "research", { input });
    const failed = expect(waiting).rejects.toThrow(/RunFailed: \/?run\.json is broken/);
    await expect.poll(() => hands.begun.length).toBe(1);
    const job = server.jobs.store.jobById(hands.begun[0] ?? "");
    if (job) hands.end(job, { state: "failed", message: `${server.config.out}/run.json is broken` });
    await failed;
    expect(await client.threads.get(job?.threadId ?? "")).toMatchObject({
      status: "error",
      error: { error: "RunFailed" },
    });
  });
});
