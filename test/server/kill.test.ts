import { afterAll, beforeAll, expect, test } from "vitest";
import { type KillScene, killScene } from "../support/kill-scene.ts";
import { killSlot, removalMoments, slotMoments, writeBriefing } from "../support/killed-briefing.ts";
import { inCall, type KilledRun, killRun, runMoments } from "../support/killed-run.ts";

// Some of the moments that `npm run bench -- kills` goes through: each costs the start of a server and of a worker.

let scene: KillScene;
let undisturbed: KilledRun;

beforeAll(async () => {
  scene = await killScene();
  undisturbed = await killRun(await scene.server("undisturbed"), [], scene.onCall);
});
afterAll(() => scene.close());

test("a run whose server and workers are killed again and again loses nothing and pays no answer twice", async () => {
  const from = scene.asked.length;
  const { accepted, workerDraft, jobEnd } = runMoments;
  const lives = [[accepted], inCall, [workerDraft, jobEnd]] as const;
  const killed = await killRun(await scene.server("killed"), lives, scene.onCall);
  expect(killed.missed).toEqual([]);
  expect(killed.report).toEqual(undisturbed.report);
  expect(killed.calls).toBe(undisturbed.calls);
  expect(new Set(scene.asked.slice(from)).size).toBe(undisturbed.calls);
  // An answer that was told is kept: were it asked for again, it would be told again.
  expect(killed.events.filter(({ type }) => type === "model-end").length).toBeLessThanOrEqual(undisturbed.calls);
  expect(killed.seen.gaps).toEqual([]);
  expect(killed.seen.numbers).toEqual(killed.events.map((_, index) => index + 1));
});

test("a briefing is run and delivered once although the server is killed as its run ends and as an old one is removed", async () => {
  const server = await scene.server("briefing");
  await writeBriefing(server, scene.hook);
  const { ended } = slotMoments;
  const first = await killSlot(server, [ended]);
  const second = await killSlot(server, [removalMoments.movedAway]);
  expect([first.missed, second.missed]).toEqual([[], []]);
  expect([first.folders.length, second.folders.length]).toEqual([1, 1]);
  const keys = scene.received.map(({ headers }) => headers["webhook-id"]);
  const [again] = first.slots.flatMap(({ deliveries }) => deliveries.map(({ id }) => id));
  const [once] = second.slots.flatMap(({ deliveries }) => deliveries.map(({ id }) => id));
  expect(keys).toEqual([again, once]);
});
