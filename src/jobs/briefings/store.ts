import type { Database } from "../database.ts";
import { keptJson } from "../kept-json.ts";
import { preparedStatements } from "../statements.ts";
import type { Briefing } from "./records.ts";
import { prepareBriefingSchema } from "./schema.ts";
import { createSlotStore, type SlotStore } from "./slot-store.ts";

type BriefingChange = Partial<
  Pick<Briefing, "name" | "definition" | "isEnabled" | "cursor" | "metadata" | "threadId"> & { problem: string | null }
>;

/** Briefings and their slots, kept in SQLite. */
export interface BriefingStore extends SlotStore {
  add(briefing: Briefing): void;
  get(id: string): Briefing | undefined;
  /** Names are a tenant's own: two tenants may have the same. */
  named(tenant: string, name: string): Briefing | undefined;
  /** Of all tenants when none is named; in order of name. */
  list(tenant?: string): readonly Briefing[];
  /** What is left out stays; `problem: null` takes a problem back. */
  change(id: string, change: BriefingChange, updated: string): void;
  /** Slots and deliveries go with it. */
  remove(id: string): void;
}

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

/** Prepares the tables and opens the store; the database stays the caller's to close. */
export function createBriefingStore(database: Database): BriefingStore {
  prepareBriefingSchema(database);
  const { run, all } = preparedStatements(database);
  const briefings = (where: string, values: readonly unknown[]) =>
    all<BriefingRow>(`SELECT * FROM briefings WHERE ${where} ORDER BY name`, values).map(toBriefing);
  return {
    ...createSlotStore(database),
    add: (briefing) => {
      const { id, tenant, origin, created } = briefing;
      const set = { id, tenant, origin, created, ...columnsOf(briefing) };
      const places = Object.keys(set).map(() => "?");
      run(`INSERT INTO briefings (${Object.keys(set).join(", ")}) VALUES (${places.join(", ")})`, Object.values(set));
    },
    get: (id) => briefings("id = ?", [id])[0],
    named: (tenant, name) => briefings("tenant = ? AND name = ?", [tenant, name])[0],
    list: (tenant) => (tenant === undefined ? briefings("1", []) : briefings("tenant = ?", [tenant])),
    change: (id, change, updated) => {
      const set = columnsOf({ ...change, updated });
      const names = Object.keys(set).map((column) => `${column} = ?`);
      run(`UPDATE briefings SET ${names.join(", ")} WHERE id = ?`, [...Object.values(set), id]);
    },
    remove: (id) => {
      run("DELETE FROM briefings WHERE id = ?", [id]);
    },
  };
}

/** What is given, by the columns that keep it. */
function columnsOf(given: BriefingChange & Pick<Briefing, "updated">): Readonly<Record<string, unknown>> {
  const { definition, isEnabled, metadata, threadId, name, problem, cursor, updated } = given;
  const json = (value: unknown) => (value === undefined ? undefined : JSON.stringify(value));
  const enabled = isEnabled === undefined ? undefined : Number(isEnabled);
  const kept = {
    definition: json(definition),
    enabled,
    metadata: metadata && keptJson(metadata, "What is kept with a briefing"),
    thread_id: threadId,
  };
  const columns = { ...kept, name, problem, cursor, updated };
  return Object.fromEntries(Object.entries(columns).filter(([, value]) => value !== undefined));
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
