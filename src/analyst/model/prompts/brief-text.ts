import type { Brief } from "../../analyst.ts";
import { titleOf } from "../../outline-contract.ts";

/** The brief as every prompt shows it. */
export function briefText({ question, audience, language, timeRange, assumptions, checks, follows }: Brief): string {
  const range = timeRange ? `Time range: ${timeRange.from ?? "open"} to ${timeRange.to ?? "open"}` : "";
  const lines = [
    `Question: ${question}`,
    follows && followText(follows),
    audience && `Audience: ${audience}`,
    `Language of the report: ${language}`,
    range,
    assumptions.length > 0 && `Assumptions:\n${bullets(assumptions)}`,
    checks.length > 0 && `The report must contain:\n${bullets(checks)}`,
  ];
  return lines.filter(Boolean).join("\n");
}

/** A follow-up may leave out what the question before said. */
function followText({ asked, question, subQuestions }: NonNullable<Brief["follows"]>): string {
  const parts = subQuestions.length > 0 ? `, which was researched as:\n${bullets(subQuestions)}` : ".";
  return `The user's own words: ${asked}\nThey go on from an earlier question: ${question}${parts}`;
}

/** All that the user and the genre ask, and what the brief made of it before anything was read: no stranger's words. */
export function briefWords({ question, assumptions, checks, outline, language, follows }: Brief): readonly string[] {
  const demanded = (outline?.sections ?? []).flatMap((one) => [titleOf(one, language), ...one.topics]);
  const before = follows ? [follows.asked, follows.question] : [];
  return [question, ...before, ...assumptions, ...checks, ...demanded];
}

/** Lines of a list. */
export function bullets(items: readonly string[]): string {
  return items.map((item) => `- ${item}`).join("\n");
}
