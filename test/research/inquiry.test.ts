import { mkdtemp } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, afterEach, describe, expect, test } from "vitest";
import { inquiryGraph } from "../../graphs/inquiry.ts";
import type { RunEvent } from "../../src/events.ts";
import type { ModelProfile, ModelResult, ModelToolCall } from "../../src/models/index.ts";
import { closeParsers } from "../../src/perception/index.ts";
import {
  type Inquiry,
  type InquiryServices,
  inquiryMarkdown,
  loadInquiry,
  unsupportedNumbers,
} from "../../src/research/index.ts";
import { openRunFolder } from "../../src/runs/index.ts";
import { tools } from "../../src/tools/index.ts";
import { entryOf, paragraphs } from "../library/entries.ts";
import { promptOf, type Reply } from "../support/scripted-model.ts";
import { openTools, squareOn, type ToolBench } from "../tools/context.ts";

const question = "How much heat did the plant deliver in 2024?";
const words =
  "Heat delivered by the plant in gigawatt hours by year 2022 2023 2024 values 110 118 120 total net district network";

let bench: ToolBench | undefined;
afterEach(async () => {
  await bench?.close();
  bench = undefined;
});
afterAll(() => closeParsers());

interface Set {
  readonly services: InquiryServices;
  readonly bench: ToolBench;
  readonly events: readonly RunEvent[];
  readonly picture: string;
}

/** One picture is given; what the model answers is scripted, the tools are real. */
async function setUp(
  replies: readonly Reply[],
  { ocrText = "", path = "", profile = {} }: { ocrText?: string; path?: string; profile?: Partial<ModelProfile> } = {},
): Promise<Set> {
  const entry = entryOf("chart", paragraphs(words));
  let picture = "";
  bench = await openTools({
    replies,
    profile,
    files: ["chart.png"],
    hits: [
      {
        url: "https://a.example/1",
        title: "Plant",
        snippet: "x",
        canonicalUrl: "https://a.example/1",
        score: 1,
        providers: [],
      } as never,
    ],
    read: async () => ({ ok: true, ...entry }),
  });
  const { context } = bench;
  const { asset } = await context.pictures.add(await squareOn("yellow"), { caption: "A chart of heat", ocrText });
  picture = asset.id;
  const events: RunEvent[] = [];
  const services: InquiryServices = {
    question,
    targets: ["chart.png"],
    models: context.models!,
    tools,
    context,
    folder: await openRunFolder(path || (await mkdtemp(join(tmpdir(), "exhibit-inquiry-")))),
    emit: (event) => events.push(event),
    signal: context.signal,
  };
  return { services, bench, events, picture };
}

async function inquire({ services }: Set): Promise<Inquiry> {
  await inquiryGraph(services).invoke({}, { recursionLimit: 60 });
  return (await loadInquiry(services))!;
}

describe("an inquiry", () => {
  test("looks, crops, reads again and answers with the steps it rests on", async () => {
    const set = await setUp([
      () => ({ tool: "crop_image", input: { image: set.picture, box: [500, 500, 750, 750] }, why: "read the value" }),
      { tool: "open_url", input: { url: "chart.png", mode: "text" } },
      { answer: "The plant delivered 120 GWh in 2024.", steps: ["s3", "s9"] },
    ]);
    const inquiry = await inquire(set);
    expect(inquiry).toMatchObject({ outcome: "answered", steps: ["s3"], limitations: [] });
    expect(inquiry.hops.map(({ tool, ok }) => `${tool} ${ok}`)).toEqual([
      "open_url true",
      "crop_image true",
      "open_url true",
    ]);
    expect(set.events.filter(({ type }) => type === "hop-end")).toHaveLength(3);
    set.bench.model.assertConsumed();
  });

  test("shows the model pictures with their ids, the steps as data, and the tools' inputs", async () => {
    const set = await setUp([{ answer: "I cannot tell.", steps: [] }]);
    await inquire(set);
    const call = set.bench.model.calls[0]!;
    const prompt = promptOf(call);
    expect(prompt).toContain(`<|image ${set.picture}|> A chart of heat (200 × 200)`);
    expect(prompt).toMatch(/s1: open_url .*\n<data>\n\[src-/);
    expect(prompt).toContain(
      "- crop_image {image: id of a picture, as-…, box: left, top, right, bottom, gist?: string}",
    );
    expect(prompt).toContain("14 turns are left.");
    expect(call.messages[1]?.parts.filter((part) => part.type === "image")).toHaveLength(1);
  });

  test("a picture full of words is cropped before anything is searched", async () => {
    const set = await setUp(
      [
        { tool: "search_web", input: { query: "plant heat" } },
        () => ({ tool: "crop_image", input: { image: set.picture, box: [0, 0, 500, 500] } }),
        { tool: "zai_search", input: { query: "plant heat 2024" } },
        { answer: "Not found.", steps: [] },
      ],
      { ocrText: words },
    );
    const { hops } = await inquire(set);
    expect(hops.map(({ tool, ok }) => `${tool} ${ok}`)).toEqual([
      "open_url true",
      "search_web false",
      "crop_image true",
      "search_web true",
    ]);
    expect(hops[1]?.text).toMatch(/^Crop to the part that matters/);
  });

  test("a tool that is not there is a step that failed, with the ones there are", async () => {
    const set = await setUp([
      { tool: "recognise_person", input: {} },
      { answer: "Nobody.", steps: [] },
    ]);
    const { hops } = await inquire(set);
    expect(hops[1]).toMatchObject({
      ok: false,
      text: expect.stringContaining("There is no such tool; there are: search_web"),
    });
  });

  test("ends after its turns, with that as the reason", async () => {
    const set = await setUp(Array.from({ length: 14 }, () => ({ tool: "calculate", input: { expression: "1 + 1" } })));
    const inquiry = await inquire(set);
    expect(inquiry).toMatchObject({ outcome: "not-answered", limitations: ["No answer was found within 14 steps."] });
    expect(inquiry.hops).toHaveLength(14);
    expect(promptOf(set.bench.model.calls[13]!)).toContain("This is the last turn: answer.");
  });

  test("a model that answers nonsense ends it honestly", async () => {
    const set = await setUp(["Well, well.", "Hm."]);
    expect(await inquire(set)).toMatchObject({
      outcome: "not-answered",
      limitations: [expect.stringMatching(/does not fit/)],
    });
  });

  test("goes on where it was killed: a step that was taken is not taken again", async () => {
    const path = await mkdtemp(join(tmpdir(), "exhibit-inquiry-"));
    const crash = () => {
      throw new Error("killed");
    };
    const before = await setUp([{ tool: "calculate", input: { expression: "60 * 2" } }, crash], { path });
    await expect(inquire(before)).rejects.toThrow("killed");
    await before.bench.close();
    const after = await setUp(
      [
        { tool: "calculate", input: { expression: "7 * 7" } },
        { answer: "120 GWh.", steps: ["s2"] },
      ],
      { path },
    );
    const { hops, answer } = await inquire(after);
    expect(hops.map(({ text }) => text.split("\n")[0])).toContain("60 * 2 = 120");
    expect(hops).toHaveLength(2);
    expect(answer).toBe("120 GWh.");
  });
});

describe("numbers of an answer", () => {
  test.each([
    ["120 GWh in 2024", "Heat 2024: 120 GWh", []],
    ["It rose to 1,234 units", "the total was 1234 units", []],
    ["It was about 1.2 million dollars", "$1,200,000", []],
    ["120 GWh and 45 percent", "120 GWh", ["45 percent"]],
    ["Nothing was found", "120 GWh", []],
  ])("“%s” against “%s”", (answer, seen, unsupported) => {
    expect(unsupportedNumbers(answer, seen)).toEqual(unsupported);
  });
});

test("the answer in Markdown tells its doubts and the way to it", () => {
  const markdown = inquiryMarkdown({
    question,
    answer: "121 GWh.",
    outcome: "answered",
    unsupported: ["121 GWh"],
    steps: ["s1"],
    hops: [
      { number: 1, tool: "read_text", input: { image: "as-1" }, ok: true, text: "120 GWh\nmore", pictures: ["as-2"] },
    ],
    limitations: [],
  });
  expect(markdown).toContain("Rests on s1.");
  expect(markdown).toContain("> Not found in any step: 121 GWh.");
  expect(markdown).toContain('1. `read_text` {"image":"as-1"}: “120 GWh”; shows as-2');
});

describe("an inquiry of a model that calls tools", () => {
  const profile = { toolCalls: true };
  const usage = { inputTokens: 1, cachedTokens: 0, outputTokens: 1, isEstimate: false };
  const called = (...calls: readonly ModelToolCall[]): ModelResult => ({
    ok: true,
    answer: { text: "", calls, model: "m", usage },
  });
  const compute = (id = "x") => called({ id, name: "calculate", input: { expression: "60 * 2" } });

  test("offers the tools with their schemas and reads words as the answer, with the steps it names", async () => {
    const set = await setUp([compute(), "The plant delivered 120 GWh. (s1, s2)"], { profile });
    const inquiry = await inquire(set);
    expect(inquiry).toMatchObject({ answer: "The plant delivered 120 GWh.", steps: ["s1", "s2"], outcome: "answered" });
    const [first, second] = set.bench.model.calls;
    expect(first?.json).toBe(false);
    expect(first?.tools?.map(({ name }) => name)).toEqual(tools.map(({ name }) => name));
    expect(first?.tools?.find(({ name }) => name === "calculate")?.schema).toMatchObject({ required: ["expression"] });
    expect(second?.messages.map(({ role, calls, callId }) => [role, calls?.[0]?.id ?? callId])).toEqual([
      ["system", undefined],
      ["user", undefined],
      ["assistant", "s1"],
      ["tool", "s1"],
      ["assistant", "s2"],
      ["tool", "s2"],
      ["user", undefined],
    ]);
  });

  test.each([
    [true, "tool"],
    [false, "user"],
  ])("shows pictures in results: %s, else in a message of the user", async (toolImages, role) => {
    const set = await setUp([compute(), "Done."], { profile: { ...profile, toolImages } });
    await inquire(set);
    const withPicture = set.bench.model.calls[1]?.messages.filter(({ parts }) =>
      parts.some(({ type }) => type === "image"),
    );
    // The picture was given beforehand and shown by no step, so it stands with the question of the turn.
    expect(withPicture?.map((message) => message.role)).toEqual(["user"]);
    const seen = await setUp(
      [() => called({ id: "1", name: "view_image", input: { image: seen.picture } }), "Yellow."],
      { profile: { ...profile, toolImages } },
    );
    await inquire(seen);
    const shown = seen.bench.model.calls[1]?.messages.filter(({ parts }) => parts.some(({ type }) => type === "image"));
    expect(shown?.map((message) => message.role)).toEqual([role]);
    await seen.bench.close();
  });

  test.each([
    ["a tool that is not there", called({ id: "1", name: "rm -rf", input: {} }), /^There is no such tool; there are/],
    ["an input that does not fit", called({ id: "1", name: "calculate", input: { sum: 3 } }), /called wrongly/],
  ])("%s is a step that failed", async (_, reply, text) => {
    const set = await setUp([reply, "So be it."], { profile });
    const { hops, outcome } = await inquire(set);
    expect([hops[1]?.ok, hops[1]?.text, outcome]).toEqual([false, expect.stringMatching(text), "answered"]);
  });

  test("takes the first of several calls, and a step that was written as JSON", async () => {
    const two = called(
      { id: "same", name: "calculate", input: { expression: "1 + 1" } },
      { id: "same", name: "calculate", input: { expression: "2 + 2" } },
    );
    const written = { tool: "calculate", input: { expression: "3 + 3" } };
    const set = await setUp([two, written, { answer: "Six.", steps: ["s3"] }], { profile });
    const inquiry = await inquire(set);
    expect(inquiry.hops.slice(1).map(({ input }) => input)).toEqual([{ expression: "1 + 1" }, { expression: "3 + 3" }]);
    expect(inquiry).toMatchObject({ answer: "Six.", steps: ["s3"] });
  });

  test("an endpoint that refuses tools is asked in words", async () => {
    const refused: ModelResult = {
      ok: false,
      failure: { stage: "model", target: "m", code: "http-error", message: "It takes no tools." },
    };
    const set = await setUp([refused, { answer: "Seen.", steps: ["s1"] }], { profile });
    expect(await inquire(set)).toMatchObject({ answer: "Seen.", steps: ["s1"] });
    expect(set.bench.model.calls.map(({ tools: offered, json }) => [offered !== undefined, json])).toEqual([
      [true, false],
      [false, true],
    ]);
  });
});
