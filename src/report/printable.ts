/** Text that every container format can hold: control characters that XML forbids are gone, line ends are `\n`. */
export function printable(text: string): string {
  return text
    .replace(/\r\n?/g, "\n")
    .replace(/\p{Cc}|[\ufffe\uffff]/gu, (character) => (character === "\n" || character === "\t" ? character : ""))
    .replace(/\p{Surrogate}/gu, "\ufffd");
}

/**
 * The same data with every text printable, so that no renderer can forget it: one such character makes an office file
 * unreadable.
 *
 * Contract: pure; what is printable already is returned as it is, not copied.
 */
export function printableData<Data>(data: Data): Data {
  return cleaned(data) as Data; // Replaces texts by texts only, so the type holds.
}

function cleaned(value: unknown): unknown {
  if (typeof value === "string") return printable(value);
  if (Array.isArray(value)) {
    const items = value.map(cleaned);
    return items.every((item, index) => item === value[index]) ? value : items;
  }
  if (value === null || typeof value !== "object") return value;
  const before = Object.entries(value);
  const after = before.map(([key, child]): [string, unknown] => [key, cleaned(child)]);
  return after.every(([, child], index) => child === before[index]?.[1]) ? value : Object.fromEntries(after);
}
