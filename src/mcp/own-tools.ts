import type { CallToolResult, McpServer } from "@modelcontextprotocol/server";
import { z } from "zod";
import { ExhibitError } from "../errors.ts";
import { fitImage } from "../perception/index.ts";
import { type Tool, type ToolContext, toolNamed, tools } from "../tools/index.ts";
import { answering, textResult } from "./answer.ts";
import type { McpContext } from "./context.ts";

/** What clients show and send on to models. */
const pictureLimits = { maxSide: 1_568, maxBytes: 900_000, types: ["image/png", "image/jpeg"] };

/** Searching, opening, looking, cropping, reading, calculating, citing: each tool by its own name. */
export function addOwnTools(server: McpServer, context: McpContext): void {
  const { limits } = context.services;
  const hidden = limits.search.length === 0 ? ["search_web", "search_images", "search_scholar"] : [];
  for (const tool of tools.filter(({ name }) => !hidden.includes(name)))
    server.registerTool(
      tool.name,
      {
        description: tool.description,
        // Every tool takes an object; the loose type is the one of the shared shape.
        inputSchema: tool.input as z.ZodType<Record<string, unknown>>,
        annotations: { readOnlyHint: true, openWorldHint: true },
      },
      (input, call) => answering(() => run(tool, input, { context, signal: call.mcpReq.signal })),
    );
  server.registerTool(
    "see",
    {
      title: "See a file or page",
      description:
        "Reads one file of a library, or one address, and gives its text, tables and pictures as they were seen. For questions that need several sources use start_research.",
      inputSchema: z.object({
        target: z.string().min(1).max(4_000).describe("An address, or the path of a file inside a library."),
        mode: z.enum(["auto", "text", "visual"]).default("auto"),
      }),
      annotations: { readOnlyHint: true, openWorldHint: true },
    },
    ({ target, mode }, call) =>
      answering(async () => {
        const opener = toolNamed("open_url");
        if (!opener) throw new ExhibitError("INTERNAL", "The tool open_url is not registered.");
        return run(opener, { url: target, mode }, { context, signal: call.mcpReq.signal });
      }),
  );
}

async function run(
  tool: Tool,
  input: Record<string, unknown>,
  { context, signal }: { readonly context: McpContext; readonly signal: AbortSignal },
): Promise<CallToolResult> {
  return context.withSession((session) => answerOf(tool, input, { ...session.context, signal }));
}

async function answerOf(tool: Tool, input: Record<string, unknown>, tools: ToolContext): Promise<CallToolResult> {
  // The client speaks for its user, who may name any public address; the guard in `net/` refuses the others.
  const { url } = input;
  if (typeof url === "string" && /^https?:/i.test(url)) tools.addresses.allow([url]);
  const outcome = await tool.run(input, tools);
  if (!outcome.ok) return { ...textResult(outcome.message), isError: true };
  const parts = await Promise.all(
    outcome.content.map(async (part): Promise<CallToolResult["content"]> => {
      if (part.type === "text") return [{ type: "text", text: part.text }];
      const fitted = await fitImage(await tools.pictures.bytes(part.assetId), {
        limits: pictureLimits,
        signal: tools.signal,
      });
      const label = { type: "text", text: `Picture ${part.assetId}:` } as const;
      if (!fitted) return [label];
      const data = Buffer.from(fitted.bytes).toString("base64");
      return [label, { type: "image", data, mimeType: fitted.mediaType }];
    }),
  );
  return { content: parts.flat() };
}
