/** No test reaches beyond loopback: the global `fetch` refuses, and `src/net/` is given loopback servers explicitly. */
globalThis.fetch = (input) =>
  Promise.reject(new Error(`Tests run offline; something called the global fetch for ${String(input)}`));
