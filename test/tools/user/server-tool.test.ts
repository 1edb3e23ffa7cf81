import type { CallToolResult, Tool as ServerTool } from "@modelcontextprotocol/client";
import { afterAll, beforeAll, beforeEach, describe, expect, test } from "vitest";
import { toOutcome } from "../../../src/tools/user/mcp-result.ts";
import type { McpServer } from "../../../src/tools/user/mcp-server.ts";
import { failureOf, saidBy } from "../../../src/tools/user/server-failure.ts";
import { describe as described, toTool, userToolName } from "../../../src/tools/user/server-tool.ts";
import { redSquare } from "../../support/mcp-tools.ts";
import { openTools, said, shownIn, type ToolBench } from "../context.ts";

let bench: ToolBench;
beforeAll(async () => {
  bench = await openTools();
});
afterAll(() => bench.close());

describe("the name of a tool for models", () => {
  test.each([
    ["heat__lookUp", "heat__lookup"],
    ["my-server__get.item/v2", "my_server__get_item_v2"],
    ["__x__", "x"],
    ["a___b", "a_b"],
    ["a  b", "a_b"],
    ["x".repeat(64), "x".repeat(64)],
  ])("%s is %s", (text, name) => expect(userToolName(text)).toBe(name));

  test.each([
    ["long ones that end differently", `${"x".repeat(80)}a`, `${"x".repeat(80)}b`],
    ["names in another script", "heat__查询", "heat__天气"],
    ["names that differ in one letter", "größe", "grüße"],
    ["names of nothing else", "検索", "검색"],
  ])("stays two for %s, in letters that every provider takes", (_, one, other) => {
    const names = [userToolName(one), userToolName(other)];
    expect(new Set(names).size).toBe(2);
    for (const name of names) expect(name).toMatch(/^[a-z0-9_]{1,64}$/);
    expect(userToolName(one)).toBe(names[0]);
  });
});

describe("a stranger's words", () => {
  test.each([
    ["on several lines\r\n\tof text", "on several lines of text"],
    ["\u001b[31mred\u001b[0m", "[31mred [0m"],
    ["turned \u202e about \u200b", "turned about"],
    ["", ""],
    [" \n ", ""],
  ])("%j are %j", (text, line) => expect(saidBy(text)).toBe(line));

  test("are bounded, and end in a whole letter", () => {
    for (const lead of ["", "x"]) {
      const line = saidBy(`${lead}${"😀".repeat(400)}`);
      expect(line.length).toBeLessThanOrEqual(300);
      expect(line).toMatch(/😀…$/u);
      expect(line).not.toMatch(/\p{Surrogate}/u);
    }
  });

  test("say at least that there are none, as a description", () => {
    expect(described(" \n ")).toBe("(no description)");
    expect(described("Finds\nfacts.")).toBe("Finds facts.");
    expect(described("x".repeat(1_000_000)).length).toBeLessThanOrEqual(300);
  });
});

describe("a tool of a server", () => {
  let asked: unknown[];
  let answer: CallToolResult;
  beforeEach(() => {
    asked = [];
    answer = { content: [{ type: "text", text: "412 GWh" }] };
  });
  const server: McpServer = {
    name: "heat",
    list: async () => ({ ok: true, value: [] }),
    call: async (tool: string, input: unknown) => {
      asked.push([tool, input]);
      return { ok: true, value: answer };
    },
    close: async () => undefined,
  } as McpServer;
  const offered = (changes: Partial<ServerTool> = {}): ServerTool => ({
    name: "lookUp",
    inputSchema: { type: "object", properties: { query: { type: "string" } }, required: ["query"] },
    ...changes,
  });
  const made = async (changes: Partial<ServerTool> = {}) => {
    const tool = await toTool(offered(changes), server);
    return tool.ok ? tool.tool : expect.unreachable();
  };

  test.each<[annotations: ServerTool["annotations"], changes: true | undefined, queryInput: string | undefined]>([
    [undefined, undefined, "query"],
    [{ readOnlyHint: true }, undefined, "query"],
    [{ readOnlyHint: false }, true, undefined],
    [{ destructiveHint: true }, true, undefined],
    [{ readOnlyHint: true, destructiveHint: true }, true, undefined],
    [{ destructiveHint: false }, undefined, "query"],
  ])(
    "that says %j of itself changes something: %s, and takes a query as %s",
    async (annotations, changes, queryInput) => {
      const { user } = await made(annotations ? { annotations } : {});
      expect([user?.changes, user?.queryInput]).toEqual([changes, queryInput]);
      expect([user?.group, user?.own]).toEqual(["heat", "lookUp"]);
    },
  );

  test("is described by what it says, or its title, or its name", async () => {
    expect((await made({ description: "Finds.", title: "T" })).description).toBe("Finds.");
    expect((await made({ title: "Heat finder" })).description).toBe("Heat finder");
    expect((await made()).description).toBe("lookUp");
  });

  test("is asked only with an input that fits, by its own name", async () => {
    const tool = await made();
    expect(said(await bench.use(tool, {}))).toMatch(/^heat__lookup was called wrongly: /);
    expect(said(await bench.use(tool, undefined))).toMatch(/called wrongly/);
    expect(asked).toEqual([]);
    expect(said(await bench.use(tool, { query: "Velden" }))).toBe("412 GWh");
    expect(asked).toEqual([["lookUp", { query: "Velden" }]]);
  });

  test("with a schema that cannot be used is left out by its name", async () => {
    const wrong = await toTool(
      offered({ inputSchema: { type: "object", properties: { a: { type: "date" } } } } as never),
      server,
    );
    expect(wrong).toEqual({ ok: false, problem: expect.stringMatching(/^heat:lookUp is left out: its input schema/) });
  });
});

describe("what a server answers", () => {
  const outcomeOf = (result: Partial<CallToolResult>) => toOutcome(result as CallToolResult, "heat__x", bench.context);
  const image = (data = redSquare) => ({ type: "image" as const, data, mimeType: "image/png" });

  test("is its words in their order, with links and what else is text", async () => {
    const outcome = await outcomeOf({
      content: [
        { type: "text", text: "One." },
        { type: "resource_link", name: "report", uri: "https://a.example/r", description: "The report." },
        { type: "resource", resource: { uri: "file:///x", text: "Two." } },
        { type: "resource", resource: { uri: "file:///y.zip", blob: "UEs=", mimeType: "application/zip" } },
        { type: "audio", data: "AAAA", mimeType: "audio/wav" },
      ],
    });
    expect(said(outcome)).toBe(
      [
        "One.",
        "report\nhttps://a.example/r\nThe report.",
        "Two.",
        "(file:///y.zip, application/zip, was left out)",
        "(content of type audio was left out)",
      ].join("\n\n"),
    );
  });

  test("opens the web addresses that stand in it, and no others", async () => {
    await outcomeOf({
      content: [{ type: "text", text: "See <https://open.example/a>, or file:///etc/passwd (http://b.example)." }],
    });
    const { addresses } = bench.context;
    expect(["https://open.example/a", "http://b.example"].map(addresses.isAllowed)).toEqual([true, true]);
    expect(["file:///etc/passwd", "https://open.example/b"].map(addresses.isAllowed)).toEqual([false, false]);
  });

  test("opens nothing when it is an error, whose words are told apart", async () => {
    const content = [{ type: "text" as const, text: "Ask\nhttps://never.example/a" }];
    expect(await outcomeOf({ content, isError: true })).toEqual({
      ...{ ok: false, message: "The tool heat__x answered with an error.", answered: true },
      said: "Ask https://never.example/a",
    });
    expect(bench.context.addresses.isAllowed("https://never.example/a")).toBe(false);
  });

  test.each<[what: string, result: Partial<CallToolResult>, text: string]>([
    ["nothing", { content: [] }, "(no result)"],
    ["spaces", { content: [{ type: "text", text: " \n" }] }, "(no result)"],
    ["data alone", { content: [], structuredContent: { heat: 412 } }, '{\n  "heat": 412\n}'],
    [
      "data told as text too",
      { content: [{ type: "text", text: 'So: {"heat":412}' }], structuredContent: { heat: 412 } },
      'So: {"heat":412}',
    ],
    [
      "data beside words",
      { content: [{ type: "text", text: "Heat." }], structuredContent: { heat: 412 } },
      'Heat.\n\n{\n  "heat": 412\n}',
    ],
  ])("is, of %s, its words once", async (_, result, text) => expect(said(await outcomeOf(result))).toBe(text));

  test("shows a picture by id once, eight at most, and says what it left out", async () => {
    const broken = await outcomeOf({ content: [image("bm90IGEgcGljdHVyZQ=="), image("")] });
    expect(said(broken)).toBe(Array(2).fill("(a picture that cannot be read was left out)").join("\n\n"));
    const many = await outcomeOf({ content: Array.from({ length: 10 }, () => image()) });
    expect(new Set(shownIn(many)).size).toBe(1);
    expect(shownIn(many)).toHaveLength(8);
    expect(said(many)).toContain("(one more picture was left out)\n\n(one more picture was left out)");
    const [id = ""] = shownIn(many);
    expect(bench.context.pictures.get(id)).toMatchObject({
      gist: "picture from heat__x",
      asset: { credit: "heat__x" },
    });
  });

  test("is cut between letters where it is too long, and says how much is left out", async () => {
    const text = said(await outcomeOf({ content: [{ type: "text", text: `x${"😀".repeat(100_010)}` }] }));
    expect(text).toMatch(/😀\n\n\(22 more characters were left out\)$/u);
    expect(text).not.toMatch(/\p{Surrogate}/u);
  });
});

describe("what went wrong with a server", () => {
  const { signal } = new AbortController();
  const told = (error: unknown, until = signal) =>
    failureOf(error, { who: "The server heat", does: "did not answer", signal: until });
  const thrown = (facts: object, message = "its words") => Object.assign(new Error(message), facts);

  test.each<[facts: object, code: string, message: RegExp]>([
    [{ code: "REQUEST_TIMEOUT" }, "timeout", /^The server heat did not answer in time\.$/],
    [{ code: "CONNECTION_CLOSED" }, "crashed", /ended while it was asked/],
    [{ code: "SEND_FAILED" }, "crashed", /ended while it was asked/],
    [{ status: 401 }, "refused-key", /HTTP 401.*token or headers in the config file/],
    [{ data: { status: 403 } }, "refused-key", /HTTP 403/],
    [{ status: 502 }, "http-error", /status 502/],
    [{ code: -32_602 }, "refused", /error -32602/],
    [{}, "broken", /cannot be used/],
    [{ code: "OTHER", data: null }, "broken", /cannot be used/],
  ])("as %j is told as %s in our words, with its own apart", (facts, code, message) => {
    const failure = told(thrown(facts));
    expect(failure).toMatchObject({ code, message: expect.stringMatching(message) });
    expect(failure.message).not.toContain("its words");
  });

  test("is told also when something else than an error was thrown", () => {
    for (const odd of [undefined, null, "text", 7, {}]) expect(told(odd)).toMatchObject({ code: "broken" });
  });

  test("is nothing but the reason when the caller has gone", () => {
    const gone = AbortSignal.abort(new Error("The run ended."));
    expect(() => told(thrown({ status: 500 }), gone)).toThrow("The run ended.");
  });
});
