import { mkdir, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { type TemporaryBriefings, temporaryBriefings } from "../../support/temporary-briefings.ts";

let one: TemporaryBriefings;
/** How long each pause was to be, in order. */
let pauses: number[];
/** Ends the pause under way. */
let wake: () => void;

/** A pause that lasts until the test or the signal ends it. */
function sleep(milliseconds: number, signal: AbortSignal): Promise<void> {
  pauses.push(milliseconds);
  return new Promise((resolve, reject) => {
    wake = resolve;
    signal.addEventListener("abort", () => reject(signal.reason), { once: true });
  });
}

beforeEach(async () => {
  pauses = [];
  one = await temporaryBriefings("2026-03-10T06:59:00Z");
  await one.briefings.close();
  await one.reopen({ sleep });
});
afterEach(() => one.close());

const begin = async () => {
  one.briefings.start();
  await expect.poll(() => pauses).toHaveLength(1);
};
const next = async () => {
  const count = pauses.length;
  wake();
  await expect.poll(() => pauses.length).toBe(count + 1);
};

describe("a server with briefings looks", () => {
  test("every fifteen seconds when nothing is due sooner, so that an edited file is noticed", async () => {
    await begin();
    await mkdir(join(one.config.out, "briefings"));
    await writeFile(
      join(one.config.out, "briefings", "growth.yaml"),
      "question: What grew?\nschedule: { cron: '0 8 * * *', timeZone: Europe/Berlin }\n",
    );
    expect(one.briefings.store.list()).toEqual([]);
    await next();
    expect(one.briefings.store.list()).toMatchObject([{ name: "growth" }]);
    expect(pauses).toEqual([15_000, 15_000]);
  });

  test("when the next slot comes, and starts it then", async () => {
    one.add();
    one.clock.advance(52_000);
    await begin();
    expect([pauses, one.begun]).toEqual([[8_000], []]);
    one.clock.advance(8_000);
    await next();
    expect(one.begun).toHaveLength(1);
    expect(pauses.at(-1)).toBe(15_000);
  });

  test("when the next delivery may go, and not more than twice a second", async () => {
    const { id } = one.add({ deliver: { folder: "delivered" } });
    one.clock.advance(60_000);
    await one.briefings.cycle();
    await one.finish();
    const [delivery] = one.briefings.outbox.ofBriefing(id, 1);
    const updated = new Date(one.clock.now()).toISOString();
    one.briefings.outbox.end(delivery?.id ?? "", { state: "pending", next: one.clock.now() + 3_000, updated });
    await begin();
    expect(pauses).toEqual([3_000]);
    one.clock.advance(2_990);
    await next();
    expect(pauses).toEqual([3_000, 500]);
    one.clock.advance(500);
    await next();
    await expect.poll(() => one.briefings.outbox.ofBriefing(id, 1)).toMatchObject([{ state: "delivered" }]);
  });

  test("not at a briefing that is paused", async () => {
    const added = one.add();
    one.briefings.change(added, { isEnabled: false });
    one.clock.advance(59_000);
    await begin();
    expect(pauses).toEqual([15_000]);
  });

  test("at once when a run has ended, to deliver what it made", async () => {
    const { id } = one.add({ deliver: { folder: "delivered" } });
    one.clock.advance(60_000);
    await begin();
    await one.finish();
    await expect.poll(() => one.briefings.outbox.ofBriefing(id, 1)).toMatchObject([{ state: "delivered" }]);
    expect(pauses).toHaveLength(1);
  });

  test("in one round of its own, however often it is started, and no more once it is closed", async () => {
    await begin();
    one.briefings.start();
    await next();
    expect(pauses).toHaveLength(2);
    await one.briefings.close();
    one.add();
    one.clock.advance(60_000);
    wake();
    expect([one.begun, pauses.length]).toEqual([[], 2]);
    expect(one.errors).toEqual([]);
  });
});

describe("a look", () => {
  test("does the rest although a part of it fails, and tells each failure", async () => {
    const { id } = one.add({ deliver: { folder: "delivered" } });
    one.clock.advance(60_000);
    await writeFile(join(one.config.out, "briefings"), "a file in the place of the folder");
    await one.briefings.cycle();
    await one.finish();
    await one.briefings.cycle();
    expect(one.briefings.outbox.ofBriefing(id, 1)).toMatchObject([{ state: "delivered" }]);
    expect(one.errors).toHaveLength(2);
    expect(one.errors.map(String).join()).toMatch(/ENOTDIR/);
  });
});
