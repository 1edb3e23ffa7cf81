import { createHash } from "node:crypto";
import type { Tool as ServerTool } from "@modelcontextprotocol/client";
import { z } from "zod";
import type { Tool } from "../tool.ts";
import { compileInput, type JsonSchema, queryInputOf } from "./input-schema.ts";
import { toOutcome } from "./mcp-result.ts";
import type { McpServer } from "./mcp-server.ts";
import { saidBy } from "./server-failure.ts";

/** Names that every provider of models takes: `^[a-zA-Z0-9_-]{1,64}$`. */
const longestName = 64;
const maxDescription = 600;

/**
 * A tool of a server in the shape of every other tool.
 *
 * Contract: the input is checked before the server sees it; the name is `server__tool`, the description one bounded
 * line.
 */
export async function toTool(
  tool: ServerTool,
  server: McpServer,
): Promise<{ readonly ok: true; readonly tool: Tool } | { readonly ok: false; readonly problem: string }> {
  const schema: JsonSchema = tool.inputSchema;
  const compiled = await compileInput(schema);
  if (!compiled.ok) return { ok: false, problem: `${server.name}:${tool.name} is left out: ${compiled.problem}` };
  const name = userToolName(`${server.name}__${tool.name}`);
  const { check } = compiled;
  const { destructiveHint, readOnlyHint } = tool.annotations ?? {};
  const changes = destructiveHint === true || readOnlyHint === false;
  const queryInput = changes ? undefined : queryInputOf(schema);
  const facts = { group: server.name, own: tool.name, schema, check, ...(changes ? { changes } : {}) };
  return {
    ok: true,
    tool: {
      name,
      aliases: [],
      description: describe(tool.description ?? tool.title ?? tool.name),
      input: z.record(z.string(), z.unknown()),
      user: queryInput === undefined ? facts : { ...facts, queryInput },
      async run(input, context) {
        context.signal.throwIfAborted();
        const given = input ?? {};
        const problem = check(given);
        if (problem !== undefined) return { ok: false, message: `${name} was called wrongly: ${problem}` };
        // The check admits objects only.
        const answer = await server.call(tool.name, given as Readonly<Record<string, unknown>>, context.signal);
        if (answer.ok) return toOutcome(answer.value, name, context);
        const { message, said } = answer.failure;
        return { ok: false, message, ...(said ? { said } : {}) };
      },
    },
  };
}

/**
 * A name in the alphabet of tool names; one that is too long, or has letters of other scripts, ends in a hash, so that
 * two of them stay two.
 */
export function userToolName(text: string): string {
  const plain = text
    .toLowerCase()
    .replace(/[^a-z0-9]+/g, (run) => (run === "__" ? "__" : "_"))
    .replace(/^_+|_+$/g, "");
  if (plain.length <= longestName && !/\P{ASCII}/u.test(text)) return plain;
  const hash = createHash("sha256").update(text).digest("hex").slice(0, 8);
  return [plain.slice(0, longestName - 9), hash].filter((part) => part !== "").join("_");
}

/** One line of a stranger, bounded. */
export function describe(text: string): string {
  const line = saidBy(text.slice(0, 4 * maxDescription));
  return line === "" ? "(no description)" : line;
}
