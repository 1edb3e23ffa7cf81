/**
 * Sends what lies in the outbox.
 *
 * What is guaranteed: a delivery is written in the transaction that ends its run, so none is lost and none is made twice.
 * Each is sent until its receiver took it or it is given up with a reason. Folder and feed get it exactly once, because
 * their writing is one rename that a second attempt recognises. Webhook and mail get it at least once: a process that
 * ends between the receiver's answer and the record of it sends again, with the same key, by which the receiver tells.
 */
import { createHash } from "node:crypto";
import { messageOf } from "../../errors.ts";
import type { Sent } from "./deliver/channel.ts";
import type { DeliveryEnd, NewDelivery, OutboxStore } from "./outbox-store.ts";
import { afterQuietHours } from "./quiet-hours.ts";
import type { Briefing, Channel, Delivery, SlotRecord } from "./records.ts";

/** Waits before the second and further attempts; after the last one a delivery is given up, two days after the first. */
export const retryMinutes: readonly number[] = [1, 5, 15, 60, 180, 360, 720, 1_440];
/** Sent at the same time: one slow receiver does not hold up the others. */
const concurrency = 4;
const minuteMs = 60_000;
/** A receiver may ask for longer pauses than ours, up to this. */
const longestPauseMs = 24 * 60 * minuteMs;

/** Sends what waits in the store; several calls at once share one pass. */
export interface Outbox {
  /** Sends what may go now; settles when nothing is left that may. */
  pump(): Promise<void>;
  /** Waits for attempts under way to end. */
  settled(): Promise<void>;
}

interface OutboxOptions {
  readonly store: OutboxStore;
  readonly now: () => Date;
  /** `left-out` is not wanted after all. Rejects only when `signal` aborts. */
  readonly send: (delivery: Delivery, signal: AbortSignal) => Promise<Sent | "left-out">;
  /** The instant before which a delivery may not go, as things are now; any time when absent. */
  readonly notBefore?: (delivery: Delivery, now: number) => number;
  readonly signal: AbortSignal;
}

/** Sends one delivery at a time; a `pump` while another is under way joins it. */
export function createOutbox({ store, now, send, notBefore = () => 0, signal }: OutboxOptions): Outbox {
  let pumping: Promise<void> | undefined;
  const stamp = () => now().toISOString();
  // Ends that could not be written down, as with a full disk: sending again would not undo what was sent.
  const unrecorded = new Map<string, DeliveryEnd>();
  const record = (id: string, end: DeliveryEnd): void => {
    unrecorded.set(id, end);
    store.end(id, end);
    unrecorded.delete(id);
  };
  const deliver = async (delivery: Delivery): Promise<void> => {
    const next = notBefore(delivery, now().getTime());
    if (next > now().getTime()) return store.postpone(delivery.id, { next, updated: stamp() });
    const sent = await send(delivery, signal);
    // Recorded at once: what ends the process between the answer and this line makes the receiver see the key again.
    record(delivery.id, endOf(delivery, sent, now()));
  };
  const work = async (): Promise<void> => {
    for (;;) {
      if (signal.aborted) return;
      const delivery = store.take(now().getTime(), stamp());
      if (!delivery) return;
      try {
        await deliver(delivery);
      } catch (error) {
        // Left as it is: whoever starts next puts it back.
        if (signal.aborted) return;
        throw error;
      }
    }
  };
  const pumpAll = async (): Promise<void> => {
    for (const [id, end] of unrecorded) record(id, end);
    const ends = await Promise.allSettled(Array.from({ length: concurrency }, work));
    const broken = ends.find((end) => end.status === "rejected");
    if (broken) throw broken.reason;
  };
  const pump = (): Promise<void> => {
    pumping ??= pumpAll().finally(() => {
      pumping = undefined;
    });
    return pumping;
  };
  return { pump, settled: async () => void (await pumping?.catch(() => undefined)) };
}

function endOf(delivery: Delivery, sent: Sent | "left-out", now: Date): Parameters<OutboxStore["end"]>[1] {
  const updated = now.toISOString();
  if (sent === "left-out") return { state: "left-out", updated, message: "Nothing was new, and only news is wanted." };
  if (sent.ok) return { state: "delivered", updated, ...(sent.message ? { message: sent.message } : {}) };
  const minutes = retryMinutes[delivery.attempts - 1];
  if (sent.isFinal) return { state: "failed", updated, message: sent.message };
  if (minutes !== undefined) {
    const pause = Math.max(minutes * minuteMs, Math.min(sent.pauseMs ?? 0, longestPauseMs));
    return { state: "pending", updated, next: now.getTime() + pause, message: sent.message };
  }
  return { state: "failed", updated, message: `Given up after ${delivery.attempts} attempts: ${sent.message}` };
}

/** The deliveries of a slot, one a target. */
export function deliveriesOf(
  { id: briefingId, definition }: Briefing,
  { slot, runId }: { readonly slot: SlotRecord["slot"]; readonly runId: string },
  now: Date,
): readonly NewDelivery[] {
  const { folder = [], webhook = [], mail = [], feed = false } = definition.deliver;
  const targets: readonly (readonly [Channel, string])[] = [
    ...folder.map((target) => ["folder", target] as const),
    ...webhook.map((target) => ["webhook", target] as const),
    ...mail.map((target) => ["mail", target] as const),
    ...(feed ? [["feed", ""] as const] : []),
  ];
  const { quiet, timeZone } = definition.schedule;
  const next = afterQuietHours(now.getTime(), quiet, timeZone);
  return targets.map(([channel, target]) => {
    const id = createHash("sha256").update([briefingId, slot, channel, target].join("\n")).digest("hex").slice(0, 32);
    return { id, briefingId, slot, runId, channel, target, next, updated: now.toISOString() };
  });
}

/** What went wrong in an attempt that was not foreseen, as an attempt that may succeed later. */
export function failedAttempt(error: unknown, signal: AbortSignal): Sent {
  signal.throwIfAborted();
  const isGone = error instanceof Error && "code" in error && error.code === "NOT_FOUND";
  return { ok: false, isFinal: isGone, message: messageOf(error) };
}
