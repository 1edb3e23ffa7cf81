import { z } from "zod";
import { bankFinding, findQuote } from "../evidence/index.ts";
import { defineTool, textOutcome } from "./tool.ts";

/** Makes evidence of a quote, if it stands there. */
export const cite = defineTool({
  name: "cite",
  aliases: ["zai_cite"],
  description:
    "Checks that a quote stands literally in a source that was read and gives the evidence for it: id, page, section and the words around. Use it before stating something.",
  input: z.object({
    source: z.string().describe("id of the source, src-…"),
    exact: z.string().min(1).max(2_000).describe("the quote, character by character"),
  }),
  async run({ source, exact }, { library }) {
    const stored = library.get(source);
    if (!stored) return { ok: false, message: `No source ${source} was read; search_library gives the ids.` };
    const found = findQuote(stored.parsed, exact);
    if (!found)
      return {
        ok: false,
        message: `The quote does not stand in ${stored.source.title}; copy it character by character.`,
      };
    const finding = { type: "quote" as const, sourceId: source, blockId: found.block.id, exact: found.exact };
    const banked = bankFinding(finding, stored, "cite");
    if (!banked.ok) return { ok: false, message: banked.reason };
    const { id, locator, content } = banked.evidence;
    return textOutcome(JSON.stringify({ id, sourceId: source, title: stored.source.title, locator, content }, null, 2));
  },
});
