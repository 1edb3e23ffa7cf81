import { existsSync, readdirSync, readFileSync, statSync } from "node:fs";
import { join, resolve } from "node:path";
import { describe, expect, test } from "vitest";
import { parse } from "yaml";
import { z } from "zod";
import { loadConfig } from "../../src/config.ts";
import { packageRoot, packageVersion } from "../../src/package-root.ts";
import { skillSettings } from "../../src/services.ts";
import { loadSkillSet } from "../../src/skills/index.ts";

const read = (path: string): string => readFileSync(join(packageRoot, path), "utf8");
const skillsFolder = join(packageRoot, "skills");
const names = readdirSync(skillsFolder).filter((name) => statSync(join(skillsFolder, name)).isDirectory());

/** Front matter as strict readers of the Agent Skills format take it. */
const agentSkill = z.looseObject({
  name: z
    .string()
    .regex(/^[a-z0-9]+(?:-[a-z0-9]+)*$/)
    .max(64),
  description: z.string().min(1).max(1024),
  license: z.string().optional(),
  compatibility: z.string().max(500).optional(),
});

/** How an installer finds skills in a repository: every folder of `skills/` with a file of exactly this name. */
function frontMatterOf(name: string): unknown {
  const text = read(`skills/${name}/SKILL.md`);
  const [, front = ""] = /^---\n([\s\S]*?)\n---\n/.exec(text) ?? [];
  return parse(front);
}

describe.each(names)("the skill %s", (name) => {
  test("is one that agents install: named like its folder, short enough, with instructions", () => {
    const skill = agentSkill.parse(frontMatterOf(name));
    expect(skill.name).toBe(name);
    const body = read(`skills/${name}/SKILL.md`).replace(/^---\n[\s\S]*?\n---\n/, "");
    expect(body.trim().split("\n").length).toBeGreaterThan(5);
    expect(body.split("\n").length).toBeLessThan(500);
  });

  test("has a block that OpenClaw reads: JSON on one line", () => {
    const [, line = ""] = /^metadata: (\{.*\})$/m.exec(read(`skills/${name}/SKILL.md`)) ?? [];
    const block = z.object({
      openclaw: z.looseObject({
        requires: z.looseObject({ bins: z.array(z.string()).min(1) }),
        install: z
          .array(
            z.object({
              id: z.string(),
              kind: z.literal("node"),
              package: z.literal("exhibit"),
              bins: z.array(z.string()),
            }),
          )
          .optional(),
      }),
    });
    expect(() => block.parse(JSON.parse(line))).not.toThrow();
  });
});

describe("the skill for other agents", () => {
  test("is no genre of our own runs", async () => {
    const config = loadConfig({ cwd: "/nowhere", env: {} });
    const { skills } = await loadSkillSet(skillSettings(config, {}));
    expect(skills.map((skill) => skill.name)).not.toContain("exhibit");
    expect(skills.length).toBe(names.length - 1);
  });
});

describe("the plugin", () => {
  const manifest = z.strictObject({
    name: z.string().regex(/^[a-z0-9-]+$/),
    version: z.string(),
    description: z.string(),
    license: z.string(),
    keywords: z.array(z.string()),
    mcpServers: z.string().startsWith("./"),
    skills: z.string().startsWith("./"),
  });
  const marketplace = z.object({
    name: z.string().regex(/^[a-z0-9-]+$/),
    owner: z.object({ name: z.string() }),
    plugins: z.array(z.object({ name: z.string(), source: z.string().startsWith("./"), description: z.string() })),
  });

  test("is found through its marketplace, and what it names exists", () => {
    const { plugins } = marketplace.parse(JSON.parse(read(".claude-plugin/marketplace.json")));
    for (const { name, source } of plugins) {
      const root = resolve(packageRoot, source);
      const plugin = manifest.parse(JSON.parse(readFileSync(join(root, ".claude-plugin", "plugin.json"), "utf8")));
      expect({ name: plugin.name, version: plugin.version }).toEqual({ name, version: packageVersion() });
      expect([plugin.mcpServers, plugin.skills].every((path) => existsSync(join(root, path)))).toBe(true);
    }
  });

  test("starts the MCP server by a command that the package has, and travels with it", () => {
    const { mcpServers } = JSON.parse(read(".mcp.json")) as {
      mcpServers: Record<string, { command: string; args: string[] }>;
    };
    expect(mcpServers.exhibit).toEqual({ command: "npx", args: ["-y", "exhibit", "mcp"] });
    const { name, bin, files } = JSON.parse(read("package.json")) as {
      name: string;
      bin: Record<string, string>;
      files: string[];
    };
    expect({ name, bin: Object.keys(bin) }).toEqual({ name: "exhibit", bin: ["exhibit"] });
    expect(files).toEqual(expect.arrayContaining(["skills", ".claude-plugin", ".mcp.json"]));
  });
});
