import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from "vitest";
import type { SubQuestion } from "../../src/analyst/index.ts";
import { createFetcher } from "../../src/net/index.ts";
import { closeParsers } from "../../src/perception/index.ts";
import { callTools } from "../../src/research/call-tools.ts";
import { gather, plan, type Services } from "../../src/research/index.ts";
import { createAllowList, openUserTools, tools, type UserTools } from "../../src/tools/index.ts";
import { addressSettings, serveMcp } from "../support/mcp-servers.ts";
import { heatFact } from "../support/mcp-tools.ts";
import { type Bench, openBench, scriptedAnalyst } from "./services.ts";

const { signal } = new AbortController();
const open: { close(): Promise<void> }[] = [];
let userTools: UserTools;
let bench: Bench;
let services: Services;

beforeAll(async () => {
  const web = await serveMcp("new");
  const fetcher = createFetcher({ allowAddresses: [web.origin] });
  const settings = { folder: ".", servers: [addressSettings(web.url)], modules: [], allow: [], section: "" };
  const allow = createAllowList(["heat:lookup", "heat:delivery", "heat:picture", "heat:fail"], settings);
  userTools = await openUserTools(settings, { allow, serviceFetch: fetcher.serviceFetch, signal, taken: tools });
  open.push(web, fetcher, userTools);
});
afterAll(async () => {
  for (const one of open.reverse()) await one.close();
  await closeParsers();
});
beforeEach(async () => {
  bench = await openBench();
  services = { ...bench.services, userTools };
});
afterEach(() => bench.close());

const asked = () => bench.events.filter(({ type }) => type === "tool-start").length;
const lookup = { tool: "heat__lookup", input: { query: "heat of Oberau" } };
const subQuestion: SubQuestion = {
  id: "q1",
  question: "How much heat did Oberau deliver?",
  intent: "how-much",
  queries: ["heat of Oberau"],
  entities: [],
  topics: ["heat"],
};

describe("a planned call", () => {
  test("becomes a source that names tool, input and time, and whose words can be quoted", async () => {
    const analyst = scriptedAnalyst({
      read: async ({ passages }) => {
        const hit = passages.find(({ text }) => text.includes(heatFact));
        const [blockId = ""] = hit?.blockIds ?? [];
        return hit ? [{ type: "quote", sourceId: hit.sourceId, blockId, exact: heatFact }] : [];
      },
    });
    const input = { subQuestion, queries: subQuestion.queries, calls: [lookup], sourceIds: [] };
    const { evidenceIds, sourceIds, failures } = await gather(input, { ...services, analyst });
    expect([evidenceIds.length, sourceIds.length, failures]).toEqual([1, 1, []]);
    expect(services.library.get(sourceIds[0] ?? "")?.source).toMatchObject({
      url: "tool:heat__lookup?query=heat+of+Oberau",
      title: "heat: lookup, asked on 2026-01-01 at 00:00 UTC (query: heat of Oberau)",
      site: "tool heat__lookup",
      fetched: "2026-01-01T00:00:00.000Z",
    });
  });

  test("is made once, by two sub-questions at the same time and after a resume too", async () => {
    const [first, second] = await Promise.all([callTools([lookup], services), callTools([lookup], services)]);
    const resumed = await callTools([lookup], services);
    expect(first.sourceIds).toEqual(second.sourceIds);
    expect(first.sourceIds).toEqual(resumed.sourceIds);
    expect(asked()).toBe(1);
  });

  test("of a tool that takes a query gives the links of its answer, to be read like hits", async () => {
    const call = { tool: "heat__lookup", input: { query: "as in https://a.example/x. and https://a.example/x" } };
    expect((await callTools([call], services)).links).toEqual(["https://a.example/x"]);
  });

  test("keeps its pictures as figures of the source", async () => {
    const { sourceIds } = await callTools([{ tool: "heat__picture", input: {} }], services);
    const parsed = services.library.get(sourceIds[0] ?? "")?.parsed;
    expect(parsed?.blocks.map(({ type }) => type)).toEqual(["paragraph", "figure"]);
    expect(parsed?.assets).toMatchObject([{ mediaType: "image/png", width: 8, credit: "heat__picture" }]);
    expect(await services.library.loadAsset(parsed?.assets[0]?.id ?? "")).toHaveProperty("byteLength");
  });

  test.each([
    ["of a tool that is not allowed", { tool: "heat__hang", input: {} }, /heat__hang is not among those allowed/],
    [
      "of a tool that comes with Exhibit",
      { tool: "open_url", input: { url: "http://x.org" } },
      /open_url is not among/,
    ],
    ["with a wrong input", { tool: "heat__delivery", input: { plant: "Oberau" } }, /called wrongly: .*year/],
  ])("%s is not made", async (_, call, message) => {
    const { failures, sourceIds } = await callTools([call], services);
    expect([failures[0]?.message, sourceIds]).toEqual([expect.stringMatching(message), []]);
    expect(asked()).toBe(0);
  });

  test("that the tool answers with an error is told without the tool's words, and not made again", async () => {
    const call = { tool: "heat__fail", input: {} };
    const { failures } = await callTools([call], services);
    expect(failures).toMatchObject([{ message: "The tool heat__fail answered with an error." }]);
    await callTools([call], services);
    expect(asked()).toBe(1);
  });
});

describe("the plan", () => {
  test("leaves out calls that may not be made, tells the others, and forecasts them", async () => {
    const analyst = scriptedAnalyst({
      plan: async ({ tools: offered }) => {
        expect(offered?.map(({ name }) => name)).toEqual(userTools.tools.map(({ name }) => name));
        return { subQuestions: [{ ...subQuestion, calls: [lookup, { tool: "heat__die", input: {} }] }] };
      },
    });
    const planned = await plan({ ...services, analyst });
    expect(planned.subQuestions[0]?.calls).toEqual([lookup]);
    expect(bench.events).toContainEqual(expect.objectContaining({ type: "forecast", toolCalls: 1 }));
    expect(bench.events).toContainEqual(
      expect.objectContaining({ type: "warning", message: expect.stringContaining("heat__die is not among") }),
    );
  });
});
