import { mkdir, rm, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { afterAll, beforeAll, expect, test } from "vitest";
import { loadConfig } from "../../src/config.ts";
import { createToolSessions } from "../../src/mcp/index.ts";
import type { Principal, ServerServices } from "../../src/server/index.ts";
import type { ToolSession } from "../../src/tool-session.ts";
import { temporaryOut } from "../support/runs.ts";

let out: string;
let services: Pick<ServerServices, "config" | "limits">;
beforeAll(async () => {
  out = await temporaryOut();
  const note = join(out, "note.md");
  await writeFile(note, "# A note\n");
  const limits = { libraries: { note }, offline: true, search: [], models: undefined };
  services = { config: loadConfig({ cwd: out, out, env: {} }), limits };
});
afterAll(() => rm(out, { recursive: true, force: true }));

const principal = (tenant: string): Principal => ({ tenant, name: tenant, scopes: new Set(["read", "run"]) });
/** Asked for something new each time, because a library remembers what it was asked. */
let asked = 0;
const isOpen = ({ context }: ToolSession): boolean => {
  try {
    context.library.get(`source-${asked++}`);
    return true;
  } catch {
    return false;
  }
};

test("a tenant's tools stay open while they are at work, and are closed when others were used since", async () => {
  const sessions = createToolSessions(services, { maxIdle: 1 });
  const keep = async (session: ToolSession) => session;
  const first = await sessions.use(principal("first"), async (session) => {
    const others = [await sessions.use(principal("second"), keep), await sessions.use(principal("third"), keep)];
    expect([session, ...others].map(isOpen)).toEqual([true, false, true]);
    return session;
  });
  expect(await sessions.use(principal("first"), keep)).toBe(first);
  const fourth = await sessions.use(principal("fourth"), keep);
  expect([first, fourth].map(isOpen)).toEqual([false, true]);
  await sessions.close();
  expect(isOpen(fourth)).toBe(false);
});

test("callers of one tenant at the same moment share its tools, others have their own", async () => {
  const sessions = createToolSessions(services);
  const seen: ToolSession[] = [];
  const use = (tenant: string) =>
    sessions.use(principal(tenant), async (session) => {
      seen.push(session);
      await expect.poll(() => seen).toHaveLength(3);
      return session;
    });
  const [one, again, other] = await Promise.all([use("lab"), use("lab"), use("school")]);
  expect([again === one, other === one]).toEqual([true, false]);
  await sessions.close();
  expect([one, other].map(isOpen)).toEqual([false, false]);
});

test("tools that could not be opened are opened by the next call", async () => {
  const later = join(out, "later");
  const limits = { ...services.limits, libraries: { later } };
  const sessions = createToolSessions({ ...services, limits });
  const use = () => sessions.use(principal("lab"), async (session) => session);
  await expect(use()).rejects.toThrow(/later/);
  await mkdir(later);
  await writeFile(join(later, "note.md"), "# A note\n");
  expect(isOpen(await use())).toBe(true);
  await sessions.close();
});

test("what fails with the tools is told, and leaves them open", async () => {
  const sessions = createToolSessions(services);
  const failing = sessions.use(principal("lab"), async () => {
    throw new Error("The call failed.");
  });
  await expect(failing).rejects.toThrow("The call failed.");
  expect(isOpen(await sessions.use(principal("lab"), async (session) => session))).toBe(true);
  await sessions.close();
});

test("unused tools are closed with the rest, and nothing but once", async () => {
  const sessions = createToolSessions(services);
  await sessions.close();
  await sessions.close();
});
