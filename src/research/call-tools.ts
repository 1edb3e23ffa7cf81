import type { Failure } from "../errors.ts";
import { canonicalJson, sha256Of } from "../evidence/index.ts";
import { callProblem, type Tool, type ToolCall, type ToolContent } from "../tools/index.ts";
import type { Services } from "./services.ts";
import { toolContextOf } from "./tool-context.ts";
import { readToolAnswer } from "./tool-source.ts";

/** One answered call, as it is kept in the run folder: what was asked, when, and what came back. */
export interface ToolAnswer extends ToolCall {
  /** ISO 8601 instant. */
  readonly at: string;
  readonly ok: boolean;
  readonly content: readonly ToolContent[];
  /** Ours, when the call failed. */
  readonly message?: string;
  /** The tool's words, when it failed: data, never shown in a report. */
  readonly said?: string;
}

/** What came of the calls of a sub-question. */
export interface Called {
  readonly sourceIds: readonly string[];
  /** Addresses that tools which take a query gave, to be read as the hits of a search are. */
  readonly links: readonly string[];
  readonly failures: readonly Failure[];
}

/** Links that are followed of one answer. */
const maxLinks = 4;

/**
 * Makes the calls that the plan fixed for a sub-question; each answer becomes a source that is read like a page.
 *
 * Contract: a call that the allow-list or the tool's schema does not admit is not made; one that was answered before in
 * this run is never made again; what fails is a failure; rejects only with the abort reason.
 */
export async function callTools(calls: readonly ToolCall[], services: Services): Promise<Called> {
  if (calls.length === 0) return { sourceIds: [], links: [], failures: [] };
  const results = await Promise.all(calls.map((call) => callOne(call, services)));
  for (const { failures } of results) for (const failure of failures) services.emit({ type: "failure", failure });
  return {
    sourceIds: results.flatMap(({ sourceIds }) => sourceIds),
    links: results.flatMap(({ links }) => links),
    failures: results.flatMap(({ failures }) => failures),
  };
}

async function callOne(call: ToolCall, services: Services): Promise<Called> {
  const { userTools, budget } = services;
  const tools = userTools?.tools ?? [];
  const problem = callProblem(call, tools);
  const tool = tools.find(({ name }) => name === call.tool);
  if (problem !== undefined || !tool || !userTools)
    return failed(call, "refused", `A planned call was not made: ${problem ?? "no tools are allowed"}.`);
  const key = keyOf(call);
  const known = await services.folder.readJson<ToolAnswer>(fileOf(key));
  if (!known && !budget.takeSource(`tool:${call.tool}`)) return { sourceIds: [], links: [], failures: [] };
  const answer = known ?? (await userTools.once(key, () => ask(tool, call, services)));
  if (!answer.ok) return failed(call, "refused", answer.message ?? `The tool ${call.tool} failed.`);
  const read = await readToolAnswer(answer, tool, services);
  if (!read.ok) return { sourceIds: [], links: [], failures: [read.failure] };
  return { sourceIds: [read.sourceId], links: linksOf(answer, tool), failures: [] };
}

/** Asks and keeps the answer before anybody uses it; what got no answer at all may be asked again after a resume. */
async function ask(tool: Tool, call: ToolCall, services: Services): Promise<ToolAnswer> {
  const { folder, emit, now } = services;
  const known = await folder.readJson<ToolAnswer>(fileOf(keyOf(call)));
  if (known) return known;
  emit({ type: "tool-start", tool: call.tool, input: call.input });
  const outcome = await tool.run(call.input, await toolContextOf(services));
  const content = outcome.ok ? outcome.content : [];
  const told = outcome.ok ? {} : { message: outcome.message, ...(outcome.said ? { said: outcome.said } : {}) };
  const answer: ToolAnswer = { ...call, at: now().toISOString(), ok: outcome.ok, content, ...told };
  if (outcome.ok || outcome.answered) await folder.writeJson(fileOf(keyOf(call)), answer);
  const pictures = content.flatMap((part) => (part.type === "picture" ? [part.assetId] : []));
  emit({ type: "tool-end", tool: call.tool, ok: outcome.ok, pictures });
  return answer;
}

function linksOf({ content }: ToolAnswer, { user }: Tool): readonly string[] {
  if (user?.queryInput === undefined) return [];
  const text = content.map((part) => (part.type === "text" ? part.text : "")).join("\n");
  const links = text.match(/https?:\/\/[^\s<>"'`)\]}]+/g) ?? [];
  return [...new Set(links.map((link) => link.replace(/[.,;:!?]+$/, "")))].slice(0, maxLinks);
}

function failed({ tool }: ToolCall, code: Failure["code"], message: string): Called {
  return { sourceIds: [], links: [], failures: [{ stage: "gather", target: `tool:${tool}`, code, message }] };
}

const fileOf = (key: string): string => `tool-calls/${key}.json`;

/** The idempotency key of a call: the same tool with the same input. */
function keyOf({ tool, input }: ToolCall): string {
  return sha256Of(canonicalJson([tool, input])).slice(0, 40);
}
