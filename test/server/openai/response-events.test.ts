import { describe, expect, test } from "vitest";
import type { Job, JobStatus } from "../../../src/jobs/index.ts";
import type { AnswerPart } from "../../../src/server/openai/completion.ts";
import { responseEvents } from "../../../src/server/openai/response-events.ts";
import { responseObject } from "../../../src/server/openai/response-object.ts";

const job = (change: Partial<Job> = {}): Job => ({
  id: "j1",
  threadId: "t1",
  tenant: "",
  runId: "run-1",
  question: "Why?",
  status: "running",
  after: 0,
  approves: false,
  notes: {},
  attempts: 1,
  created: "2026-05-04T10:00:00.900Z",
  updated: "2026-05-04T10:00:01.000Z",
  ...change,
});
const frame = { model: "exhibit", background: false, metadata: { team: "a" }, previousResponseId: null };
const answer = { text: "Tides [1] rise.", citations: [{ start: 6, end: 9, url: "https://a.example/", title: "A" }] };
const end: AnswerPart = { type: "end", answer, usage: { input: 7, output: 5 } };
const progress = (text: string): AnswerPart => ({ type: "progress", text });
const text = (value: string): AnswerPart => ({ type: "text", text: value });

interface Told {
  readonly type: string;
  readonly sequence_number: number;
  readonly [key: string]: unknown;
}

async function told(parts: readonly AnswerPart[], ended = job({ status: "done" }), startingAfter = -1) {
  async function* given() {
    yield* parts;
  }
  const frames: string[] = [];
  for await (const one of responseEvents(given(), { frame, current: () => ended, startingAfter })) frames.push(one);
  return frames.map((one): Told => {
    const [, name, data = ""] = /^event: (\S+)\ndata: (.*)\n\n$/.exec(one) ?? [];
    const event = JSON.parse(data) as Told;
    expect(event.type).toBe(name);
    return event;
  });
}

const whole = [progress("a\n"), progress("b\n"), text("Tides [1] "), text("rise."), end];

describe("the stream of a response", () => {
  test("tells progress as one reasoning summary and then the message, numbered from nought", async () => {
    const events = await told(whole);
    expect(events.map(({ type }) => type.replace("response.", ""))).toEqual([
      "created",
      "in_progress",
      "output_item.added",
      "reasoning_summary_part.added",
      "reasoning_summary_text.delta",
      "reasoning_summary_text.delta",
      "reasoning_summary_text.done",
      "reasoning_summary_part.done",
      "output_item.done",
      "output_item.added",
      "content_part.added",
      "output_text.delta",
      "output_text.delta",
      "output_text.annotation.added",
      "output_text.done",
      "content_part.done",
      "output_item.done",
      "completed",
    ]);
    expect(events.map((event) => event.sequence_number)).toEqual(events.map((_event, index) => index));
  });

  test("puts the pieces together to what its ends tell whole", async () => {
    const events = await told(whole);
    const deltas = (type: string) => events.filter((event) => event.type === type).map(({ delta }) => delta);
    const done = (type: string) => events.find((event) => event.type === type)?.text;
    expect(deltas("response.output_text.delta").join("")).toBe(done("response.output_text.done"));
    expect(deltas("response.reasoning_summary_text.delta").join("")).toBe(done("response.reasoning_summary_text.done"));
  });

  test("names the message and its place alike in all that belongs to it", async () => {
    const events = (await told(whole)).filter(({ type }) => /output_text|content_part/u.test(type));
    expect(events.length).toBeGreaterThan(4);
    for (const event of events) expect(event).toMatchObject({ item_id: "msg_j1", output_index: 1, content_index: 0 });
  });

  test("places the citations in the text", async () => {
    const [note] = (await told(whole)).filter(({ type }) => type.endsWith("annotation.added"));
    expect(note).toMatchObject({
      annotation_index: 0,
      annotation: { type: "url_citation", start_index: 6, end_index: 9, url: "https://a.example/", title: "A" },
    });
  });

  test("begins queued, whatever has become of the job since", async () => {
    const [created, begun] = await told(whole);
    expect(created?.response).toMatchObject({ id: "resp_j1", status: "queued", output: [], usage: null });
    expect(begun?.response).toMatchObject({ status: "in_progress", output: [] });
  });

  test.each([0, 5, 16, 17, 400])("goes on after event %i as it would have gone on", async (after) => {
    const all = await told(whole);
    expect(await told(whole, job({ status: "done" }), after)).toEqual(all.slice(after + 1));
  });

  test("tells an answer without progress too", async () => {
    const events = await told([text("Tides [1] rise."), end]);
    expect(events.filter(({ type }) => type.endsWith("text.delta"))).toHaveLength(1);
    expect(events.at(-1)).toMatchObject({ type: "response.completed", response: { status: "completed" } });
  });

  test("keeps what a line end in a text would break within one line of the protocol", async () => {
    const events = await told([text("a\n\ndata: b\r\nevent: c"), end]);
    expect(events.find(({ type }) => type.endsWith("output_text.delta"))?.delta).toBe("a\n\ndata: b\r\nevent: c");
  });
});

describe("a run without an answer", () => {
  const message = "The run was cancelled; it can be resumed as run-1.";

  test.each<[what: string, status: JobStatus, parts: readonly AnswerPart[]]>([
    ["failed", "failed", [progress("a\n"), { type: "failed", message }]],
    ["was cancelled", "cancelled", [{ type: "failed", message }]],
    ["broke off within its text", "failed", [text("Tides"), { type: "failed", message }]],
  ])("that %s ends as failed and says why", async (_what, status, parts) => {
    const events = await told(parts, job({ status }));
    expect(events.at(-1)).toMatchObject({
      type: "response.failed",
      response: { status: "failed", error: { code: "server_error", message }, output: [] },
    });
    expect(events.map(({ type }) => type)).not.toContain("response.completed");
  });

  test("and without a word ends as failed with the word of its job", async () => {
    const [last] = (await told([], job({ status: "failed", message: "The disk is full." }))).slice(-1);
    expect(last?.response).toMatchObject({ error: { message: "The disk is full." } });
  });
});

describe("a job as a response", () => {
  test.each<[JobStatus, string]>([
    ["queued", "queued"],
    ["running", "in_progress"],
    ["waiting", "incomplete"],
    ["paused", "incomplete"],
    ["done", "completed"],
    ["failed", "failed"],
    ["cancelled", "cancelled"],
  ])("that is %s is %s", (status, expected) => {
    const response = responseObject(job({ status }), frame) as Record<string, unknown>;
    expect(response.status).toBe(expected);
    expect(response.error === null).toBe(status !== "failed");
  });

  test("tells whole seconds, what the client said, and the tokens together", () => {
    expect(responseObject(job({ status: "done" }), frame, { answer, usage: { input: 7, output: 5 } })).toMatchObject({
      created_at: 1777888800,
      metadata: { team: "a" },
      model: "exhibit",
      usage: { input_tokens: 7, output_tokens: 5, total_tokens: 12 },
      output: [{ id: "msg_j1", content: [{ text: answer.text, annotations: [{ start_index: 6 }] }] }],
    });
  });
});
