import { AsyncLocalStorage } from "node:async_hooks";
import { subscribe } from "node:diagnostics_channel";

/** What was heard of the answers to one piece of work. */
interface Heard {
  headers: Headers | undefined;
}

/** What undici, which Node's own `fetch` is made of, tells about a request: an object, the same in both messages. */
interface Told {
  readonly request: object;
  readonly response?: { readonly headers: readonly (Uint8Array | string)[] };
}

const listening = new AsyncLocalStorage<Heard>();
const askers = new WeakMap<object, Heard>();
let isSubscribed = false;

/**
 * Does `work` and hands it a way to ask for the headers of the last answer that came to a request it made, by whatever
 * client: some clients of services throw away what a refusal says about waiting.
 *
 * Contract: hears only requests that `work` itself began, also when many run beside each other; changes nothing.
 */
export function hearingHeaders<Value>(work: (heard: () => Headers | undefined) => Promise<Value>): Promise<Value> {
  listen();
  const own: Heard = { headers: undefined };
  return listening.run(own, () => work(() => own.headers));
}

/** Subscribes once (undici's documented diagnostics channels), when first needed. */
function listen(): void {
  if (isSubscribed) return;
  isSubscribed = true;
  // A request is created where it is asked for, but its answer comes from a socket that others use as well.
  subscribe("undici:request:create", (message) => {
    const asker = listening.getStore();
    if (asker) askers.set((message as Told).request, asker);
  });
  subscribe("undici:request:headers", (message) => {
    const { request, response } = message as Told;
    const asker = askers.get(request);
    if (asker && response) asker.headers = toHeaders(response.headers);
  });
}

/** Names and values in turn. */
function toHeaders(pairs: readonly (Uint8Array | string)[]): Headers {
  const texts = pairs.map((part) => (typeof part === "string" ? part : Buffer.from(part).toString("latin1")));
  const headers = new Headers();
  for (let index = 0; index + 1 < texts.length; index += 2) headers.append(texts[index] ?? "", texts[index + 1] ?? "");
  return headers;
}
