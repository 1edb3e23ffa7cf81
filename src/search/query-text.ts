/** At most `length` characters of a query, cut between words where that leaves most of it. */
export function cutQuery(query: string, length: number): string {
  const characters = [...query.trim()];
  if (characters.length <= length) return query.trim();
  const cut = characters.slice(0, length).join("");
  // A word that ends at the cut is whole.
  const space = characters[length] === " " ? cut.length : cut.lastIndexOf(" ");
  return (space > cut.length / 2 ? cut.slice(0, space) : cut).trim();
}

/**
 * A query whose words do not begin with marks that a service takes for commands: `-5 °C` would exclude, `<10` set a
 * time limit. Quotation marks that do not pair go too.
 */
export function withoutCommands(query: string, marks: string): string {
  const leading = new RegExp(`(?<=^|\\s)[${marks.replace(/[\\\]^-]/g, "\\$&")}]+`, "gu");
  const quotes = query.split('"').length - 1;
  const paired = quotes % 2 === 0 ? query : query.replaceAll('"', " ");
  return paired.replace(leading, "").replace(/\s+/gu, " ").trim();
}
