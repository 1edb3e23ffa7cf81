import { join } from "node:path";
import { describe, expect, test } from "vitest";
import { type Config, loadConfig } from "../src/config.ts";
import { packageRoot } from "../src/package-root.ts";
import { parseFormats, type ResearchFlags, toRequest } from "../src/request.ts";

const config: Config = loadConfig({ cwd: "/nowhere", env: {} });
const flags: ResearchFlags = { library: [], url: [], offline: false, planOnly: false, yes: false, json: false };

describe("flags over config", () => {
  test("a question alone is searched for with the keyless providers", () => {
    const request = toRequest("What is a heat pump?", flags, { config, canAsk: false });
    expect(request).toMatchObject({ question: "What is a heat pump?", library: [], offline: false, approval: "auto" });
    expect(request.search).toContain("wikipedia");
  });

  test("a library is read alone: nothing of the web leaks in unless it is asked for", () => {
    expect(toRequest("q", { ...flags, library: ["docs"] }, { config, canAsk: false }).search).toEqual([]);
    expect(
      toRequest("q", { ...flags, library: ["docs"], search: "wikipedia" }, { config, canAsk: false }).search,
    ).toEqual(["wikipedia"]);
  });

  test("samples names the bundled library", () => {
    expect(toRequest("q", { ...flags, library: ["samples"] }, { config, canAsk: false }).library).toEqual([
      join(packageRoot, "samples"),
    ]);
  });

  test.each([
    [{ planOnly: true }, true, "plan-only"],
    [{}, true, "ask"],
    [{ yes: true }, true, "auto"],
    [{ json: true }, true, "auto"],
    [{}, false, "auto"],
  ] as const)("%o on a terminal %s gives approval %s", (extra, terminal, approval) => {
    expect(toRequest("q", { ...flags, library: ["docs"], ...extra }, { config, canAsk: terminal }).approval).toBe(
      approval,
    );
  });

  test("clarify is told only where it was asked for, on a terminal or not", () => {
    for (const terminal of [true, false])
      expect(toRequest("q", { ...flags, clarify: true }, { config, canAsk: terminal })).toMatchObject({
        clarify: true,
      });
    expect(toRequest("q", { ...flags, clarify: false }, { config, canAsk: true })).not.toHaveProperty("clarify");
  });

  test("leaves out what was not said, so that the analyst decides", () => {
    const request = toRequest("q", { ...flags, library: ["docs"] }, { config, canAsk: false });
    expect(request).not.toHaveProperty("language");
    expect(toRequest("q", { ...flags, library: ["docs"], language: "de" }, { config, canAsk: false }).language).toBe(
      "de",
    );
  });
});

describe("bad usage names the flag and the remedy", () => {
  test.each(["", "   ", "???"])("an empty question %j", (question) => {
    expect(() => toRequest(question, { ...flags, library: ["docs"] }, { config, canAsk: false })).toThrow(
      /question is empty/,
    );
  });

  test("nothing to read", () => {
    expect(() => toRequest("q", { ...flags, offline: true }, { config, canAsk: false })).toThrow(/--library samples/);
    expect(() =>
      toRequest("q", { ...flags, offline: true, url: ["https://example.com"] }, { config, canAsk: false }),
    ).toThrow(/nothing to read/);
    expect(() => toRequest("q", { ...flags, search: "none" }, { config, canAsk: false })).toThrow(/nothing to read/);
  });

  test("an unknown provider", () => {
    expect(() => toRequest("q", { ...flags, search: "gopher" }, { config, canAsk: false })).toThrow(
      /gopher.*wikipedia/,
    );
  });

  test.each(["ftp://example.com/x", "example.com", "file:///etc/passwd", "javascript:alert(1)"])(
    "the address %s",
    (url) => {
      expect(() => toRequest("q", { ...flags, url: [url] }, { config, canAsk: false })).toThrow(/--url takes/);
    },
  );

  test("an unknown format", () => {
    expect(() => parseFormats("md,odt")).toThrow(/odt.*md,html,pdf,docx,pptx/);
    expect(parseFormats("md, pdf")).toEqual(["md", "pdf"]);
    expect(parseFormats(undefined)).toBeUndefined();
  });
});

describe("values that would do something else than they say are refused", () => {
  const asking = (changes: Partial<ResearchFlags>) => () =>
    toRequest("What is heat?", { ...flags, library: ["docs"], ...changes }, { config, canAsk: false });

  test.each([
    ["an empty library, which would be the working folder", { library: [""] }, /--library takes a folder or file/],
    ["an empty list of formats, which would make no file", { formats: "" }, /No format is named; .*md,html/],
    ["commas for formats", { formats: ", ," }, /No format is named/],
    ["an empty list of providers", { search: "" }, /--search takes names .* or none/],
    ["a sentence for a language", { language: "not a tag!" }, /--language takes a language tag .*"not a tag!"/],
    ["an empty language", { language: "" }, /--language takes/],
    ["an address with a password", { url: ["https://me:secret@example.com/"] }, /without user name and password/],
    ["an address with a user name", { url: ["https://me@example.com/"] }, /without user name/],
  ] as const)("%s", (_, changes, message) => {
    expect(asking(changes)).toThrow(message);
    expect(asking(changes)).toThrow(expect.objectContaining({ code: "BAD_USAGE" }));
  });

  test("a password is not repeated where it could be read", () => {
    expect(asking({ url: ["https://me:secret@example.com/"] })).not.toThrow(/secret/);
  });
});

describe("what is asked", () => {
  const asked = (question: string) =>
    toRequest(question, { ...flags, library: ["docs"] }, { config, canAsk: false }).question;

  test.each([
    ["  How much heat? ", "How much heat?"],
    ["How\nmuch\t\theat?", "How much heat?"],
    ["How much\u001b[31m heat?\u0007", "How much [31m heat?"],
    ["热量是多少？", "热量是多少？"],
    ["كم الحرارة؟", "كم الحرارة؟"],
    ["42", "42"],
  ])("%j is one line without control characters", (question, expected) => {
    expect(asked(question)).toBe(expected);
  });

  test("may be long, but a document belongs into the library", () => {
    expect(asked(`${"x".repeat(3_998)} y`)).toHaveLength(4_000);
    expect(() => asked("word ".repeat(4_000))).toThrow(/has 19999 characters; at most 4000 .*as a document/);
  });
});

test("formats come in one order, each once, however they were written", () => {
  expect(parseFormats("PPTX,md, md ,html")).toEqual(["md", "html", "pptx"]);
});

test("a language tag is brought into its usual form", () => {
  const { language } = toRequest(
    "q",
    { ...flags, library: ["docs"], language: "zh-hans-cn" },
    { config, canAsk: false },
  );
  expect(language).toBe("zh-Hans-CN");
});

test("samples is the bundled library, ./samples the folder here", () => {
  const { library } = toRequest("q", { ...flags, library: ["samples", "./samples"] }, { config, canAsk: false });
  expect(library).toEqual([join(packageRoot, "samples"), join(process.cwd(), "samples")]);
});
