/** How often a question may be asked again, and the cron fields after minute and hour. */
export const rhythms = {
  daily: { name: "Every day", days: "* * *" },
  workdays: { name: "Monday to Friday", days: "* * 1-5" },
  weekly: { name: "Every Monday", days: "* * 1" },
  monthly: { name: "On the first of the month", days: "1 * *" },
} as const;

/** One of the rhythms. */
export type Rhythm = keyof typeof rhythms;

/** Five fields: minute, hour, day, month, weekday; `time` as a time field gives it (`08:05`). */
export function cronOf(rhythm: Rhythm, time: string): string {
  const [hour = 0, minute = 0] = time.split(":").map(Number);
  return `${minute} ${hour} ${rhythms[rhythm].days}`;
}

/** A name for a briefing made of the first words of its question, and of the moment, so that no two are the same. */
export function briefingName(question: string, now: Date = new Date()): string {
  const words = question
    .normalize("NFKD")
    .replace(/\p{M}/gu, "")
    .toLowerCase()
    .match(/[a-z0-9]+/g);
  const moment = now.getTime().toString(36);
  return `${(words ?? ["briefing"]).join("-").slice(0, 40).replace(/-$/, "")}-${moment}`;
}

/** What became of the last slot, as the server tells it. */
export interface LastSlot {
  readonly state: string;
  readonly reason?: string;
  readonly deliveries: readonly { readonly channel: string; readonly state: string; readonly message?: string }[];
}

/** What went wrong the last time that a briefing was due; undefined when nothing did. */
export function lastTrouble(last: LastSlot | undefined): string | undefined {
  if (!last) return undefined;
  const { state, reason, deliveries } = last;
  if (state === "failed") return `The last run failed${reason ? `: ${reason}` : "."}`;
  const lost =
    deliveries.find((one) => one.state === "failed") ??
    deliveries.find((one) => one.message && one.state === "pending");
  if (!lost) return undefined;
  const words = lost.state === "failed" ? "was not delivered" : "is being sent again";
  return `The last one ${words} (${lost.channel})${lost.message ? `: ${lost.message}` : "."}`;
}
