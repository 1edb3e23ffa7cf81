import { callProblem, maxCallsPerSubQuestion, type Tool, type ToolCall } from "../../tools/index.ts";
import type { Brief } from "../analyst.ts";
import { holdsAddress, ownWordsOf } from "./own-words.ts";
import { briefWords } from "./prompts/brief-text.ts";

/**
 * The calls of a plan that may be made: of offered tools, with fitting inputs in the planner's own words.
 *
 * Contract: strangers wrote the titles and the descriptions of the tools, so an input that is a sentence of theirs is left
 * out, and so is one with an address that the question does not hold: it could carry the question elsewhere.
 */
export function callsOf(
  calls: readonly ToolCall[],
  { brief, tools, material }: { brief: Brief; tools: readonly Tool[]; material: readonly string[] },
): ToolCall[] {
  const trusted = briefWords(brief);
  const strangers = [...material, ...tools.map(({ description }) => description)];
  const own = ownWordsOf({ trusted, material: strangers });
  const mayBeSent = (text: string): boolean =>
    holdsAddress(text) ? trusted.some((one) => one.includes(text)) : own.mayRemark(text);
  return calls
    .filter((call) => callProblem(call, tools) === undefined && textsOf(call.input).every(mayBeSent))
    .slice(0, maxCallsPerSubQuestion);
}

/** Every string in an input, the names of its fields too. */
function textsOf(value: unknown): readonly string[] {
  if (typeof value === "string") return [value];
  if (typeof value !== "object" || value === null) return [];
  return Object.entries(value).flatMap(([key, part]) => [...(Array.isArray(value) ? [] : [key]), ...textsOf(part)]);
}
