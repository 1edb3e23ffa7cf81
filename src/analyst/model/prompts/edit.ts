import { type ModelMessage, textMessage } from "../../../models/index.ts";
import { dataBlock } from "../data-block.ts";
import { houseRules, jsonOnly } from "./house-rules.ts";

const task = `${houseRules}

Your step: a reader of a finished report says what to change. Turn that into edits from this list, and nothing else:
- {"type": "shorten", "sectionId": "…"}: leaves out the less important half of a section or of the summary.
- {"type": "remove", "id": "…"}: removes a section, table, chart or figure.
- {"type": "draw", "id": "…", "mark": "bar|line|point"}: makes a table, or the numbers of a section, a chart; leave mark out unless it is said.
- {"type": "tabulate", "id": "…"}: makes a chart, or the numbers of a section, a table.
- {"type": "rename", "id": "…", "title": "…"}: with a title in the reader's own words.
- {"type": "move", "sectionId": "…", "to": "first|last"}, or {"type": "move", "sectionId": "…", "to": "before|after", "besideId": "…"}.
- {"type": "drop", "words": "…", "sectionId": "…"}: leaves out the sentences that have all these words; leave sectionId out for the whole report.
- {"type": "rewrite", "sectionId": "…", "wish": "…"}: writes a section anew from the evidence it cites; only where no other edit does it.
Use the ids of the parts below. New facts cannot be added, and a report is not translated: for a wish that these edits cannot fulfil, give no edits.

${jsonOnly}
{"edits": [{"type": "shorten", "sectionId": "s2"}]}`;

/** Asks for edits; of the report it is told the titles of its parts only. */
export function editPrompt(input: {
  readonly instruction: string;
  readonly parts: readonly string[];
  readonly pointedAt: string | undefined;
}): readonly ModelMessage[] {
  const { instruction, parts, pointedAt } = input;
  const pointed = pointedAt === undefined ? "" : `\n\nThe reader points at: ${pointedAt}`;
  const list = dataBlock("data", {}, parts.join("\n"));
  return [
    textMessage("system", task),
    textMessage("user", `Parts of the report:\n${list}${pointed}\n\nThe reader says: ${instruction}`),
  ];
}
