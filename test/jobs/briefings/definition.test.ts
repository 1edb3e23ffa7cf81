import { describe, expect, test } from "vitest";
import { definitionSchema, nameSchema, problemsOf, questionOf } from "../../../src/jobs/briefings/definition.ts";

const least = { question: "What grew?", schedule: { cron: "0 8 * * *" } };
/** What is wrong with the least definition after changes. */
function problems(changes: object): readonly string[] {
  const parsed = definitionSchema.safeParse({ ...least, ...changes });
  return parsed.success ? [] : problemsOf(parsed.error);
}
const scheduled = (changes: object) => ({ schedule: { ...least.schedule, ...changes } });

describe("a definition", () => {
  test("needs no more than a question and when to ask it", () => {
    expect(definitionSchema.parse(least)).toEqual({
      question: "What grew?",
      schedule: { cron: "0 8 * * *", timeZone: "UTC", overlap: "skip", missed: "latest" },
      sources: {},
      formats: ["html", "md"],
      deliver: { when: "always" },
      keep: 30,
      enabled: true,
      kind: "briefing",
    });
  });

  test("takes one target or several, and gives a list in either case", () => {
    const one = { folder: "out", webhook: "https://example.org/hook", mail: "team@example.org" };
    const lists = Object.fromEntries(Object.entries(one).map(([channel, target]) => [channel, [target]]));
    for (const deliver of [one, lists])
      expect(definitionSchema.parse({ ...least, deliver }).deliver).toEqual({ ...lists, when: "always" });
  });

  test("keeps its words without the spaces around them", () => {
    expect(definitionSchema.parse({ ...least, question: "  What grew?\n", title: " Growth " })).toMatchObject({
      question: "What grew?",
      title: "Growth",
    });
  });

  test.each<[what: string, changes: object]>([
    ["a watch list in place of a question", { question: undefined, watch: ["Prices?", "عدد السكان؟"] }],
    ["a question of four thousand letters", { question: "x".repeat(4_000) }],
    ["an end with an offset", scheduled({ until: "2026-03-12T09:00:00+01:00" })],
    ["quiet hours over midnight", scheduled({ quiet: "22:00-07:00" })],
    ["quiet hours that are none", scheduled({ quiet: "07:00-07:00" })],
    ["every five minutes", scheduled({ cron: "*/5 * * * *" })],
    ["a zone with half an hour", scheduled({ timeZone: "Asia/Kolkata" })],
  ])("takes %s", (_, changes) => expect(problems(changes)).toEqual([]));

  test.each<[what: string, changes: object, problem: RegExp]>([
    ["neither a question nor a list", { question: undefined }, /^question: give either a question or a watch list$/],
    ["both", { watch: ["Prices?"] }, /^question: give either/],
    ["a question of spaces", { question: " \n " }, /^question: /],
    ["a question that is too long", { question: "x".repeat(4_001) }, /^question: /],
    [
      "a list that is too long altogether",
      { question: undefined, watch: Array.from({ length: 5 }, () => "x".repeat(900)) },
      /^watch: its questions take at most 4000 characters together$/,
    ],
    ["an empty list", { question: undefined, watch: [] }, /^watch: /],
    ["a pattern of six fields", scheduled({ cron: "0 0 8 * * *" }), /^schedule\.cron: .* five fields/],
    ["a pattern with a minute that is none", scheduled({ cron: "60 8 * * *" }), /^schedule\.cron: /],
    ["every minute of one hour", scheduled({ cron: "* 8 * * *" }), /^schedule\.cron: .*every 5 minutes/],
    ["a day that never comes", scheduled({ cron: "0 8 30 2 *" }), /^schedule\.cron: .*never comes/],
    ["a zone that is none", scheduled({ timeZone: "Mars/Olympus" }), /^schedule\.timeZone: there is no time zone/],
    ["quiet hours without an end", scheduled({ quiet: "22:00" }), /^schedule\.quiet: must look like/],
    ["quiet hours at 24", scheduled({ quiet: "22:00-24:00" }), /^schedule\.quiet: must look like/],
    ["an end without an offset", scheduled({ until: "2026-03-12T09:00:00" }), /^schedule\.until: /],
    ["an end that is a day", scheduled({ until: "2026-03-12" }), /^schedule\.until: /],
    ["an unknown overlap", scheduled({ overlap: "both" }), /^schedule\.overlap: /],
    ["an address of a file", { sources: { urls: ["file:///etc/passwd"] } }, /^sources\.urls\.0: must be an http/],
    ["an unknown format", { formats: ["odt"] }, /^formats\.0: /],
    ["no format", { formats: [] }, /^formats: /],
    ["no run that is kept", { keep: 0 }, /^keep: /],
    ["half a run that is kept", { keep: 1.5 }, /^keep: /],
    ["time without end", { maxMinutes: Number.POSITIVE_INFINITY }, /^maxMinutes: /],
    ["no money", { maxCostUsd: 0 }, /^maxCostUsd: /],
    ["mail to a list in one text", { deliver: { mail: "a@example.org, b@example.org" } }, /^deliver\.mail/],
    ["mail with a header of its own", { deliver: { mail: "a@example.org\nBcc: b@example.org" } }, /^deliver\.mail/],
    ["six folders", { deliver: { folder: ["1", "2", "3", "4", "5", "6"] } }, /^deliver\.folder/],
    ["no folder at all", { deliver: { folder: [] } }, /^deliver\.folder/],
  ])("refuses %s by its key", (_, changes, problem) => {
    const [first, ...more] = problems(changes);
    expect(first).toMatch(problem);
    expect(more).toEqual([]);
  });

  test("tells all that is wrong at once, each unknown key with its place", () => {
    expect(problems({ scheduel: {}, keep: "all", deliver: { fax: "1" }, sources: { libs: [], web: true } })).toEqual([
      expect.stringMatching(/^sources: no such key as libs, web; see the README/),
      expect.stringMatching(/^deliver: no such key as fax; see the README/),
      expect.stringMatching(/^keep: /),
      expect.stringMatching(/^no such key as scheduel; see the README/),
    ]);
  });

  test.each([[null], ["growth"], [[least]], [7]])("is none where there is %j", (value) => {
    const parsed = definitionSchema.safeParse(value);
    expect(parsed.success ? [] : problemsOf(parsed.error)).toEqual([expect.stringMatching(/^the file: /)]);
  });

  test("is what an object of strangers says, and nothing that all objects have", () => {
    const hostile = JSON.parse('{"question":"x","schedule":{"cron":"0 8 * * *"},"__proto__":{"keep":1}}') as object;
    const parsed = definitionSchema.safeParse(hostile);
    expect(parsed.success ? parsed.data.keep : 30).toBe(30);
    expect(({} as { keep?: number }).keep).toBeUndefined();
  });
});

test("what its runs are asked is the question, or the whole list in its order", () => {
  expect(questionOf({ question: "What grew?" })).toBe("What grew?");
  expect(questionOf({ watch: ["Prices?", "Wages?"] })).toBe("Prices? Wages?");
});

describe("a name", () => {
  test.each(["growth", "Growth-2026", "a_b-c", "1", "x".repeat(64)])("can be %s", (name) => {
    expect(nameSchema.safeParse(name).success).toBe(true);
  });

  test.each(["", "-", "a-", "_a", "a--b", "a b", "a.b", "a/b", "..", "größe", "a\n", "x".repeat(65)])(
    "cannot be “%s”, which is part of addresses and folders",
    (name) => expect(nameSchema.safeParse(name).success).toBe(false),
  );
});
