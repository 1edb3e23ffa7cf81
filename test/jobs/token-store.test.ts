import { readdir, readFile, rm } from "node:fs/promises";
import { join } from "node:path";
import { afterEach, beforeEach, expect, test } from "vitest";
import { createProgram } from "../../src/cli/program.ts";
import { openTokens } from "../../src/jobs/index.ts";
import { temporaryOut } from "../support/runs.ts";

let home: string;
let tokens: ReturnType<typeof openTokens>;
const now = new Date("2026-05-04T10:00:00Z");
const given = { name: "ana", tenant: "lab", scopes: ["read", "run"], created: now.toISOString() } as const;

beforeEach(async () => {
  home = await temporaryOut();
  tokens = openTokens(home);
});
afterEach(async () => {
  tokens.close();
  await rm(home, { recursive: true, force: true });
});

test("a token opens what it was made for, and no other text does", () => {
  const { token, id } = tokens.add(given);
  expect(tokens.find(token, now)).toEqual({ ...given, id });
  const last = token.endsWith("A") ? "B" : "A";
  for (const forged of ["", "exh_", id, token.slice(0, -1), `${token.slice(0, -1)}${last}`, `${token} `, `x${token}`])
    expect(tokens.find(forged, now)).toBeUndefined();
});

test("a token is over when it has expired or is revoked", () => {
  const soon = tokens.add({ ...given, expires: "2026-05-04T10:00:01Z" });
  expect(tokens.find(soon.token, now)).toBeDefined();
  expect(tokens.find(soon.token, new Date("2026-05-04T10:00:01Z"))).toBeUndefined();
  const lasting = tokens.add(given);
  expect(tokens.revoke(lasting.id, now.toISOString())).toBe(true);
  expect(tokens.revoke(lasting.id, now.toISOString())).toBe(false);
  expect(tokens.find(lasting.token, now)).toBeUndefined();
  expect(tokens.hasValid(new Date("2027-01-01"))).toBe(false);
});

test("the database holds no token", async () => {
  const { token } = tokens.add(given);
  const names = (await readdir(home)).filter((name) => name.startsWith("server.sqlite"));
  const bytes = (await Promise.all(names.map((name) => readFile(join(home, name), "latin1")))).join("");
  expect(bytes).toContain("ana");
  expect(bytes).not.toContain(token.slice(-43));
});

test("the command line makes, lists and revokes them, and the audit log says so", async () => {
  const printed: string[] = [];
  const note = (line: string) => void printed.push(line);
  const run = async (...words: string[]) => {
    const printer = { isTerminal: false, result: note, note, status: () => undefined };
    await createProgram(printer).parseAsync(["token", ...words, "--out", home], { from: "user" });
    process.exitCode = 0;
    return printed.splice(0);
  };
  const [token = "", said = ""] = await run("add", "Bo", "--scopes", "read");
  expect(said).toMatch(/tenant Bo {2}read /);
  const store = openTokens(join(home, ".exhibit"));
  expect(store.find(token, new Date())).toMatchObject({ name: "Bo", scopes: ["read"] });
  store.close();
  const [line = ""] = await run("list");
  expect(line).not.toContain(token.slice(-43));
  expect(await run("revoke", line.slice(0, 12))).toEqual([`Token ${line.slice(0, 12)} is revoked.`]);
  await expect(run("revoke", line.slice(0, 12))).rejects.toMatchObject({ code: "NOT_FOUND" });
  await expect(run("add", "x", "--scopes", "all")).rejects.toMatchObject({ code: "BAD_USAGE" });
  const audit = await readFile(join(home, ".exhibit", "audit.jsonl"), "utf8");
  expect(
    audit
      .trim()
      .split("\n")
      .map((entry) => JSON.parse(entry).action),
  ).toEqual(["token add", "token revoke"]);
  expect(audit).not.toContain(token.slice(-43));
});
