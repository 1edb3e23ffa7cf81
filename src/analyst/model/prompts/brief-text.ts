import type { Brief } from "../../analyst.ts";

/** The brief as every prompt shows it. */
export function briefText({ question, audience, language, timeRange, assumptions, checks }: Brief): string {
  const range = timeRange ? `Time range: ${timeRange.from ?? "open"} to ${timeRange.to ?? "open"}` : "";
  const lines = [
    `Question: ${question}`,
    audience && `Audience: ${audience}`,
    `Language of the report: ${language}`,
    range,
    assumptions.length > 0 && `Assumptions:\n${bullets(assumptions)}`,
    checks.length > 0 && `The report must contain:\n${bullets(checks)}`,
  ];
  return lines.filter(Boolean).join("\n");
}

/** Lines of a list. */
export function bullets(items: readonly string[]): string {
  return items.map((item) => `- ${item}`).join("\n");
}
