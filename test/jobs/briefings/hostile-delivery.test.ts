import { mkdir, rm, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { afterEach, describe, expect, test } from "vitest";
import { createOutbox } from "../../../src/jobs/briefings/outbox.ts";
import type { OutboxStore } from "../../../src/jobs/briefings/outbox-store.ts";
import { openSending } from "../../../src/jobs/briefings/sending.ts";
import { startMailServer } from "../../support/mail-server.ts";
import { type TemporaryBriefings, temporaryBriefings } from "../../support/temporary-briefings.ts";
import { startReceiver } from "../../support/webhook-receiver.ts";

const minuteMs = 60_000;
const closers: (() => Promise<unknown>)[] = [];
const closing = <One extends { close(): Promise<unknown> }>(one: One): One => {
  closers.unshift(() => one.close());
  return one;
};
afterEach(async () => {
  for (const close of closers.splice(0)) await close();
});

interface Ended {
  readonly deliver: object;
  readonly start?: string;
  readonly schedule?: object;
  readonly allow?: string;
  readonly smtp?: string;
}

/** A briefing whose run has just ended, with what it has to deliver. */
async function ended({ deliver, start = "2026-03-10T06:00:00Z", ...extra }: Ended): Promise<TemporaryBriefings> {
  const one = closing(
    await temporaryBriefings(start, (config) => ({
      ...config,
      allowAddresses: extra.allow ? [extra.allow] : [],
      mail: extra.smtp ? { url: extra.smtp, from: "Exhibit <exhibit@example.org>" } : undefined,
    })),
  );
  one.add({ deliver, ...(extra.schedule ? { schedule: extra.schedule } : {}) });
  one.clock.advance(60 * minuteMs);
  await one.briefings.cycle();
  await one.finish();
  return one;
}

const deliveriesOf = ({ briefings }: TemporaryBriefings) =>
  briefings.outbox.ofBriefing(briefings.store.list()[0]?.id ?? "", 100);

/** An outbox of another process over the same stores. */
async function outboxOf(one: TemporaryBriefings, changes: { store?: OutboxStore; longestAttemptMs?: number } = {}) {
  const { config, clock, briefings } = one;
  const now = () => new Date(clock.now());
  const { store = briefings.outbox, longestAttemptMs } = changes;
  const stores = { briefings: briefings.store, outbox: briefings.outbox };
  const patience = longestAttemptMs === undefined ? {} : { longestAttemptMs };
  const sending = closing(await openSending({ config, offline: false, cwd: config.out, now, ...stores, ...patience }));
  return createOutbox({ store, now, send: sending.send, signal: new AbortController().signal });
}

describe("a receiver of webhooks", () => {
  test.each([
    ["429", 3_600, 60],
    ["503", 30, 1],
    ["429", 10 * 24 * 3_600, 24 * 60],
  ])("that answers %s and asks for %i seconds gets them, up to a day", async (status, seconds, minutes) => {
    const answer = { status: Number(status), headers: { "retry-after": String(seconds) } };
    const receiver = closing(await startReceiver([answer]));
    const one = await ended({ deliver: { webhook: `${receiver.origin}/hook` }, allow: receiver.origin });
    await one.briefings.deliver();
    expect(deliveriesOf(one)).toMatchObject([
      { state: "pending", attempts: 1, next: one.clock.now() + minutes * minuteMs },
    ]);
  });

  test("that says it is gone for good is not called again", async () => {
    const receiver = closing(await startReceiver([410]));
    const one = await ended({ deliver: { webhook: `${receiver.origin}/hook` }, allow: receiver.origin });
    await one.briefings.deliver();
    expect(deliveriesOf(one)).toMatchObject([
      { state: "failed", attempts: 1, message: expect.stringContaining("410") },
    ]);
  });

  test("that never answers holds up nobody else, and is called again with the same key", async () => {
    const receiver = closing(await startReceiver(["hang"]));
    const deliver = { webhook: `${receiver.origin}/hook`, folder: "delivered" };
    const one = await ended({ deliver, allow: receiver.origin });
    const outbox = await outboxOf(one, { longestAttemptMs: 300 });
    await outbox.pump();
    const given = new Map(deliveriesOf(one).map((delivery) => [delivery.channel, delivery]));
    expect(given.get("folder")).toMatchObject({ attempts: 1 });
    expect(given.get("webhook")).toMatchObject({ state: "pending", message: "It took longer than 1 minutes." });
    // An attempt that does answer may be slower than that patience too, where the machine is busy.
    const again = async () => {
      one.clock.advance(24 * 60 * minuteMs);
      await outbox.pump();
      return deliveriesOf(one).every(({ state }) => state === "delivered");
    };
    await expect.poll(again, { timeout: 30_000 }).toBe(true);
    expect(new Set(receiver.calls.map(({ headers }) => headers["webhook-id"])).size).toBe(1);
  });
});

describe("a mail server", () => {
  test("that dies after it took the mail gets the same mail again, told by its id", async () => {
    const answers = ["dies" as const];
    const server = closing(await startMailServer(() => answers.shift()));
    const one = await ended({ deliver: { mail: "team@example.org" }, smtp: server.url });
    await one.briefings.deliver();
    expect(deliveriesOf(one)).toMatchObject([{ state: "pending", attempts: 1 }]);
    one.clock.advance(minuteMs);
    await one.briefings.deliver();
    expect(deliveriesOf(one)).toMatchObject([{ state: "delivered", attempts: 2 }]);
    expect(server.mails).toHaveLength(2);
    expect(new Set(server.mails.map(({ raw }) => /^Message-ID: .*$/m.exec(raw)?.[0])).size).toBe(1);
  });

  test("that never answers is left alone after a while", async () => {
    const server = closing(await startMailServer(() => "hangs"));
    const one = await ended({ deliver: { mail: "team@example.org" }, smtp: server.url });
    await (await outboxOf(one, { longestAttemptMs: 300 })).pump();
    expect(deliveriesOf(one)).toMatchObject([
      { state: "pending", attempts: 1, message: expect.stringMatching(/took longer/) },
    ]);
  });
});

describe("quiet hours", () => {
  const schedule = { cron: "0 21 * * *", timeZone: "Europe/Berlin", quiet: "22:00-07:00" };

  test("hold back a second attempt too", async () => {
    const receiver = closing(await startReceiver([500, 500]));
    const deliver = { webhook: `${receiver.origin}/hook` };
    const one = await ended({ deliver, schedule, start: "2026-03-10T19:58:00Z", allow: receiver.origin });
    await one.briefings.deliver();
    for (const minutes of [1, 5, 15]) {
      one.clock.advance(minutes * minuteMs);
      await one.briefings.deliver();
    }
    // The third would have been at 22:04.
    expect(receiver.calls).toHaveLength(2);
    expect(deliveriesOf(one)).toMatchObject([
      { state: "pending", attempts: 2, next: Date.parse("2026-03-11T06:00:00Z") },
    ]);
  });

  test("hold back what waited while the server was down, also over the night in which the clocks change", async () => {
    const one = await ended({ deliver: { folder: "delivered" }, schedule, start: "2026-03-28T19:30:00Z" });
    await one.briefings.close();
    one.clock.advance(3 * 60 * minuteMs);
    await one.reopen();
    await one.briefings.deliver();
    // The night is an hour short: seven in summer time is five in UTC.
    expect(deliveriesOf(one)).toMatchObject([
      { state: "pending", attempts: 0, next: Date.parse("2026-03-29T05:00:00Z") },
    ]);
    one.clock.advance(Date.parse("2026-03-29T05:00:00Z") - one.clock.now());
    await one.briefings.deliver();
    expect(deliveriesOf(one)).toMatchObject([{ state: "delivered", attempts: 1 }]);
  });
});

describe("a full disk", () => {
  const full = Object.assign(new Error("database or disk is full"), { code: "SQLITE_FULL" });

  test("that keeps the record of a delivery from being written sends nothing twice", async () => {
    const receiver = closing(await startReceiver());
    const one = await ended({ deliver: { webhook: `${receiver.origin}/hook` }, allow: receiver.origin });
    let isFull = true;
    const end: OutboxStore["end"] = (...args) => {
      if (isFull) throw full;
      one.briefings.outbox.end(...args);
    };
    const outbox = await outboxOf(one, { store: { ...one.briefings.outbox, end } });
    await expect(outbox.pump()).rejects.toThrow(/full/);
    await expect(outbox.pump()).rejects.toThrow(/full/);
    isFull = false;
    await outbox.pump();
    expect(deliveriesOf(one)).toMatchObject([{ state: "delivered", attempts: 1 }]);
    expect(receiver.calls).toHaveLength(1);
  });

  test("that keeps a delivery from being taken leaves it where it is", async () => {
    const one = await ended({ deliver: { folder: "delivered" } });
    const take: OutboxStore["take"] = () => {
      throw full;
    };
    const outbox = await outboxOf(one, { store: { ...one.briefings.outbox, take } });
    await expect(outbox.pump()).rejects.toThrow(/full/);
    expect(deliveriesOf(one)).toMatchObject([{ state: "pending", attempts: 0 }]);
  });

  test("under the folder or the feed is tried again", async () => {
    const one = await ended({ deliver: { folder: "full/delivered", feed: true } });
    // Nothing can be made below a file, as nothing can on a full disk.
    const home = join(one.config.home, "deliveries", "local");
    await mkdir(home, { recursive: true });
    await writeFile(join(home, "full"), "");
    await writeFile(join(one.config.home, "feeds"), "");
    await one.briefings.deliver();
    expect(deliveriesOf(one).map(({ state }) => state)).toEqual(["pending", "pending"]);
    await rm(join(home, "full"));
    await rm(join(one.config.home, "feeds"));
    one.clock.advance(minuteMs);
    await one.briefings.deliver();
    expect(deliveriesOf(one).map(({ state }) => state)).toEqual(["delivered", "delivered"]);
  });
});
