import { describe, expect, test } from "vitest";
import { toLines } from "../../../src/perception/layout/line.ts";
import { mendStretched } from "../../../src/perception/layout/stretched.ts";
import { justified, rows, run } from "./page-content.ts";

const whole = "A line of ordinary prose that fills its column well";
const edge = Math.max(...run(whole).map((word) => word.right));

function segmentsOf(words: Parameters<typeof toLines>[0]): readonly (readonly string[])[] {
  return mendStretched(toLines(words)).map((line) => line.segments.map((segment) => segment.text));
}

describe("a stretched line", () => {
  const stretched = justified("is one third below the peak", edge, { top: 112 });

  test("falls apart by its gaps alone", () => {
    expect(toLines(stretched)[0]?.segments.length).toBeGreaterThan(3);
  });

  test("is made whole by the line above it", () => {
    expect(segmentsOf([...run(whole), ...stretched])).toEqual([[whole], ["is one third below the peak"]]);
  });

  test("is made whole by the line below it", () => {
    expect(segmentsOf([...stretched, ...run(whole, { top: 124 })])[0]).toEqual(["is one third below the peak"]);
  });

  test("is made whole by a neighbour that was made whole before", () => {
    const second = justified("and so is the next one", edge, { top: 124 });
    expect(segmentsOf([...run(whole), ...stretched, ...second]).map((line) => line.length)).toEqual([1, 1, 1]);
  });

  test("may be indented", () => {
    const indented = justified("so begins the next paragraph", edge, { left: 90, top: 112 });
    expect(segmentsOf([...run(whole), ...indented])[1]).toEqual(["so begins the next paragraph"]);
  });

  test("stays apart beside another column", () => {
    const other = run("The other column has a line here", { left: edge + 24, top: 112 });
    expect(segmentsOf([...run(whole), ...stretched, ...other])[1]).toEqual([
      "is one third below the peak",
      "The other column has a line here",
    ]);
  });
});

describe("a row of cells", () => {
  test("is no stretched line when it ends before the edge", () => {
    const row = rows([["North", "South", "East"]], [72, 150, 230], { top: 112 });
    expect(segmentsOf([...run(whole), ...row])[1]).toEqual(["North", "South", "East"]);
  });

  test("is no stretched line when its gaps differ", () => {
    const row = [
      ...run("Net sales of all the products", { top: 112 }),
      ...run("growth", { left: edge - 30, top: 112 }),
    ];
    expect(segmentsOf([...run(whole), ...row])[1]).toHaveLength(2);
  });

  test("of numbers is no stretched line", () => {
    expect(segmentsOf([...run(whole), ...justified("1,204 2,310 3,771 4,005", edge, { top: 112 })])[1]).toHaveLength(4);
  });

  test("far from any prose stays as it is", () => {
    expect(segmentsOf([...run(whole), ...justified("one third below the peak", edge, { top: 300 })])[1]).toHaveLength(
      5,
    );
  });
});
