import { inTransaction } from "../../runs/index.ts";
import type { Database } from "../database.ts";
import { preparedStatements, type Statements } from "../statements.ts";
import type { Delivery } from "./records.ts";

/** A delivery before its first attempt. */
export type NewDelivery = Pick<
  Delivery,
  "id" | "briefingId" | "slot" | "runId" | "channel" | "target" | "next" | "updated"
>;

/** What is written down after an attempt; `next` where another follows, `message` where it failed. */
export type DeliveryEnd = Pick<Delivery, "state" | "updated"> & Partial<Pick<Delivery, "next" | "message">>;

/**
 * Deliveries on their way, kept in SQLite.
 *
 * Contract: one row a slot and target for ever, so that nothing is put in twice; a delivery is taken by one sender at a
 * time, and taken again when the process that had it is gone.
 */
export interface OutboxStore {
  /** Within the caller's transaction. */
  put(deliveries: readonly NewDelivery[]): void;
  /**
   * Takes the delivery that waits longest and may go now; one that was written in a future which the clock has taken back
   * waits no longer.
   */
  take(now: number, updated: string): Delivery | undefined;
  /** Writes down how an attempt ended. */
  end(id: string, end: DeliveryEnd): void;
  /** Puts one that was taken back without an attempt, until an instant. */
  postpone(id: string, at: { readonly next: number; readonly updated: string }): void;
  /** Puts back what was being sent when the last process ended. */
  recover(): void;
  /** Puts one that was given up back, for another round of attempts. */
  retry(id: string, next: number): boolean;
  get(id: string): Delivery | undefined;
  /** Latest first. */
  ofBriefing(briefingId: string, limit: number): readonly Delivery[];
  /** Whether something of a run is still to be delivered. */
  isOpen(runId: string): boolean;
  /** When the next one may go. */
  nextAt(): number | undefined;
}

interface Row {
  readonly id: string;
  readonly briefing_id: string;
  readonly slot: string;
  readonly run_id: string;
  readonly channel: Delivery["channel"];
  readonly target: string;
  readonly state: Delivery["state"];
  readonly attempts: number;
  readonly next: number;
  readonly message: string | null;
  readonly updated: string;
}

/** The outbox within a prepared database; its tables must exist. */
export function createOutboxStore(database: Database): OutboxStore {
  const { run, all } = preparedStatements(database);
  const rows: Rows = (where, values) => all<Row>(`SELECT * FROM deliveries WHERE ${where}`, values).map(toDelivery);
  return {
    ...attempts(database, run, rows),
    put: (deliveries) => {
      for (const { id, briefingId, slot, runId, channel, target, next, updated } of deliveries)
        run("INSERT OR IGNORE INTO deliveries VALUES (?, ?, ?, ?, ?, ?, 'pending', 0, ?, NULL, ?)", [
          id,
          briefingId,
          slot,
          runId,
          channel,
          target,
          next,
          updated,
        ]);
    },
    recover: () => {
      run("UPDATE deliveries SET state = 'pending' WHERE state = 'sending'", []);
    },
    retry: (id, next) =>
      run("UPDATE deliveries SET state = 'pending', attempts = 0, next = ? WHERE id = ? AND state = 'failed'", [
        next,
        id,
      ]) > 0,
    get: (id) => rows("id = ?", [id])[0],
    ofBriefing: (briefingId, limit) => rows("briefing_id = ? ORDER BY updated DESC, id LIMIT ?", [briefingId, limit]),
    isOpen: (runId) => rows("run_id = ? AND state IN ('pending', 'sending') LIMIT 1", [runId]).length > 0,
    nextAt: () => rows("state = 'pending' ORDER BY next LIMIT 1", [])[0]?.next,
  };
}

type Rows = (where: string, values: readonly unknown[]) => readonly Delivery[];

/** What the sender does with a delivery: takes it, and tells how that ended or that it was too early. */
function attempts(
  database: Database,
  run: Statements["run"],
  rows: Rows,
): Pick<OutboxStore, "take" | "end" | "postpone"> {
  return {
    take: (now, updated) =>
      inTransaction(database, () => {
        const [first] = rows("state = 'pending' AND (next <= ? OR updated > ?) ORDER BY next, id LIMIT 1", [
          now,
          updated,
        ]);
        if (!first) return undefined;
        run("UPDATE deliveries SET state = 'sending', attempts = attempts + 1, updated = ? WHERE id = ?", [
          updated,
          first.id,
        ]);
        return { ...first, state: "sending", attempts: first.attempts + 1, updated };
      }),
    end: (id, { state, updated, next, message }) => {
      run("UPDATE deliveries SET state = ?, updated = ?, next = coalesce(?, next), message = ? WHERE id = ?", [
        state,
        updated,
        next ?? null,
        message ?? null,
        id,
      ]);
    },
    postpone: (id, { next, updated }) => {
      run("UPDATE deliveries SET state = 'pending', attempts = attempts - 1, next = ?, updated = ? WHERE id = ?", [
        next,
        updated,
        id,
      ]);
    },
  };
}

function toDelivery({ briefing_id: briefingId, run_id: runId, message, ...rest }: Row): Delivery {
  return { ...rest, briefingId, runId, ...(message === null ? {} : { message }) };
}
