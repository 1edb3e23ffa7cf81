import { load } from "cheerio";
import { describe, expect, test } from "vitest";
import { drawMarks, type Mark } from "../../../src/perception/image/annotate.ts";

const size = { width: 400, height: 200 };
const draw = (...marks: readonly Mark[]) => load(drawMarks(marks, size), { xml: true });
const boxOf = (mark: Mark): readonly number[] => {
  const rect = draw(mark)("rect").first();
  return ["x", "y", "width", "height"].map((name) => Number(rect.attr(name)));
};

describe("marks on a picture", () => {
  test.each<[what: string, box: Mark["box"], expected: number[]]>([
    ["in its middle", [0.25, 0.5, 0.75, 1], [100, 100, 200, 100]],
    ["all of it", [0, 0, 1, 1], [0, 0, 400, 200]],
    ["with its corners the other way round", [0.75, 1, 0.25, 0.5], [100, 100, 200, 100]],
    ["that leave it", [-0.5, -1, 0.5, 0.5], [0, 0, 200, 100]],
    ["beside it", [2, 2, 3, 3], [400, 200, 0, 0]],
    ["of a point", [0.5, 0.5, 0.5, 0.5], [200, 100, 0, 0]],
  ])("%s have their place in it", (_what, box, expected) => expect(boxOf({ box })).toEqual(expected));

  test.each<[what: string, box: Mark["box"]]>([
    ["above its box where there is room", [0.1, 0.5, 0.4, 0.9]],
    ["below it at the top", [0.1, 0, 0.4, 0.5]],
    ["within the picture where the box is all of it", [0, 0, 1, 1]],
  ])("a label stands %s", (_what, box) => {
    const y = Number(draw({ box, label: "Heat" })("text").attr("y"));
    expect(y).toBeGreaterThan(0);
    expect(y).toBeLessThan(size.height);
  });

  test("a label is text, whatever signs it holds", () => {
    const label = `<script>"&'</script>\u0000\u0001 ارتفع 👍`;
    const $ = draw({ box: [0, 0.5, 1, 1], label });
    expect($("script").length).toBe(0);
    expect($("text").text()).toBe(`<script>"&'</script> ارتفع 👍`);
    // biome-ignore lint/suspicious/noControlCharactersInRegex: what XML cannot hold is what is looked for.
    expect(drawMarks([{ box: [0, 0, 1, 1], label }], size)).not.toMatch(/[\u0000\u0001]/);
  });

  test("without marks nothing is drawn", () => {
    expect(draw()("svg").children().length).toBe(0);
    expect(draw({ box: [0, 0, 1, 1] })("text").length).toBe(0);
  });
});
