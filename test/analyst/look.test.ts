import { describe, expect, test } from "vitest";
import { look, readWords } from "../../src/analyst/extractive/look.ts";
import type { SubQuestion } from "../../src/analyst/index.ts";

const about = (topics: readonly string[]): SubQuestion => ({
  id: "q1",
  question: "?",
  intent: "what",
  queries: [],
  entities: [],
  topics,
});
const looked = (caption: string, words: string, ...topics: readonly string[]) =>
  look({ subQuestion: about(topics), caption, words, loadPicture: async () => undefined });

describe("a picture judged by its words", () => {
  test.each([
    ["its caption says the topic", "How a heat pump works", "", "heat pump", true],
    ["the words in it do", "Figure 3", "compressor of the heat pump", "heat pump", true],
    ["some of the topic's words are enough", "Heat in Oslo", "", "heat pump for houses", true],
    ["nothing of the topic is there", "A mill by the river", "Teme 1887", "heat pump", false],
    ["only words of asking are shared", "Trend of the year", "", "change over the year", false],
    ["there are no words", "", "", "heat pump", false],
    ["nothing is asked", "How a heat pump works", "", "", false],
    ["in German", "Funktionsweise einer Wärmepumpe", "", "Wärmepumpe", true],
    ["in French", "Schéma d'une pompe à chaleur", "", "pompe à chaleur", true],
    ["in Spanish", "Esquema de una bomba de calor", "", "bomba de calor", true],
    ["in Chinese", "热泵的工作原理", "", "热泵", true],
    ["in Arabic", "كيف تعمل المضخة الحرارية", "", "مضخة حرارية", true],
  ])("%s", async (_case, caption, words, topic, relevant) => {
    expect((await looked(caption, words, topic)).relevant).toBe(relevant);
  });

  test("claims to have read the words, and nothing else", async () => {
    expect((await looked("How a heat pump works", "screw, bed", "heat pump")).reading).toBe("screw, bed");
  });
});

test("a reading is the caption and the words in one line each", () => {
  const { reading } = readWords({ caption: " How it works ", words: "screw,\n  bed,\n juice ", purpose: "press" });
  expect(reading).toBe("How it works\nscrew, bed, juice");
  expect(readWords({ caption: "", words: "screw", purpose: "press" }).reading).toBe("screw");
  expect(readWords({ caption: "", words: "", purpose: "press" }).reading).toBe("");
});
