import { basename, extname } from "node:path";
import { pathToFileURL } from "node:url";
import { z } from "zod";
import { isAbort, messageOf } from "../../errors.ts";
import { withDeadline } from "../../net/index.ts";
import type { Tool, ToolOutcome } from "../tool.ts";
import { compileInput, type JsonSchema, queryInputOf, schemaOf } from "./input-schema.ts";
import { type ServerFailure, serverFailure } from "./server-failure.ts";
import { describe, userToolName } from "./server-tool.ts";

const importMs = 20_000;
const callMs = 60_000;

const exported = z.looseObject({
  name: z.string().min(1),
  aliases: z.array(z.string()).default([]),
  description: z.string().min(1),
  input: z.record(z.string(), z.unknown()).or(z.custom<z.ZodType>(isZod)),
  run: z.custom<Tool["run"]>((value) => typeof value === "function"),
});

const outcome = z.union([
  z.object({
    ok: z.literal(true),
    content: z.array(
      z.union([
        z.object({ type: z.literal("text"), text: z.string() }),
        z.object({ type: z.literal("picture"), assetId: z.string() }),
      ]),
    ),
  }),
  z.object({ ok: z.literal(false), message: z.string() }),
]);

/** The name under which a module's tools are allowed together: that of its file. */
export function moduleName(path: string): string {
  return basename(path, extname(path));
}

/**
 * The tools that a module exports: every export of the shape of a `Tool`, its input in Zod or as a JSON schema.
 *
 * Contract: the module is imported once and only here; what is wrong with it is a failure; a tool that throws, takes
 * too long or answers something else than an outcome gives a failing outcome.
 */
export async function moduleTools(
  path: string,
  signal: AbortSignal,
): Promise<{ readonly tools: readonly Tool[]; readonly failures: readonly ServerFailure[] }> {
  const who = `The tool module ${path}`;
  try {
    const loaded = await withDeadline(importMs, signal, async () => import(pathToFileURL(path).href));
    if (!loaded.inTime) return { tools: [], failures: [serverFailure("timeout", `${who} did not load in time.`)] };
    const shapes = Object.values(Object(loaded.value)).flatMap((value) => {
      const parsed = exported.safeParse(value);
      return parsed.success ? [parsed.data] : [];
    });
    if (shapes.length === 0) {
      const message = `${who} exports no tool; one has name, description, input and run.`;
      return { tools: [], failures: [serverFailure("unsupported", message)] };
    }
    const made = await Promise.all(shapes.map((shape) => toTool(shape, moduleName(path))));
    return {
      tools: made.flatMap((one) => (one.ok ? [one.tool] : [])),
      failures: made.flatMap((one) => (one.ok ? [] : [serverFailure("unsupported", `${who}: ${one.problem}.`)])),
    };
  } catch (error) {
    if (isAbort(error, signal)) throw signal.reason;
    return { tools: [], failures: [serverFailure("broken", `${who} cannot be loaded.`, messageOf(error))] };
  }
}

type Exported = z.output<typeof exported>;

async function toTool(
  { name: own, aliases, description, input, run }: Exported,
  group: string,
): Promise<{ ok: true; tool: Tool } | { ok: false; problem: string }> {
  const schema: JsonSchema = isZod(input) ? schemaOf(input) : input;
  const compiled = await compileInput(schema);
  if (!compiled.ok) return { ok: false, problem: `${own} is left out: ${compiled.problem}` };
  const { check } = compiled;
  const name = userToolName(own);
  const queryInput = queryInputOf(schema);
  const facts = { group, own, schema, check };
  const tool: Tool = {
    name,
    aliases: aliases.map(userToolName),
    description: describe(description),
    input: z.record(z.string(), z.unknown()),
    user: queryInput === undefined ? facts : { ...facts, queryInput },
    async run(given, context) {
      context.signal.throwIfAborted();
      const value = given ?? {};
      const problem = check(value);
      if (problem !== undefined) return { ok: false, message: `${name} was called wrongly: ${problem}` };
      const parsed = isZod(input) ? input.safeParse(value) : { success: true as const, data: value };
      if (!parsed.success)
        return { ok: false, message: `${name} was called wrongly: ${z.prettifyError(parsed.error)}` };
      return runWithin(name, context.signal, (signal) => run(parsed.data, { ...context, signal }));
    },
  };
  return { ok: true, tool };
}

async function runWithin(
  name: string,
  signal: AbortSignal,
  work: (signal: AbortSignal) => Promise<ToolOutcome>,
): Promise<ToolOutcome> {
  try {
    const done = await withDeadline(callMs, signal, async (inner) => work(inner));
    if (!done.inTime) return { ok: false, message: `The tool ${name} did not finish in time.` };
    const checked = outcome.safeParse(done.value);
    if (checked.success) return checked.data.ok ? checked.data : { ...checked.data, answered: true };
    return { ok: false, message: `The tool ${name} gave no outcome of a tool.` };
  } catch (error) {
    if (isAbort(error, signal)) throw signal.reason;
    return { ok: false, message: `The tool ${name} failed.`, said: messageOf(error) };
  }
}

/** A schema of any copy of Zod: a module may bring its own. */
function isZod(value: unknown): value is z.ZodType {
  return typeof value === "object" && value !== null && "_zod" in value && "safeParse" in value;
}
