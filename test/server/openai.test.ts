import { rm } from "node:fs/promises";
import OpenAI from "openai";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { loadConfig } from "../../src/config.ts";
import { type RunningServer, serve } from "../../src/server/index.ts";
import { writeMiniLibrary } from "../support/mini-library.ts";
import { temporaryOut } from "../support/runs.ts";
import { miniQuestion } from "../support/temporary-jobs.ts";

let out: string;
let server: RunningServer;
let client: OpenAI;

beforeAll(async () => {
  out = await temporaryOut();
  const limits = { libraries: { mini: await writeMiniLibrary(out) }, offline: true, search: [], models: undefined };
  const config = { ...loadConfig({ cwd: out, out, env: {} }), formats: ["md", "html"] as ("md" | "html")[] };
  server = await serve({
    config,
    limits,
    host: "127.0.0.1",
    port: 0,
    maxRunning: 2,
    workers: 1,
    onError: (error) => {
      throw error;
    },
  });
  client = new OpenAI({ baseURL: `${server.url}/v1`, apiKey: "none", maxRetries: 0 });
});
afterAll(async () => {
  await server.close();
  await rm(out, { recursive: true, force: true });
});

const messages = [{ role: "user", content: miniQuestion }] as const;

/** Delta fields beside the official ones that chat clients read. */
interface Delta {
  readonly content?: string | null;
  readonly reasoning_content?: string;
  readonly annotations?: readonly {
    type: string;
    url_citation: { start_index: number; end_index: number; url: string; title: string };
  }[];
}

describe("the official OpenAI client", () => {
  test("lists a model for each genre, and knows when there is none of a name", async () => {
    const names = (await client.models.list()).data.map(({ id }) => id);
    expect(names).toEqual(expect.arrayContaining(["exhibit", "exhibit-market-scan", "exhibit-fact-check"]));
    expect(await client.models.retrieve("exhibit")).toMatchObject({ id: "exhibit", object: "model" });
    await expect(client.models.retrieve("gpt-6")).rejects.toMatchObject({ status: 404 });
  });

  test("streams progress, then the report with its citations at their places, then the use of tokens", async () => {
    const stream = await client.chat.completions.create({
      model: "exhibit",
      messages: [...messages],
      stream: true,
      stream_options: { include_usage: true },
    });
    let text = "";
    let progress = "";
    let annotations: Delta["annotations"] = [];
    let last = "";
    let usage = -1;
    for await (const chunk of stream) {
      const delta: Delta = chunk.choices[0]?.delta ?? {};
      text += delta.content ?? "";
      progress += delta.reasoning_content ?? "";
      annotations = delta.annotations ?? annotations;
      last = chunk.choices[0]?.finish_reason ?? last;
      usage = chunk.usage?.total_tokens ?? usage;
    }
    expect({ last, usage }).toEqual({ last: "stop", usage: 0 });
    expect(progress).toMatch(/Run 2.*goes on if this connection ends/);
    expect(progress).toMatch(/read Norda annual accounts 2022/);
    expect(progress).not.toContain(out);
    expect(text).toMatch(/^# /);
    expect(annotations?.length).toBeGreaterThan(3);
    for (const {
      url_citation: { start_index, end_index, url, title },
    } of annotations ?? []) {
      expect(text.slice(start_index, end_index)).toMatch(/^\[\[\d+\]\]\(http/);
      expect(url).toContain("/report.html");
      expect(title).not.toBe("");
    }
    const [link = ""] = text.match(/http:\S+report\.html\?[^)\s]+/) ?? [];
    const page = await fetch(link);
    expect({ status: page.status, html: (await page.text()).includes("<h1") }).toEqual({ status: 200, html: true });
  });

  test("gets the whole answer at once, in a genre, in the thread that the conversation is about", async () => {
    const first = await client.chat.completions.create({ model: "exhibit", messages: [...messages] });
    const answer = first.choices[0]?.message.content ?? "";
    expect(answer).toMatch(/Norda/);
    const again = await client.chat.completions.create({
      model: "exhibit-fact-check",
      messages: [
        ...messages,
        { role: "assistant", content: answer },
        { role: "user", content: "Norda's revenue was EUR 240 million in 2022." },
      ],
    });
    expect(again.choices[0]?.message.content).toMatch(/240/);
  });

  test("is told what is wrong with what it sent", async () => {
    const send = (body: object) =>
      client.post("/chat/completions", { body }).then(
        () => undefined,
        (error: Error) => error.message,
      );
    expect(
      await send({ messages: [{ role: "user", content: [{ type: "image_url", image_url: { url: "data:," } }] }] }),
    ).toMatch(/image_url is not taken/);
    expect(await send({ messages: [{ role: "system", content: "x" }] })).toMatch(/no question/);
    expect(await send({ messages, n: 2 })).toMatch(/leave n out/);
    expect(await send({ messages, model: "exhibit-nonsense" })).toMatch(/404 There is no model exhibit-nonsense/);
    expect(await send({ messages, model: "gpt-6" })).toMatch(/404 There is no model gpt-6/);
    await expect(client.post("/chat/completions", { body: {} })).rejects.toMatchObject({
      status: 400,
      type: "invalid_request_error",
      code: "BAD_USAGE",
    });
    expect(await send({ messages, exhibit: { libraries: ["/etc"] } })).toMatch(/no library \/etc/);
  });
});

describe("the Responses protocol", () => {
  test("streams, and a broken stream goes on where it broke", async () => {
    const stream = await client.responses.create({ model: "exhibit", input: miniQuestion, stream: true });
    const events: { type: string; sequence_number: number }[] = [];
    let id = "";
    for await (const event of stream) {
      events.push(event);
      if (event.type === "response.created") id = event.response.id;
    }
    expect(events.map(({ sequence_number: number }) => number)).toEqual(events.map((_, index) => index));
    expect(events.at(-1)?.type).toBe("response.completed");
    const rest: { type: string; sequence_number: number }[] = [];
    for await (const event of await client.responses.retrieve(id, { stream: true, starting_after: 9 }))
      rest.push(event);
    expect(rest.map(({ type }) => type)).toEqual(events.slice(10).map(({ type }) => type));
    const whole = await client.responses.retrieve(id);
    expect(whole.status).toBe("completed");
    expect(whole.output_text).toMatch(/Norda/);
  });

  test("works in the background, goes on from a response, and can be cancelled", async () => {
    const started = await client.responses.create({
      model: "exhibit",
      input: miniQuestion,
      background: true,
      metadata: { a: "b" },
    });
    expect(started).toMatchObject({
      status: expect.stringMatching(/queued|in_progress/),
      background: true,
      metadata: { a: "b" },
    });
    const next = await client.responses.create({
      model: "exhibit",
      input: "And what was the profit?",
      background: true,
      previous_response_id: started.id,
    });
    expect(next).toMatchObject({ status: "queued", previous_response_id: started.id });
    expect(await client.responses.cancel(next.id)).toMatchObject({ status: "cancelled" });
    await client.responses.cancel(started.id);
    expect(await client.responses.retrieve(started.id)).toMatchObject({ background: true, metadata: { a: "b" } });
    await expect(client.get(`/responses/${started.id}?stream=true&starting_after=x`)).rejects.toMatchObject({
      status: 400,
    });
    await expect(client.responses.retrieve("resp_nothing")).rejects.toMatchObject({ status: 404 });
  });
});
