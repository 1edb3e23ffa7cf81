import { jsonrepair } from "jsonrepair";
import { z } from "zod";
import { messageOf } from "../errors.ts";

/** A value of the schema, or what is wrong with the answer. */
export type Structured<Value> =
  | { readonly ok: true; readonly value: Value }
  /** What is wrong, in words that the model can act on. */
  | { readonly ok: false; readonly problem: string };

/**
 * Reads the JSON that a model wrote into a schema, as tolerantly as can be done without guessing: reasoning, code
 * fences, box tokens and prose around it are left out, broken brackets and commas are mended, a needless wrapper is
 * taken off.
 *
 * Contract: never throws; a value that does not fit the schema is a problem, never a partly filled value.
 */
export function parseStructured<Value>(text: string, schema: z.ZodType<Value>): Structured<Value> {
  const answer = withoutReasoning(text);
  let problem = "the answer holds no JSON";
  for (const candidate of candidates(answer)) {
    const read = readInto(candidate, schema);
    if (read.ok) return read;
    problem = read.problem;
  }
  for (const candidate of bracketed(answer)) {
    const read = readInto(candidate, schema);
    if (read.ok) return read;
  }
  return { ok: false, problem };
}

function readInto<Value>(candidate: string, schema: z.ZodType<Value>): Structured<Value> {
  const read = readJson(candidate);
  if (!read.ok) return read;
  for (const value of shapes(read.value, schema)) {
    const parsed = schema.safeParse(value);
    if (parsed.success) return { ok: true, value: parsed.data };
  }
  return { ok: false, problem: z.prettifyError(schema.safeParse(read.value).error ?? new z.ZodError([])) };
}

/** The answer without `<think>` parts (also one whose beginning or end is missing) and box tokens. */
export function withoutReasoning(text: string): string {
  const closed = text
    .replace(/<(think|thinking|reasoning)>[\s\S]*?<\/\1>/gi, "")
    .replace(/^[\s\S]*<\/(?:think|thinking|reasoning)>/i, "");
  const open = /<(?:think|thinking|reasoning)>/i.exec(closed);
  return (open ? closed.slice(0, open.index) : closed).replace(/<\|(?:begin|end)_of_box\|>/g, "").trim();
}

/** Where JSON may stand, likeliest first: code fences, then from the first bracket on, then everything. */
function candidates(text: string): readonly string[] {
  const fenced = [...text.matchAll(/```(?:json|jsonc|json5|javascript)?\s*\n?([\s\S]*?)(?:```|$)/gi)].map(
    (match) => match[1] ?? "",
  );
  const start = text.search(/[{[]/);
  const end = Math.max(text.lastIndexOf("}"), text.lastIndexOf("]"));
  const inner = start < 0 ? [] : [end > start ? text.slice(start, end + 1) : text.slice(start), text.slice(start)];
  return [...new Set([...fenced, ...inner].map((part) => part.trim()).filter((part) => /[{[]/.test(part)))];
}

/** Whole values in brackets, longest first: prose around JSON has brackets too ("as [1] says"). */
function bracketed(text: string): readonly string[] {
  const found: string[] = [];
  let behind = 0;
  for (const { index } of [...text.matchAll(/[{[]/g)].slice(0, mostBracketed)) {
    const end = index < behind ? undefined : endOfValue(text, index);
    if (end === undefined) continue;
    found.push(text.slice(index, end));
    behind = end;
  }
  return found.sort((a, b) => b.length - a.length);
}

/** Each is looked for to the end of the text. */
const mostBracketed = 200;

/** Behind the bracket that closes the one at a place; brackets in strings do not count. */
function endOfValue(text: string, start: number): number | undefined {
  let depth = 0;
  let isString = false;
  for (let at = start; at < text.length; at++) {
    const sign = text.charAt(at);
    if (isString && sign === "\\") at++;
    else if (sign === '"') isString = !isString;
    else if (!isString && /[{[]/.test(sign)) depth += 1;
    else if (!isString && /[}\]]/.test(sign)) depth -= 1;
    if (depth === 0) return at + 1;
  }
  return undefined;
}

function readJson(text: string): Structured<unknown> {
  try {
    return { ok: true, value: JSON.parse(text) };
  } catch {
    return mendJson(text);
  }
}

function mendJson(text: string): Structured<unknown> {
  try {
    return { ok: true, value: JSON.parse(jsonrepair(text)) };
  } catch (error) {
    return { ok: false, problem: `the JSON cannot be read: ${messageOf(error)}` };
  }
}

/** The value as it is, and without the mistakes that models make with wrappers. */
function shapes(value: unknown, schema: z.ZodType): readonly unknown[] {
  const found = [value];
  if (Array.isArray(value)) {
    const key = onlyListKey(schema);
    if (key !== undefined) found.push({ [key]: value });
    if (value.length === 1) found.push(value[0]);
  } else if (typeof value === "object" && value !== null) {
    const inner = Object.values(value);
    if (inner.length === 1) found.push(inner[0]);
  }
  return found;
}

/** The property of an object schema that holds a list, when there is exactly one. */
function onlyListKey(schema: z.ZodType): string | undefined {
  if (!(schema instanceof z.ZodObject)) return undefined;
  const lists = Object.entries(schema.shape).filter(([, part]) => part instanceof z.ZodArray);
  return lists.length === 1 ? lists[0]?.[0] : undefined;
}
