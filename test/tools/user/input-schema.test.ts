import { describe, expect, test } from "vitest";
import { z } from "zod";
import { compileInput, type JsonSchema, queryInputOf, schemaOf } from "../../../src/tools/user/input-schema.ts";

const object = (properties: object, more: object = {}): JsonSchema => ({ type: "object", properties, ...more });
async function checkOf(schema: JsonSchema) {
  const compiled = await compileInput(schema);
  if (!compiled.ok) throw new Error(compiled.problem);
  return compiled.check;
}
async function problemOf(schema: JsonSchema): Promise<string | undefined> {
  const compiled = await compileInput(schema);
  return compiled.ok ? undefined : compiled.problem;
}
/** An object in an object, so many deep. */
function nested(depth: number): object {
  let value: object = {};
  for (let level = 0; level < depth; level++) value = { a: value };
  return value;
}

describe("a stranger's schema", () => {
  test("says what is wrong with an input, in words that are bounded", async () => {
    const check = await checkOf(
      object({ city: { type: "string" }, year: { type: "integer", minimum: 1900 } }, { required: ["city"] }),
    );
    expect(check({ city: "Velden", year: 2022 })).toBeUndefined();
    for (const wrong of [{}, { city: 7 }, { city: "Velden", year: 1899 }, [], null, undefined, "Velden"])
      expect(check(wrong)).toMatch(/\S/);
    const many = await checkOf(object({}, { required: Array.from({ length: 200 }, (_, at) => `needed-${at}`) }));
    expect((many({}) ?? "").length).toBeLessThanOrEqual(500);
  });

  test("leaves patterns and formats to the server, at any depth, and keeps inputs that are called so", async () => {
    const hostile = { type: "string", pattern: "^(a+)+$", format: "email" };
    const check = await checkOf(
      object(
        {
          name: hostile,
          pattern: { type: "string" },
          format: { enum: ["csv"] },
          deep: { anyOf: [object({ x: hostile })] },
        },
        { $defs: { other: hostile }, patternProperties: { "^(b+)+$": hostile }, additionalProperties: false },
      ),
    );
    const value = `${"a".repeat(2_000)}!`;
    expect(check({ name: value, pattern: "p", format: "csv", deep: { x: value }, bbb: value })).toBeUndefined();
    expect(check({ format: "xml" })).toMatch(/\S/);
    expect(check({ pattern: 7 })).toMatch(/\S/);
  });

  test.each<[what: string, schema: JsonSchema, problem: RegExp]>([
    ["a text", { type: "string" }, /its input is not an object/],
    ["nothing said", {}, /its input is not an object/],
    ["one of several", { type: ["object", "null"] }, /its input is not an object/],
    ["a book", object({ a: { description: "x".repeat(41_000) } }), /its input schema is too large/],
    ["a reference to nothing", object({ a: { $ref: "#/$defs/gone" } }), /its input schema cannot be used/],
    [
      "a reference to the web",
      object({ a: { $ref: "https://evil.example/schema.json" } }),
      /its input schema cannot be used/,
    ],
    ["a kind that is none", object({ a: { type: "date" } }), /its input schema cannot be used/],
    ["a tree without end", object({ a: nested(200_000) }), /its input schema (?:is too large|cannot be used)/],
    [
      "a deep tree",
      object({ a: { type: "object", properties: nested(6_000) } }),
      /its input schema (?:is too large|cannot be used)/,
    ],
  ])("for %s is a problem, no exception", async (_, schema, problem) => {
    expect(await problemOf(schema)).toMatch(problem);
  });

  test("that holds itself is a problem too", async () => {
    const schema: Record<string, unknown> = { type: "object" };
    schema.properties = { self: schema };
    expect(await problemOf(schema)).toMatch(/its input schema/);
  });

  test("may refer to its own parts", async () => {
    const check = await checkOf(object({ a: { $ref: "#/$defs/year" } }, { $defs: { year: { type: "integer" } } }));
    expect([check({ a: 7 }), check({ a: "x" })]).toEqual([undefined, expect.stringMatching(/\S/)]);
  });
});

describe("an input", () => {
  test.each<[what: string, input: unknown]>([
    ["too long", { text: "x".repeat(8_000) }],
    ["too deep", nested(200_000)],
    ["no data", { count: 7n }],
  ])("that is %s is refused, never an exception", async (_, input) => {
    const check = await checkOf({ type: "object" });
    expect(check(input)).toMatch(/\S/);
  });

  test("that holds itself is refused", async () => {
    const input: Record<string, unknown> = {};
    input.self = input;
    expect((await checkOf({ type: "object" }))(input)).toMatch(/\S/);
  });
});

describe("a tool that can be asked without a model", () => {
  const text = { type: "string" };

  test.each<[name: string]>([
    ["q"],
    ["query"],
    ["Question"],
    ["search_term"],
    ["searchQuery"],
    ["keywords"],
    ["topic"],
  ])("needs one text, called %s", (name) => {
    expect(queryInputOf(object({ [name]: text, limit: { type: "integer" } }, { required: [name] }))).toBe(name);
  });

  test.each<[what: string, schema: JsonSchema]>([
    ["nothing", object({ query: text })],
    ["two things", object({ query: text, city: text }, { required: ["query", "city"] })],
    ["another thing", object({ path: text }, { required: ["path"] })],
    ["a number", object({ query: { type: "integer" } }, { required: ["query"] })],
    ["one of a list", object({ query: { type: "string", enum: ["a"] } }, { required: ["query"] })],
    ["what it does not describe", object({}, { required: ["query"] })],
    ["no name", object({ query: text }, { required: [7] })],
    ["a text for a list", object({ query: text }, { required: "query" })],
    ["no properties", { type: "object", properties: null, required: ["query"] }],
  ])("is none that needs %s", (_, schema) => expect(queryInputOf(schema)).toBeUndefined());
});

test("an input that is declared with Zod is a schema that says the same", async () => {
  const schema = schemaOf(z.object({ city: z.string().min(1), limit: z.number().int().default(8) }));
  expect(schema).not.toHaveProperty("$schema");
  const check = await checkOf(schema);
  // What has a default need not be given.
  expect([check({ city: "Velden" }), check({ city: "Velden", limit: 2 })]).toEqual([undefined, undefined]);
  expect(check({ limit: 2 })).toMatch(/\S/);
});
