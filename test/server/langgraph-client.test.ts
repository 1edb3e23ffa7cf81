import { Client } from "@langchain/langgraph-sdk";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { miniQuestion } from "../support/temporary-jobs.ts";
import { type TemporaryServer, temporaryServer } from "../support/temporary-server.ts";

let server: TemporaryServer;
let client: Client;
beforeAll(async () => {
  server = await temporaryServer();
  client = new Client({ apiUrl: server.url, apiKey: null });
});
afterAll(() => server.close());

interface Part {
  readonly id?: string;
  readonly event: string;
  readonly data: unknown;
}

const input = { messages: [{ type: "human", content: [{ type: "text", text: miniQuestion }] }] };
const config = { configurable: { formats: ["md"] } };

describe("the official client", () => {
  test("finds the assistant, by name and by the id that LangGraph servers give it", async () => {
    const [assistant] = await client.assistants.search({ graphId: "research" });
    expect(assistant).toMatchObject({ graph_id: "research", name: "Research" });
    expect(await client.assistants.get("research")).toEqual(await client.assistants.get(assistant?.assistant_id ?? ""));
    expect(await client.assistants.getSchemas("research")).toMatchObject({ config_schema: { type: "object" } });
  });

  test("streams a run in every mode, from its metadata to its end", async () => {
    const { thread_id } = await client.threads.create({ metadata: { owner: "me" } });
    let created: { run_id: string } | undefined;
    const parts: Part[] = [];
    const stream = client.runs.stream(thread_id, "research", {
      input,
      config,
      streamMode: ["values", "updates", "messages-tuple", "custom", "events", "debug"],
      onRunCreated: (run) => {
        created = run;
      },
    });
    for await (const part of stream) parts.push(part);
    expect(parts[0]).toMatchObject({ event: "metadata", data: { thread_id, run_id: created?.run_id } });
    expect(parts.at(-1)).toMatchObject({ event: "end", data: { status: "success" } });
    const custom = parts.filter(({ event }) => event === "custom");
    expect(custom.map(({ id }) => Number(id))).toEqual(custom.map((_, index) => index + 1));
    const kinds = new Set(parts.map(({ event }) => event));
    expect([...kinds].sort()).toEqual(
      ["custom", "debug", "end", "events", "messages", "metadata", "updates", "values"].sort(),
    );
    const values = parts.findLast(({ event }) => event === "values")?.data as { messages: { content: string }[] };
    expect(values.messages).toMatchObject([{ type: "human", content: miniQuestion }, { type: "ai" }]);
    expect(values).toMatchObject({ report: { outcome: "complete", artifacts: [{ format: "md" }] } });
    expect(values.messages[1]?.content).toMatch(/\[1\\?\]/);
    expect(JSON.stringify(parts)).not.toContain(server.config.out);
    const state = await client.threads.getState(thread_id);
    expect(state).toMatchObject({ next: [], values });
    expect(await client.threads.get(thread_id)).toMatchObject({ status: "idle", values });
  });
});
