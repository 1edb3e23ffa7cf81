import type { Brief } from "../../analyst.ts";
import { titleOf } from "../../outline-contract.ts";

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

/** All that the user and the genre ask, and what the brief made of it before anything was read: no stranger's words. */
export function briefWords({ question, assumptions, checks, outline, language }: Brief): readonly string[] {
  const demanded = (outline?.sections ?? []).flatMap((one) => [titleOf(one, language), ...one.topics]);
  return [question, ...assumptions, ...checks, ...demanded];
}

/** Lines of a list. */
export function bullets(items: readonly string[]): string {
  return items.map((item) => `- ${item}`).join("\n");
}
