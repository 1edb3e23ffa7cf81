import { DOMParser, parseHTML } from "linkedom";
import { afterAll, beforeAll, describe, expect, test, vi } from "vitest";
import { parseDrawing } from "../../src/web/drawing.ts";

beforeAll(() => {
  const { document, Element } = parseHTML("<!doctype html><html><body></body></html>");
  vi.stubGlobal("DOMParser", DOMParser);
  vi.stubGlobal("document", document);
  vi.stubGlobal("SVGElement", Element);
});
afterAll(() => {
  vi.unstubAllGlobals();
});

const svg = (content: string, attributes = "") =>
  `<svg xmlns="http://www.w3.org/2000/svg" xmlns:xlink="http://www.w3.org/1999/xlink" ${attributes}>${content}</svg>`;
const drawn = (content: string, attributes = ""): string => parseDrawing(svg(content, attributes))?.outerHTML ?? "";

describe("a drawing of the server", () => {
  test("keeps what drawings are made of", () => {
    const whole = drawn(
      '<defs><clipPath id="c"><rect width="5"/></clipPath></defs><g clip-path="url(#c)"><path d="M0 0"/></g>' +
        '<a href="#e" data-evidence="ev_1" aria-label="5"><circle r="2"/><text x="1"><tspan>Wind</tspan></text></a>',
      'viewBox="0 0 10 10"',
    );
    for (const part of ["clip-path", "url(#c)", 'd="M0 0"', 'href="#e"', "data-evidence", "tspan", "viewBox"])
      expect(whole).toContain(part);
  });

  test.each([
    ["a script", "<script>alert(1)</script>", /script|alert/],
    ["a style", "<style>*{background:url(https://evil.example)}</style>", /style|evil/],
    ["foreign markup", '<foreignObject><img src="x" onerror="alert(1)"/></foreignObject>', /foreign|img|alert/i],
    ["a picture", '<image href="https://evil.example/a.png"/>', /evil|image/],
    ["use of another file", '<use href="https://evil.example/a.svg#x"/>', /evil|<use/],
    [
      "an animation of a link",
      '<a href="#x"><animate attributeName="href" to="javascript:alert(1)"/></a>',
      /animate|alert/,
    ],
    ["a handler", '<rect onclick="alert(1)" ONLOAD="alert(1)"/>', /alert/],
    ["a style attribute", '<rect style="fill:url(https://evil.example)"/>', /style|evil/],
    ["a link out", '<a href="https://evil.example"><text>x</text></a>', /evil/],
    ["an old link out", '<a xlink:href="javascript:alert(1)"><text>x</text></a>', /alert/],
    ["a fill from elsewhere", '<rect fill="url(https://evil.example/#p)"/>', /evil/],
    ["a fill from elsewhere after one of ours", '<rect fill="url(#a) URL( https://evil.example/#p)"/>', /evil/],
  ])("loses %s", (_, content, forbidden) => {
    const whole = drawn(`${content}<text>kept</text>`);
    expect(whole).toContain("kept");
    expect(whole).not.toMatch(forbidden);
  });

  test("loses handlers of its own root", () => {
    expect(drawn("<text>kept</text>", 'onload="alert(1)"')).not.toContain("alert");
  });

  test("is none where it is something else", () => {
    expect(parseDrawing("<html><svg/></html>")).toBeUndefined();
  });
});
