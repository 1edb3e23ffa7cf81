import { delimiter, join } from "node:path";
import { describe, expect, test } from "vitest";
import { loadConfig } from "../src/config.ts";
import { skillSettings } from "../src/services.ts";

const cwd = "/nowhere/project";
const places = (env: Readonly<Record<string, string>>) => loadConfig({ cwd, env }).skillShelves;

describe("where skills are looked for", () => {
  test("in the home and in the working folder, which overrides it", () => {
    expect(places({ HOME: "/home/ann" })).toEqual([
      { folder: join("/home/ann", ".exhibit", "skills"), origin: "user" },
      { folder: join(cwd, ".exhibit", "skills"), origin: "project" },
    ]);
  });

  test("in the folders of EXHIBIT_SKILLS in place of the home's, those that are relative from the working folder", () => {
    const named = ["/opt/skills", "own"].join(delimiter);
    expect(places({ HOME: "/home/ann", EXHIBIT_SKILLS: named }).map(({ folder }) => folder)).toEqual([
      "/opt/skills",
      join(cwd, "own"),
      join(cwd, ".exhibit", "skills"),
    ]);
  });

  test("an empty EXHIBIT_SKILLS is none", () => {
    expect(places({ HOME: "/home/ann", EXHIBIT_SKILLS: "" })).toEqual(places({ HOME: "/home/ann" }));
  });

  test("once only when the home is the working folder, as the user's own", () => {
    expect(places({ HOME: cwd })).toEqual([{ folder: join(cwd, ".exhibit", "skills"), origin: "user" }]);
  });

  test("trust is kept in the home, never in the working folder or the output folder", () => {
    const { trustFile } = loadConfig({ cwd, out: join(cwd, "outputs"), env: { HOME: "/home/ann" } });
    expect(trustFile).toBe(join("/home/ann", ".exhibit", "trusted-skills.json"));
    expect(loadConfig({ cwd, env: {} }).trustFile).toBeUndefined();
  });

  test("the package's own come first, so that all others override them", () => {
    const { shelves, trustAll } = skillSettings(loadConfig({ cwd, env: { HOME: "/home/ann" } }), {});
    expect(shelves.map(({ origin }) => origin)).toEqual(["package", "user", "project"]);
    expect(trustAll).toBe(false);
  });
});
