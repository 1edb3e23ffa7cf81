import { describe, expect, test } from "vitest";
import { modelProviders, parseModelName, profileOf } from "../../src/models/index.ts";

describe("names of models", () => {
  test.each([
    ["openai:gpt-5.2", "openai", "gpt-5.2"],
    ["ollama:qwen3-vl:8b", "ollama", "qwen3-vl:8b"],
    ["openrouter:z-ai/glm-4.6v:free", "openrouter", "z-ai/glm-4.6v:free"],
    ["vllm:zai-org/GLM-4.6V", "vllm", "zai-org/GLM-4.6V"],
    ["zai: glm-5v-turbo ", "zai", "glm-5v-turbo"],
  ])("%s", (text, provider, name) => {
    expect(parseModelName(text)).toMatchObject({ provider: { name: provider }, name });
  });

  test.each(["gpt-5", "", ":gpt-5", "openai:", "openai: ", "foo:bar", "OPENAI:gpt"])(
    "refuses %j and says what is expected",
    (text) => {
      expect(() => parseModelName(text)).toThrow(/provider:name.*openai, anthropic, google-genai, ollama, zai/);
    },
  );

  test("a provider on one's own machine needs no key, one on the network names its variable", () => {
    for (const { url, keyVariables } of modelProviders) {
      const isLocal = url?.startsWith("http://127.0.0.1") === true;
      expect(keyVariables.length > 0).toBe(!isLocal);
    }
  });
});

describe("profiles", () => {
  test.each([
    ["openai:gpt-4o", { vision: true, jsonMode: "object", imageTokens: "tiles", temperature: 0 }],
    ["openai:gpt-5.2", { vision: true, thinking: "always", contextTokens: 400_000 }],
    ["anthropic:claude-sonnet-4-5", { vision: true, toolImages: true, jsonMode: "none", imageTokens: "area" }],
    ["google-genai:gemini-2.5-pro", { vision: true, jsonMode: "object", contextTokens: 1_000_000 }],
    // Z.ai's API description: tool choice only auto, JSON mode for text models only, 5 MB, 6,000 px, no WebP.
    [
      "zai:glm-5v-turbo",
      { vision: true, jsonMode: "none", toolChoice: "auto", maxImageSide: 6_000, contextTokens: 200_000 },
    ],
    ["zai:glm-4.6v", { vision: true, jsonMode: "none", maxImageBytes: 5_000_000 }],
    ["zai:glm-4.6", { vision: false, jsonMode: "object" }],
    ["openrouter:z-ai/glm-4.6v", { vision: true }],
    ["ollama:qwen3-vl:8b", { vision: true, concurrency: 1 }],
    ["ollama:llava", { vision: true }],
    ["ollama:llama3.1:8b", { vision: false }],
    ["vllm:my-own-model", { vision: false, jsonMode: "object" }],
  ])("%s", (id, expected) => {
    expect(profileOf(id)).toMatchObject(expected);
  });

  test("reasoning models of OpenAI take no temperature", () => {
    for (const id of ["openai:gpt-5", "openai:o3", "openai:o4-mini"])
      expect(profileOf(id)).not.toHaveProperty("temperature");
  });

  test("GLM takes no WebP and no GIF", () => {
    expect(profileOf("zai:glm-5v-turbo").imageTypes).toEqual(["image/png", "image/jpeg"]);
  });

  test("what is known better goes over the table", () => {
    const known = { vision: true, contextTokens: 131_072 };
    expect(profileOf("vllm:my-own-model", known)).toMatchObject(known);
    expect(profileOf("openai:gpt-5", { temperature: 1 })).toMatchObject({ temperature: 1 });
  });

  test("a model nobody has described is promised nothing", () => {
    expect(profileOf("openrouter:new/thing")).toMatchObject({ vision: false, jsonMode: "none" });
  });
});
