import { describe, expect, test } from "vitest";
import { cellTexts, failureCode, parseBytes, parsed, tablesOf } from "../support/parse.ts";

const table = async (text: string, name = "data.json") => tablesOf(await parsed(text, { name }))[0];

describe("JSON", () => {
  test("of records has a column a field, in the order they first occur", async () => {
    const read = await table('[{"b":1,"a":{"x":2}},{"c":"z","b":3}]');
    expect(read?.header).toEqual([["b", "a.x", "c"]]);
    expect(cellTexts(read)).toEqual([
      ["1", "2", ""],
      ["3", "", "z"],
    ]);
  });

  test("of several lists of records is paths and values, for neither list is the file", async () => {
    expect(cellTexts(await table('{"x":[{"a":1}],"y":[{"b":2}]}'))).toEqual([
      ["x[0].a", "1"],
      ["y[0].b", "2"],
    ]);
  });

  test("of a single value is that value", async () => {
    expect(cellTexts(await table('"alone"', "x.json"))).toEqual([["", "alone"]]);
  });

  test("keeps falsehood and zero, which are values", async () => {
    expect(cellTexts(await table('[{"a":false,"b":0,"c":null}]'))).toEqual([["false", "0", ""]]);
  });

  test.each([
    ['[{"a":12345678901234567890}]', "12345678901234567890"],
    ['[{"a":1.50}]', "1.50"],
    ['[{"a":-0.10e-3}]', "-0.10e-3"],
    ['[{"a":"1.50 \\" 007"}]', '1.50 " 007'],
    ['[{"a":[1.0, 2.50]}]', "1.0, 2.50"],
  ])("%s keeps its number digit by digit", async (text, digits) => {
    expect(cellTexts(await table(text))).toEqual([[digits]]);
  });

  test.each(['[{"a":01}]', '[{"a":1.}]', '[{"a":.5}]', '[{"a":1x}]', '[{"a":+1}]', "[{1:2}]"])(
    "%s is not made whole",
    async (text) => {
      expect(await failureCode(text, { name: "a.json", mediaType: "application/json" })).toBe("broken");
    },
  );

  test("in lines is a list of its lines", async () => {
    const read = await table('{"year":2022,"units":5}\n{"year":2023,"units":6}\n\n', "log.jsonl");
    expect(read?.header).toEqual([["year", "units"]]);
    expect(cellTexts(read)).toEqual([
      ["2022", "5"],
      ["2023", "6"],
    ]);
  });

  test("with a byte order mark is JSON all the same", async () => {
    expect(cellTexts(await table('\uFEFF[{"a":1}]'))).toEqual([["1"]]);
  });

  test.each([
    ["cut off", '{"a": [1, 2', "broken"],
    ["lines of which one is cut off", '{"a":1}\n{"a":', "broken"],
    ["without values", "[]", "empty"],
    ["of nothing but nulls", '{"a":null}', "empty"],
  ])("%s fails", async (_, text, code) => expect(await failureCode(text, { name: "a.json" })).toBe(code));

  test("nested beyond reason is cut, not followed", async () => {
    const deep = `${'{"a":'.repeat(40)}1${"}".repeat(40)}`;
    expect(await failureCode(deep, { name: "a.json" })).toBe("empty");
    const result = await parseBytes(`${"[".repeat(10_000)}${"]".repeat(10_000)}`, { name: "a.json" });
    expect(result.ok).toBe(false);
  });

  test("of very many records is cut with a warning that counts them", async () => {
    const records = Array.from({ length: 20_003 }, (_, at) => ({ a: at }));
    const source = await parsed(JSON.stringify(records), { name: "a.json", mediaType: "application/json" });
    expect(tablesOf(source)[0]?.rows).toHaveLength(20_000);
    expect(source.warnings.join()).toContain("20003");
  });
});
