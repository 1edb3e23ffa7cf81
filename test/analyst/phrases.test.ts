import { describe, expect, test } from "vitest";
import { fill, type Phrases, phrasesFor } from "../../src/analyst/extractive/phrases/index.ts";

const languages = ["en", "de", "fr", "es", "zh", "ar"] as const;

/** Every template with its path, those inside records too. */
function templatesOf(phrases: Phrases): ReadonlyMap<string, string> {
  return new Map(
    Object.entries(phrases).flatMap(([key, value]): [string, string][] =>
      typeof value === "string"
        ? [[key, value]]
        : Object.entries(value as Record<string, string>).map(([part, text]) => [`${key}.${part}`, text]),
    ),
  );
}

const slotsOf = (template: string): ReadonlySet<string> =>
  new Set([...template.matchAll(/\{(\w+)\}/gu)].map(([, name = ""]) => name));

const english = templatesOf(phrasesFor("en"));

describe.each(languages)("sentence templates in %s", (language) => {
  const templates = templatesOf(phrasesFor(language));

  test("are as many as in English and none is empty", () => {
    expect([...templates.keys()].sort()).toEqual([...english.keys()].sort());
    for (const [name, template] of templates) expect(template, name).not.toBe("");
  });

  test("take no value that English does not give", () => {
    for (const [name, template] of templates)
      for (const slot of slotsOf(template)) expect([...slotsOf(english.get(name) ?? "")], name).toContain(slot);
  });

  test("tell each amount, period and name of sentences about figures", () => {
    const told = ["a", "b", "pb", "change", "value", "answer", "source", "quote", "share", "count"];
    for (const [name, template] of templates)
      for (const slot of slotsOf(english.get(name) ?? ""))
        if (told.includes(slot)) expect([...slotsOf(template)], `${name} of ${language}`).toContain(slot);
  });

  test("hold no number of their own", () => {
    for (const [name, template] of templates) expect(template.replace(/\{\w+\}/gu, ""), name).not.toMatch(/\p{Nd}/u);
  });

  test("close each brace and bracket that they open", () => {
    for (const [name, template] of templates)
      for (const [open, close] of ["{}", "()", "（）"].map((pair) => [...pair]))
        expect(template.split(open ?? "").length, name).toBe(template.split(close ?? "").length);
  });

  test("tell a rise from a fall, more from less, high from low", () => {
    const { rose, fell, high, low, yearOnYear } = phrasesFor(language);
    expect(rose).not.toBe(fell);
    expect(high).not.toBe(low);
    expect(yearOnYear.up).not.toBe(yearOnYear.down);
  });
});

describe("the phrases of a language tag", () => {
  test.each([
    ["de-AT", "de"],
    ["FR", "fr"],
    ["zh-Hant", "zh"],
    ["ar-EG", "ar"],
    ["pl", "en"],
    ["", "en"],
  ])("%s are those of %s", (tag, language) => {
    expect(phrasesFor(tag)).toBe(phrasesFor(language));
  });
});

describe("filling a template", () => {
  test.each([
    ["{a} and {b}", { a: "1", b: 2 }, "1 and 2"],
    ["{a} of {missing} it", { a: "one" }, "one of it"],
    ["{a}{a}", { a: "x" }, "xx"],
    ["plain", {}, "plain"],
    ["{subject} rose", { subject: "" }, "rose"],
  ])("%s", (template, values, text) => {
    expect(fill(template, values)).toBe(text);
  });

  test("a value is never a template, nor a pattern", () => {
    expect(fill("{a}", { a: "{b} $& $1", b: "no" })).toBe("{b} $& $1");
  });
});
