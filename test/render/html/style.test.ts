import { describe, expect, test } from "vitest";
import { styleSheet } from "../../../src/render/html/style.ts";
import { compactTheme, defaultTheme } from "../../../src/render/index.ts";

const screen = styleSheet(defaultTheme, false);
const paper = styleSheet(defaultTheme, true);

describe.each([
  ["screen", screen],
  ["paper", paper],
])("the style sheet for %s", (_name, style) => {
  test("defines every variable that it uses", () => {
    const defined = new Set([...style.matchAll(/(--[\w-]+):/g)].map((match) => match[1]));
    const used = [...style.matchAll(/var\((--[\w-]+)\)/g)].map((match) => match[1]);
    expect(used.filter((name) => !defined.has(name))).toEqual([]);
  });

  test("closes every brace", () => {
    let depth = 0;
    for (const sign of style.replace(/"[^"]*"/g, "")) {
      depth += sign === "{" ? 1 : sign === "}" ? -1 : 0;
      expect(depth).toBeGreaterThanOrEqual(0);
    }
    expect(depth).toBe(0);
  });

  test("loads nothing", () => expect(style).not.toMatch(/url\(|@import|@font-face|expression\(/));

  test("cannot end the element that it stands in", () => expect(style).not.toContain("</"));

  test("names directions by the line, so that Arabic mirrors", () => {
    const physical = style.match(/(?:margin|padding|border)-(?:left|right)(?:-\w+)?:/g) ?? [];
    expect(physical).toEqual([]);
    expect(style).not.toMatch(/text-align:(?:left|right)/);
  });
});

test("only the screen has a dark side, a panel and a preview", () => {
  expect(screen).toContain("prefers-color-scheme:dark");
  expect(paper).not.toContain("prefers-color-scheme");
  expect(paper).not.toContain("dialog::backdrop");
});

test("the screen sheet prints like paper", () => {
  const printed = (style: string): string => style.slice(style.indexOf("@media print"));
  expect(printed(screen)).toBe(printed(paper));
});

test("motion is smooth only for those who do not mind", () => {
  for (const rule of screen.matchAll(/scroll-behavior:smooth|transition:|animation:/g))
    expect(screen.slice(0, rule.index)).toMatch(/prefers-reduced-motion:no-preference\)\{[^}]*$/);
});

test("keeps headings with what follows, entries with their facts, and rows whole", () => {
  const rules = paper.slice(paper.indexOf("@media print"));
  expect(rules).toMatch(/h1,h2,h3,h4,h5,h6\{break-after:avoid/);
  expect(rules).toMatch(/\.source,\.source-title\{break-after:avoid;break-inside:avoid\}/);
  expect(rules).toMatch(/tr,[^{]*\{break-inside:avoid\}/);
  expect(rules).toContain("thead{display:table-header-group}");
});

test("follows the sizes of the theme, and no table is set smaller than eight points", () => {
  expect(styleSheet(compactTheme(defaultTheme), true)).toContain("--body:9.5pt");
  const tiny = { ...defaultTheme, sizes: { ...defaultTheme.sizes, body: 7 } };
  expect(styleSheet(tiny, true)).toContain(".tight table{font-size:8pt}");
});
