import type { CallToolResult } from "@modelcontextprotocol/server";
import { ExhibitError, messageOf } from "../errors.ts";

/** A result of one text. */
export function textResult(text: string): CallToolResult {
  return { content: [{ type: "text", text }] };
}

/** A result for programs, with the same as text for clients that read nothing else. */
export function dataResult(data: Readonly<Record<string, unknown>>): CallToolResult {
  return { ...textResult(JSON.stringify(data, null, 2)), structuredContent: { ...data } };
}

/** Refusals are results that say what to do, because models read results and no protocol errors. */
export async function answering(work: () => Promise<CallToolResult>): Promise<CallToolResult> {
  try {
    return await work();
  } catch (error) {
    if (!(error instanceof ExhibitError)) throw error;
    return { ...textResult(messageOf(error)), isError: true };
  }
}
