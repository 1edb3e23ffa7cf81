import { describe, expect, test } from "vitest";
import { costOf, type ModelRole, profileOf } from "../../src/models/index.ts";
import { forecastOf, type Prospect } from "../../src/research/forecast.ts";

const request: Prospect["request"] = {
  question: "How much heat does the plant deliver?",
  urls: [],
  search: [],
  offline: true,
  length: "standard",
  maxSources: 100,
};

const file = (path: string, kilobytes: number) => ({ path, bytes: kilobytes * 1024 });

/** Models by the providers' own profiles and prices. */
function modelsOf(id: string, own: Partial<Record<ModelRole, string>> = {}): NonNullable<Prospect["models"]> {
  const of = (role: ModelRole) => own[role] ?? id;
  return { profileOf: (role) => profileOf(of(role)), costOf: (role, usage) => costOf(of(role), usage) };
}

const models = modelsOf("openai:gpt-4o");
const pages = [file("a.pdf", 400), file("b.pdf", 400)];
const base = forecastOf({ request, files: pages, models });

describe("without a model", () => {
  test("nothing is called and nothing is paid, and reading takes its time", () => {
    const small = forecastOf({ request, files: [file("a.md", 10)] });
    expect(small).toMatchObject({ modelCalls: 0, inputTokens: 0, outputTokens: 0, costUsd: 0, sources: 1 });
    const large = forecastOf({ request, files: [file("a.pdf", 30 * 1024)] });
    expect(large.seconds - small.seconds).toBeGreaterThan(40);
  });

  test("sources beyond the limit and files too large to read take no time", () => {
    const many = Array.from({ length: 300 }, (_, index) => file(`${index}.md`, 1_024));
    const limited = forecastOf({ request: { ...request, maxSources: 10 }, files: many });
    expect(limited.sources).toBe(10);
    expect(limited.seconds).toBeLessThan(forecastOf({ request, files: many }).seconds);
    const huge = forecastOf({ request, files: [file("dump.csv", 20 * 1024 * 1024)] });
    expect(huge.seconds).toBe(forecastOf({ request, files: [] }).seconds);
  });
});

describe("with a model", () => {
  test("a longer report takes more calls, tokens, dollars and time", () => {
    const of = (length: Prospect["request"]["length"]) =>
      forecastOf({ request: { ...request, length }, files: [file("a.pdf", 9_000)], models });
    const [brief, standard, deep] = [of("brief"), of("standard"), of("deep")];
    for (const key of ["modelCalls", "inputTokens", "outputTokens", "costUsd", "seconds"] as const) {
      expect(Number(brief[key]), key).toBeLessThan(Number(standard[key]));
      expect(Number(standard[key]), key).toBeLessThan(Number(deep[key]));
    }
  });

  test("more text takes more tokens until the readers' limit is met, and no more calls then", () => {
    const of = (kilobytes: number) => forecastOf({ request, files: [file("a.md", kilobytes)], models });
    expect(of(2).inputTokens).toBeLessThan(of(20).inputTokens);
    expect(of(5_000).inputTokens).toBe(of(50_000).inputTokens);
  });

  test("a search reads as much as it may and asks a second time", () => {
    const found = forecastOf({
      request: { ...request, offline: false, search: ["wikipedia"] },
      files: [],
      models: modelsOf("vllm:m"),
    });
    const alone = forecastOf({ request, files: [file("a.md", 90_000)], models: modelsOf("vllm:m") });
    expect(found.modelCalls).toBe(alone.modelCalls + 1);
  });

  test("what a plan has settled goes over the estimate", () => {
    const of = (subQuestions: number) => forecastOf({ request, files: pages, models, subQuestions });
    expect(of(1).modelCalls).toBeLessThan(base.modelCalls);
    expect(of(6).modelCalls).toBeGreaterThan(base.modelCalls);
    expect(of(5).modelCalls - of(4).modelCalls).toBeGreaterThanOrEqual(2);
  });

  test("pictures are looked at only where there are some and a model sees", () => {
    const of = (path: string, id: string) => forecastOf({ request, files: [file(path, 4_000)], models: modelsOf(id) });
    const seeing = of("a.pdf", "vllm:qwen2.5-vl").modelCalls - of("a.pdf", "vllm:m").modelCalls;
    expect(seeing).toBeGreaterThan(0);
    expect(of("a.csv", "vllm:qwen2.5-vl").modelCalls).toBe(of("a.csv", "vllm:m").modelCalls);
  });

  test("each role costs what its own model costs", () => {
    const cheap = forecastOf({
      request,
      files: pages,
      models: modelsOf("openai:gpt-4o", { read: "openai:gpt-4o-mini" }),
    });
    expect(cheap.modelCalls).toBe(base.modelCalls);
    expect(Number(cheap.costUsd)).toBeLessThan(Number(base.costUsd));
    expect(Number(cheap.costUsd)).toBeGreaterThan(0);
  });

  test("one role of unknown price makes the cost unknown; only models of one's own machine are free", () => {
    const unknown = modelsOf("openai:gpt-4o", { judge: "openrouter:nobody/knows" });
    expect(forecastOf({ request, files: pages, models: unknown }).costUsd).toBe("unknown");
    expect(forecastOf({ request, files: pages, models: modelsOf("ollama:llama3.1") }).costUsd).toBe(0);
  });

  test("a model that answers one call at a time takes longer for the same calls", () => {
    const alone = forecastOf({ request, files: pages, models: modelsOf("ollama:llama3.1") });
    const beside = forecastOf({ request, files: pages, models: modelsOf("vllm:m") });
    expect(alone.modelCalls).toBe(beside.modelCalls);
    expect(alone.seconds).toBeGreaterThan(beside.seconds);
  });

  test("reasoning is paid as output and takes time", () => {
    const thinking = forecastOf({ request, files: [file("a.md", 90)], models: modelsOf("openai:o3") });
    const plain = forecastOf({ request, files: [file("a.md", 90)], models });
    expect(thinking.outputTokens).toBeGreaterThan(plain.outputTokens + thinking.modelCalls * 1_000);
    expect(thinking.seconds).toBeGreaterThan(plain.seconds);
  });
});
