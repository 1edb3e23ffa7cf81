import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { isPublicAddress, originsOf, refusalOf } from "../../src/net/address.ts";

const policy = { allowed: new Set<string>(), ports: new Set([80, 443]) };
const refusal = (address: string) => refusalOf(new URL(address), policy);

describe("addresses of the public internet", () => {
  test.each(["93.184.216.34", "1.1.1.1", "172.15.0.1", "172.32.0.1", "2606:4700::1111", "2a00:1450:4001::200e"])(
    "%s is public",
    (address) => expect(isPublicAddress(address)).toBe(true),
  );

  test.each([
    ["127.0.0.1", "loopback"],
    ["127.255.255.254", "loopback"],
    ["0.0.0.0", "this host"],
    ["10.1.2.3", "private"],
    ["172.16.0.1", "private"],
    ["192.168.1.1", "private"],
    ["100.64.0.1", "carrier-grade NAT"],
    ["100.100.100.200", "metadata of a cloud"],
    ["169.254.169.254", "metadata of a cloud"],
    ["168.63.129.16", "metadata of a cloud"],
    ["192.0.0.192", "metadata of a cloud"],
    ["192.0.2.1", "documentation"],
    ["198.18.0.1", "benchmarking"],
    ["224.0.0.1", "multicast"],
    ["240.0.0.1", "reserved"],
    ["255.255.255.255", "broadcast"],
    ["192.88.99.1", "6to4 relay"],
    ["::", "unspecified"],
    ["::1", "loopback"],
    ["::ffff:127.0.0.1", "IPv4-mapped"],
    ["::ffff:7f00:1", "IPv4-mapped"],
    ["::127.0.0.1", "IPv4-compatible"],
    ["::ffff:0:127.0.0.1", "IPv4-translated"],
    ["64:ff9b::127.0.0.1", "NAT64 to loopback"],
    ["64:ff9b::a9fe:a9fe", "NAT64 to metadata"],
    ["64:ff9b:1::1", "local NAT64"],
    ["2002:7f00:1::", "6to4"],
    ["2002:5db8:d822::", "6to4, even to a public address"],
    ["2001:0:53aa:64c:0:0:0:1", "Teredo"],
    ["2001:db8::1", "documentation"],
    ["fc00::1", "unique local"],
    ["fd00:ec2::254", "metadata of a cloud"],
    ["fe80::1", "link-local"],
    ["fe80::1%eth0", "link-local with a zone"],
    ["fec0::1", "site-local"],
    ["ff02::1", "multicast"],
    ["100::1", "discard"],
    ["4000::1", "never handed out"],
    ["", "nothing"],
    ["example.org", "a name"],
  ])("%s is not (%s)", (address) => expect(isPublicAddress(address)).toBe(false));

  test("an IPv4 address behind the NAT64 prefix counts as itself", () => {
    expect(isPublicAddress("64:ff9b::93.184.216.34")).toBe(true);
  });

  test("every IPv6 spelling of an IPv4 address is judged like the address", () => {
    const octet = fc.integer({ min: 0, max: 255 });
    fc.assert(
      fc.property(octet, octet, octet, octet, (a, b, c, d) => {
        const dotted = `${a}.${b}.${c}.${d}`;
        const hex = `${((a << 8) | b).toString(16)}:${((c << 8) | d).toString(16)}`;
        const expected = isPublicAddress(dotted);
        expect(isPublicAddress(`::ffff:${dotted}`)).toBe(expected);
        expect(isPublicAddress(`::ffff:${hex}`)).toBe(expected);
        expect(isPublicAddress(`64:ff9b::${hex}`)).toBe(expected);
      }),
      { seed: 20260301, numRuns: 500 },
    );
  });
});

describe("spellings of addresses", () => {
  test.each([
    "http://127.0.0.1/",
    "http://2130706433/",
    "http://0x7f000001/",
    "http://0x7f.0.0.1/",
    "http://0177.0.0.1/",
    "http://127.1/",
    "http://127.0.0.1./",
    "http://①②⑦.0.0.1/",
    "http://0/",
    "http://[::1]/",
    "http://[::ffff:127.0.0.1]/",
    "http://[64:ff9b::7f00:1]/",
    "http://[2002:7f00:1::]/",
    "http://[fe80::1]/",
    "http://169.254.169.254/latest/meta-data/",
    "http://2852039166/",
  ])("%s is refused as a private address", (address) => expect(refusal(address)).toContain("private or reserved"));

  test.each([
    "http://localhost/",
    "http://LOCALHOST./",
    "http://app.localhost/",
    "http://metadata/",
    "http://metadata.google.internal/computeMetadata/v1/",
    "http://printer.local/",
    "http://nas.home.arpa/",
    "http://wiki.corp/",
    "http://router.lan/",
    "http://site.onion/",
  ])("%s is refused by its name", (address) => expect(refusal(address)).toContain("private network"));

  test.each([
    "https://example.org/",
    "https://localhost.example.org/",
    "http://internal.example.com/",
    "http://1.1.1.1/",
  ])("%s may be tried", (address) => expect(refusal(address)).toBeUndefined());

  test.each([
    "file:///etc/passwd",
    "ftp://example.org/",
    "data:text/html,hello",
    "gopher://example.org/",
    "ws://example.org/",
  ])("%s has a scheme that is not fetched", (address) => expect(refusal(address)).toContain("only http and https"));

  test("an address with a user name is refused, wherever it leads", () => {
    expect(refusal("http://example.org@127.0.0.1/")).toContain("user name");
    expect(refusal("https://:secret@example.org/")).toContain("user name");
    expect(refusal("https://me:secret@example.org/")).toContain("user name");
    const allowing = { ...policy, allowed: new Set(["http://127.0.0.1:8080"]) };
    expect(refusalOf(new URL("http://me@127.0.0.1:8080/"), allowing)).toContain("user name");
  });

  test("only the allowed ports are reached", () => {
    expect(refusal("http://example.org:22/")).toContain("port 22");
    expect(refusal("https://example.org:443/")).toBeUndefined();
    expect(refusal("http://example.org:443/")).toBeUndefined();
  });
});

describe("origins the user allows", () => {
  const allowed = originsOf(["http://127.0.0.1:8888/some/path", "http://searx.lan"]);
  const judge = (address: string) => refusalOf(new URL(address), { allowed, ports: new Set([80, 443]) });

  test("are fetched although they are private", () => {
    expect(judge("http://127.0.0.1:8888/search?q=x")).toBeUndefined();
    expect(judge("http://searx.lan/search")).toBeUndefined();
  });

  test("do not open their neighbours", () => {
    expect(judge("http://127.0.0.1:8889/")).toBeDefined();
    expect(judge("https://127.0.0.1:8888/")).toBeDefined();
    expect(judge("http://127.0.0.2:8888/")).toBeDefined();
    expect(judge("http://other.lan/")).toBeDefined();
  });

  test("must be addresses", () => expect(() => originsOf(["localhost"])).toThrow(TypeError));
});

describe("a refusal tells how to read an address of the own network", () => {
  test.each([
    ["http://192.168.1.20/wiki?page=1", "http://192.168.1.20"],
    ["https://[fd00::1]/", "https://[fd00::1]"],
    ["http://wiki.intranet/start", "http://wiki.intranet"],
  ])("%s", (address, origin) => {
    expect(refusal(address)).toContain(`add ${origin} to allowAddresses`);
  });

  test.each(["ftp://192.168.1.20/", "http://user:secret@192.168.1.20/", "http://example.org:22/"])(
    "but %s is refused for another reason, which that would not lift or should not",
    (address) => {
      expect(refusal(address)).not.toContain("allowAddresses");
    },
  );
});
