/** Words after which a hyphen at a line end stands for a part left out ("short- and long-term"). */
const conjunctions = /^(?:and|or|to|und|oder|bis|bzw|y|o|e)\b/u;

/**
 * Two lines joined to one text. A hyphen at the line end goes when a small letter follows, unless the document writes
 * the word with it elsewhere (`hyphenated`, lower-cased); before a capital or a digit it stays and no space comes in.
 */
export function joinBroken(above: string, below: string, hyphenated: ReadonlySet<string> = new Set()): string {
  if (above === "" || below === "") return above + below;
  const broken = /([\p{L}\p{N}]+)[-‐\u00ad]$/u.exec(above);
  if (!broken || conjunctions.test(below) || !/^[\p{L}\p{N}]/u.test(below)) return `${above} ${below}`;
  const start = /^\p{Ll}+/u.exec(below);
  if (!start || !/\p{L}$/u.test(broken[1] ?? "")) return above + below;
  const isWritten = hyphenated.has(`${broken[1]}-${start[0]}`.toLowerCase());
  return isWritten ? above + below : above.slice(0, -1) + below;
}
