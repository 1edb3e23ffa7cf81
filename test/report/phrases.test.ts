import { describe, expect, test } from "vitest";
import {
  countsLine,
  type DeltaWords,
  deltaWords,
  labelsFor,
  limitPhrasesFor,
  quotationMarks,
  type Report,
  reasonFor,
  resolve,
} from "../../src/report/index.ts";
import { smallReport } from "./small-report.ts";

const languages = ["ar", "de", "en", "es", "fr", "it", "ja", "ko", "nl", "pt", "ru", "zh"] as const;
const scripts: Readonly<Record<string, RegExp>> = {
  ar: /\p{Script=Arabic}/u,
  ja: /[\p{Script=Hiragana}\p{Script=Katakana}\p{Script=Han}]/u,
  ko: /\p{Script=Hangul}/u,
  ru: /\p{Script=Cyrillic}/u,
  zh: /\p{Script=Han}/u,
};
const tags = ["sw", "", "toString", "__proto__", "constructor"];

/** Every text of nested words with its path. */
function textsOf(words: object, path = ""): ReadonlyMap<string, string> {
  return new Map(
    Object.entries(words).flatMap(([name, value]): [string, string][] =>
      typeof value === "string" ? [[`${path}${name}`, value]] : [...textsOf(value, `${path}${name}.`)],
    ),
  );
}
const placeholders = (text = ""): readonly string[] => [...text.matchAll(/\{\w+\}/g)].map(([name]) => name).sort();

describe.each([
  ["a briefing", deltaWords],
  ["the limits of a report", limitPhrasesFor],
] as const)("the words of %s", (_, wordsFor: (language: string) => object) => {
  const english = textsOf(wordsFor("en"));

  test.each(languages)("in %s are whole, in its script, with the same places to fill", (language) => {
    const texts = textsOf(wordsFor(language));
    expect([...texts.keys()]).toEqual([...english.keys()]);
    for (const [name, text] of texts) {
      expect(text.trim(), name).toBe(text);
      // Some only say in which order their parts stand.
      if (/\p{L}/u.test(text.replace(/\{\w+\}/g, ""))) expect(text, name).toMatch(scripts[language] ?? /\p{L}/u);
      expect(placeholders(text), name).toEqual(placeholders(english.get(name)));
    }
  });

  test.each(languages.filter((language) => language !== "en"))("in %s are not those of English", (language) => {
    const same = [...textsOf(wordsFor(language))].filter(([name, text]) => english.get(name) === text);
    expect(same).toEqual([]);
  });

  test.each([
    ["de-AT", "de"],
    ["zh_CN", "zh"],
    ["PT-br", "pt"],
  ])("are found by the tag %s", (tag, language) => expect(wordsFor(tag)).toBe(wordsFor(language)));

  test.each(tags)("are English for %j", (tag) => expect(wordsFor(tag)).toBe(wordsFor("en")));
});

describe("the words of what changed", () => {
  test.each(languages)("in %s tell every status apart", (language) => {
    expect(new Set(Object.values(deltaWords(language).status)).size).toBe(6);
    // A claim of its own would have to be checked.
    expect(deltaWords(language).withdrawn.split(" ").length).toBeLessThanOrEqual(3);
  });

  const counts = (change: Partial<Record<keyof DeltaWords["status"], number>>) => ({
    new: 0,
    changed: 0,
    contradicted: 0,
    gone: 0,
    confirmed: 0,
    unchecked: 0,
    ...change,
  });
  test.each([
    ["en", { confirmed: 14, changed: 2, contradicted: 1 }, "Contradicted: 1 · Changed: 2 · Confirmed: 14"],
    ["en", { unchecked: 1, new: 3, gone: 2 }, "Source gone: 2 · New: 3 · Not checked: 1"],
    ["de", { gone: 1 }, "Quelle weg: 1"],
    ["ru", { new: 5 }, "Новое: 5"],
    ["zh", { new: 1, confirmed: 2 }, "新增: 1 · 已确认: 2"],
    ["en", {}, ""],
  ] as const)("in %s count %j as “%s”", (language, change, line) =>
    expect(countsLine(counts(change), language)).toBe(line),
  );
});

describe("why something failed", () => {
  test.each([
    ["unreachable", "en", "could not be reached"],
    ["refused-robots", "en", "refused access"],
    ["rate-limited", "en", "was too busy"],
    ["empty", "en", "held nothing"],
    ["budget", "de", "eine Grenze war erreicht"],
    ["too-large", "zh", "过大"],
  ] as const)("%s in %s is “%s”", (code, language, words) => expect(reasonFor(code, language)).toBe(words));
});

describe("quotation marks", () => {
  test.each<readonly [string, string]>([
    ["en", "“x”"],
    ["de-CH", "„x“"],
    ["fr", "« x »"],
    ["ja", "「x」"],
    ["zh", "“x”"],
    ["ru_RU", "«x»"],
    ...tags.map((tag): readonly [string, string] => [tag, "“x”"]),
  ])("of %j are %s", (language, quoted) => {
    const { open, close } = quotationMarks(language);
    expect(`${open}x${close}`).toBe(quoted);
  });
});

describe("what every report ends with", () => {
  const doubtful = (language: string): Report => ({
    ...smallReport,
    language,
    conflicts: [
      {
        topic: "Sales",
        positions: [
          { statement: "USD 5", evidenceIds: ["ev-1"], clusters: 2 },
          { statement: "USD 6", evidenceIds: [], clusters: 1 },
        ],
      },
    ],
    verification: {
      ...smallReport.verification,
      claims: 3,
      checks: smallReport.verification.checks.map((check) => ({ ...check, support: "partly" as const })),
    },
  });

  test.each([
    ["en", "partly supported: “Sales rose.” (It stands there.)"],
    ["de", "teilweise gestützt: „Sales rose.“ (It stands there.)"],
    ["fr", `${labelsFor("fr").support.partly}: « Sales rose. » (It stands there.)`],
  ])("in %s quotes a doubtful claim as that language does", (language, line) => {
    const { appendices } = resolve(doubtful(language));
    expect(JSON.stringify(appendices)).toContain(JSON.stringify(line));
  });

  test("names a topic once and cites what each position rests on", () => {
    const { appendices } = resolve(doubtful("en"));
    const [table] = appendices.find(({ id }) => id === "conflicts")?.blocks ?? [];
    const cells = table?.type === "table" ? table.rows.map((row) => row.map(({ children }) => children)) : [];
    expect(cells.map(([topic]) => topic)).toEqual([[{ type: "text", value: "Sales" }], [{ type: "text", value: "" }]]);
    expect(cells.map(([, position]) => position?.at(-1)?.type)).toEqual(["citation", "text"]);
  });

  test("leaves out what there is nothing of, but never the verification", () => {
    const { appendices } = resolve({ ...smallReport, limitations: [] });
    expect(appendices.map(({ id }) => id)).toEqual(["verification"]);
    expect(JSON.stringify(appendices)).toContain("1 of 1 claims are supported");
  });
});
