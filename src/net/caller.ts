import type { z } from "zod";
import { type Failure, messageOf } from "../errors.ts";
import { declaredCharset, declaredType, decodeText } from "./content-type.ts";
import type { ExchangeAnswer } from "./exchange.ts";
import { fetchFailure, parseAddress } from "./failure.ts";
import type { Journey, Travel } from "./journey.ts";
import { retryAfterMs as toRetryAfterMs } from "./retry.ts";

/** How to call a service. */
export interface CallOptions {
  readonly method?: "GET" | "POST" | undefined;
  readonly headers?: Readonly<Record<string, string>> | undefined;
  readonly body?: string | undefined;
  /** Error statuses whose body is an answer too. */
  readonly acceptStatuses?: readonly number[] | undefined;
  /** Five when absent. */
  readonly maxRedirects?: number | undefined;
  readonly signal?: AbortSignal | undefined;
}

/** What a service answered, or why there is no answer. */
export type Fetched<Value> =
  | { readonly ok: true; readonly value: Value }
  | {
      readonly ok: false;
      readonly failure: Failure;
      /** Of the answer, if there was one. */
      readonly status?: number;
      /** How long the server asks to be left alone. */
      readonly retryAfterMs?: number;
    };

/** Calls services by their interface: no robots.txt and no cache, which are about pages. */
export interface Caller {
  /** An answer that does not fit the schema is a failure that names the place. */
  fetchJson<Schema extends z.ZodType>(
    address: string,
    schema: Schema,
    options: CallOptions,
  ): Promise<Fetched<z.output<Schema>>>;
  fetchText(address: string, options: CallOptions): Promise<Fetched<string>>;
}

const maxAnswerBytes = 8e6;

/** The address as messages show it: the query may hold a key, what stands before the @ a password. */
function shown(address: string): string {
  return (address.split(/[?#]/)[0] ?? address).replace(/\/\/[^/@]*@/, "//");
}

function toText({ bytes, headers }: ExchangeAnswer): string {
  return decodeText(bytes, declaredCharset(headers));
}

function parseJson<Schema extends z.ZodType>(
  address: string,
  answer: ExchangeAnswer,
  schema: Schema,
): Fetched<z.output<Schema>> {
  const type = declaredType(answer.headers);
  try {
    const checked = schema.safeParse(JSON.parse(toText(answer)));
    if (checked.success) return { ok: true, value: checked.data };
    const place = checked.error.issues[0]?.path.join(".") || "its root";
    return fetchFailure(shown(address), "broken", `the answer has an unexpected form at ${place}`);
  } catch (error) {
    if (!(error instanceof SyntaxError)) throw error;
    const reason = type === undefined || type.includes("json") ? messageOf(error) : `it is ${type}`;
    return fetchFailure(shown(address), "broken", `the answer is not JSON (${reason})`);
  }
}

/** Makes calls over a given way to travel, which paces and retries; bodies are held to one cap. */
export function createCaller(options: {
  readonly headers: Readonly<Record<string, string>>;
  readonly timeoutMs: number;
  readonly travel: Travel;
}): Caller {
  const call = async (address: string, callOptions: CallOptions): Promise<Fetched<ExchangeAnswer>> => {
    const url = parseAddress(address);
    if (url === undefined) return fetchFailure(address, "refused-address", "it is no web address");
    const { method = "GET", headers, body, acceptStatuses, maxRedirects, signal } = callOptions;
    const journey: Journey = {
      url,
      method,
      headers: { ...options.headers, ...headers },
      timeoutMs: options.timeoutMs,
      maxBytes: () => maxAnswerBytes,
      gate: async () => ({ ok: true, spacingMs: 0 }),
      ...(body === undefined ? {} : { body }),
      ...(maxRedirects === undefined ? {} : { maxRedirects }),
      ...(acceptStatuses === undefined ? {} : { acceptStatuses }),
    };
    const answer = await options.travel(journey, signal);
    if (answer.ok) return { ok: true, value: answer };
    const { code, reason, status, retryAfter } = answer;
    const retryAfterMs = toRetryAfterMs(retryAfter, Date.now());
    return {
      ...fetchFailure(shown(address), code, reason),
      ...(status === undefined ? {} : { status }),
      ...(retryAfterMs === undefined ? {} : { retryAfterMs }),
    };
  };
  return {
    async fetchJson(address, schema, callOptions) {
      const headers = { accept: "application/json", ...callOptions.headers };
      const answer = await call(address, { ...callOptions, headers });
      return answer.ok ? parseJson(address, answer.value, schema) : answer;
    },
    async fetchText(address, callOptions) {
      const answer = await call(address, callOptions);
      return answer.ok ? { ok: true, value: toText(answer.value) } : answer;
    },
  };
}
