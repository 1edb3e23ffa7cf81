import { join } from "node:path";
import { describe, expect, test } from "vitest";
import { loadConfig } from "../../src/config.ts";
import type { RunRequest } from "../../src/runs/index.ts";
import type { ServerLimits } from "../../src/server/index.ts";
import { requestOf, type Settings, settingsSchema } from "../../src/server/settings.ts";

const config = loadConfig({
  cwd: "/nowhere",
  out: "/nowhere",
  env: { OPENAI_API_KEY: "sk-x", ANTHROPIC_API_KEY: "x" },
});
const models: NonNullable<RunRequest["models"]> = {
  model: "openai:small",
  fallbacks: ["openai:spare"],
  roles: { write: "anthropic:large" },
} as unknown as NonNullable<RunRequest["models"]>;
const limits: ServerLimits = {
  libraries: { samples: "/srv/samples", law: "/srv/law" },
  offline: false,
  search: ["wikipedia", "crossref"],
  models,
};
const chosen = (settings: Settings, changes: Partial<ServerLimits> = {}, follows?: string) =>
  requestOf("What grew?", settings, { config, limits: { ...limits, ...changes }, tenant: "lab", follows });

describe("what a user may say about a run", () => {
  test.each<[settings: object]>([
    [{}],
    [{ libraries: [], search: [], urls: ["https://a.example/ü"], formats: ["md"] }],
    [{ maxMinutes: 0.5, maxSources: 1, maxCostUsd: 0.01, maxTokens: 1, maxCalls: 1 }],
  ])("can be %j", (settings) => expect(settingsSchema.safeParse(settings).success).toBe(true));

  test.each<[key: string, settings: object]>([
    ["lenght", { lenght: "brief" }],
    ["length", { length: "endless" }],
    ["formats", { formats: [] }],
    ["formats", { formats: ["exe"] }],
    ["urls", { urls: ["file:///etc/passwd"] }],
    ["urls", { urls: ["javascript:alert(1)"] }],
    ["uploads", { uploads: ["../../etc"] }],
    ["maxMinutes", { maxMinutes: 0 }],
    ["maxMinutes", { maxMinutes: 1_441 }],
    ["maxSources", { maxSources: 1.5 }],
    ["maxCostUsd", { maxCostUsd: Number.NaN }],
    ["libraries", { libraries: Array(51).fill("law") }],
    ["approval", { approval: "never" }],
    ["baseUrl", { baseUrl: "https://evil.example/v1" }],
  ])("is refused by its name, %s, as %j", (key, settings) => {
    const issues = settingsSchema.safeParse(settings).error?.issues ?? [];
    expect(JSON.stringify(issues)).toContain(key);
  });
});

describe("the request of a run", () => {
  test("reads all libraries and searches everywhere when nothing is said", () => {
    expect(chosen({})).toMatchObject({
      ...{ question: "What grew?", library: ["/srv/samples", "/srv/law"], search: ["wikipedia", "crossref"] },
      ...{ offline: false, approval: "auto", models: { model: "openai:small" } },
    });
  });

  test("reads and searches what is said, and nothing else", () => {
    expect(chosen({ libraries: ["law"], search: ["crossref"] })).toMatchObject({
      library: ["/srv/law"],
      search: ["crossref"],
    });
    expect(chosen({ libraries: [], search: ["crossref"] }).library).toEqual([]);
    expect(chosen({ search: [] })).toMatchObject({ search: [], library: ["/srv/samples", "/srv/law"] });
  });

  test("is refused where nothing at all is to be read", () => {
    expect(() => chosen({ libraries: [], search: [] })).toThrow(expect.objectContaining({ code: "BAD_USAGE" }));
    expect(chosen({ libraries: [], search: [] }, {}, join("/nowhere", "run-1")).follows).toBe("/nowhere/run-1");
  });

  test("takes no library of the operator's configuration beside those that users see", () => {
    expect(() => chosen({ search: [] }, { libraries: {} })).toThrow(/nothing to read/);
  });

  test.each<[settings: Settings, why: RegExp]>([
    [{ libraries: ["/etc"] }, /no library \/etc; this server has: samples, law\./],
    [{ libraries: ["law", "constructor"] }, /no library constructor/],
    [{ search: ["wikipedia", "google"] }, /does not search with google; it has: wikipedia, crossref\./],
    [{ model: "openai:huge" }, /no model openai:huge; it has: none, openai:small, openai:spare, anthropic:large\./],
    [{ uploads: ["3f2504e0-4f89-41d3-9a0c-0305e82c3301"] }, /no uploaded document 3f2504e0.*; upload it again/],
  ])("is refused for %j with what there is", (settings, why) => {
    expect(() => chosen(settings)).toThrow(why);
    expect(() => chosen(settings)).toThrow(expect.objectContaining({ code: "BAD_USAGE" }));
  });

  test.each<[model: string, thinksWith: string | undefined]>([
    ["openai:small", "openai:small"],
    ["openai:spare", "openai:spare"],
    ["anthropic:large", "anthropic:large"],
    ["none", undefined],
  ])("thinks, when %s is chosen, with %s", (model, thinksWith) => {
    expect(chosen({ model }).models?.model).toBe(thinksWith);
  });

  test("has no model where the operator gave none, and says so to who names one", () => {
    expect(chosen({}, { models: undefined })).not.toHaveProperty("models");
    expect(chosen({ model: "none" }, { models: undefined })).not.toHaveProperty("models");
    expect(() => chosen({ model: "openai:small" }, { models: undefined })).toThrow(/it has: none\./);
  });

  test("waits for the user's word where it is asked for, and asks what is unclear", () => {
    expect(chosen({ approval: "ask", clarify: true })).toMatchObject({ approval: "ask", clarify: true });
    expect(chosen({ approval: "auto", clarify: false })).not.toHaveProperty("clarify");
  });

  test("keeps a server that is offline offline, whatever is asked", () => {
    expect(() => chosen({ search: ["wikipedia"] }, { offline: true, search: [] })).toThrow(
      /none, because it works offline/,
    );
    expect(chosen({}, { offline: true, search: [], models: undefined })).toMatchObject({ offline: true, search: [] });
  });
});
