import { describe, expect, test } from "vitest";
import { absolute, readFigure } from "../../../src/perception/html/figures.ts";
import { cpuMilliseconds } from "../../support/cpu-time.ts";
import { elementOf, pageOf } from "../../support/page.ts";

const base = "https://example.org/a/page.html";
const addressOf = (html: string) => {
  const $ = pageOf(html);
  const result = readFigure($, elementOf($, "img"), base);
  return result.ok ? result.figure.url.replace("https://example.org/a/", "") : result.why;
};

describe("the address of a picture", () => {
  test.each([
    ["widths", "s.jpg 320w, l.jpg 1280w, m.jpg 640w", "l.jpg"],
    ["densities", "one.jpg, two.jpg 2x", "two.jpg"],
    ["no space after the comma", "s.jpg 1x,l.jpg 2x", "l.jpg"],
    ["a space before the comma", "s.jpg 320w , l.jpg 640w", "l.jpg"],
    ["commas inside the addresses", "c_fill,w_320/a.jpg 320w, c_fill,w_640/b.jpg 640w", "c_fill,w_640/b.jpg"],
    ["line ends and tabs", "\n\ts.jpg 320w,\n\tl.jpg 640w\n", "l.jpg"],
    ["stray commas", ",, s.jpg 1x ,,", "s.jpg"],
    ["one address alone", "only.jpg", "only.jpg"],
    ["a placeholder among them", "data:image/gif;base64,R0lGOD 1w, l.jpg 640w", "l.jpg"],
    ["fractions", "a.jpg 1.5x, b.jpg 1x", "a.jpg"],
  ])("is the largest of a set with %s", (_, set, expected) => {
    expect(addressOf(`<img src="x.jpg" srcset="${set}">`)).toBe(expected);
  });

  test("is the plain one when the set says nothing", () => {
    expect(addressOf('<img src="x.jpg" srcset=" , ,">')).toBe("x.jpg");
  });

  test("is found quickly in a set of nothing but commas", () => {
    const started = cpuMilliseconds();
    expect(addressOf(`<img src="x.jpg" srcset="${",".repeat(300_000)}">`)).toBe("x.jpg");
    expect(cpuMilliseconds() - started).toBeLessThan(2_000);
  });
});

describe("absolute addresses", () => {
  test.each([
    ["b.png", base, "https://example.org/a/b.png"],
    ["//cdn.example.net/b.png", base, "https://cdn.example.net/b.png"],
    [" /b.png ", base, "https://example.org/b.png"],
    ["b.png", undefined, "b.png"],
    ["data:image/png;base64,AA==", base, "data:image/png;base64,AA=="],
    ["javascript:alert(1)", base, ""],
    ["JavaScript:alert(1)", undefined, ""],
    ["mailto:a@example.org", base, ""],
    ["file:///etc/passwd", base, ""],
    ["ftp://example.org/a", base, ""],
    ["blob:https://example.org/1", base, ""],
    ["", base, ""],
  ])("%j seen from %s is %j", (address, from, expected) => expect(absolute(address, from)).toBe(expected));
});
