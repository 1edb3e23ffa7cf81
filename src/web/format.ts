/** Times, counts and money as a person reads them. */

/** `8 s`, `3 min`, `1 h 20 min`; a number never parts from its unit. */
export function duration(milliseconds: number): string {
  const seconds = Math.max(0, Math.round(milliseconds / 1000));
  if (seconds < 60) return `${seconds}\u00a0s`;
  const minutes = Math.round(seconds / 60);
  if (minutes < 60) return `${minutes}\u00a0min`;
  return `${Math.floor(minutes / 60)}\u00a0h ${minutes % 60}\u00a0min`;
}

/** An unknown price is never 0. */
export function money(usd: number | "unknown"): string {
  if (usd === "unknown") return "cost unknown";
  const cents = { minimumFractionDigits: 2, maximumFractionDigits: 2 };
  return usd < 0.01 && usd > 0 ? "under $0.01" : `$${usd.toLocaleString("en", cents)}`;
}

/** `1 KB`, `3.4 MB`, `1.2 GB`; less than a kilobyte is one. */
export function fileSize(bytes: number): string {
  const kilobytes = Math.max(1, Math.round(bytes / 1024));
  if (kilobytes < 1024) return `${kilobytes} KB`;
  const megabytes = (bytes / 1024 / 1024).toFixed(1);
  return Number(megabytes) < 1024 ? `${megabytes} MB` : `${(bytes / 1024 / 1024 / 1024).toFixed(1)} GB`;
}

/** `1 source`, `1,204 sources`; irregular plurals are given. */
export const count = (number: number, one: string, many = `${one}s`): string =>
  `${number.toLocaleString("en")} ${number === 1 ? one : many}`;

/** `today 14:05`, `3 March`, `3 March 2025`. */
export function when(iso: string, now: Date = new Date()): string {
  const date = new Date(iso);
  if (Number.isNaN(date.getTime())) return "";
  const time = date.toLocaleTimeString("en-GB", { hour: "2-digit", minute: "2-digit" });
  if (date.toDateString() === now.toDateString()) return `today ${time}`;
  const year = date.getFullYear() === now.getFullYear() ? {} : { year: "numeric" as const };
  return date.toLocaleDateString("en-GB", { day: "numeric", month: "long", ...year });
}
