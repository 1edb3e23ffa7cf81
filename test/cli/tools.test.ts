import { mkdtemp, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { expect, test } from "vitest";
import { checkTools } from "../../src/cli/commands/check-tools.ts";
import { loadConfig } from "../../src/config.ts";
import { trustSkill } from "../../src/skills/index.ts";
import { toolContent } from "../../src/tools/index.ts";
import { serverArgs } from "../support/mcp-servers.ts";
import { exhibit } from "./processes.ts";

const folderWith = async (tools?: object): Promise<string> => {
  const cwd = await mkdtemp(join(tmpdir(), "exhibit-cli-tools-"));
  if (tools) await writeFile(join(cwd, "exhibit.config.json"), JSON.stringify({ tools }));
  return cwd;
};

test("tools are listed without starting any, trusted, and refused in a run until then", async () => {
  const cwd = await folderWith({ servers: { gone: { command: "/nowhere/at all", env: ["GONE_KEY"] } } });
  const env = { HOME: cwd };
  const listed = await exhibit(["tools", "list"], { cwd, env });
  expect(listed.stdout).toContain("not trusted: not used\n");
  expect(listed.stdout).toContain('gone: starts "/nowhere/at all"; not set: GONE_KEY');
  const refused = await exhibit(["research", "What?", "--search", "none", "--tools", "gone"], { cwd, env });
  expect([refused.code, refused.stderr]).toEqual([2, expect.stringContaining("`exhibit tools trust`")]);
  expect((await exhibit(["tools", "trust"], { cwd, env })).code).toBe(0);
  expect((await exhibit(["tools", "list"], { cwd, env })).stdout).toContain(": trusted\n");
});

test("doctor tries each server and module that is trusted, and starts nothing that is not", async () => {
  const modules = ["./none.mjs"];
  const servers = {
    heat: { command: process.execPath, args: serverArgs("old") },
    gone: { url: "http://tools.internal/mcp" },
  };
  const cwd = await folderWith({ servers, modules });
  const config = loadConfig({ cwd, env: { HOME: cwd } });
  expect(await checkTools(config)).toEqual([{ state: "", line: expect.stringContaining("not trusted yet") }]);
  await trustSkill(await toolContent(config.tools), { path: config.toolTrustFile ?? "", now: () => new Date(0) });
  expect(await checkTools(config)).toEqual([
    { state: "ok", line: expect.stringMatching(/^tools of heat \(starts .*\): lookup, delivery, picture, fail$/) },
    { state: "MISS", line: expect.stringMatching(/^tools of gone .* was not reached: its name belongs to a private/) },
    { state: "MISS", line: expect.stringMatching(/^tools of none: .* cannot be loaded\. It said: /) },
  ]);
  const none = loadConfig({ cwd: await folderWith(), env: {} });
  expect(await checkTools(none)).toEqual([{ state: "", line: "tools of yours: none configured" }]);
});
