const real = globalThis.fetch;

/** No test reaches beyond loopback: the global `fetch`, which model adapters use, refuses every other address. */
globalThis.fetch = (input, init) => {
  const { hostname } = new URL(input instanceof Request ? input.url : String(input));
  if (hostname === "127.0.0.1") return real(input, init);
  return Promise.reject(new Error(`Tests run offline; something called the global fetch for ${String(input)}`));
};
