import { once } from "node:events";
import { mkdtemp, rm } from "node:fs/promises";
import { type AddressInfo, connect, createServer, type Socket } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { Client as LangGraphClient } from "@langchain/langgraph-sdk";
import { Client as McpClient, StreamableHTTPClientTransport } from "@modelcontextprotocol/client";
import OpenAI from "openai";
import { killedServer } from "../support/killed-server.ts";
import { latencyModel } from "../support/latency-model.ts";

/** Slower than a hosted model by so much that a run takes ten minutes. */
const speedUp = 0.1;
const question = "How much heat did the Velden geothermal plant deliver, and why?";
/** When all connections of a client are cut, after the start of its run. */
const cutAfterMs = [120_000, 360_000];

interface Told {
  readonly seconds: number;
  /** Events, chunks or answers of the protocol, without repetitions. */
  readonly parts: number;
  readonly repeated: number;
  readonly lost: number;
  readonly report: boolean;
}

/**
 * The official clients, each through a run of ten minutes of its own while its connections are cut twice: the LangGraph SDK
 * comes back by itself; a user of `openai` asks for the rest of a response; an MCP client connects anew and asks on. A chat
 * completion has no way back in its protocol, so its client is not cut: what is measured is that nothing on the way loses
 * patience. The server is the command, with its defaults.
 */
export async function bench(): Promise<unknown> {
  const folder = await mkdtemp(join(tmpdir(), "exhibit-long-run-"));
  const model = await latencyModel({ speedUp, subQuestions: 2 });
  const server = await killedServer({ folder, modelUrl: `${model.url}/v1`, allow: [] });
  const url = await server.start().url;
  if (!url) throw new Error("The server did not start.");
  const clients = { langgraph, responses, mcp, completion };
  try {
    const told = await Promise.all(
      Object.entries(clients).map(async ([name, follow]) => {
        const line = await cutLine(url);
        const cuts = name === "completion" ? [] : cutAfterMs.map((ms) => setTimeout(line.cut, ms));
        const started = Date.now();
        const result = await follow(line.url).finally(() => {
          for (const cut of cuts) clearTimeout(cut);
          line.close();
        });
        return [name, { seconds: (Date.now() - started) / 1_000, ...result, cuts: line.cuts() }];
      }),
    );
    return Object.fromEntries(told);
  } finally {
    await server.close();
    await model.close();
    await rm(folder, { recursive: true, force: true });
  }
}

type Follow = (url: string) => Promise<Omit<Told, "seconds">>;

const langgraph: Follow = async (url) => {
  const client = new LangGraphClient({ apiUrl: url, apiKey: null });
  const numbers: number[] = [];
  let status = "";
  for await (const { id, event, data } of client.runs.stream(null, "research", {
    input: { question },
    streamMode: "custom",
  }) as AsyncIterable<{ id?: string; event: string; data: { status?: string } }>) {
    if (event === "custom") numbers.push(Number(id));
    if (event === "end") status = data.status ?? "";
  }
  return { ...counted(numbers), report: status === "success" };
};

const responses: Follow = async (url) => {
  const client = new OpenAI({ baseURL: `${url}/v1`, apiKey: "none" });
  const numbers: number[] = [];
  let id = "";
  let status = "";
  while (status === "") {
    const after = numbers.at(-1);
    try {
      const stream =
        after === undefined || id === ""
          ? await client.responses.create({ model: "exhibit", input: question, background: true, stream: true })
          : await client.responses.retrieve(id, { stream: true, starting_after: after });
      for await (const event of stream) {
        numbers.push(event.sequence_number);
        if (event.type === "response.created") id = event.response.id;
        if (event.type === "response.completed" || event.type === "response.failed")
          status = event.response.status ?? "";
      }
    } catch (error) {
      if (!isCut(error)) throw error;
    }
  }
  const { output_text } = await client.responses.retrieve(id);
  return { ...counted(numbers.map((number) => number + 1)), report: output_text.includes("Velden") };
};

const mcp: Follow = async (url) => {
  const answers: string[] = [];
  let client: McpClient | undefined;
  let id = "";
  let isDone = false;
  while (!isDone) {
    try {
      client ??= await mcpClient(url);
      const call =
        id === ""
          ? { name: "start_research", arguments: { question, wait_seconds: 0 } }
          : { name: "get_research", arguments: { id, wait_seconds: 50 } };
      const { structuredContent: state = {} } = await client.callTool(call);
      id = String((state as { id?: string }).id);
      const status = String((state as { status?: string }).status);
      answers.push(status);
      isDone = !/^(?:queued|running)$/.test(status);
    } catch (error) {
      if (!isCut(error)) throw error;
      client = undefined;
    }
  }
  const report = await client?.callTool({ name: "get_report", arguments: { id } });
  await client?.close();
  return { parts: answers.length, repeated: 0, lost: 0, report: JSON.stringify(report?.content).includes("Velden") };
};

async function mcpClient(url: string): Promise<McpClient> {
  const client = new McpClient({ name: "bench", version: "1.0.0" }, { versionNegotiation: { mode: "auto" } });
  await client.connect(new StreamableHTTPClientTransport(new URL(`${url}/mcp`)));
  return client;
}

const completion: Follow = async (url) => {
  const client = new OpenAI({ baseURL: `${url}/v1`, apiKey: "none", maxRetries: 0, timeout: 30 * 60_000 });
  const messages = [{ role: "user", content: question }] as const;
  let [parts, text] = [0, ""];
  for await (const { choices } of await client.chat.completions.create({
    model: "exhibit",
    messages: [...messages],
    stream: true,
  })) {
    parts += 1;
    text += choices[0]?.delta.content ?? "";
  }
  return { parts, repeated: 0, lost: 0, report: text.includes("Velden") };
};

/** What a client says when its connection was cut, in the words of each; that of MCP waits until its patience ends. */
function isCut(error: unknown): boolean {
  const words = error instanceof Error ? `${error.message} ${String(error.cause)}` : "";
  return /terminated|fetch failed|connection error|socket|ECONN|premature|closed|timed out/i.test(words);
}

/** Of numbers that should be 1, 2, 3, …: how many came, came again, and did not come. */
function counted(numbers: readonly number[]): Omit<Told, "seconds" | "report"> {
  const seen = new Set(numbers);
  const last = Math.max(0, ...numbers);
  return { parts: seen.size, repeated: numbers.length - seen.size, lost: last - seen.size };
}

/** A way to the server that can be cut: every connection on it ends, and new ones may begin. */
async function cutLine(target: string) {
  const { hostname, port } = new URL(target);
  const open = new Set<Socket>();
  let count = 0;
  const line = createServer((near) => {
    const far = connect(Number(port), hostname);
    for (const [one, other] of [
      [near, far],
      [far, near],
    ] as const) {
      open.add(one);
      one.on("error", () => other.destroy());
      one.on("close", () => {
        open.delete(one);
        other.destroy();
      });
      one.pipe(other);
    }
  });
  line.listen(0, hostname);
  await once(line, "listening");
  const cut = () => {
    count += 1;
    for (const socket of open) socket.destroy();
  };
  return {
    // What `listen` on a port gives.
    url: `http://${hostname}:${(line.address() as AddressInfo).port}`,
    cut,
    cuts: () => count,
    close() {
      for (const socket of open) socket.destroy();
      line.close();
    },
  };
}
