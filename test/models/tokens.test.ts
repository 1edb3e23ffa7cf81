import { describe, expect, test } from "vitest";
import { imageTokens, inputTokens, profileOf, textMessage, textTokens } from "../../src/models/index.ts";
import { countTokens } from "../support/tokenizer.ts";

const tiles = profileOf("openai:gpt-4o");
const area = profileOf("anthropic:claude-sonnet-4-5");
const patches = profileOf("zai:glm-4.6v");

describe("tokens of a text", () => {
  test("English comes near four characters a token and never far below the real count", () => {
    const text = "The quick brown fox jumps over the lazy dog. ".repeat(100);
    // 10 tokens a sentence with OpenAI's o200k tokenizer.
    expect(textTokens(text)).toBeGreaterThanOrEqual(1_000);
    expect(textTokens(text)).toBeLessThan(1_500);
  });

  test.each([
    ["rows of a table", "Total net sales | $ 81,797 | $ 82,959 | (1,234) | 1.37 %\n".repeat(40)],
    ["CSV", "2019,250,9100\n2020,310,11800\n".repeat(40)],
    ["ids of pictures", "<|image as-0f3b1c9d2e77|> Figure 3 (1200 × 800)\n".repeat(40)],
    ["JSON", '{"tool": "crop_image", "input": {"image": "as-0f3b1c9d2e77", "box": [12, 40, 333, 900]}}\n'.repeat(40)],
    [
      "German",
      "Die Wärmelieferungen der Anlage stiegen aufgrund der städtischen Verordnung über den Anschlusszwang. ".repeat(
        20,
      ),
    ],
    [
      "prose",
      "The Velden geothermal plant delivered 412 GWh of heat in 2023 to the district network of the town. ".repeat(20),
    ],
  ])("of %s are never fewer than a real tokenizer counts, and not twice as many", (_, text) => {
    expect(textTokens(text)).toBeGreaterThanOrEqual(countTokens(text));
    expect(textTokens(text)).toBeLessThan(2 * countTokens(text));
  });

  test("Chinese counts at least one token a sign, Russian at least one for two letters", () => {
    expect(textTokens("人工智能研究报告")).toBeGreaterThanOrEqual(8);
    expect(textTokens("исследование")).toBeGreaterThanOrEqual(6);
  });

  test("nothing is nothing, and a sum is never smaller than its parts", () => {
    expect(textTokens("")).toBe(0);
    expect(textTokens("ab".repeat(50))).toBeGreaterThan(textTokens("ab".repeat(20)));
  });
});

describe("tokens of a picture as providers document them", () => {
  test.each([
    // OpenAI, "Images and vision", detail high: 1024 × 1024 → 765, 2048 × 4096 → 1105.
    ["a square in tiles", { width: 1_024, height: 1_024 }, tiles, 765],
    ["a tall page in tiles", { width: 2_048, height: 4_096 }, tiles, 1_105],
    ["a small icon in tiles", { width: 100, height: 100 }, tiles, 255],
    // Anthropic, "Vision": 1000 × 1000 → about 1,334; 200 × 200 → about 54.
    ["a square by area", { width: 1_000, height: 1_000 }, area, 1_334],
    ["a small icon by area", { width: 200, height: 200 }, area, 54],
    ["28 pixels a patch", { width: 560, height: 280 }, patches, 200],
    ["a partial patch is a whole one", { width: 29, height: 1 }, patches, 2],
  ])("%s", (_, size, profile, expected) => {
    expect(imageTokens(size, profile)).toBe(expected);
  });

  test("by area, a larger picture than the provider looks at costs no more than the largest", () => {
    expect(imageTokens({ width: 8_000, height: 8_000 }, area)).toBe(imageTokens({ width: 1_568, height: 1_568 }, area));
  });
});

test("a call costs its texts, its pictures and a little for each message", () => {
  const image = {
    type: "image" as const,
    mediaType: "image/png",
    bytes: new Uint8Array(),
    width: 1_024,
    height: 1_024,
  };
  const words = textMessage("system", "You read pages.");
  const bare = inputTokens({ messages: [words] }, tiles);
  const withPicture = inputTokens({ messages: [words, { role: "user", parts: [image] }] }, tiles);
  expect(withPicture - bare).toBeGreaterThan(765);
  expect(withPicture - bare).toBeLessThan(800);
});
