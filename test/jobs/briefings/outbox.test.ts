import { readdir } from "node:fs/promises";
import { join } from "node:path";
import { load } from "cheerio";
import { afterEach, beforeAll, describe, expect, test } from "vitest";
import { createOutbox, retryMinutes } from "../../../src/jobs/briefings/outbox.ts";
import type { OutboxStore } from "../../../src/jobs/briefings/outbox-store.ts";
import { openSending } from "../../../src/jobs/briefings/sending.ts";
import { documentedVerifier } from "../../support/documented-verifier.ts";
import { partsOf, startMailServer } from "../../support/mail-server.ts";
import { type TemporaryBriefings, temporaryBriefings } from "../../support/temporary-briefings.ts";
import { startReceiver } from "../../support/webhook-receiver.ts";

let isGenuine: Awaited<ReturnType<typeof documentedVerifier>>;
const closers: (() => Promise<unknown>)[] = [];
const closing = <One extends { close(): Promise<unknown> }>(one: One): One => {
  closers.unshift(() => one.close());
  return one;
};
afterEach(async () => {
  for (const close of closers.splice(0)) await close();
});

beforeAll(async () => {
  isGenuine = await documentedVerifier();
});

/** A briefing whose run has just ended, with what it has to deliver. */
async function ended(
  deliver: object,
  start = "2026-03-10T06:00:00Z",
  extra: { allow?: string; smtp?: string } = {},
): Promise<TemporaryBriefings> {
  const one = closing(
    await temporaryBriefings(start, (config) => ({
      ...config,
      webhookKey: "a key of the operator",
      allowAddresses: extra.allow ? [extra.allow] : [],
      mail: extra.smtp
        ? { url: extra.smtp, from: "Exhibit <exhibit@example.org>", allow: ["@example.org"] }
        : undefined,
    })),
  );
  one.add({ deliver });
  one.clock.advance(60 * 60_000);
  await one.briefings.cycle();
  await one.finish();
  return one;
}

const deliveriesOf = ({ briefings }: TemporaryBriefings) =>
  briefings.outbox.ofBriefing(briefings.store.list()[0]?.id ?? "", 100);

describe("a webhook", () => {
  test("is signed so that the documented code tells it from every forgery", async () => {
    const receiver = closing(await startReceiver());
    const one = await ended({ webhook: `${receiver.origin}/hook` }, undefined, { allow: receiver.origin });
    await one.briefings.deliver();
    const [call] = receiver.calls;
    if (!call) throw new Error("no call");
    const headers = call.headers as Record<string, string>;
    const secret = one.briefings.secretOf({ tenant: "local", name: "growth" });
    const given = { headers, body: call.body, secret, now: one.clock.now() };
    expect(isGenuine(given)).toBe(true);
    const forged: readonly Partial<Parameters<typeof isGenuine>[0]>[] = [
      { body: call.body.replace("431", "913") },
      { headers: { ...headers, "webhook-id": "another" } },
      { headers: { ...headers, "webhook-timestamp": String(Number(headers["webhook-timestamp"]) + 1) } },
      { headers: { ...headers, "webhook-signature": "v1,AAAA" } },
      { headers: { ...headers, "webhook-signature": (headers["webhook-signature"] ?? "").slice(3) } },
      { headers: {} },
      { secret: one.briefings.secretOf({ tenant: "other", name: "growth" }) },
      { now: one.clock.now() + 6 * 60_000 },
    ];
    expect(forged.map((change) => isGenuine({ ...given, ...change }))).toEqual(forged.map(() => false));
    expect(JSON.parse(call.body)).toMatchObject({
      type: "briefing.done",
      id: headers["webhook-id"],
      slot: "2026-03-10T08:00",
      counts: { changed: 1 },
      lines: [
        {
          status: "changed",
          before: { text: "It delivered 412 GWh.", source: { title: "Velden plant, March" } },
          now: { text: "It delivered 431 GWh." },
        },
      ],
    });
  });

  test("to a private address is refused for good, unless the operator allows its origin", async () => {
    const receiver = closing(await startReceiver());
    const one = await ended({ webhook: `${receiver.origin}/hook` });
    await one.briefings.deliver();
    expect(receiver.calls).toEqual([]);
    expect(deliveriesOf(one)).toMatchObject([
      { state: "failed", attempts: 1, message: expect.stringMatching(/private|port/) },
    ]);
  });

  test("is tried again with the same key and pauses that grow, and does not follow redirects", async () => {
    const receiver = closing(await startReceiver([500, 302]));
    const one = await ended({ webhook: `${receiver.origin}/hook` }, undefined, { allow: receiver.origin });
    await one.briefings.deliver();
    expect(deliveriesOf(one)).toMatchObject([{ state: "pending", next: one.clock.now() + 60_000 }]);
    await one.briefings.deliver();
    expect(receiver.calls).toHaveLength(1);
    one.clock.advance(60_000);
    await one.briefings.deliver();
    expect(deliveriesOf(one)).toMatchObject([{ state: "pending", message: expect.stringContaining("redirects") }]);
    one.clock.advance(5 * 60_000);
    await one.briefings.deliver();
    expect(deliveriesOf(one)).toMatchObject([{ state: "delivered", attempts: 3 }]);
    expect(new Set(receiver.calls.map(({ headers }) => headers["idempotency-key"])).size).toBe(1);
  });

  test("that never succeeds is given up after two days, with the last reason, and can be put back", async () => {
    const receiver = closing(await startReceiver(Array.from({ length: 20 }, () => 503)));
    const one = await ended({ webhook: `${receiver.origin}/hook` }, undefined, { allow: receiver.origin });
    for (const _ of [...retryMinutes, 0]) {
      await one.briefings.deliver();
      one.clock.advance(24 * 60 * 60_000);
    }
    const [delivery] = deliveriesOf(one);
    expect(delivery).toMatchObject({
      state: "failed",
      message: expect.stringMatching(/^Given up after 9 attempts: .*503/),
    });
    expect(one.briefings.outbox.retry(delivery?.id ?? "", one.clock.now())).toBe(true);
    await one.briefings.deliver();
    expect(receiver.calls).toHaveLength(10);
  });
});

test("mail arrives with what changed in text and HTML, and the report attached", async () => {
  const server = closing(await startMailServer());
  const one = await ended({ mail: ["team@example.org", "spy@evil.test"] }, undefined, { smtp: server.url });
  await one.briefings.deliver();
  const [mail, ...more] = server.mails;
  expect(more).toEqual([]);
  expect(mail?.to).toEqual(["team@example.org"]);
  expect(deliveriesOf(one).find(({ state }) => state === "failed")?.message).toContain(
    "does not write to spy@evil.test",
  );
  const key = deliveriesOf(one).find(({ state }) => state === "delivered")?.id;
  expect(mail?.raw).toContain(`Message-ID: <${key}@exhibit.invalid>`);
  const parts = mail ? partsOf(mail) : [];
  const part = (pattern: RegExp) => parts.find(({ head }) => pattern.test(head))?.body ?? "";
  expect(part(/text\/plain/)).toMatch(
    /\* CHANGED: Velden <plant>\s+Before: It delivered 412 GWh\. \[Velden plant, March\]/,
  );
  expect(part(/text\/html/)).toContain("Velden &lt;plant&gt;");
  expect(part(/filename=report\.md/)).toContain("# Heat");
  expect(JSON.parse(part(/filename=delta\.json/))).toMatchObject({ outcome: "news" });
});

test("a feed is valid Atom with each run once, latest first", async () => {
  const one = await ended({ feed: true });
  await one.briefings.deliver();
  for (const _ of [1, 2]) {
    one.clock.advance(24 * 60 * 60_000);
    await one.briefings.cycle();
    await one.finish();
    await one.briefings.deliver();
  }
  const [briefing] = one.briefings.store.list();
  const xml = briefing ? ((await one.briefings.feed(briefing)) ?? "") : "";
  const feed = load(xml, { xml: true });
  for (const element of ["id", "title", "updated", "author > name"]) expect(feed(`feed > ${element}`)).toHaveLength(1);
  const entries = feed("entry").toArray();
  expect(entries).toHaveLength(3);
  for (const entry of entries) {
    for (const element of ["id", "title", "updated", "content"]) expect(feed(entry).children(element)).toHaveLength(1);
    expect(Date.parse(feed(entry).children("updated").text())).not.toBeNaN();
  }
  const dates = entries.map((entry) => feed(entry).children("updated").text());
  expect(dates).toEqual([...dates].sort().reverse());
  expect(new Set(entries.map((entry) => feed(entry).children("id").text())).size).toBe(3);
});

test("deliveries wait for the end of quiet hours, and for news if only that is wanted", async () => {
  const quiet = closing(await temporaryBriefings("2026-03-10T01:00:00Z"));
  quiet.add({
    schedule: { cron: "0 3 * * *", timeZone: "Europe/Berlin", quiet: "22:00-07:00" },
    deliver: { folder: "night", when: "news" },
  });
  quiet.clock.advance(60 * 60_000);
  await quiet.briefings.cycle();
  await quiet.finish("nothing-new");
  await quiet.briefings.deliver();
  expect(deliveriesOf(quiet)).toMatchObject([{ state: "pending", next: Date.parse("2026-03-10T06:00:00Z") }]);
  quiet.clock.advance(4 * 60 * 60_000);
  await quiet.briefings.deliver();
  expect(deliveriesOf(quiet)).toMatchObject([{ state: "left-out" }]);
});

describe("a crash between any two steps of a delivery", () => {
  class Crash extends Error {}
  const points = ["before take", "after take", "before end", "after end"] as const;
  /** The store of a process that ends at a step, right before or after it was done. */
  const dyingAt = (store: OutboxStore, point: (typeof points)[number]): OutboxStore => {
    const [when, step] = point.split(" ");
    let isDead = false;
    const guard =
      <Args extends readonly unknown[], Result>(name: string, work: (...args: Args) => Result) =>
      (...args: Args): Result => {
        if (isDead || (name === step && when === "before")) {
          isDead = true;
          throw new Crash();
        }
        const result = work(...args);
        if (name !== step) return result;
        isDead = true;
        throw new Crash();
      };
    return { ...store, take: guard("take", store.take), end: guard("end", store.end) };
  };

  test("delivers to folder and feed exactly once, to webhook and mail at least once under one key", async () => {
    for (const channel of ["folder", "feed", "webhook", "mail"] as const) {
      for (const point of points) {
        const receiver = await startReceiver();
        const server = await startMailServer();
        const target = {
          folder: "delivered",
          feed: true,
          webhook: `${receiver.origin}/hook`,
          mail: "team@example.org",
        }[channel];
        const one = await ended({ [channel]: target }, undefined, { allow: receiver.origin, smtp: server.url });
        const { config, clock, briefings } = one;
        const now = () => new Date(clock.now());
        const { signal } = new AbortController();
        const stores = { briefings: briefings.store, outbox: briefings.outbox };
        const sending = await openSending({ config, offline: false, cwd: config.out, now, ...stores });
        const dying = createOutbox({
          store: dyingAt(briefings.outbox, point),
          now,
          send: sending.send,
          signal,
        });
        await dying.pump().catch((error: unknown) => expect(error).toBeInstanceOf(Crash));
        await sending.close();
        await briefings.close();
        await one.reopen();
        await one.briefings.deliver();
        expect(deliveriesOf(one)).toMatchObject([{ state: "delivered" }]);
        const [briefing] = briefings.store.list();
        const counts = {
          folder: async () => (await readdir(join(config.home, "deliveries", "local", "delivered"))).length,
          feed: async () => ((briefing && (await one.briefings.feed(briefing))) ?? "").split("<entry").length - 1,
          webhook: async () => new Set(receiver.calls.map(({ headers }) => headers["webhook-id"])).size,
          mail: async () => new Set(server.mails.map(({ raw }) => /^Message-ID: .*$/m.exec(raw)?.[0])).size,
        };
        expect(await counts[channel]()).toBe(1);
        // Only an end between the answer and the record of it sends twice.
        const sent = channel === "webhook" ? receiver.calls.length : server.mails.length;
        if (channel === "webhook" || channel === "mail") expect(sent).toBe(point === "before end" ? 2 : 1);
        await receiver.close();
        await server.close();
      }
    }
  }, 60_000);

  test("leaves a run's end and its deliveries both written or neither", async () => {
    const one = closing(await temporaryBriefings("2026-03-10T06:00:00Z"));
    one.add({ deliver: { folder: "delivered" } });
    one.clock.advance(60 * 60_000);
    await one.briefings.cycle();
    const [job] = one.given.jobs.store.withStatus("running");
    one.given.jobs.onEnded(() => {
      throw new Crash();
    });
    const end = () => one.given.jobs.store.change(job?.id ?? "", { status: "done" }, "2026-03-10T07:00:00Z");
    expect(end).toThrow(Crash);
    expect(one.given.jobs.store.jobById(job?.id ?? "")?.status).toBe("running");
    expect(deliveriesOf(one)).toEqual([]);
    expect(one.briefings.store.slotsIn("running")).toHaveLength(1);
  });
});

test("old runs are removed when they are delivered, the last one never", async () => {
  const one = closing(await temporaryBriefings("2026-03-10T06:00:00Z"));
  one.add({ keep: 2, deliver: { folder: "delivered" } });
  const runs: string[] = [];
  for (const _ of [1, 2, 3, 4]) {
    one.clock.advance(24 * 60 * 60_000);
    await one.briefings.cycle();
    runs.push(await one.finish());
  }
  await one.briefings.cycle();
  const there = new Set(await readdir(one.config.out));
  expect(runs.map((id) => there.has(id))).toEqual([false, false, true, true]);
  expect(await readdir(join(one.config.home, "removing"))).toEqual([]);
  expect(await readdir(join(one.config.home, "deliveries", "local", "delivered"))).toHaveLength(4);
});
