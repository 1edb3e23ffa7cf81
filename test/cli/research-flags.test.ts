import { join } from "node:path";
import { describe, expect, test } from "vitest";
import { parseFormats, type ResearchFlags, toRequest } from "../../src/cli/request.ts";
import { type Config, loadConfig } from "../../src/config.ts";
import { packageRoot } from "../../src/package-root.ts";

const config: Config = loadConfig({ cwd: "/nowhere", env: {} });
const flags: ResearchFlags = { library: [], url: [], offline: false, planOnly: false, yes: false, json: false };

describe("flags over config", () => {
  test("a question alone is searched for with the keyless providers", () => {
    const request = toRequest("What is a heat pump?", flags, config, false);
    expect(request).toMatchObject({ question: "What is a heat pump?", library: [], offline: false, approval: "auto" });
    expect(request.search).toContain("wikipedia");
  });

  test("a library is read alone: nothing of the web leaks in unless it is asked for", () => {
    expect(toRequest("q", { ...flags, library: ["docs"] }, config, false).search).toEqual([]);
    expect(toRequest("q", { ...flags, library: ["docs"], search: "wikipedia" }, config, false).search).toEqual([
      "wikipedia",
    ]);
  });

  test("samples names the bundled library", () => {
    expect(toRequest("q", { ...flags, library: ["samples"] }, config, false).library).toEqual([
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
    expect(toRequest("q", { ...flags, library: ["docs"], ...extra }, config, terminal).approval).toBe(approval);
  });

  test("leaves out what was not said, so that the analyst decides", () => {
    const request = toRequest("q", { ...flags, library: ["docs"] }, config, false);
    expect(request).not.toHaveProperty("language");
    expect(toRequest("q", { ...flags, library: ["docs"], language: "de" }, config, false).language).toBe("de");
  });
});

describe("bad usage names the flag and the remedy", () => {
  test.each(["", "   ", "???"])("an empty question %j", (question) => {
    expect(() => toRequest(question, { ...flags, library: ["docs"] }, config, false)).toThrow(/question is empty/);
  });

  test("nothing to read", () => {
    expect(() => toRequest("q", { ...flags, offline: true }, config, false)).toThrow(/--library samples/);
    expect(() => toRequest("q", { ...flags, offline: true, url: ["https://example.com"] }, config, false)).toThrow(
      /nothing to read/,
    );
    expect(() => toRequest("q", { ...flags, search: "none" }, config, false)).toThrow(/nothing to read/);
  });

  test("an unknown provider", () => {
    expect(() => toRequest("q", { ...flags, search: "gopher" }, config, false)).toThrow(/gopher.*wikipedia/);
  });

  test.each(["ftp://example.com/x", "example.com", "file:///etc/passwd", "javascript:alert(1)"])(
    "the address %s",
    (url) => {
      expect(() => toRequest("q", { ...flags, url: [url] }, config, false)).toThrow(/--url takes/);
    },
  );

  test("an unknown format", () => {
    expect(() => parseFormats("md,odt")).toThrow(/odt.*md,html,pdf,docx,pptx/);
    expect(parseFormats("md, pdf")).toEqual(["md", "pdf"]);
    expect(parseFormats(undefined)).toBeUndefined();
  });
});
