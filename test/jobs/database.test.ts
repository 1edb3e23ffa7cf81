import { mkdir, mkdtemp, rm, writeFile } from "node:fs/promises";
import { createRequire } from "node:module";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { type Database, openJobsDatabase } from "../../src/jobs/database.ts";
import { createJobStore } from "../../src/jobs/job-store.ts";
import { openTokens } from "../../src/jobs/open-tokens.ts";
import { createShareStore } from "../../src/jobs/share-store.ts";

const at = "2026-05-04T10:00:00.000Z";
let home: string;
let open: { close(): unknown }[];
beforeEach(async () => {
  home = await mkdtemp(join(tmpdir(), "exhibit-database-"));
  open = [];
});
afterEach(async () => {
  for (const one of open) one.close();
  await rm(home, { recursive: true, force: true });
});
const opened = <One extends { close(): unknown }>(one: One): One => {
  open.push(one);
  return one;
};

function connect(): Database {
  const Sqlite = createRequire(import.meta.url)("better-sqlite3") as typeof import("better-sqlite3");
  return new Sqlite(join(home, "server.sqlite"));
}

/** A database with the tables of the first version, as an old server left it. */
function oldDatabase(): Database {
  const database = connect();
  database.exec(`
    CREATE TABLE threads (
      id TEXT PRIMARY KEY, tenant TEXT NOT NULL, created TEXT NOT NULL, updated TEXT NOT NULL, metadata TEXT NOT NULL
    ) WITHOUT ROWID;
    CREATE TABLE jobs (
      number INTEGER PRIMARY KEY AUTOINCREMENT, id TEXT NOT NULL UNIQUE,
      thread_id TEXT NOT NULL REFERENCES threads ON DELETE CASCADE,
      tenant TEXT NOT NULL, run_id TEXT NOT NULL, question TEXT NOT NULL, status TEXT NOT NULL,
      after INTEGER NOT NULL, last INTEGER, approves INTEGER NOT NULL, attempts INTEGER NOT NULL,
      created TEXT NOT NULL, updated TEXT NOT NULL, outcome TEXT, message TEXT);
    PRAGMA user_version = 1;
    INSERT INTO threads VALUES ('t1', 'north', '${at}', '${at}', '{"title":"Tides"}');
    INSERT INTO jobs VALUES (7, 'j1', 't1', 'north', 'run-1', 'Why?', 'done', 0, 12, 1, 2, '${at}', '${at}', 'complete', NULL);
    INSERT INTO jobs VALUES (8, 'j2', 't1', 'north', 'run-2', 'And?', 'queued', 0, NULL, 0, 0, '${at}', '${at}', NULL, NULL);`);
  return database;
}

describe("the database of a server", () => {
  test("that is as old as the first is brought up to date with all that it holds", () => {
    oldDatabase().close();
    const database = opened(openJobsDatabase(home));
    const store = createJobStore(database);
    expect(store.thread("t1", "north")?.metadata).toEqual({ title: "Tides" });
    expect(store.jobsOf("t1")).toMatchObject([
      { id: "j1", status: "done", outcome: "complete", last: 12, attempts: 2, approves: true, notes: {} },
      { id: "j2", status: "queued", approves: false, notes: {} },
    ]);
    store.setWish("j2", "finish");
    expect(store.wishOf("j2")).toBe("finish");
    const { token } = createShareStore(database).add({ kind: "feed", target: "b1", tenant: "north", created: at });
    expect(createShareStore(database).targetOf("feed", token)).toBe("b1");
  });

  test("that an update left half way is as it was, and is brought up to date the next time", () => {
    const old = oldDatabase();
    // The second step adds a column that is there already, as after an update that was taken back by hand.
    old.exec("ALTER TABLE jobs ADD COLUMN notes TEXT");
    old.close();
    expect(() => openJobsDatabase(home)).toThrow();
    const mended = connect();
    expect(mended.prepare("PRAGMA user_version").get([])).toMatchObject({ user_version: 1 });
    mended.exec("ALTER TABLE jobs DROP COLUMN notes");
    mended.close();
    expect(createJobStore(opened(openJobsDatabase(home))).jobById("j1")?.question).toBe("Why?");
  });

  test("is the same the second time it is opened", () => {
    const store = createJobStore(opened(openJobsDatabase(home)));
    store.addThread({ id: "t", tenant: "north", created: at, updated: at, metadata: {} });
    expect(createJobStore(opened(openJobsDatabase(home))).thread("t", "north")).toMatchObject({ id: "t" });
  });

  test("of a newer version is left alone, and the remedy is named", () => {
    const newer = opened(openJobsDatabase(home));
    newer.exec("PRAGMA user_version = 99");
    const refused = { code: "BAD_CONFIG", message: expect.stringMatching(/server\.sqlite .*newer version.*--out/) };
    expect(() => openJobsDatabase(home)).toThrow(expect.objectContaining(refused));
    expect(newer.prepare("PRAGMA user_version").get([])).toMatchObject({ user_version: 99 });
  });

  test("that is another file altogether is named, and not written over", async () => {
    await writeFile(join(home, "server.sqlite"), "Minutes of the meeting.\n".repeat(200));
    expect(() => openJobsDatabase(home)).toThrow(/server\.sqlite/);
  });

  test("in a place where none can be is named with what can be done", async () => {
    await writeFile(join(home, "file"), "");
    expect(() => openJobsDatabase(join(home, "file", "home"))).toThrow(
      expect.objectContaining({ code: "NOT_WRITABLE", message: expect.stringContaining(join(home, "file")) }),
    );
    await mkdir(join(home, "taken", "server.sqlite"), { recursive: true });
    expect(() => openJobsDatabase(join(home, "taken"))).toThrow(/server\.sqlite/);
  });
});

describe("tokens of the command line", () => {
  const now = new Date(at);
  const given = { name: "ana", tenant: "lab", scopes: ["read", "run"], created: at } as const;

  test("are those of the server at work at once, both when they are given and when they are revoked", () => {
    const [server, console] = [opened(openTokens(home)), opened(openTokens(home))];
    expect([server.isUnused(), server.hasValid(now)]).toEqual([true, false]);
    const { token, id } = console.add(given);
    expect(server.find(token, now)).toMatchObject({ id, tenant: "lab" });
    console.revoke(id, at);
    expect(server.find(token, now)).toBeUndefined();
    expect([server.isUnused(), server.hasValid(now)]).toEqual([false, false]);
  });

  test("are listed with those that are over, oldest first, and never with their secret", () => {
    const tokens = opened(openTokens(home));
    const second = tokens.add({ ...given, name: "bo", created: "2026-05-05T10:00:00.000Z" });
    const first = tokens.add({ ...given, expires: "2026-05-04T11:00:00.000Z" });
    tokens.revoke(second.id, "2026-05-06T10:00:00.000Z");
    expect(tokens.all()).toEqual([
      { ...given, id: first.id, expires: "2026-05-04T11:00:00.000Z" },
      { ...given, id: second.id, name: "bo", created: second.created, revoked: "2026-05-06T10:00:00.000Z" },
    ]);
    expect(JSON.stringify(tokens.all())).not.toContain(first.token.slice(-43));
  });

  test("with an end that is no time let nobody in", () => {
    const tokens = opened(openTokens(home));
    const { token } = tokens.add({ ...given, expires: "next week" });
    expect(tokens.find(token, now)).toBeUndefined();
    expect(tokens.hasValid(now)).toBe(false);
  });

  test("open nothing with the secret of another, nor with letters beyond those of a token", () => {
    const tokens = opened(openTokens(home));
    const [one, other] = [tokens.add(given), tokens.add({ ...given, name: "bo" })];
    const crossed = `exh_${one.id}_${other.token.slice(-43)}`;
    for (const forged of [crossed, `${one.token}\n`, one.token.toUpperCase(), `exh_${one.id}_${"é".repeat(43)}`])
      expect(tokens.find(forged, now)).toBeUndefined();
  });

  test("that hold a scope of a later version have those that are known", () => {
    const tokens = opened(openTokens(home));
    const { token, id } = tokens.add(given);
    const database = opened(openJobsDatabase(home));
    database.prepare("UPDATE tokens SET scopes = 'publish read' WHERE id = ?").run([id]);
    expect(tokens.find(token, now)?.scopes).toEqual(["read"]);
    database.prepare("UPDATE tokens SET scopes = '' WHERE id = ?").run([id]);
    expect(tokens.find(token, now)?.scopes).toEqual([]);
  });
});
