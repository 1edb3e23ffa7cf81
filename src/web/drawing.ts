/** What our own drawings are made of; nothing here runs, loads or styles. */
const elements: ReadonlySet<string> = new Set([
  "svg",
  "g",
  "path",
  "rect",
  "line",
  "circle",
  "text",
  "tspan",
  "title",
  "desc",
  "a",
  "defs",
  "clippath",
]);
const attributes = /^(?:href|[a-z-]*)$/i;

/**
 * A drawing of the server as an element of the page.
 *
 * Contract: although the server made it, the names in it come from sources, so only elements and attributes of drawings
 * pass: no script, no style, no handler, and addresses only within the page.
 */
export function parseDrawing(text: string): SVGElement | undefined {
  const { documentElement: root } = new DOMParser().parseFromString(text, "image/svg+xml");
  if (root.localName !== "svg") return undefined;
  for (const element of [root, ...root.querySelectorAll("*")]) {
    if (!elements.has(element.localName.toLowerCase())) element.remove();
    else for (const { name, value } of [...element.attributes]) if (!isSafe(name, value)) element.removeAttribute(name);
  }
  const drawing = document.importNode(root, true);
  return drawing instanceof SVGElement ? drawing : undefined;
}

function isSafe(name: string, value: string): boolean {
  if (/^on|^style$/i.test(name)) return false;
  if (/href$/i.test(name)) return value.startsWith("#");
  return attributes.test(name) && !/url\((?!#)/i.test(value);
}
