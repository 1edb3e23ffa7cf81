import { inTransaction } from "../../runs/index.ts";
import type { Database } from "../database.ts";
import { preparedStatements } from "../statements.ts";
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
export interface OutboxStore extends OutboxLists {
  /** Within the caller's transaction. */
  put(deliveries: readonly NewDelivery[]): void;
  /**
   * Takes the delivery that waits longest and may go now; one that was written in a future which the clock has taken back
   * waits no longer.
   */
  take(now: number, updated: string): Delivery | undefined;
  end(id: string, end: DeliveryEnd): void;
  /** Puts one that was taken back without an attempt, until an instant. */
  postpone(id: string, at: { readonly next: number; readonly updated: string }): void;
  /** Puts back what was being sent when the last process ended. */
  recover(): void;
  /** Puts one that was given up back, for another round of attempts. */
  retry(id: string, next: number): boolean;
}

interface OutboxLists {
  get(id: string): Delivery | undefined;
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

/** What waits and may go, the one that waits longest first. */
const nextSql = "state = 'pending' AND (next <= ? OR updated > ?) ORDER BY next, id LIMIT 1";
const insertSql = "INSERT OR IGNORE INTO deliveries VALUES (?, ?, ?, ?, ?, ?, 'pending', 0, ?, NULL, ?)";
const takeSql = "UPDATE deliveries SET state = 'sending', attempts = attempts + 1, updated = ? WHERE id = ?";
const endSql = "UPDATE deliveries SET state = ?, updated = ?, next = coalesce(?, next), message = ? WHERE id = ?";
const postponeSql =
  "UPDATE deliveries SET state = 'pending', attempts = attempts - 1, next = ?, updated = ? WHERE id = ?";
const recoverSql = "UPDATE deliveries SET state = 'pending' WHERE state = 'sending'";
const retrySql = "UPDATE deliveries SET state = 'pending', attempts = 0, next = ? WHERE id = ? AND state = 'failed'";

/** Over a database that has the tables of `schema.ts`. */
export function createOutboxStore(database: Database): OutboxStore {
  const { run, all } = preparedStatements(database);
  const rows: Rows = (where, values) => all<Row>(`SELECT * FROM deliveries WHERE ${where}`, values).map(toDelivery);
  return {
    ...outboxLists(rows),
    put: (deliveries) => {
      for (const { id, briefingId, slot, runId, channel, target, next, updated } of deliveries)
        run(insertSql, [id, briefingId, slot, runId, channel, target, next, updated]);
    },
    take: (now, updated) =>
      inTransaction(database, () => {
        const [first] = rows(nextSql, [now, updated]);
        if (!first) return undefined;
        run(takeSql, [updated, first.id]);
        return { ...first, state: "sending", attempts: first.attempts + 1, updated };
      }),
    end: (id, { state, updated, next = null, message = null }) => {
      run(endSql, [state, updated, next, message, id]);
    },
    postpone: (id, { next, updated }) => {
      run(postponeSql, [next, updated, id]);
    },
    recover: () => {
      run(recoverSql, []);
    },
    retry: (id, next) => run(retrySql, [next, id]) > 0,
  };
}

type Rows = (where: string, values: readonly unknown[]) => readonly Delivery[];

function outboxLists(rows: Rows): OutboxLists {
  return {
    get: (id) => rows("id = ?", [id])[0],
    ofBriefing: (briefingId, limit) => rows("briefing_id = ? ORDER BY updated DESC, id LIMIT ?", [briefingId, limit]),
    isOpen: (runId) => rows("run_id = ? AND state IN ('pending', 'sending') LIMIT 1", [runId]).length > 0,
    nextAt: () => rows("state = 'pending' ORDER BY next LIMIT 1", [])[0]?.next,
  };
}

function toDelivery({ briefing_id: briefingId, run_id: runId, message, ...rest }: Row): Delivery {
  return { ...rest, briefingId, runId, ...(message === null ? {} : { message }) };
}
