/** How often a question may be asked again, and the cron fields after minute and hour. */
export const rhythms = {
  daily: { name: "Every day", days: "* * *" },
  workdays: { name: "Monday to Friday", days: "* * 1-5" },
  weekly: { name: "Every Monday", days: "* * 1" },
  monthly: { name: "On the first of the month", days: "1 * *" },
} as const;

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
