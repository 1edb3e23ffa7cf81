import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, expect, test } from "vitest";
import { loadConfig } from "../src/config.ts";

let cwd: string;

beforeEach(() => {
  cwd = mkdtempSync(join(tmpdir(), "exhibit-config-"));
});
afterEach(() => rmSync(cwd, { recursive: true, force: true }));

const write = (value: unknown) =>
  writeFileSync(join(cwd, "exhibit.config.json"), typeof value === "string" ? value : JSON.stringify(value));

test("has defaults for everything", () => {
  const config = loadConfig({ cwd, env: {} });
  expect(config).toMatchObject({ out: join(cwd, "outputs"), length: "standard", library: [], allowAddresses: [] });
  expect(config.formats).toEqual(["md", "html", "pdf", "docx", "pptx"]);
});

test("flags go over environment, environment over file, file over defaults", () => {
  write({ out: "from-file", length: "brief" });
  expect(loadConfig({ cwd, env: {} })).toMatchObject({ out: join(cwd, "from-file"), length: "brief" });
  expect(loadConfig({ cwd, env: { EXHIBIT_OUT: "from-env" } }).out).toBe(join(cwd, "from-env"));
  expect(loadConfig({ cwd, env: { EXHIBIT_OUT: "from-env" }, out: "from-flag" }).out).toBe(join(cwd, "from-flag"));
});

test("keys of providers come from the environment", () => {
  const { providerSettings } = loadConfig({ cwd, env: { TAVILY_API_KEY: "secret" } });
  expect(providerSettings.tavily).toEqual({ apiKey: "secret" });
});

test("an unknown key names the file and the key", () => {
  write({ lenght: "brief" });
  expect(() => loadConfig({ cwd, env: {} })).toThrow(/exhibit\.config\.json.*lenght/s);
});

test("a wrong value names the key", () => {
  write({ length: "long" });
  expect(() => loadConfig({ cwd, env: {} })).toThrow(/length/);
});

test("text that is not JSON is an error of configuration", () => {
  write("{oops");
  expect(() => loadConfig({ cwd, env: {} })).toThrow(expect.objectContaining({ code: "BAD_CONFIG" }));
});

test.each(["search", "fallbacks"])("an unknown provider in %s is named with those there are", (key) => {
  write({ [key]: ["gopher"] });
  expect(() => loadConfig({ cwd, env: {} })).toThrow(/gopher; there are: wikipedia/);
  write({ [key]: ["wikipedia"] });
  expect(loadConfig({ cwd, env: {} })).toMatchObject({ [key]: ["wikipedia"] });
});
