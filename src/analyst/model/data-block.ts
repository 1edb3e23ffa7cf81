/** Longest line that a title, caption or heading may take in a prompt. */
const lineLength = 160;

/**
 * Text that came from outside, in a marked block that a model was told is data.
 *
 * Contract: nothing in the text can close the block or open another.
 */
export function dataBlock(tag: string, attributes: Readonly<Record<string, string | undefined>>, text: string): string {
  const given = Object.entries(attributes).filter((entry): entry is [string, string] => entry[1] !== undefined);
  const head = [tag, ...given.map(([name, value]) => `${name}="${dataLine(value).replaceAll('"', "'")}"`)].join(" ");
  return `<${head}>\n${withoutTags(text)}\n</${tag}>`;
}

/** One short line of outside text: a title or a name can then not pretend to be anything else. */
export function dataLine(text: string, length = lineLength): string {
  const line = withoutTags(text).replace(/\s+/g, " ").trim();
  return line.length <= length ? line : `${line.slice(0, length - 1)}…`;
}

/** Angle brackets that could begin a tag become their look-alikes. */
function withoutTags(text: string): string {
  return text.replace(/<(?=[/a-z!?|])/gi, "‹");
}
