import { describe, expect, test } from "vitest";
import { compactTheme, defaultTheme } from "../../src/render/index.ts";
import { contrastRatio } from "../../src/render/inspect/measures.ts";

const bare = (colour: string): string => colour.replace("#", "");
const contrast = (left: string, right: string): number => contrastRatio(bare(left), bare(right));

/** Simulated colours of a reader without red, green or blue cones (Viénot, Brettel and Mollon 1999, in linear RGB). */
const blindness = {
  protanopia: [
    [0.1124, 0.8876, 0],
    [0.1124, 0.8876, 0],
    [0.004, -0.004, 1],
  ],
  deuteranopia: [
    [0.2928, 0.7072, 0],
    [0.2928, 0.7072, 0],
    [-0.0223, 0.0223, 1],
  ],
} as const;

function linear(colour: string): readonly number[] {
  return [1, 3, 5].map((start) => (Number.parseInt(colour.slice(start, start + 2), 16) / 255) ** 2.2);
}

function seen(colour: string, matrix: readonly (readonly number[])[]): readonly number[] {
  const values = linear(colour);
  return matrix.map((row) => row.reduce((sum, factor, index) => sum + factor * (values[index] ?? 0), 0));
}

describe.each([
  ["light", defaultTheme.colours],
  ["dark", defaultTheme.darkColours],
] as const)("the %s colours", (_name, colours) => {
  test.each(["background", "surface", "highlight"] as const)("carry text on %s at 7 to 1", (ground) => {
    expect(contrast(colours.text, colours[ground])).toBeGreaterThanOrEqual(7);
  });

  test.each(["background", "surface"] as const)("carry muted, accent and warning text on %s at 4.5 to 1", (ground) => {
    for (const name of ["muted", "accent", "warning"] as const)
      expect(contrast(colours[name], colours[ground]), name).toBeGreaterThanOrEqual(4.5);
  });

  test("draw every series at 3 to 1 on the background", () => {
    for (const colour of colours.series) expect(contrast(colour, colours.background), colour).toBeGreaterThanOrEqual(3);
  });

  test("are written as #rrggbb, which every format reads", () => {
    for (const colour of Object.values(colours).flat()) expect(colour).toMatch(/^#[0-9a-f]{6}$/);
  });

  test("tell any two series apart", () => {
    expect(new Set(colours.series).size).toBe(colours.series.length);
  });

  test.each(Object.keys(blindness) as (keyof typeof blindness)[])(
    "tell the first two series apart under %s",
    (kind) => {
      const [first, second] = colours.series.slice(0, 2).map((colour) => seen(colour, blindness[kind]));
      const distance = Math.hypot(...[0, 1, 2].map((index) => (first?.[index] ?? 0) - (second?.[index] ?? 0)));
      expect(distance).toBeGreaterThan(0.15);
    },
  );
});

describe("the theme", () => {
  test("has as many series in the dark as in the light", () => {
    expect(defaultTheme.darkColours.series).toHaveLength(defaultTheme.colours.series.length);
  });

  test("has headings that step down to the text and nothing too small to read", () => {
    const [first, second, third] = defaultTheme.sizes.heading;
    expect([first, second, third]).toEqual([first, second, third].sort((left, right) => right - left));
    expect(third).toBeGreaterThan(defaultTheme.sizes.body);
    expect(defaultTheme.sizes.small).toBeGreaterThanOrEqual(8);
  });
});

describe("the compact theme", () => {
  const compact = compactTheme(defaultTheme);

  test("is a tenth smaller, in half points, and has a name of its own", () => {
    expect(compact.sizes.body).toBe(9.5);
    for (const size of [compact.sizes.body, ...compact.sizes.heading]) expect(size * 2).toBe(Math.round(size * 2));
    expect(compact.name).not.toBe(defaultTheme.name);
  });

  test("keeps colours and fonts", () => {
    expect(compact.colours).toBe(defaultTheme.colours);
    expect(compact.fonts).toBe(defaultTheme.fonts);
  });

  test("never makes small type smaller than 7.5 points, however often it is applied", () => {
    let theme = defaultTheme;
    for (let round = 0; round < 6; round++) theme = compactTheme(theme);
    expect(theme.sizes.small).toBe(7.5);
  });
});
