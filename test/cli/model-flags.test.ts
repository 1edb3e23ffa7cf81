import { Command } from "commander";
import { describe, expect, test } from "vitest";
import { addModelOptions } from "../../src/cli/model-flags.ts";
import { type Config, loadConfig } from "../../src/config.ts";
import { choiceOf, type ModelFlags } from "../../src/request-models.ts";

const plain = loadConfig({ cwd: "/nowhere", env: {} });
const configured: Config = {
  ...plain,
  models: {
    model: "vllm:own",
    url: "http://127.0.0.1:8000/v1",
    roles: { read: "ollama:small" },
    fallbacks: ["ollama:big"],
    limits: { maxTokens: 9 },
  },
};

function parse(...words: readonly string[]): ModelFlags {
  const command = addModelOptions(new Command("research"))
    .exitOverride()
    .configureOutput({ writeErr: () => undefined });
  return command.parse(words, { from: "user" }).opts<ModelFlags>();
}

describe("flags about models", () => {
  test("nothing said, nothing chosen", () => {
    expect(choiceOf(parse(), plain)).toBeUndefined();
  });

  test("all of them", () => {
    const flags = parse(
      ..."--model openai:gpt-4o --model-url http://127.0.0.1:9/v1 --model-read zai:a --model-look zai:b --model-fallback x:1 --model-fallback x:2".split(
        " ",
      ),
      ..."--max-tokens 100000 --max-cost 2.5 --max-calls 50".split(" "),
    );
    expect(choiceOf(flags, plain)).toEqual({
      model: "openai:gpt-4o",
      url: "http://127.0.0.1:9/v1",
      roles: { read: "zai:a", look: "zai:b" },
      fallbacks: ["x:1", "x:2"],
      limits: { maxTokens: 100_000, maxCostUsd: 2.5, maxCalls: 50 },
    });
  });

  test("go over the config: another model leaves the address and roles of the configured one behind", () => {
    expect(choiceOf(parse(), configured)).toEqual(configured.models);
    expect(choiceOf(parse("--model", "ollama:other"), configured)).toEqual({
      model: "ollama:other",
      roles: {},
      fallbacks: ["ollama:big"],
      limits: { maxTokens: 9 },
    });
    expect(choiceOf(parse("--model-read", "ollama:tiny"), configured)).toMatchObject({
      model: "vllm:own",
      roles: { read: "ollama:tiny" },
    });
  });

  test("none switches a configured model off", () => {
    expect(choiceOf(parse("--model", "none"), configured)).toBeUndefined();
  });

  test.each(["--model-read zai:a", "--model-url http://127.0.0.1:9", "--max-tokens 10", "--model-fallback a:b"])(
    "%s says nothing without a model",
    (line) => {
      expect(() => choiceOf(parse(...line.split(" ")), plain)).toThrow(/need a model.*--model/);
    },
  );

  test.each(["--max-tokens 0", "--max-tokens many", "--max-calls 1.5", "--max-cost -1", "--max-cost free"])(
    "%s is refused",
    (line) => {
      expect(() => parse(...line.split(" "))).toThrow(/must be/);
    },
  );
});
