import type { Brief, Clarification } from "../../analyst.ts";
import { titleOf } from "../../outline-contract.ts";

/** The brief as every prompt shows it. */
export function briefText(brief: Brief): string {
  const { question, audience, language, timeRange, assumptions, checks, follows, clarifications = [] } = brief;
  const range = timeRange ? `Time range: ${timeRange.from ?? "open"} to ${timeRange.to ?? "open"}` : "";
  const lines = [
    `Question: ${question}`,
    follows && followText(follows),
    audience && `Audience: ${audience}`,
    `Language of the report: ${language}`,
    range,
    answersText(clarifications.filter(({ answer }) => answer)),
    assumptions.length > 0 && `Assumptions:\n${bullets(assumptions)}`,
    checks.length > 0 && `The report must contain:\n${bullets(checks)}`,
  ];
  return lines.filter(Boolean).join("\n");
}

/** What the user said when asked, which binds; what they left open is understood as told. */
export function answersText(clarifications: readonly Clarification[]): string {
  const said = clarifications.map(({ question, answer, assumed }) =>
    answer ? `${question} ${answer}` : `${question} Left open: ${assumed}`,
  );
  return said.length > 0 ? `The user was asked, and said:\n${bullets(said)}\nKeep to it and ask nothing more.` : "";
}

/** A follow-up may leave out what the question before said. */
function followText({ asked, question, subQuestions }: NonNullable<Brief["follows"]>): string {
  const parts = subQuestions.length > 0 ? `, which was researched as:\n${bullets(subQuestions)}` : ".";
  return `The user's own words: ${asked}\nThey go on from an earlier question: ${question}${parts}`;
}

/** All that the user and the genre ask, and what the brief made of it before anything was read: no stranger's words. */
export function briefWords(brief: Brief): readonly string[] {
  const { question, assumptions, checks, outline, language, follows, clarifications = [] } = brief;
  const said = clarifications.flatMap(({ answer }) => answer ?? []);
  const demanded = (outline?.sections ?? []).flatMap((one) => [titleOf(one, language), ...one.topics]);
  const before = follows ? [follows.asked, follows.question] : [];
  return [question, ...before, ...said, ...assumptions, ...checks, ...demanded];
}

/** Lines of a list. */
export function bullets(items: readonly string[]): string {
  return items.map((item) => `- ${item}`).join("\n");
}
