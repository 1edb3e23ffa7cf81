import { describe, expect, test } from "vitest";
import { columnWidths, tableSetting } from "../../src/render/column-widths.ts";
import { textWidth } from "../../src/render/text-metrics.ts";

const font = { size: 10, bold: true };
const setting = { font, padding: 10 };
const needs = (text: string): number => textWidth(text, font) + setting.padding;
const sum = (widths: readonly number[]): number => widths.reduce((total, width) => total + width, 0);

describe("shares of a width", () => {
  test("keep a number with its citation on one line while there is room", () => {
    const columns = [
      ["Remark", "very many words that can break anywhere between them ".repeat(4)],
      ["Sales", "81,434 [3]"],
    ];
    const widths = columnWidths(columns, 200, setting);
    expect(widths[1]).toBeGreaterThanOrEqual(needs("81,434 [3]") - 1e-9);
  });

  test("let the citation go to the next line before any number breaks", () => {
    const columns = Array.from({ length: 8 }, () => ["Jan", "128,107 [14]"]);
    const widths = columnWidths(columns, 8 * (needs("128,107") + 1), setting);
    for (const width of widths) expect(width).toBeGreaterThanOrEqual(needs("128,107"));
  });

  test("give equal columns equal widths", () => {
    const widths = columnWidths(
      [
        ["a", "one two"],
        ["a", "one two"],
        ["a", "one two"],
      ],
      300,
      setting,
    );
    expect(new Set(widths.map((width) => width.toFixed(6))).size).toBe(1);
    expect(sum(widths)).toBeCloseTo(300);
  });

  test("leave every column its own words beside a word that never ends", () => {
    const widths = columnWidths([["x".repeat(400)], ["beta"], ["gamma"]], 300, setting);
    expect(widths[1]).toBeGreaterThanOrEqual(needs("beta"));
    expect(widths[2]).toBeGreaterThanOrEqual(needs("gamma"));
    expect(sum(widths)).toBeCloseTo(300);
  });

  test("sum to the total for empty columns and for one", () => {
    expect(sum(columnWidths([[], [], []], 90, setting))).toBeCloseTo(90);
    expect(columnWidths([["only"]], 90, setting)).toEqual([90]);
  });
});

describe("the setting of a table on paper", () => {
  const room = { upright: 480, landscape: 700 };
  const set = (columns: number, cell: string) =>
    tableSetting(
      Array.from({ length: columns }, () => ["Head", cell]),
      room,
      { usual: 9.5, padding: () => 10 },
    );

  test("is upright and of usual size where everything fits", () => {
    expect(set(4, "81,434 [3]")).toEqual({ landscape: false, size: 9.5, fits: true });
  });

  test("is smaller before the page turns", () => {
    const width = textWidth("123,456,789", { size: 9.5, bold: true }) + 10;
    const columns = Math.floor(480 / width) + 1;
    const smaller = (textWidth("123,456,789", { size: 8.5, bold: true }) + 10) * columns;
    expect(smaller).toBeLessThanOrEqual(480);
    expect(set(columns, "123,456,789")).toEqual({ landscape: false, size: 8.5, fits: true });
  });

  test("turns the page where that is not enough", () => {
    expect(set(9, "128,107 [14]")).toMatchObject({ landscape: true, fits: true });
  });

  test("says when even that is too narrow", () => {
    expect(set(30, "128,107 [14]")).toEqual({ landscape: true, size: 8.5, fits: false });
  });

  test("never goes below eight points, nor above what is usual", () => {
    const wide = Array.from({ length: 40 }, () => ["128,107 [14]"]);
    expect(tableSetting(wide, room, { usual: 8.2, padding: () => 10 }).size).toBe(8);
    expect(tableSetting(wide, room, { usual: 7, padding: () => 10 }).size).toBe(7);
  });

  test("does not turn the page for words that break anyway", () => {
    expect(set(3, "Donaudampfschifffahrtselektrizitätenhauptbetriebswerkbauunterbeamtengesellschaft").landscape).toBe(
      false,
    );
  });

  test("turns only ever more as columns are added", () => {
    const order = Array.from({ length: 30 }, (_, index) => set(index + 1, "12,345 [6]")).map(
      ({ landscape, size, fits }) => (landscape ? 2 : 0) + (size < 9.5 ? 1 : 0) + (fits ? 0 : 4),
    );
    expect(order).toEqual([...order].sort((left, right) => left - right));
  });
});
