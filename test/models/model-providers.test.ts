import { describe, expect, test } from "vitest";
import { ExhibitError } from "../../src/errors.ts";
import { modelProviders, parseModelName } from "../../src/models/model-providers.ts";

describe("the name of a model", () => {
  test.each([
    ["openai:gpt-4o", "openai", "gpt-4o"],
    ["ollama:qwen3-vl:8b", "ollama", "qwen3-vl:8b"],
    ["openrouter:meta-llama/llama-3.3-70b:free", "openrouter", "meta-llama/llama-3.3-70b:free"],
    ["vllm:/models/my model", "vllm", "/models/my model"],
    ["llamacpp: default ", "llamacpp", "default"],
    ["zai:glm-4.6v", "zai", "glm-4.6v"],
  ])("%s is split at its first colon", (text, provider, name) => {
    const parsed = parseModelName(text);
    expect([parsed.provider.name, parsed.name]).toEqual([provider, name]);
  });

  test.each([
    "",
    ":",
    "gpt-4o",
    "openai",
    "openai:",
    "openai:  ",
    ":gpt-4o",
    "OpenAI:gpt-4o",
    "mistral:large",
    "openai/gpt-4o",
  ])("%j is refused with the form and every provider", (text) => {
    let error: unknown;
    try {
      parseModelName(text);
    } catch (caught) {
      error = caught;
    }
    expect(error).toBeInstanceOf(ExhibitError);
    expect(error).toMatchObject({ code: "BAD_USAGE" });
    const { message } = error as ExhibitError;
    expect(message).toContain(`"${text}"`);
    for (const { name } of modelProviders) expect(message).toContain(name);
  });
});

describe("the providers", () => {
  test("have distinct names without a colon, by which they are found again", () => {
    const names = modelProviders.map(({ name }) => name);
    expect(new Set(names).size).toBe(names.length);
    for (const name of names) expect(parseModelName(`${name}:x`).provider.name).toBe(name);
  });

  test("on one's own machine need no key and are asked at the loopback address", () => {
    const keyless = modelProviders.filter(({ keyVariables }) => keyVariables.length === 0);
    expect(keyless.map(({ name }) => name)).toEqual(["ollama", "vllm", "llamacpp", "lmstudio"]);
    for (const { url } of keyless) expect(new URL(url ?? "").hostname).toBe("127.0.0.1");
  });

  test("elsewhere are asked over https, so that no key travels in the clear", () => {
    for (const { url, keyVariables } of modelProviders) {
      if (keyVariables.length > 0 && url !== undefined) expect(new URL(url).protocol).toBe("https:");
    }
  });

  test("share no environment variable: one key is never sent to two of them", () => {
    const variables = modelProviders.flatMap(({ keyVariables, urlVariables }) => [...keyVariables, ...urlVariables]);
    expect(new Set(variables).size).toBe(variables.length);
  });
});
