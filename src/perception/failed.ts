import type { FailureCode } from "../errors.ts";
import type { Resource } from "../evidence/resource.ts";
import type { ChildState } from "./child/messages.ts";
import type { ParseResult } from "./parser.ts";

/** How a child's work that gave nothing is told. */
export const childFailureCodes: Readonly<Record<Exclude<ChildState, "ok">, FailureCode>> = {
  password: "password",
  invalid: "broken",
  crashed: "crashed",
  timeout: "timeout",
  memory: "memory",
};

/** A parser's failure; `what` continues the sentence that the resource's name begins. */
export function failed(
  resource: Pick<Resource, "name" | "url" | "path">,
  code: FailureCode,
  what: string,
): ParseResult & { readonly ok: false } {
  const target = resource.url ?? resource.path ?? resource.name;
  return { ok: false, failure: { stage: "perceive", target, code, message: `${resource.name} ${what}.` } };
}
