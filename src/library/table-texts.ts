import type { SourceTable } from "../evidence/parsed-source.ts";

const maxCharacters = 2_000;
/** Caption, notes and header are repeated in each row group as long as they leave most of it to the rows. */
const maxRepeatedCharacters = 700;

/**
 * A table's words as texts of fewer than 2,000 characters: caption, notes and header before each group of rows.
 *
 * Contract: pure; cells are joined by tabs and rows by line ends, as in `blockText`; rows keep their order, and only a
 * row that alone is too long is divided, between its cells where it can be.
 */
export function tableTexts(table: SourceTable): readonly string[] {
  const title = [table.caption, table.notes].flatMap((part) => part?.trim() || []);
  const header = table.header.map((row) => row.join("\t")).filter((line) => line.trim() !== "");
  const lead = [...title, ...header].join("\n");
  const rows = table.rows.map((row) => row.map((cell) => cell.text).join("\t")).filter((line) => line.trim() !== "");
  if (lead.length > maxRepeatedCharacters) return groupLines([lead, ...rows].flatMap(divideLine), "");
  if (rows.length === 0) return lead === "" ? [] : [lead];
  return groupLines(rows.flatMap(divideLine), lead);
}

function groupLines(lines: readonly string[], lead: string): readonly string[] {
  const texts: string[] = [];
  let text = lead;
  for (const line of lines) {
    const extended = text === "" ? line : `${text}\n${line}`;
    if (extended.length < maxCharacters || text === lead) {
      text = extended;
      continue;
    }
    texts.push(text);
    text = lead === "" ? line : `${lead}\n${line}`;
  }
  return [...texts, text];
}

/** Parts that fit under a repeated lead; cut after a tab, else after a space, else anywhere. */
function divideLine(line: string): readonly string[] {
  const room = maxCharacters - maxRepeatedCharacters - 2;
  const parts: string[] = [];
  let rest = line;
  while (rest.length > room) {
    const cut = Math.max(rest.lastIndexOf("\t", room - 1), rest.lastIndexOf(" ", room - 1)) + 1 || room;
    parts.push(rest.slice(0, cut));
    rest = rest.slice(cut);
  }
  return [...parts, rest];
}
