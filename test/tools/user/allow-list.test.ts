import { describe, expect, test } from "vitest";
import { z } from "zod";
import type { Tool } from "../../../src/tools/index.ts";
import { tools as ownTools } from "../../../src/tools/index.ts";
import { createAllowList, type ToolSettings, toolSettingsOf } from "../../../src/tools/user/index.ts";

const settings: ToolSettings = toolSettingsOf(
  {
    servers: { "heat-grid": { command: "node" }, crm: { url: "https://crm.example/mcp" } },
    modules: ["./my-steam.mjs"],
  },
  "/home/ana/exhibit.config.json",
  {},
);
const none: ToolSettings = toolSettingsOf({}, "/home/ana/exhibit.config.json", {});

/** A tool that a user brought. */
const tool = (group: string, own: string, changes?: true): Tool => ({
  name: `${group}__${own}`.replaceAll("-", "_").toLowerCase(),
  aliases: [],
  description: "It does something.",
  input: z.record(z.string(), z.unknown()),
  user: { group, own, schema: { type: "object" }, check: () => undefined, ...(changes ? { changes } : {}) },
  run: async () => ({ ok: true, content: [] }),
});
const look = tool("heat-grid", "lookUp");
const erase = tool("heat-grid", "erase", true);
const other = tool("crm", "lookUp");
const list = (...entries: readonly string[]) => createAllowList(entries, settings);

describe("an entry", () => {
  test.each<[entry: string, allowed: readonly Tool[]]>([
    ["heat-grid", [look]],
    ["HEAT_GRID", [look]],
    [" heat-grid ", [look]],
    ["heat-grid:lookUp", [look]],
    ["heat_grid:LOOKUP", [look]],
    ["heat-grid:erase", [erase]],
    ["erase", [erase]],
    ["heat_grid__erase", [erase]],
    ["lookUp", [look, other]],
    ["crm", [other]],
    ["heat-grid:gone", []],
    ["my-steam", []],
  ])("%s allows these and no others", (entry, allowed) => {
    expect([look, erase, other].filter(list(entry).allows)).toEqual(allowed);
  });

  test.each(["haet", "haet:lookUp"])("of a server that is none, %s, is refused if it names one", (entry) => {
    if (entry.includes(":"))
      expect(() => list(entry)).toThrow(
        `--tools ${entry} names no tool server or module; there are: heat-grid, crm, my-steam.`,
      );
    // Without a server it may be the name of a tool, which only the servers know.
    else expect(list(entry).unmatched([look, erase, other])).toEqual([entry]);
  });

  test("is refused where the config file names nothing at all", () => {
    expect(() => createAllowList(["lookUp"], none)).toThrow(
      expect.objectContaining({ code: "BAD_USAGE", message: expect.stringContaining("has none under tools") }),
    );
    expect(createAllowList([], none).allows(look)).toBe(false);
  });
});

describe("what is allowed", () => {
  test("is nothing where nothing is named, and nothing of our own tools by being named", () => {
    expect([look, erase, other].filter(list().allows)).toEqual([]);
    for (const own of ownTools) expect(list(own.name).allows(own)).toBe(false);
  });

  test("makes a server be asked only when something of it may be meant", () => {
    const asked = (...entries: readonly string[]) => ["heat-grid", "crm", "my-steam"].filter(list(...entries).mayHold);
    expect(asked()).toEqual([]);
    expect(asked("crm")).toEqual(["crm"]);
    expect(asked("heat_grid:lookUp")).toEqual(["heat-grid"]);
    // The name of a tool may be one of any of them.
    expect(asked("lookUp")).toEqual(["heat-grid", "crm", "my-steam"]);
    expect(asked("crm", "my-steam")).toEqual(["crm", "my-steam"]);
  });

  test("tells the entries that name nothing, as they were written", () => {
    expect(list("heat-grid", "Heat-Grid:Gone", "lookUp", "nothing").unmatched([look, erase, other])).toEqual([
      "Heat-Grid:Gone",
      "nothing",
    ]);
    expect(list("heat-grid").unmatched([erase])).toEqual(["heat-grid"]);
  });
});

describe("what the config file says of tools", () => {
  const env = { HEAT_TOKEN: "secret-1", OTHER: "secret-2", EMPTY: "" };
  const serverOf = (server: object) =>
    toolSettingsOf({ servers: { one: server as never } }, "/home/ana/exhibit.config.json", env).servers[0];

  test("gives a program the variables that are named, under its own names, and tells those that are not set", () => {
    expect(serverOf({ command: "node", args: ["x"], env: ["HEAT_TOKEN", "EMPTY", "GONE"] })).toEqual({
      ...{ type: "program", name: "one", command: "node", args: ["x"], folder: "/home/ana" },
      ...{ env: { HEAT_TOKEN: "secret-1" }, missing: ["EMPTY", "GONE"] },
    });
    expect(serverOf({ command: "node", env: { API_KEY: "OTHER", B: "GONE" } })).toMatchObject({
      env: { API_KEY: "secret-2" },
      missing: ["GONE"],
    });
  });

  test("gives an address its token and headers, and tells what is not set", () => {
    const url = "https://crm.example/mcp";
    expect(serverOf({ url, token: "HEAT_TOKEN", headers: { "x-team": "OTHER" }, timeoutSeconds: 5 })).toEqual({
      ...{ type: "address", name: "one", url, timeoutSeconds: 5, missing: [] },
      headers: { "x-team": "secret-2", authorization: "Bearer secret-1" },
    });
    expect(serverOf({ url, token: "GONE" })).toMatchObject({ headers: {}, missing: ["GONE"] });
  });

  test("is kept as it was written, without a secret in it", () => {
    const file = { servers: { one: { command: "node", env: ["HEAT_TOKEN"] } }, allow: ["one"] };
    const { section, allow } = toolSettingsOf(file, "/home/ana/exhibit.config.json", env);
    expect(JSON.parse(section)).toEqual(file);
    expect(section).not.toContain("secret-1");
    expect(allow).toEqual(["one"]);
  });
});
