import { describe, expect, test } from "vitest";
import { toLines } from "../../../src/perception/layout/line.ts";
import { lines, run } from "./page-content.ts";

const textsOf = (words: Parameters<typeof toLines>[0]) => toLines(words).map((line) => line.text);

const rest = ["he library reads a report", "from its first page to its", "last and keeps the order"];

/** An initial over three lines, its top level with the first. */
function initial(letter: string) {
  return run(letter, { left: 72, top: 100, size: 34, font: "Display" });
}

describe("an initial over several lines", () => {
  test("begins the first of them", () => {
    expect(textsOf([...initial("T"), ...lines(rest, { left: 91 })])).toEqual([`T${rest[0]}`, rest[1], rest[2]]);
  });

  test("does so wherever the engine gives it", () => {
    expect(textsOf([...lines(rest, { left: 91 }), ...initial("T")])[0]).toBe(`T${rest[0]}`);
  });

  test("is a word of its own before a capital", () => {
    expect(textsOf([...initial("A"), ...lines(["Library reads", "from its first page"], { left: 92 })])[0]).toBe(
      "A Library reads",
    );
  });

  test("leaves the size of the line to its text", () => {
    expect(toLines([...initial("T"), ...lines(rest, { left: 91 })])[0]).toMatchObject({
      size: 10,
      top: 100,
      bottom: 110,
    });
  });
});

describe("no initial is", () => {
  test("a large letter beside one line, whose baseline it shares", () => {
    const words = [...initial("T"), ...run("he only line there is", { left: 91, top: 124 })];
    expect(toLines(words)[0]).toMatchObject({ text: "The only line there is", top: 100 });
  });

  test("a large number or a bracket over two lines, which stay two", () => {
    for (const sign of ["7", "{"]) {
      const found = textsOf([...initial(sign), ...lines(["either this", "or that other"], { left: 91 })]);
      expect(found.join(" ")).toContain("either this");
      expect(found.length).toBeGreaterThan(1);
    }
  });

  test("a raised mark's base", () => {
    expect(textsOf([...run("X", { size: 10 }), ...run("2", { left: 77.2, top: 98, size: 6 })])).toEqual(["X2"]);
  });
});
