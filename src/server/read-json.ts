import type { Context } from "hono";
import { refusal } from "./problem.ts";

/** The body of a request as JSON; an empty one is an empty object. Errors: 422. */
export async function readJson(context: Context): Promise<unknown> {
  const text = await context.req.text();
  if (text.trim() === "") return {};
  try {
    return JSON.parse(text);
  } catch (error) {
    if (error instanceof SyntaxError) throw refusal("The body is not valid JSON.");
    throw error;
  }
}
