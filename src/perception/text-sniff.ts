/** Says which kind of text it is by its look; the hint (declared type or ending) decides between look-alikes. */
export function sniffText(text: string, hint: string): string {
  const start = withoutPrologue(text);
  if (/^<(?:!doctype\s+html|html[\s>])/i.test(start))
    return isXhtml(text, hint) ? "application/xhtml+xml" : "text/html";
  if (/^<(?:\w+:)?svg[\s>]/i.test(start)) return "image/svg+xml";
  if (hint !== "" && hint !== "text/plain" && hint !== "application/octet-stream") return hint;
  if (/^<\?xml\b/i.test(text.trimStart())) return "application/xml";
  if (looksLikeHtml(start)) return "text/html";
  if (looksLikeJson(start)) return "application/json";
  if (hint === "text/plain") return hint;
  if (looksLikeMarkdown(start)) return "text/markdown";
  return delimiterOf(start) === undefined ? "text/plain" : "text/csv";
}

const candidateDelimiters = [",", ";", "\t", "|"] as const;

/**
 * The delimiter of separated values: the one that gives every line the same number of fields, and the most of them.
 * Fields in quotes count once. Undefined when no delimiter divides the lines evenly.
 */
export function delimiterOf(text: string): string | undefined {
  const lines = sampleLines(text);
  if (lines.length < 2) return undefined;
  const scored = candidateDelimiters
    .map((delimiter) => ({ delimiter, fields: evenFields(lines, delimiter) }))
    .filter(({ fields }) => fields > 1)
    .sort((a, b) => b.fields - a.fields);
  return scored[0]?.delimiter;
}

/** The common number of fields, 0 when under nine in ten lines have it. */
function evenFields(lines: readonly string[], delimiter: string): number {
  const counts = new Map<number, number>();
  for (const line of lines) {
    const fields = line.replace(/"(?:[^"]|"")*"/g, "").split(delimiter).length;
    counts.set(fields, (counts.get(fields) ?? 0) + 1);
  }
  const [fields, times] = [...counts].sort((a, b) => b[1] - a[1])[0] ?? [0, 0];
  return times >= lines.length * 0.9 ? fields : 0;
}

/** Up to 50 whole lines; line ends inside quotes are part of their line. */
function sampleLines(text: string): readonly string[] {
  const flat = text.slice(0, 20_000).replace(/"(?:[^"]|"")*"/g, (quoted) => quoted.replace(/\r?\n/g, " "));
  const lines = flat.split(/\r\n?|\n/);
  const whole = text.length > 20_000 ? lines.slice(0, -1) : lines;
  return whole.filter((line) => line.trim() !== "").slice(0, 50);
}

function withoutPrologue(text: string): string {
  return text.replace(/^(?:\s|<\?xml[^>]*\?>|<!--[\s\S]*?-->|<!doctype\s+(?!html)[^>]*>)+/i, "");
}

function isXhtml(text: string, hint: string): boolean {
  return hint === "application/xhtml+xml" || /^\s*<\?xml\b/i.test(text);
}

function looksLikeHtml(start: string): boolean {
  return (
    /^<(?:head|body|div|p|table|h[1-6]|section|article|main|ul|ol|title|meta|link|script|style|span|a)[\s>]/i.test(
      start,
    ) && /<\/\w+>/.test(start)
  );
}

function looksLikeJson(start: string): boolean {
  return /^(?:\{\s*["}]|\[\s*(?:[[{"\]]|-?\d+(?:\.\d+)?\s*,))/.test(start) && /[}\]]/.test(start);
}

function looksLikeMarkdown(start: string): boolean {
  const marks = start.match(/^(?:#{1,6} \S|```|\s*[-*] \S|\|.*\|\s*$|>\s\S)|\]\(https?:/gm) ?? [];
  return /^#{1,6} \S/m.test(start) ? marks.length > 1 : marks.length > 4 && /\]\(https?:|^```/m.test(start);
}
