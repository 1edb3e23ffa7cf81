import { randomUUID } from "node:crypto";
import { ExhibitError } from "../../errors.ts";
import { keptJson } from "../kept-json.ts";
import type { Briefings, BriefingsOptions } from "./briefings.ts";
import { questionOf } from "./definition.ts";
import type { Briefing } from "./records.ts";
import type { BriefingStore } from "./store.ts";

type EditingOptions = BriefingsOptions & { readonly now: () => Date; readonly store: BriefingStore };

/** What clients do to briefings. */
export function editing({
  store,
  jobs,
  now,
  config,
  requestOf,
}: EditingOptions): Pick<Briefings, "add" | "change" | "remove"> {
  const stamp = () => now().toISOString();
  return {
    add(tenant, { name, definition, origin, threadId, metadata = {} }) {
      if (store.named(tenant, name))
        throw new ExhibitError("BAD_USAGE", `There is a briefing ${name} already; choose another name.`);
      if (store.list(tenant).length >= config.server.briefingsPerTenant)
        throw new ExhibitError("QUEUE_FULL", tooManyBriefings(config.server.briefingsPerTenant));
      keptJson(definition, "A definition");
      keptJson(metadata, "What is kept with a briefing");
      // What this server has not is told now, not at the first slot.
      requestOf({ origin, definition }, questionOf(definition));
      const thread = threadId ?? jobs.addThread(tenant, { metadata: { briefing: name } }).id;
      const created = stamp();
      const about = { id: randomUUID(), tenant, name, origin, definition, metadata, isEnabled: definition.enabled };
      const briefing: Briefing = { ...about, threadId: thread, cursor: now().getTime(), created, updated: created };
      store.add(briefing);
      return briefing;
    },
    change(briefing, { definition, isEnabled, metadata }) {
      const { id, name, origin } = briefing;
      if (definition && origin === "file")
        throw new ExhibitError("BAD_USAGE", `The briefing ${name} is defined by its file; edit that.`);
      if (definition) keptJson(definition, "A definition");
      if (definition) requestOf({ origin, definition }, questionOf(definition));
      const enabled = isEnabled ?? definition?.enabled;
      const kept = keptMetadata(briefing, { isEnabled, metadata });
      const changes = {
        ...(definition ? { definition } : {}),
        ...(enabled === undefined ? {} : { isEnabled: enabled }),
        ...(kept ? { metadata: kept } : {}),
      };
      store.change(id, changes, stamp());
      return store.get(id) ?? briefing;
    },
    remove({ id, name, origin, problem }) {
      if (origin === "file" && !problem?.includes("is gone"))
        throw new ExhibitError("BAD_USAGE", `The briefing ${name} is defined by its file; remove that, or pause it.`);
      for (const slot of store.slotsIn("running").filter(({ briefingId }) => briefingId === id)) {
        store.move(slot, "running", { state: "cancelled", updated: stamp(), reason: "The briefing was removed." });
        const job = jobs.store.jobsOfRun(slot.runId ?? "").at(-1);
        if (job) jobs.stop(job, "cancelled");
      }
      store.remove(id);
      jobs.shares.revokeAll({ kind: "feed", target: id });
    },
  };
}

/** That a user paused a file's briefing is kept beside what clients keep: the file itself says nothing of it. */
function keptMetadata(
  { origin, metadata: before }: Briefing,
  {
    isEnabled,
    metadata,
  }: { readonly isEnabled: boolean | undefined; readonly metadata: Briefing["metadata"] | undefined },
): Briefing["metadata"] | undefined {
  if (origin !== "file" || (isEnabled === undefined && metadata === undefined)) return metadata;
  const isPaused = isEnabled === undefined ? before.isPaused === true : !isEnabled;
  return { ...(metadata ?? before), isPaused };
}

function tooManyBriefings(most: number): string {
  return `You have ${most} briefings, which is as many as this server keeps for one tenant; remove one, or ask its operator to raise briefingsPerTenant.`;
}
