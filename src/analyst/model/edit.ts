import { z } from "zod";
import { contentStems } from "../../evidence/index.ts";
import type { ReportEdit } from "../../report/index.ts";
import type { Analyst } from "../analyst.ts";
import { dataLine } from "./data-block.ts";
import { answerOf, type Helm } from "./helm.ts";
import { holdsAddress } from "./own-words.ts";
import { editPrompt } from "./prompts/edit.ts";

const id = z.string().min(1).max(200);
const edit = z.union([
  z.object({ type: z.literal("shorten"), sectionId: id }),
  z.object({ type: z.literal("remove"), id }),
  z.object({ type: z.literal("draw"), id, mark: z.exactOptional(z.enum(["bar", "line", "point"])) }),
  z.object({ type: z.literal("tabulate"), id }),
  z.object({ type: z.literal("rename"), id, title: z.string().min(1).max(120) }),
  z.object({ type: z.literal("move"), sectionId: id, to: z.enum(["first", "last"]) }),
  z.object({ type: z.literal("move"), sectionId: id, to: z.enum(["before", "after"]), besideId: id }),
  z.object({ type: z.literal("drop"), words: z.string().min(1).max(200), sectionId: z.exactOptional(id) }),
  z.object({ type: z.literal("rewrite"), sectionId: id, wish: z.string().min(1).max(500) }),
]);
const answer = z.object({ edits: z.array(edit).max(12) });

/**
 * Edits by the model.
 *
 * Contract: every id is one of those given; titles hold no other words than the reader's, and what a section is written
 * anew for is the reader's own instruction, because titles of a report may be a stranger's words.
 */
export function editWith(helm: Helm): NonNullable<Analyst["edit"]> {
  return async ({ instruction, parts, pointedAt }) => {
    const lines = parts.map((part) => dataLine(`${part.id}: ${part.kind} ${part.name}`, 300));
    const messages = editPrompt({ instruction, parts: lines, pointedAt });
    const value = await answerOf({ role: "write", stage: "edit", messages, maxOutputTokens: 800 }, answer, helm);
    const known = new Set(parts.map((part) => part.id));
    const said = new Set(contentStems(instruction));
    const mayStand = (one: ReportEdit): boolean => {
      const ids = Object.entries(one).flatMap(([key, text]) => (/(?:^id|Id)$/.test(key) ? [text] : []));
      if (!ids.every((text) => typeof text === "string" && known.has(text))) return false;
      if (one.type !== "rename") return true;
      return !holdsAddress(one.title) && contentStems(one.title).every((stem) => said.has(stem));
    };
    const edits = value?.edits.filter(mayStand) ?? [];
    return edits.map((one) => (one.type === "rewrite" ? { ...one, wish: instruction } : one));
  };
}
