import { describe, expect, test } from "vitest";
import { namesKnown, speaksOf } from "../../../src/analyst/model/speaks-of.ts";
import { quoteView } from "./helm.ts";

const english = quoteView("ev-1", "Wind power in Iowa grew to 7,310 megawatts in 2017.");
const german = {
  ...english,
  source: { ...english.source, language: "de" },
  evidence: quoteView("ev-2", "Die Windkraft in Iowa wuchs bis 2017 auf 7310 Megawatt.").evidence,
};
const question = "How did wind power in Iowa grow?";
const speaks = (sentence: string, view = english) =>
  speaksOf(sentence, [view], { least: 0.34, language: "en", trusted: [question] });

describe("a sentence speaks of its evidence", () => {
  test.each([
    ["Iowa had 7,310 megawatts of wind by 2017.", english, true],
    ["Mallory Corp is the leader of the market.", english, false],
    ["Wind power in Iowa came to 7310 megawatts in 2017.", german, true],
    ["Mallory Corp is the leader of the market and buyers should order.", german, false],
  ])("“%s”: %#", (sentence, view, expected) => expect(speaks(sentence, view)).toBe(expected));
});

describe("names of a sentence", () => {
  test.each([
    ["Wind power in Iowa grew most.", true],
    ["Wind power grew because Mallory Corp leads in Iowa.", false],
    ["It grew.", true],
    ["风电增长了。", true],
  ])("“%s” are known: %s", (sentence, expected) => expect(namesKnown(sentence, [english], [question])).toBe(expected));
});
