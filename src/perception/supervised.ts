import type { Resource } from "../evidence/resource.ts";
import type { ChildState } from "./child/messages.ts";
import { documentPool } from "./child/pool.ts";
import { childFailureCodes, failed } from "./failed.ts";
import type { ParseContext, ParseResult, Parser } from "./parser.ts";

/**
 * Below this size a file is read where it stands: starting a process costs more than it saves. What is built from so few
 * bytes keeps even the quadratic readers among our dependencies under two seconds (measured: 32 KB of `[a](`, 1.4 s).
 */
const smallFileBytes = 32 * 1024;

/** What a child is asked to read. */
export interface ParseInput {
  readonly parser: string;
  readonly resource: Resource;
}

/**
 * The same parser, with everything but small files read in a child process: a page made to be slow, or just a giant one,
 * then costs its deadline and holds up nobody.
 *
 * Contract: the parser must be known to `parseTask` by its name.
 */
export function supervised(parser: Parser, timeoutMs: number): Parser {
  return {
    ...parser,
    parse: (resource, context) =>
      resource.bytes.length <= smallFileBytes
        ? parser.parse(resource, context)
        : parseInChild(parser.name, resource, { timeoutMs, signal: context.signal }),
  };
}

async function parseInChild(
  parser: string,
  resource: Resource,
  options: { readonly timeoutMs: number; readonly signal: ParseContext["signal"] },
): Promise<ParseResult> {
  options.signal.throwIfAborted();
  const input: ParseInput = { parser, resource };
  const outcome = await documentPool().run<ParseResult>("parse", input, options);
  return outcome.state === "ok"
    ? outcome.value
    : failed(resource, childFailureCodes[outcome.state], reasons[outcome.state]);
}

const reasons: Readonly<Record<Exclude<ChildState, "ok">, string>> = {
  password: "is protected by a password; save a copy without one",
  invalid: "cannot be read",
  crashed: "made its reader crash",
  timeout: "took longer to read than is allowed; it is very large, or built to be slow",
  memory: "needs more memory to read than is allowed",
};
