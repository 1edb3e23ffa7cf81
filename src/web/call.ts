// The one place of the page that fetches.

/** A refusal of the server, or no server at all, in words for the user. */
export class ApiError extends Error {
  override readonly name = "ApiError";
  /** HTTP status; 0 when the server could not be reached. */
  readonly status: number;

  constructor(message: string, status: number, options?: ErrorOptions) {
    super(message, options);
    this.status = status;
  }
}

/** Asks the server. Errors: `ApiError` for whatever it refuses; an abort travels unchanged. */
export async function call(path: string, init?: RequestInit): Promise<Response> {
  let response: Response;
  try {
    response = await fetch(path, { credentials: "same-origin", ...init });
  } catch (cause) {
    if (init?.signal?.aborted) throw cause;
    throw new ApiError("The server cannot be reached. Is it running? Runs go on without this page.", 0, { cause });
  }
  if (response.ok) return response;
  if (response.status === 401) throw new ApiError("You are not signed in, or not any more.", 401);
  throw new ApiError(await reasonOf(response), response.status);
}

async function reasonOf(response: Response): Promise<string> {
  const text = await response.text();
  try {
    // Our own routes say `error.message`, those of the LangGraph API `detail` or `message`; anything else is shown as text.
    const { error, detail, message } = (JSON.parse(text) ?? {}) as Readonly<Record<string, unknown>>;
    const said =
      typeof error === "object" && error !== null && "message" in error ? error.message : (detail ?? message);
    if (typeof said === "string") return said;
  } catch (cause) {
    if (!(cause instanceof SyntaxError)) throw cause;
  }
  return `The server answered ${response.status} ${response.statusText}.`.replace(" .", ".");
}

/** An answer as JSON. The one cast of the page: the server's routes are typed by the same interfaces. */
export async function json<Value>(path: string, init?: RequestInit): Promise<Value> {
  return (await (await call(path, init)).json()) as Value;
}

/** A request that changes something, with a JSON body where there is one. */
export const send = (method: string, body?: unknown): RequestInit => ({
  method,
  ...(body === undefined ? {} : { body: JSON.stringify(body), headers: { "content-type": "application/json" } }),
});

/** A piece of an address, whatever stands in it. */
export const part = encodeURIComponent;
