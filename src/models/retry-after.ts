import { hearingHeaders } from "../net/index.ts";
import type { ChatModel } from "./model.ts";

/**
 * The wait that a refusal asks for: `Retry-After` in seconds or as a date (RFC 9110, section 10.2.3), and OpenAI's
 * `retry-after-ms`. Undefined when it asks for none.
 */
export function retryAfter(headers: unknown): number | undefined {
  const read = (name: string): string | undefined =>
    headers instanceof Headers ? (headers.get(name) ?? undefined) : Object(headers)[name];
  const exact = Number(read("retry-after-ms"));
  if (Number.isFinite(exact) && exact > 0) return exact;
  const value = read("retry-after");
  if (value === undefined) return undefined;
  const seconds = Number(value);
  if (Number.isFinite(seconds)) return Math.max(0, seconds * 1_000);
  const date = Date.parse(value);
  return Number.isNaN(date) ? undefined : Math.max(0, date - Date.now());
}

/** The wait in the details of Google's errors: `{ "@type": "…/google.rpc.RetryInfo", "retryDelay": "34.5s" }`. */
export function retryDelay(details: unknown): number | undefined {
  const delays = (Array.isArray(details) ? details : []).map((detail) => Object(detail).retryDelay);
  const seconds = delays.flatMap((delay) => /^(\d+(?:\.\d+)?)s$/.exec(String(delay))?.[1] ?? []).map(Number);
  return seconds.length > 0 ? Math.max(...seconds) * 1_000 : undefined;
}

/**
 * The same model, whose failures tell the wait that the provider asked for also where its client drops the headers, as
 * those of Google and Ollama do.
 */
export function heedingRetryAfter(model: ChatModel): ChatModel {
  return {
    ...model,
    complete: (call, signal) =>
      hearingHeaders(async (heard) => {
        const result = await model.complete(call, signal);
        if (result.ok || !result.retry || result.retry.afterMs !== undefined) return result;
        const afterMs = retryAfter(heard());
        return afterMs === undefined ? result : { ...result, retry: { afterMs } };
      }),
  };
}
