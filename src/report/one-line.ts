/**
 * A text with each break of a line, and the spaces around it, as one space.
 *
 * Contract: looks at each letter a fixed number of times, because texts of strangers may be a megabyte of spaces, in
 * which a pattern for spaces before a break would look for one from every place.
 */
export function oneLine(text: string): string {
  const lines = text.split("\n");
  const last = lines.length - 1;
  return lines
    .map((line, index) => (index > 0 ? line.trimStart() : line))
    .map((line, index) => (index < last ? line.trimEnd() : line))
    .filter((line, index) => line !== "" || index === 0 || index === last)
    .join(" ");
}
