import { isDeepStrictEqual } from "node:util";
import { type KillScene, killScene } from "../support/kill-scene.ts";
import { killSlot, removalMoments, slotMoments, writeBriefing } from "../support/killed-briefing.ts";
import { killAnswers, killUpload } from "../support/killed-person.ts";
import { everyLife, type KilledRun, killRun } from "../support/killed-run.ts";

/**
 * Kills a server, its workers, or both at every named moment of a run, of a person's answers, of an upload and of two
 * briefings, and compares what they leave behind with what nobody disturbed.
 */
export async function bench(): Promise<unknown> {
  const scene = await killScene();
  try {
    const undisturbed = await killRun(await scene.server("undisturbed"), [], scene.onCall);
    return {
      answers: await answersPart(scene, undisturbed),
      briefing: await briefingPart(scene),
      uploads: await killUpload(await scene.server("documents")),
      run: await runPart(scene, undisturbed),
    };
  } finally {
    await scene.close();
  }
}

async function runPart(scene: KillScene, undisturbed: KilledRun): Promise<unknown> {
  const from = scene.asked.length;
  const killed = await killRun(await scene.server("killed"), everyLife, scene.onCall);
  const asked = scene.asked.slice(from);
  return {
    kills: everyLife.flat().length,
    missed: killed.missed,
    isSameReport: isDeepStrictEqual(killed.report, undisturbed.report),
    calls: { undisturbed: undisturbed.calls, killed: killed.calls },
    asked: asked.length,
    askedFor: new Set(asked).size,
    toldAnswers: killed.events.filter(({ type }) => type === "model-end").length,
    events: killed.events.length,
    seen: new Set(killed.seen.numbers).size,
    isInOrder: killed.seen.numbers.every((number, index) => number === index + 1),
    gaps: killed.seen.gaps.length,
  };
}

async function answersPart(scene: KillScene, undisturbed: KilledRun): Promise<unknown> {
  const { stood, report, calls } = await killAnswers(await scene.server("answers"));
  return { stood, isSameReport: isDeepStrictEqual(report, undisturbed.report), calls };
}

async function briefingPart(scene: KillScene): Promise<unknown> {
  const server = await scene.server("briefing");
  await writeBriefing(server, scene.hook);
  const first = await killSlot(server, Object.values(slotMoments));
  const second = await killSlot(server, Object.values(removalMoments));
  const keys = scene.received.map(({ headers }) => String(headers["webhook-id"]));
  return {
    missed: [...first.missed, ...second.missed],
    slots: [...first.slots, ...second.slots],
    folders: [first.folders.length, second.folders.length],
    deliveries: [...new Set(keys)].map((key) => keys.filter((one) => one === key).length),
  };
}
