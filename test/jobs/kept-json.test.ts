import { describe, expect, test } from "vitest";
import { keptJson } from "../../src/jobs/kept-json.ts";

const limit = 64 * 1024;
/** A value that takes so many bytes as JSON. */
const taking = (bytes: number, letter = "x") => letter.repeat((bytes - 2) / Buffer.byteLength(letter));

describe("what a client has kept with its things", () => {
  test.each([
    ["nothing", {}],
    ["a text", "Tides"],
    ["null", null],
    ["a tree", { a: [1, { b: null, c: "שלום" }], "": false }],
  ])("is %s again when it is read", (_, value) => {
    expect(JSON.parse(keptJson(value, "The metadata"))).toEqual(value);
  });

  test("may take 64 KB and no byte more, counted as they are stored", () => {
    expect(Buffer.byteLength(keptJson(taking(limit), "It"))).toBe(limit);
    expect(() => keptJson(taking(limit + 1), "It")).toThrow(expect.objectContaining({ code: "BAD_USAGE" }));
    // Half as many letters, of two bytes each.
    expect(Buffer.byteLength(keptJson(taking(limit, "é"), "It"))).toBe(limit);
    expect(() => keptJson(taking(limit + 2, "é"), "It")).toThrow(/at most 64 KB/);
  });

  test("is refused by its name and with another way", () => {
    expect(() => keptJson({ page: "x".repeat(limit) }, "The metadata")).toThrow(
      "The metadata may take at most 64 KB; give documents as uploads.",
    );
  });

  test("is refused where it is nested deeper than it can be written, as a client may send it", () => {
    const deep: unknown = JSON.parse(`${"[".repeat(200_000)}${"]".repeat(200_000)}`);
    expect(() => keptJson({ deep }, "The metadata")).toThrow(
      expect.objectContaining({ code: "BAD_USAGE", message: "The metadata is nested too deep; keep it flatter." }),
    );
  });
});
