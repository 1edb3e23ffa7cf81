import { mkdir, mkdtemp, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { beforeEach, describe, expect, test } from "vitest";
import { loadConfig } from "../../../src/config.ts";
import { toolsAllowed } from "../../../src/services.ts";
import { trustSkill } from "../../../src/skills/index.ts";
import { toolContent, toolTrust } from "../../../src/tools/index.ts";
import { requestFor } from "../../support/runs.ts";

let cwd = "";
let home = "";
beforeEach(async () => {
  cwd = await mkdtemp(join(tmpdir(), "exhibit-project-"));
  home = join(cwd, "home");
  await mkdir(home);
  await writeFile(join(cwd, "server.mjs"), "// one");
  await configure({ servers: { heat: { command: "node", args: ["server.mjs"], env: ["HEAT_KEY"] } } });
});

const configure = (section: object) => writeFile(join(cwd, "exhibit.config.json"), JSON.stringify({ tools: section }));
const config = (env: Record<string, string> = {}) => loadConfig({ cwd, env: { HOME: home, ...env } });
const request = (changes: object) => requestFor("What?", { offline: false, ...changes });

async function trust(): Promise<void> {
  const { tools, toolTrustFile = "" } = config();
  await trustSkill(await toolContent(tools), { path: toolTrustFile, now: () => new Date(0) });
}
const state = () => toolTrust(config().tools, config().toolTrustFile);

describe("tools that a folder brings wait for the user's word", () => {
  test("they are trusted as they are, and a change of the section or of a file it names asks again", async () => {
    expect(await state()).toBe("untrusted");
    await trust();
    expect(await state()).toBe("trusted");
    await writeFile(join(cwd, "server.mjs"), "// two");
    expect(await state()).toBe("changed");
    await trust();
    await configure({ servers: { heat: { command: "node", args: ["server.mjs", "--all"] } } });
    expect(await state()).toBe("changed");
  });

  test("a run that names them is refused, one that the folder itself lets use them goes without and says so", async () => {
    await expect(toolsAllowed(config(), request({ tools: ["heat"] }))).rejects.toMatchObject({ code: "BAD_USAGE" });
    await configure({ servers: { heat: { command: "node" } }, allow: ["heat"] });
    const warnings: unknown[] = [];
    expect(await toolsAllowed(config(), request({}), (event) => warnings.push(event))).toBeUndefined();
    expect(warnings).toMatchObject([{ type: "warning", message: expect.stringContaining("not trusted yet") }]);
  });

  test("trusted or vouched for in this run they are used; offline only when the run names them", async () => {
    await configure({ servers: { heat: { command: "node" } }, allow: ["heat"] });
    expect(await toolsAllowed(config(), request({ tools: ["heat"], trustTools: true }))).toBeDefined();
    await trust();
    expect(await toolsAllowed(config(), request({}))).toBeDefined();
    expect(await toolsAllowed(config(), request({ tools: [] }))).toBeUndefined();
    expect(await toolsAllowed(config(), request({ offline: true }))).toBeUndefined();
    expect(await toolsAllowed(config(), request({ offline: true, tools: ["heat"] }))).toBeDefined();
  });
});

describe("secrets", () => {
  test("are named in the file and taken from the environment; what is not set is known", async () => {
    await configure({
      servers: {
        heat: { command: "node", env: { TOKEN: "HEAT_KEY" } },
        far: { url: "https://far.example/mcp", token: "FAR_KEY", headers: { "X-Team": "TEAM" } },
      },
    });
    expect(config({ HEAT_KEY: "s3cret", FAR_KEY: "t0ken" }).tools.servers).toMatchObject([
      { name: "heat", env: { TOKEN: "s3cret" }, missing: [] },
      { name: "far", headers: { authorization: "Bearer t0ken" }, missing: ["TEAM"] },
    ]);
    expect(config({ HEAT_KEY: "s3cret" }).tools.section).not.toContain("s3cret");
  });

  test.each([
    [{ servers: { heat: { command: "node", env: ["sk-12345"] } } }],
    [{ servers: { heat: { url: "https://far.example/mcp", token: "sk-12345" } } }],
    [{ servers: { "no spaces": { command: "node" } } }],
    [{ servers: { heat: { url: "file:///etc/passwd" } } }],
    [{ servers: { heat: { command: "node", url: "https://far.example" } } }],
  ])("%j is refused without repeating a value", async (section) => {
    await configure(section);
    expect(config).toThrow(/exhibit\.config\.json cannot be used/);
    expect(config).not.toThrow(/sk-12345/);
  });
});
