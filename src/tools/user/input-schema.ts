import { z } from "zod";

/** A JSON schema of an object, as MCP servers and model providers write it. */
export type JsonSchema = Readonly<Record<string, unknown>>;

/** Characters of a schema; a longer one would fill a prompt. */
const maxSchemaCharacters = 40_000;
const maxInputCharacters = 8_000;

/** Says what is wrong with an input, or nothing. */
export type InputCheck = (input: unknown) => string | undefined;

/**
 * Compiles a stranger's schema.
 *
 * Contract: patterns and formats are left to the server, because a hostile one could hold this process up; nothing is
 * fetched for a reference; a schema that cannot be used is a problem, never an exception.
 */
export async function compileInput(
  schema: JsonSchema,
): Promise<{ readonly ok: true; readonly check: InputCheck } | { readonly ok: false; readonly problem: string }> {
  if (schema.type !== "object") return { ok: false, problem: "its input is not an object" };
  if (lengthAsJson(schema) > maxSchemaCharacters) return { ok: false, problem: "its input schema is too large" };
  const { AjvJsonSchemaValidator } = await import("@modelcontextprotocol/client/validators/ajv");
  try {
    const validate = new AjvJsonSchemaValidator().getValidator(Object(withoutPatterns(schema)));
    return {
      ok: true,
      check(input) {
        if (lengthAsJson(input ?? null) > maxInputCharacters) return "the input is too long";
        const { valid, errorMessage } = validate(input);
        return valid ? undefined : (errorMessage ?? "it does not fit the schema").slice(0, 500);
      },
    };
  } catch (error) {
    return {
      ok: false,
      problem: `its input schema cannot be used (${error instanceof Error ? error.name : "unknown"})`,
    };
  }
}

/** Without end for what JSON cannot hold: what holds itself, is deeper than the stack, or is no data. */
function lengthAsJson(value: unknown): number {
  try {
    return JSON.stringify(value)?.length ?? Number.POSITIVE_INFINITY;
  } catch (error) {
    if (error instanceof TypeError || error instanceof RangeError) return Number.POSITIVE_INFINITY;
    throw error;
  }
}

const named = new Set(["properties", "$defs", "definitions", "dependentSchemas"]);
const literal = new Set(["enum", "const", "default", "examples", "required"]);
const left = new Set(["pattern", "format", "patternProperties", "propertyNames"]);

function withoutPatterns(schema: unknown): unknown {
  if (Array.isArray(schema)) return schema.map(withoutPatterns);
  if (typeof schema !== "object" || schema === null) return schema;
  const isOpen = "patternProperties" in schema;
  const entries = Object.entries(schema).flatMap(([key, value]): [string, unknown][] => {
    if (left.has(key) || (isOpen && key === "additionalProperties")) return [];
    if (literal.has(key)) return [[key, value]];
    if (named.has(key) && typeof value === "object" && value !== null)
      return [[key, Object.fromEntries(Object.entries(value).map(([name, part]) => [name, withoutPatterns(part)]))]];
    return [[key, withoutPatterns(value)]];
  });
  return Object.fromEntries(entries);
}

/** The JSON schema of an input that is declared with Zod. */
export function schemaOf(input: z.ZodType): JsonSchema {
  const { $schema: _, ...schema } = z.toJSONSchema(input, { io: "input", unrepresentable: "any" });
  return schema;
}

const querying = /^(?:q|query|question|search|search_?(?:query|term|text)|keywords?|term|topic)$/i;

/** The name of the one input that is needed, when it is a query; such a tool can be asked without a model. */
export function queryInputOf({ properties, required }: JsonSchema): string | undefined {
  const [only, ...others] = Array.isArray(required) ? required : [];
  if (typeof only !== "string" || others.length > 0 || !querying.test(only)) return undefined;
  const property: unknown = Object(Object(properties)[only]);
  return Object(property).type === "string" && Object(property).enum === undefined ? only : undefined;
}
