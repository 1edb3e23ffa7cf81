const mark = Symbol.for("exhibit.loopback-only");

interface Guarded {
  readonly [mark]?: true;
}

/** No test reaches beyond loopback: the global `fetch`, which model adapters use, refuses every other address. */
if ((globalThis.fetch as Guarded)[mark] === undefined) {
  const real = globalThis.fetch;
  const guarded: typeof fetch = (input, init) => {
    const { hostname } = new URL(input instanceof Request ? input.url : String(input));
    if (hostname === "127.0.0.1") return real(input, init);
    return Promise.reject(new Error(`Tests run offline; something called the global fetch for ${String(input)}`));
  };
  globalThis.fetch = Object.assign(guarded, { [mark]: true });
}
