import type { Tool, ToolCall } from "../tool.ts";

/** Calls of one sub-question at most: each may cost, and what they give is read whole. */
export const maxCallsPerSubQuestion = 3;

/** Why a planned call cannot be made: the tool is not among those allowed, or its input does not fit; else nothing. */
export function callProblem({ tool: name, input }: ToolCall, tools: readonly Tool[]): string | undefined {
  const tool = tools.find((candidate) => candidate.name === name);
  if (!tool?.user) return `the tool ${name} is not among those allowed in this run`;
  const problem = tool.user.check(input);
  return problem === undefined ? undefined : `${name} was to be called wrongly: ${problem}`;
}

/** Calls of the tools that take a query, for an analyst that cannot compose other inputs. */
export function queryCalls(query: string, tools: readonly Tool[]): readonly ToolCall[] {
  return tools
    .flatMap(({ name, user }) => (user?.queryInput ? [{ tool: name, input: { [user.queryInput]: query } }] : []))
    .filter((call) => callProblem(call, tools) === undefined)
    .slice(0, maxCallsPerSubQuestion);
}
