import type { LookupAddress } from "node:dns";
import type { LookupFunction } from "node:net";

// What every door to the network is tried with: pages, pictures, tool servers, webhooks.

/** This machine and its cloud, in the ways in which they can be written. */
export const innerAddresses: readonly string[] = [
  "http://127.0.0.1/",
  "http://127.1/",
  "http://2130706433/",
  "http://0x7f000001/",
  "http://0177.0.0.1/",
  "http://017700000001/",
  "http://127.0.0.1.:80/",
  "http://0/",
  "http://[::1]/",
  "http://[0:0:0:0:0:0:0:1]/",
  "http://[::ffff:127.0.0.1]/",
  "http://[::ffff:7f00:1]/",
  "http://[::127.0.0.1]/",
  "http://[64:ff9b::7f00:1]/",
  "http://[fd00::1]/",
  "http://[fe80::1]/",
  "http://localhost/",
  "http://LOCALHOST./",
  "http://a.localhost/",
  "http://①②⑦.⓪.⓪.①/",
  "http://169.254.169.254/latest/meta-data/",
  "http://0xa9fea9fe/",
  "http://[::ffff:169.254.169.254]/",
  "http://metadata.google.internal/",
  "http://168.63.129.16/",
  "http://10.0.0.1/",
  "http://192.168.0.1:8080/",
  "http://100.64.0.1/",
  "http://user:pass@127.0.0.1/",
  "http://example.com@127.0.0.1/",
  "http://example.com:22/",
  "http://printer.local/",
  "http://router/",
];

/** What is no address of the web. */
export const noWebAddresses: readonly string[] = [
  "file:///etc/passwd",
  "/etc/passwd",
  "ftp://example.com/",
  "gopher://127.0.0.1:6379/_",
  "data:text/html,x",
  "javascript:alert(1)",
  "\\\\host\\share",
  "http:/\\",
  "",
];

/** What a hostile name may resolve to. */
export const innerAnswers: readonly string[] = [
  "127.0.0.1",
  "::1",
  "::ffff:127.0.0.1",
  "10.0.0.1",
  "169.254.169.254",
  "64:ff9b::7f00:1",
];

/** Answers each name in turn with the addresses given; the last answer stays. */
export function resolving(answers: Readonly<Record<string, readonly (readonly string[])[]>>): LookupFunction {
  const turns = new Map<string, number>();
  return (hostname, options, callback) => {
    const turn = turns.get(hostname) ?? 0;
    turns.set(hostname, turn + 1);
    const list = answers[hostname];
    if (list === undefined) {
      return callback(Object.assign(new Error("no such host"), { code: "ENOTFOUND" }), [], 0);
    }
    const addresses: LookupAddress[] = list[Math.min(turn, list.length - 1)]!.map((address) => ({
      address,
      family: address.includes(":") ? 6 : 4,
    }));
    return options.all === true
      ? callback(null, addresses)
      : callback(null, addresses[0]!.address, addresses[0]!.family);
  };
}
