import { describe, expect, test } from "vitest";
import { memoryDatabase } from "../../src/jobs/database.ts";
import { createShareStore } from "../../src/jobs/share-store.ts";

const report = { kind: "report", target: "run-1" } as const;
const given = (minute: number) => ({ tenant: "north", created: `2026-05-04T10:0${minute}:00.000Z` });

describe("a link for people without an account", () => {
  test("opens what it was made for, and nothing else", () => {
    const store = createShareStore(memoryDatabase());
    const { token } = store.add({ ...report, ...given(0) });
    expect(store.targetOf("report", token)).toBe("run-1");
    expect(store.targetOf("feed", token)).toBeUndefined();
  });

  test.each(["", "run-1", "' OR 1=1 --", "%", "a".repeat(43)])("is not “%s”", (token) => {
    const store = createShareStore(memoryDatabase());
    store.add({ ...report, ...given(0) });
    expect(store.targetOf("report", token)).toBeUndefined();
  });

  test("is long, fits an address as it stands, and comes once", () => {
    const store = createShareStore(memoryDatabase());
    const tokens = [0, 1, 2].map((minute) => store.add({ ...report, ...given(minute) }).token);
    expect(new Set(tokens).size).toBe(3);
    for (const token of tokens) expect(token).toMatch(/^[\w-]{43}$/u);
  });

  test("is told by nothing that the database keeps", () => {
    const database = memoryDatabase();
    const store = createShareStore(database);
    const { token, id } = store.add({ ...report, ...given(0) });
    expect(JSON.stringify(database.prepare("SELECT * FROM shares").all([]))).not.toContain(token);
    expect(JSON.stringify(store.of(report, "north"))).not.toContain(token);
    expect(store.targetOf("report", id)).toBeUndefined();
  });

  test("is listed with those of the same thing and tenant, oldest first", () => {
    const store = createShareStore(memoryDatabase());
    const second = store.add({ ...report, ...given(2) });
    const first = store.add({ ...report, ...given(1) });
    store.add({ ...report, tenant: "south", created: "2026-05-04T10:00:00.000Z" });
    store.add({ kind: "feed", target: "run-1", ...given(0) });
    expect(store.of(report, "north").map(({ id }) => id)).toEqual([first.id, second.id]);
  });

  test("is revoked by its own tenant, once", () => {
    const store = createShareStore(memoryDatabase());
    const { id, token } = store.add({ ...report, ...given(0) });
    expect(store.revoke(id, "south")).toBe(false);
    expect(store.targetOf("report", token)).toBe("run-1");
    expect(store.revoke(id, "north")).toBe(true);
    expect(store.targetOf("report", token)).toBeUndefined();
    expect(store.revoke(id, "north")).toBe(false);
  });

  test("goes with what it opens, and only with that", () => {
    const store = createShareStore(memoryDatabase());
    const [gone, feed, other] = [
      store.add({ ...report, ...given(0) }),
      store.add({ kind: "feed", target: "run-1", ...given(0) }),
      store.add({ kind: "report", target: "run-2", ...given(0) }),
    ];
    store.revokeAll(report);
    expect(store.targetOf("report", gone.token)).toBeUndefined();
    expect(store.targetOf("feed", feed.token)).toBe("run-1");
    expect(store.targetOf("report", other.token)).toBe("run-2");
  });
});
