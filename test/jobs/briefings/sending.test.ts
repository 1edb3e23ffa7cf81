import { readdir, readFile, rm, stat } from "node:fs/promises";
import { join } from "node:path";
import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { openSending, type Sending, type SendingOptions } from "../../../src/jobs/briefings/sending.ts";
import type { Briefing, Delivery } from "../../../src/jobs/index.ts";
import { type TemporaryBriefings, temporaryBriefings } from "../../support/temporary-briefings.ts";

const { signal } = new AbortController();
let one: TemporaryBriefings;
let opened: Sending[];
beforeEach(async () => {
  opened = [];
  one = await temporaryBriefings("2026-03-10T06:00:00Z");
});
afterEach(async () => {
  for (const sending of opened) await sending.close();
  await one.close();
});

async function open(changes: Partial<SendingOptions> = {}): Promise<Sending> {
  const { briefings, config } = one;
  const now = () => new Date(one.clock.now());
  const stores = { briefings: briefings.store, outbox: briefings.outbox };
  const sending = await openSending({ config, offline: false, cwd: config.out, now, ...stores, ...changes });
  opened.push(sending);
  return sending;
}

/** What the run of a briefing has to deliver, once it has ended. */
async function due(deliver: object, outcome: "news" | "nothing-new" = "news", changes: object = {}): Promise<Delivery> {
  const { id } = one.add({ deliver, ...changes });
  one.clock.advance(60 * 60_000);
  await one.briefings.cycle();
  await one.finish(outcome);
  const [delivery] = one.briefings.outbox.ofBriefing(id, 1);
  return delivery ?? expect.unreachable();
}

describe("a delivery into a folder", () => {
  test.each(["lab", "..", ".", "a/b", "../../etc", "größe", "%2E%2E"])(
    "of the tenant “%s” lies below the server's folder, in one of its own",
    async (tenant) => {
      const delivery = await due({ folder: "delivered" });
      const [briefing] = one.briefings.store.list();
      const stores = { ...one.briefings.store, get: (): Briefing | undefined => briefing && { ...briefing, tenant } };
      const sending = await open({ briefings: stores });
      const sent = await sending.send(delivery, signal);
      expect(sent).toMatchObject({ ok: true });
      const home = join(one.config.home, "deliveries");
      const names = await readdir(home);
      expect(names).toHaveLength(1);
      expect(names[0]).not.toMatch(/^\.+$|\//);
      expect(await readdir(join(home, names[0] ?? "", "delivered"))).toHaveLength(1);
    },
  );

  test("of a file goes where the file says, from where the server was started", async () => {
    const delivery = await due({ folder: "../elsewhere" });
    const [briefing] = one.briefings.store.list();
    const stores = {
      ...one.briefings.store,
      get: (): Briefing | undefined => briefing && { ...briefing, origin: "file" },
    };
    const cwd = join(one.config.out, "started", "here");
    const sent = await (await open({ briefings: stores, cwd })).send(delivery, signal);
    const place = join(one.config.out, "started", "elsewhere", "2026-03-10T0800-growth");
    expect(sent).toEqual({ ok: true, message: place });
    expect(await readdir(place)).toContain("report.md");
  });
});

describe("a delivery that is not to go", () => {
  test("is left out where only news is wanted, and sent where nothing new is news enough", async () => {
    const sending = await open();
    expect(await sending.send(await due({ folder: "a", when: "news" }, "nothing-new"), signal)).toBe("left-out");
    const [before] = one.briefings.store.list();
    if (before) one.briefings.remove(before);
    const always = await due({ folder: "a", when: "always" }, "nothing-new", { schedule: { cron: "0 * * * *" } });
    expect(await sending.send(always, signal)).toMatchObject({ ok: true });
  });

  test("of a briefing that was removed is given up, whatever its channel", async () => {
    const delivery = await due({ folder: "a" });
    const sending = await open();
    const [briefing] = one.briefings.store.list();
    if (briefing) one.briefings.remove(briefing);
    for (const channel of ["folder", "webhook", "mail", "feed"] as const)
      expect(await sending.send({ ...delivery, channel }, signal)).toEqual({
        ...{ ok: false, isFinal: true, message: "The briefing was removed." },
      });
  });

  test("of a run that was removed is given up and names what is gone", async () => {
    const delivery = await due({ folder: "a" });
    await rm(join(one.config.out, delivery.runId), { recursive: true });
    const sent = await (await open()).send(delivery, signal);
    expect(sent).toMatchObject({ ok: false, isFinal: true, message: expect.stringMatching(/report\.json is gone/) });
  });

  test("is no mail where the server works offline", async () => {
    const delivery = await due({ mail: "team@example.org" });
    expect(await (await open({ offline: true })).send(delivery, signal)).toEqual({
      ...{ ok: false, isFinal: true, message: "This server works offline and sends no mail." },
    });
  });

  test("because the server is ending is no failure", async () => {
    const delivery = await due({ folder: "a" });
    const ending = AbortSignal.abort(new Error("The server is ending."));
    await expect((await open()).send(delivery, ending)).rejects.toThrow("The server is ending.");
  });
});

describe("the secret of a briefing", () => {
  const growth = { tenant: "lab", name: "growth" };

  test("is the same after a restart, and no other briefing's or server's", async () => {
    const [first, again] = [await open(), await open()];
    const secret = first.secretOf(growth);
    expect(secret).toMatch(/^whsec_[\w+/]+=*$/);
    expect(again.secretOf(growth)).toBe(secret);
    const others = [
      { ...growth, name: "other" },
      { ...growth, tenant: "school" },
      { tenant: "lab\ngrowth", name: "" },
    ];
    for (const other of others) expect(first.secretOf(other)).not.toBe(secret);
    const elsewhere = await open({ config: { ...one.config, home: join(one.config.out, "elsewhere") } });
    expect(elsewhere.secretOf(growth)).not.toBe(secret);
  });

  test("derives from a key that the server alone can read, or from the operator's", async () => {
    await open();
    const path = join(one.config.home, "webhook.key");
    expect((await stat(path)).mode & 0o777).toBe(0o600);
    expect(await readFile(path, "utf8")).toMatch(/^[0-9a-f]{64}\n$/);
    const own = await open({ config: { ...one.config, webhookKey: "the operator's" } });
    const same = await open({
      config: { ...one.config, webhookKey: "the operator's", home: join(one.config.out, "elsewhere") },
    });
    expect(own.secretOf(growth)).toBe(same.secretOf(growth));
    await expect(stat(join(one.config.out, "elsewhere", "webhook.key"))).rejects.toMatchObject({ code: "ENOENT" });
  });
});
