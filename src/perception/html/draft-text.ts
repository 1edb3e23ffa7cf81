import type { BlockDraft } from "../blocks.ts";

/** The words of a draft as they count for its weight: a table's cells, a figure's caption, else the text. */
export function draftText(draft: BlockDraft): string {
  if (draft.type === "figure") return draft.caption ?? "";
  if (draft.type !== "table") return draft.text;
  const rows = [...draft.header, ...draft.rows.map((row) => row.map((cell) => cell.text))];
  return [draft.caption ?? "", ...rows.map((row) => row.join("\t"))].join("\n");
}
