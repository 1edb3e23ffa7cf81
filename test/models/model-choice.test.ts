import { describe, expect, test } from "vitest";
import {
  checkedChoice,
  type ModelChoice,
  modelAccessOf,
  modelChoiceOf,
  modelFileSchema,
  modelsOf,
  settingsOf,
} from "../../src/models/index.ts";

const choice = (changes: Partial<ModelChoice> = {}): ModelChoice => ({
  model: "openai:gpt-4o",
  roles: {},
  fallbacks: [],
  limits: {},
  ...changes,
});
const keys = { OPENAI_API_KEY: "sk-o", ANTHROPIC_API_KEY: "sk-a", ZAI_API_KEY: "sk-z" };

describe("the models of file and environment", () => {
  test("none named, none used", () => {
    expect(modelChoiceOf({}, {})).toBeUndefined();
    expect(modelChoiceOf({ maxTokens: 5 }, {})).toBeUndefined();
  });

  test("the environment goes over the file, and the file's address belongs to the file's model", () => {
    const file = { model: "vllm:own", url: "http://127.0.0.1:8000/v1", maxTokens: 1_000 };
    expect(modelChoiceOf(file, {})).toEqual({
      model: "vllm:own",
      url: "http://127.0.0.1:8000/v1",
      roles: {},
      fallbacks: [],
      limits: { maxTokens: 1_000 },
    });
    const other = modelChoiceOf(file, { EXHIBIT_MODEL: "openai:gpt-4o" });
    expect(other).toMatchObject({ model: "openai:gpt-4o", limits: { maxTokens: 1_000 } });
    expect(other).not.toHaveProperty("url");
  });

  test("keys and addresses come from the providers' usual variables", () => {
    const access = modelAccessOf(
      {},
      { ...keys, OPENAI_BASE_URL: "http://127.0.0.1:1/v1", GEMINI_API_KEY: "g", ZHIPU_API_KEY: "second" },
    );
    expect(access.keys).toEqual({ openai: "sk-o", anthropic: "sk-a", zai: "sk-z", "google-genai": "g" });
    expect(access.urls).toEqual({ openai: "http://127.0.0.1:1/v1" });
  });

  test("profiles and prices of the file are read, and unknown keys are errors", () => {
    const file = modelFileSchema.parse({
      profiles: { "vllm:own": { vision: true, contextTokens: 64_000 } },
      prices: { "vllm:own": { input: 1, output: 2 } },
    });
    expect(modelAccessOf(file, {})).toMatchObject({
      profiles: { "vllm:own": { vision: true } },
      prices: { "vllm:own": { input: 1, output: 2 } },
    });
    for (const wrong of [
      { modle: "x" },
      { profiles: { a: { visoin: true } } },
      { maxTokens: -1 },
      { roles: { sing: "openai:gpt-4o" } },
    ])
      expect(modelFileSchema.safeParse(wrong).success).toBe(false);
  });
});

describe("which model does what", () => {
  test("a role has its own model first, then the default, then the fallbacks, each once", () => {
    const given = choice({
      roles: { read: "zai:glm-4.6v" },
      fallbacks: ["anthropic:claude-sonnet-4-5", "zai:glm-4.6v"],
    });
    const settings = settingsOf(given, modelAccessOf({}, keys));
    expect(settings.read.map(({ id }) => id)).toEqual(["zai:glm-4.6v", "openai:gpt-4o", "anthropic:claude-sonnet-4-5"]);
    expect(settings.write.map(({ id }) => id)).toEqual([
      "openai:gpt-4o",
      "anthropic:claude-sonnet-4-5",
      "zai:glm-4.6v",
    ]);
    expect(settings.read[0]).toEqual({ id: "zai:glm-4.6v", apiKey: "sk-z" });
    expect(modelsOf(given)).toEqual(["openai:gpt-4o", "zai:glm-4.6v", "anthropic:claude-sonnet-4-5"]);
  });

  test("the address of --model-url is that of the default model alone", () => {
    const given = choice({ url: "http://127.0.0.1:9/v1", fallbacks: ["anthropic:claude-sonnet-4-5"] });
    const { plan } = settingsOf(given, modelAccessOf({}, keys));
    expect(plan.map(({ url }) => url)).toEqual(["http://127.0.0.1:9/v1", undefined]);
  });

  test("a missing key is named with its variable and a way out", () => {
    expect(() => settingsOf(choice(), modelAccessOf({}, {}))).toThrow(
      /openai:gpt-4o needs a key: set OPENAI_API_KEY.*--model-url/,
    );
    expect(() => settingsOf(choice({ model: "ollama:llama3.1" }), modelAccessOf({}, {}))).not.toThrow();
    expect(() => settingsOf(choice({ url: "http://127.0.0.1:9/v1" }), modelAccessOf({}, {}))).not.toThrow();
  });

  test.each([
    ["a provider on the network", choice(), false],
    ["a server on this machine", choice({ model: "ollama:llama3.1" }), true],
    ["an address on this machine", choice({ url: "http://localhost:9/v1" }), true],
    ["an address elsewhere", choice({ model: "vllm:x", url: "http://10.0.0.9/v1" }), false],
    ["one fallback elsewhere", choice({ model: "ollama:llama3.1", fallbacks: ["openai:gpt-4o"] }), false],
  ])("offline, %s is allowed: %#", (_, given, isAllowed) => {
    const check = () => checkedChoice(given, { access: modelAccessOf({}, keys), offline: true });
    if (isAllowed) expect(check()).toBe(given);
    else expect(check).toThrow(/--offline uses no network/);
  });

  test("a name that is none is refused at once", () => {
    const check = () =>
      checkedChoice(choice({ roles: { read: "gpt" } }), { access: modelAccessOf({}, keys), offline: false });
    expect(check).toThrow(/"gpt" names no model/);
  });
});
