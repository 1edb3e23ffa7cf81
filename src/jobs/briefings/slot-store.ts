import { inTransaction } from "../../runs/index.ts";
import type { Database } from "../database.ts";
import { preparedStatements, type Statements } from "../statements.ts";
import type { SlotRecord, SlotState } from "./records.ts";
import type { Slot } from "./slots.ts";

/** What was decided on a slot. */
export interface DecidedSlot extends Slot {
  readonly state: Extract<SlotState, "due" | "skipped" | "missed">;
  readonly reason?: string;
}

type SlotMove = Pick<SlotRecord, "state" | "updated"> & Partial<Pick<SlotRecord, "runId" | "reason">>;

/** The slots of briefings, kept in SQLite. Contract: a slot is decided on once. */
export interface SlotStore extends SlotLists {
  /** Writes what was decided and moves the cursor, in one transaction; slots that are known stay as they are. */
  decide(id: string, decided: readonly DecidedSlot[], at: { readonly cursor: number; readonly updated: string }): void;
  /** Changes a slot that is in the expected state; whether it was. */
  move(slot: Pick<SlotRecord, "briefingId" | "slot">, expected: SlotState, to: SlotMove): boolean;
  /** Forgets what was left out of a future that the clock has taken back. */
  forgetAfter(id: string, instant: number): void;
  /** Forgets slots that are older than an instant and have no kept run. */
  prune(id: string, before: number): void;
  /** A slot outlives its run: a clock that is set back must not make it due again. */
  forgetRun(runId: string): void;
}

interface SlotLists {
  /** Latest first. */
  slots(id: string, limit: number): readonly SlotRecord[];
  /** Oldest first, of all briefings. */
  slotsIn(...states: readonly SlotState[]): readonly SlotRecord[];
  slotOfRun(runId: string): SlotRecord | undefined;
  /** Runs that were done, or that ended otherwise, latest first. */
  doneRuns(id: string): readonly string[];
  undoneRuns(id: string): readonly string[];
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

/** Over a database that has the tables of `schema.ts`. */
export function createSlotStore(database: Database): SlotStore {
  const { run, all } = preparedStatements(database);
  return {
    ...slotLists(all),
    decide: (id, decided, { cursor, updated }) =>
      inTransaction(database, () => {
        for (const { slot, due, state, reason = null } of decided) {
          const values = [id, slot, due, state, reason, updated];
          run("INSERT OR IGNORE INTO slots VALUES (?, ?, ?, ?, NULL, ?, ?)", values);
        }
        run("UPDATE briefings SET cursor = ? WHERE id = ?", [cursor, id]);
      }),
    move: ({ briefingId, slot }, expected, { state, updated, runId, reason }) =>
      run(
        `UPDATE slots SET state = ?, updated = ?, run_id = coalesce(?, run_id), reason = ?
         WHERE briefing_id = ? AND slot = ? AND state = ?`,
        [state, updated, runId ?? null, reason ?? null, briefingId, slot, expected],
      ) > 0,
    forgetAfter: (id, instant) => {
      run("DELETE FROM slots WHERE briefing_id = ? AND due > ? AND state IN ('missed', 'skipped')", [id, instant]);
    },
    prune: (id, before) => {
      run("DELETE FROM slots WHERE briefing_id = ? AND due < ? AND run_id IS NULL AND state != 'due'", [id, before]);
    },
    forgetRun: (runId) => {
      run("UPDATE slots SET run_id = NULL WHERE run_id = ?", [runId]);
    },
  };
}

function slotLists(all: Statements["all"]): SlotLists {
  const slots = (where: string, values: readonly unknown[]) =>
    all<SlotRow>(`SELECT * FROM slots WHERE ${where}`, values).map(toSlot);
  const runs = (state: string, id: string) =>
    slots(`briefing_id = ? AND state ${state} AND run_id IS NOT NULL ORDER BY updated DESC, due DESC`, [id]).flatMap(
      ({ runId }) => runId ?? [],
    );
  return {
    slots: (id, limit) => slots("briefing_id = ? ORDER BY due DESC, slot DESC LIMIT ?", [id, limit]),
    slotsIn: (...states) => slots(`state IN (${states.map(() => "?").join(", ")}) ORDER BY due, slot`, states),
    slotOfRun: (runId) => slots("run_id = ?", [runId])[0],
    doneRuns: (id) => runs("= 'done'", id),
    undoneRuns: (id) => runs("IN ('failed', 'cancelled')", id),
  };
}

function toSlot({ briefing_id: briefingId, run_id: runId, reason, ...rest }: SlotRow): SlotRecord {
  return { ...rest, briefingId, ...(runId === null ? {} : { runId }), ...(reason === null ? {} : { reason }) };
}
