import ipaddr from "ipaddr.js";

/** Which addresses may be fetched. */
export interface AddressPolicy {
  /** Exact origins (`http://127.0.0.1:8888`) that the user vouches for; every other rule is waived for them. */
  readonly allowed: ReadonlySet<string>;
  readonly ports: ReadonlySet<number>;
}

/** Names that never mean a public server: RFC 6761, 6762, 8375, ICANN's `.internal`, and common private suffixes. */
const privateSuffixes = [
  "localhost",
  "local",
  "localdomain",
  "internal",
  "intranet",
  "private",
  "corp",
  "home",
  "lan",
  "home.arpa",
  "test",
  "invalid",
  "onion",
];

/** Addresses that look public but serve credentials inside a cloud (Azure's host agent). */
const metadataAddresses = new Set(["168.63.129.16"]);

/** RFC 6052: the well-known prefix `64:ff9b::/96` carries an IPv4 address in its last 32 bits. */
const nat64Prefix: [ipaddr.IPv6, number] = [ipaddr.IPv6.parse("64:ff9b::"), 96];
/** The only block of global unicast addresses that IANA has handed out. */
const globalUnicast: [ipaddr.IPv6, number] = [ipaddr.IPv6.parse("2000::"), 3];

function isPublicIpv4(address: ipaddr.IPv4): boolean {
  return address.range() === "unicast" && !metadataAddresses.has(address.toString());
}

function isPublicIpv6(address: ipaddr.IPv6): boolean {
  if (address.isIPv4MappedAddress()) return isPublicIpv4(address.toIPv4Address());
  // On an IPv6-only network every IPv4 site is reached through this prefix, so the embedded address decides.
  if (address.match(nat64Prefix)) return isPublicIpv4(new ipaddr.IPv4(address.toByteArray().slice(12)));
  return address.range() === "unicast" && address.match(globalUnicast);
}

/** Whether an address belongs to the public internet; anything that cannot be parsed does not. */
export function isPublicAddress(address: string): boolean {
  const bare = address.replace(/%.*$/, "");
  if (!ipaddr.isValid(bare)) return false;
  const parsed = ipaddr.parse(bare);
  return parsed instanceof ipaddr.IPv4 ? isPublicIpv4(parsed) : isPublicIpv6(parsed);
}

function isPrivateName(hostname: string): boolean {
  const name = hostname.replace(/\.+$/, "");
  if (!name.includes(".")) return true;
  return privateSuffixes.some((suffix) => name.endsWith(`.${suffix}`));
}

function portOf(url: URL): number {
  if (url.port !== "") return Number(url.port);
  return url.protocol === "https:" ? 443 : 80;
}

/**
 * Why an address must not be fetched, judged by its spelling alone; undefined when it may be tried.
 *
 * The URL parser has already turned decimal, octal, hexadecimal and shortened IPv4 spellings into dotted form. What a
 * name resolves to is judged on the connected socket (`dispatcher.ts`).
 */
export function refusalOf(url: URL, policy: AddressPolicy): string | undefined {
  if (url.protocol !== "http:" && url.protocol !== "https:")
    return `only http and https are fetched, not ${url.protocol}`;
  if (url.username !== "" || url.password !== "") return "addresses with a user name or password are not fetched";
  if (policy.allowed.has(url.origin)) return undefined;
  if (!policy.ports.has(portOf(url))) return `port ${portOf(url)} is not among the allowed ports`;
  const literal = url.hostname.startsWith("[") ? url.hostname.slice(1, -1) : url.hostname;
  if (ipaddr.isValid(literal))
    return isPublicAddress(literal) ? undefined : `it is a private or reserved address; ${howToAllow(url.origin)}`;
  return isPrivateName(literal) ? `its name belongs to a private network; ${howToAllow(url.origin)}` : undefined;
}

/** What a user does who means to read an address of the own network, as the end of a refusal. */
function howToAllow(origin: string): string {
  return `if you trust it, add ${origin} to allowAddresses in the configuration file`;
}

/** The origins of the addresses given; throws `TypeError` on one that is no URL. */
export function originsOf(addresses: readonly string[]): ReadonlySet<string> {
  return new Set(addresses.map((address) => new URL(address).origin));
}
