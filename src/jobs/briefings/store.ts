import { inTransaction } from "../../runs/index.ts";
import type { Database } from "../database.ts";
import { keptJson } from "../kept-json.ts";
import type { Briefing, SlotRecord, SlotState } from "./records.ts";
import { prepareBriefingSchema } from "./schema.ts";
import type { Slot } from "./slots.ts";

/** What was decided on a slot. */
export interface DecidedSlot extends Slot {
  readonly state: Extract<SlotState, "due" | "skipped" | "missed">;
  readonly reason?: string;
}

export type BriefingChange = Partial<
  Pick<Briefing, "name" | "definition" | "isEnabled" | "cursor" | "metadata" | "threadId"> & { problem: string | null }
>;

/** Briefings and their slots, kept in SQLite. Contract: a slot is decided on once. */
export interface BriefingStore {
  add(briefing: Briefing): void;
  get(id: string): Briefing | undefined;
  named(tenant: string, name: string): Briefing | undefined;
  /** Of all tenants when none is named; in order of name. */
  list(tenant?: string): readonly Briefing[];
  change(id: string, change: BriefingChange, updated: string): void;
  /** Slots and deliveries go with it. */
  remove(id: string): void;
  /** Writes what was decided and moves the cursor, in one transaction; slots that are known stay as they are. */
  decide(id: string, decided: readonly DecidedSlot[], at: { readonly cursor: number; readonly updated: string }): void;
  /** Forgets what was left out of a future that the clock has taken back. */
  forgetAfter(id: string, instant: number): void;
  /** Latest first. */
  slots(id: string, limit: number): readonly SlotRecord[];
  /** Oldest first, of all briefings. */
  slotsIn(...states: readonly SlotState[]): readonly SlotRecord[];
  slotOfRun(runId: string): SlotRecord | undefined;
  /** Changes a slot that is in the expected state; whether it was. */
  move(slot: Pick<SlotRecord, "briefingId" | "slot">, expected: SlotState, to: SlotMove): boolean;
  /** Runs that were done, latest first. */
  doneRuns(id: string): readonly string[];
  /** Forgets slots that are older than an instant and have no kept run. */
  prune(id: string, before: number): void;
  removeSlotOfRun(runId: string): void;
}

export type SlotMove = Pick<SlotRecord, "state" | "updated"> & Partial<Pick<SlotRecord, "runId" | "reason">>;

interface BriefingRow {
  readonly id: string;
  readonly tenant: string;
  readonly name: string;
  readonly origin: Briefing["origin"];
  readonly definition: string;
  readonly enabled: number;
  readonly problem: string | null;
  readonly thread_id: string;
  readonly cursor: number;
  readonly created: string;
  readonly updated: string;
  readonly metadata: string;
}

interface SlotRow {
  readonly briefing_id: string;
  readonly slot: string;
  readonly due: number;
  readonly state: SlotState;
  readonly run_id: string | null;
  readonly reason: string | null;
  readonly updated: string;
}

export function createBriefingStore(database: Database): BriefingStore {
  prepareBriefingSchema(database);
  const run = (sql: string, values: readonly unknown[]): number => database.prepare(sql).run(values).changes;
  // The one cast of this file: rows have the shape of the statements above them.
  const all = <Row>(sql: string, values: readonly unknown[]) => database.prepare(sql).all(values) as readonly Row[];
  const briefings = (where: string, values: readonly unknown[]) =>
    all<BriefingRow>(`SELECT * FROM briefings WHERE ${where} ORDER BY name`, values).map(toBriefing);
  const slots = (where: string, values: readonly unknown[]) =>
    all<SlotRow>(`SELECT * FROM slots WHERE ${where}`, values).map(toSlot);
  return {
    add: ({
      id,
      tenant,
      name,
      origin,
      definition,
      isEnabled,
      threadId,
      cursor,
      created,
      updated,
      metadata,
      problem,
    }) => {
      const values = [
        id,
        tenant,
        name,
        origin,
        JSON.stringify(definition),
        isEnabled ? 1 : 0,
        problem ?? null,
        threadId,
      ];
      const rest = [cursor, created, updated, keptJson(metadata, "What is kept with a briefing")];
      run(`INSERT INTO briefings VALUES (${"?, ".repeat(11)}?)`, [...values, ...rest]);
    },
    get: (id) => briefings("id = ?", [id])[0],
    named: (tenant, name) => briefings("tenant = ? AND name = ?", [tenant, name])[0],
    list: (tenant) => (tenant === undefined ? briefings("1", []) : briefings("tenant = ?", [tenant])),
    change: (id, change, updated) => {
      const { name, definition, isEnabled, problem, cursor, metadata, threadId } = change;
      const json = (value: unknown) => (value === undefined ? undefined : JSON.stringify(value));
      const enabled = isEnabled === undefined ? undefined : Number(isEnabled);
      const columns = {
        name,
        definition: json(definition),
        enabled,
        problem,
        cursor,
        metadata: metadata && keptJson(metadata, "What is kept with a briefing"),
        thread_id: threadId,
        updated,
      };
      const set = Object.entries(columns).filter(([, value]) => value !== undefined);
      const names = set.map(([column]) => `${column} = ?`).join(", ");
      run(`UPDATE briefings SET ${names} WHERE id = ?`, [...set.map(([, value]) => value), id]);
    },
    remove: (id) => {
      run("DELETE FROM briefings WHERE id = ?", [id]);
    },
    decide: (id, decided, { cursor, updated }) =>
      inTransaction(database, () => {
        for (const { slot, due, state, reason } of decided)
          run("INSERT OR IGNORE INTO slots VALUES (?, ?, ?, ?, NULL, ?, ?)", [
            id,
            slot,
            due,
            state,
            reason ?? null,
            updated,
          ]);
        run("UPDATE briefings SET cursor = ? WHERE id = ?", [cursor, id]);
      }),
    forgetAfter: (id, instant) => {
      run("DELETE FROM slots WHERE briefing_id = ? AND due > ? AND state IN ('missed', 'skipped')", [id, instant]);
    },
    slots: (id, limit) => slots("briefing_id = ? ORDER BY due DESC, slot DESC LIMIT ?", [id, limit]),
    slotsIn: (...states) => slots(`state IN (${states.map(() => "?").join(", ")}) ORDER BY due, slot`, states),
    slotOfRun: (runId) => slots("run_id = ?", [runId])[0],
    move: ({ briefingId, slot }, expected, { state, updated, runId, reason }) =>
      run(
        `UPDATE slots SET state = ?, updated = ?, run_id = coalesce(?, run_id), reason = ?
         WHERE briefing_id = ? AND slot = ? AND state = ?`,
        [state, updated, runId ?? null, reason ?? null, briefingId, slot, expected],
      ) > 0,
    doneRuns: (id) =>
      slots("briefing_id = ? AND state = 'done' AND run_id IS NOT NULL ORDER BY updated DESC, due DESC", [id]).flatMap(
        ({ runId }) => runId ?? [],
      ),
    prune: (id, before) => {
      run("DELETE FROM slots WHERE briefing_id = ? AND due < ? AND run_id IS NULL AND state != 'due'", [id, before]);
    },
    removeSlotOfRun: (runId) => {
      run("DELETE FROM slots WHERE run_id = ?", [runId]);
    },
  };
}

/** The texts that we wrote as JSON ourselves. */
function toBriefing(row: BriefingRow): Briefing {
  const { enabled, problem, thread_id: threadId, definition, metadata, ...rest } = row;
  return {
    ...rest,
    threadId,
    isEnabled: enabled === 1,
    definition: JSON.parse(definition) as Briefing["definition"],
    metadata: JSON.parse(metadata) as Briefing["metadata"],
    ...(problem === null ? {} : { problem }),
  };
}

function toSlot({ briefing_id: briefingId, run_id: runId, reason, ...rest }: SlotRow): SlotRecord {
  return { ...rest, briefingId, ...(runId === null ? {} : { runId }), ...(reason === null ? {} : { reason }) };
}
