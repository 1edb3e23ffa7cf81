/** The text of a table while its columns are put in order. */
export interface TextTable {
  readonly header: readonly (readonly string[])[];
  readonly rows: readonly (readonly string[])[];
}

const signBefore = /^(?:[$€£¥]|US\$|\()$/;
const signAfter = /^(?:%|\)|\)%|pts?|bps)$/;

/** Filings set currency signs and closing brackets in cells of their own; they belong to their number. */
export function joinSigns(row: readonly string[]): readonly string[] {
  const cells = [...row];
  for (const [index, text] of row.entries()) {
    if (signBefore.test(text)) {
      const next = cells[index + 1] ?? "";
      if (/^[\d(.—–-]/.test(next)) {
        cells[index + 1] = `${text}${next}`;
        cells[index] = "";
      }
    } else if (signAfter.test(text)) {
      const previous = cells[index - 1] ?? "";
      if (/[\d.]$/.test(previous)) {
        cells[index - 1] = `${previous}${text}`;
        cells[index] = "";
      }
    }
  }
  return cells;
}

/** Drops columns without any body text whose header is empty or repeats a neighbour's; drops rows without text. */
export function dropEmptyColumns(table: TextTable): TextTable {
  const rows = table.rows.filter((row) => row.some((text) => text !== ""));
  const width = Math.max(0, ...table.rows.map((row) => row.length), ...table.header.map((row) => row.length));
  const names = Array.from({ length: width }, (_, column) => table.header.map((row) => row[column] ?? "").join("\t"));
  const isKept = names.map((name, column) => {
    if (rows.some((row) => (row[column] ?? "") !== "")) return true;
    if (/^(?:photos?|images?|pictures?|logo|flag|thumbnail)$/i.test(name.trim())) return false;
    return name.trim() !== "" && name !== names[column - 1] && name !== names[column + 1];
  });
  const pick = (row: readonly string[]) => isKept.flatMap((kept, column) => (kept ? [row[column] ?? ""] : []));
  return { header: table.header.map(pick).filter((row) => row.some((text) => text !== "")), rows: rows.map(pick) };
}
