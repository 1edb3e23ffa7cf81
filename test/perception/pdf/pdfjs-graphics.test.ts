import { describe, expect, test } from "vitest";
import { isBoldFont } from "../../../src/perception/pdf/font.ts";
import { multiply } from "../../../src/perception/pdf/matrix.ts";
import { type Operators, readGraphics } from "../../../src/perception/pdf/pdfjs-graphics.ts";

/** Any numbers do: the engine hands its own table of operators over. */
const ops = {
  save: 1,
  restore: 2,
  transform: 3,
  paintFormXObjectBegin: 4,
  paintFormXObjectEnd: 5,
  setFillRGBColor: 6,
  paintImageXObject: 7,
  paintInlineImageXObject: 8,
  constructPath: 9,
  fill: 20,
  eoFill: 21,
  fillStroke: 22,
  stroke: 23,
  endPath: 24,
  clip: 25,
};

type Command = readonly [number, ...unknown[]];

/** A page of 612 by 792 points, origin at the bottom left as PDF has it. */
function read(...commands: readonly Command[]) {
  const operators: Operators = {
    fnArray: commands.map(([operator]) => operator),
    argsArray: commands.map(([, ...args]) => args),
  };
  return readGraphics(operators, ops, (matrix) => multiply([1, 0, 0, -1, 0, 792], matrix));
}

const [moveTo, lineTo, curveTo, close] = [0, 1, 2, 4];

/** Moves to the first corner and draws lines to the others. */
function path(paint: number, ...numbers: readonly number[]): Command {
  return [ops.constructPath, paint, [Float32Array.from(numbers)]];
}

function rectangle(paint: number, left: number, bottom: number, right: number, top: number): Command {
  const corners = [moveTo, left, bottom, lineTo, right, bottom, lineTo, right, top, lineTo, left, top, close];
  return path(paint, ...(corners as number[]));
}

describe("paths", () => {
  test("that are filled are shapes with their colour", () => {
    const { shapes } = read([ops.setFillRGBColor, "#3366cc"], rectangle(ops.fill, 100, 600, 200, 700));
    expect(shapes).toEqual([
      { left: 100, right: 200, top: 92, bottom: 192, isFilled: true, color: "ff3366cc", hasCurve: false },
    ]);
  });

  test("take colours as three numbers too", () => {
    const { shapes } = read([ops.setFillRGBColor, 255, 0, 8], rectangle(ops.eoFill, 0, 0, 10, 10));
    expect(shapes[0]?.color).toBe("ffff0008");
  });

  test("that are thin strokes are rules", () => {
    const { strokes, shapes } = read(path(ops.stroke, 0, 72, 700, 1, 300, 700));
    expect(strokes).toEqual([{ left: 72, right: 300, top: 92, bottom: 92 }]);
    expect(shapes).toEqual([]);
  });

  test("with curves say so, with the box of their control points", () => {
    const { shapes } = read(path(ops.stroke, moveTo ?? 0, 100, 600, curveTo ?? 2, 120, 650, 180, 650, 200, 600));
    expect(shapes).toMatchObject([{ left: 100, right: 200, top: 142, bottom: 192, hasCurve: true, isFilled: false }]);
  });

  test("of several parts are one shape each", () => {
    const parts = path(ops.fill, 0, 0, 0, 1, 10, 10, 0, 50, 50, 1, 60, 60, 1, 60, 50);
    expect(read(parts).shapes).toHaveLength(2);
  });

  test("that only clip or end leave nothing", () => {
    expect(read(rectangle(ops.clip, 0, 0, 50, 50), rectangle(ops.endPath, 0, 0, 50, 50)).shapes).toEqual([]);
  });

  test("of a single point leave nothing", () => {
    expect(read(path(ops.stroke, 0, 10, 10, 4))).toMatchObject({ strokes: [], shapes: [] });
  });

  test("are bounded in number", () => {
    const corners = Array.from({ length: 6_000 }, (_, index) => [0, index, 0, 1, index, 9, 1, index + 9, 9]).flat();
    const sixThousand = path(ops.fill, ...corners);
    expect(read(...Array.from({ length: 10 }, () => sixThousand)).shapes.length).toBeLessThan(60_000);
  });
});

describe("the state of the page", () => {
  const square = rectangle(ops.fill, 0, 0, 10, 10);

  test("moves and scales what is drawn after a transformation", () => {
    const [shape] = read([ops.transform, 2, 0, 0, 2, 100, 200], square).shapes;
    expect(shape).toMatchObject({ left: 100, right: 120, top: 572, bottom: 592 });
  });

  test("is restored, colour included", () => {
    const { shapes } = read(
      [ops.save],
      [ops.setFillRGBColor, "#ff0000"],
      [ops.transform, 1, 0, 0, 1, 100, 0],
      square,
      [ops.restore],
      square,
    );
    expect(shapes.map(({ left, color }) => [left, color])).toEqual([
      [100, "ffff0000"],
      [0, "ff000000"],
    ]);
  });

  test("survives more restores than saves, as broken files have them", () => {
    expect(read([ops.restore], [ops.restore], square).shapes).toHaveLength(1);
  });

  test("is that of the form inside it, and as before behind it", () => {
    const form: Command = [ops.paintFormXObjectBegin, [1, 0, 0, 1, 300, 0], [0, 0, 10, 10]];
    const { shapes } = read(form, square, [ops.paintFormXObjectEnd], square);
    expect(shapes.map(({ left }) => left)).toEqual([300, 0]);
  });

  test("turns what is drawn sideways, boxes staying upright", () => {
    const [shape] = read([ops.transform, 0, 1, -1, 0, 100, 100], rectangle(ops.fill, 0, 0, 30, 10)).shapes;
    expect(shape).toMatchObject({ left: 90, right: 100, top: 662, bottom: 692 });
  });
});

describe("images", () => {
  test("fill the unit square of their transformation and are known by their name", () => {
    const { images } = read([ops.transform, 200, 0, 0, 100, 72, 500], [ops.paintImageXObject, "img_p0_1", 800, 400]);
    expect(images).toEqual([
      { left: 72, right: 272, top: 192, bottom: 292, hash: "img_p0_1", pixelWidth: 800, pixelHeight: 400 },
    ]);
  });

  test("inside the text of the page have no name and perhaps no size", () => {
    expect(read([ops.paintInlineImageXObject, { width: 8 }]).images[0]).toMatchObject({
      hash: "inline",
      pixelWidth: 0,
    });
  });
});

describe("a font is bold", () => {
  test.each([
    "Arial-BoldMT",
    "ABCDEF+Helvetica-Bold",
    "Frutiger-Black",
    "Gotham-Heavy",
    "AvenirNext-DemiBold",
    "Times,Bd",
  ])("by its name: %s", (name) => {
    expect(isBoldFont(name)).toBe(true);
  });

  test("by its weight, but not without either", () => {
    expect(isBoldFont("F1", 700)).toBe(true);
    expect(["ArialMT", "Helvetica-Oblique", "Garamond", "Bodoni-Book", ""].some((name) => isBoldFont(name, 400))).toBe(
      false,
    );
  });
});
