import type { Failure, FailureCode } from "../errors.ts";
import { canParseUrl } from "../report/can-parse-url.ts";

/** A failure of the stage `fetch` from the end of the sentence "<address> was not read: …". */
export function fetchFailure(
  address: string,
  code: FailureCode,
  reason: string,
): { readonly ok: false; readonly failure: Failure } {
  const message = `${address} was not read: ${reason}.`;
  return { ok: false, failure: { stage: "fetch", target: address, code, message } };
}

/** An address without its fragment; undefined when it is none. */
export function parseAddress(address: string): URL | undefined {
  if (!canParseUrl(address)) return undefined;
  const url = new URL(address);
  url.hash = "";
  return url;
}
