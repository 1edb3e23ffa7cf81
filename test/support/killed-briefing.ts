import { mkdir, readdir, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { ask } from "./kill-client.ts";
import { type KilledServer, type Moment, server } from "./killed-server.ts";

/** Named moments of a slot's life, in the order in which they come. */
export const slotMoments = {
  decided: server("after", "commit ", "INSERT OR IGNORE INTO slots", '"due"'),
  prepared: server("before", "commit ", "INSERT INTO jobs", "UPDATE slots"),
  queued: server("after", "commit ", "INSERT INTO jobs", "UPDATE slots"),
  ended: server("before", "commit ", "INSERT OR IGNORE INTO deliveries"),
  inOutbox: server("after", "commit ", "INSERT OR IGNORE INTO deliveries"),
  claimed: server("after", "commit ", "UPDATE deliveries SET state = 'sending'"),
  sent: server("before", "commit ", "UPDATE deliveries SET state = ?", '"delivered"'),
  recorded: server("after", "commit ", "UPDATE deliveries SET state = ?", '"delivered"'),
} as const;

/** Moments of removing a run that is not kept. */
export const removalMoments = {
  movedAway: server("after", "rename ", "/removing/"),
  forgotten: server("before", "commit ", "UPDATE slots SET run_id = NULL"),
} as const;

export interface Slot {
  readonly slot: string;
  readonly state: string;
  readonly runId?: string;
  readonly deliveries: readonly { readonly id: string; readonly state: string; readonly attempts: number }[];
}

/** Writes a briefing that is never due by itself, keeps one run, and is sent to a webhook. */
export async function writeBriefing({ folder }: KilledServer, hook: string): Promise<void> {
  const briefing = {
    question: "How much heat did the Velden geothermal plant deliver in 2023?",
    schedule: { cron: "0 8 1 1 *" },
    sources: { libraries: ["docs"], search: [] },
    formats: ["md"],
    model: "none",
    deliver: { webhook: hook },
    keep: 1,
  };
  await mkdir(join(folder, "briefings"));
  await writeFile(join(folder, "briefings", "heat.yaml"), JSON.stringify(briefing));
}

export interface SlotResult {
  /** Latest first. */
  readonly slots: readonly Slot[];
  /** Of runs. */
  readonly folders: readonly string[];
  readonly missed: readonly Moment[];
}

/**
 * Has a briefing run once and be delivered, while its server dies at each of these moments in turn. The client asks for
 * the run again only while the server knows of none.
 */
export async function killSlot(given: KilledServer, moments: readonly Moment[]): Promise<SlotResult> {
  const missed: Moment[] = [];
  let known: ReadonlySet<string> | undefined;
  let slots: readonly Slot[] = [];
  for (const moment of [...moments, undefined]) {
    const life = given.start(moment ? [moment] : []);
    const listed = (await ask(life, "/api/briefings")) as { briefings: readonly { id: string }[] } | undefined;
    const path = `/api/briefings/${listed?.briefings[0]?.id}`;
    const look = async () => ((await ask(life, `${path}/slots`)) as { slots: readonly Slot[] } | undefined)?.slots;
    let latest = listed && (await look());
    known ??= new Set(latest?.map(({ slot }) => slot));
    if (latest?.every(({ slot }) => known?.has(slot))) await ask(life, `${path}/run`, {});
    while (latest) {
      // A slot outlives the run that was not kept.
      slots = latest.filter(({ runId }) => runId !== undefined);
      if (slots.length === 1 && slots.every((one) => !known?.has(one.slot) && isDelivered(one))) break;
      await Promise.race([life.ended, new Promise((resolve) => setTimeout(resolve, 50))]);
      latest = await look();
    }
    life.process.kill("SIGKILL");
    await life.ended;
    if (moment && !given.came(moment)) missed.push(moment);
  }
  const folders = (await readdir(given.out)).filter((name) => !name.startsWith("."));
  return { slots, folders, missed };
}

const isDelivered = ({ state, deliveries }: Slot): boolean =>
  state === "done" && deliveries.length > 0 && deliveries.every((one) => one.state === "delivered");
