/** The part of a header collection that is read here. */
export interface HeaderReader {
  get(name: string): string | null | undefined;
}

/** The media type a server declares, in lower case and without parameters; undefined when it declares none. */
export function declaredType(headers: HeaderReader): string | undefined {
  const essence = (headers.get("content-type") ?? "").split(";")[0]?.trim().toLowerCase() ?? "";
  return /^[\w!#$&^.+-]+\/[\w!#$&^.+-]+$/.test(essence) ? essence : undefined;
}

/** The character set a server declares, in lower case. */
export function declaredCharset(headers: HeaderReader): string | undefined {
  return /;\s*charset\s*=\s*"?([\w:.-]+)/i.exec(headers.get("content-type") ?? "")?.[1]?.toLowerCase();
}

/** Kinds of content that no parser reads, refused before their bytes are downloaded. */
const unreadable = [
  "video/",
  "audio/",
  "font/",
  "model/",
  "text/css",
  "text/javascript",
  "application/javascript",
  "application/wasm",
];
/** A server that does not know what it sends says this; the bytes will tell. */
const unspecific = [
  "application/octet-stream",
  "binary/octet-stream",
  "application/x-download",
  "application/download",
];

/**
 * Why content of the declared type is not wanted; undefined when it is, or when the type says nothing.
 *
 * `accept` lists media types (`text/html`) and groups (`image/`); without it everything but media no parser reads.
 */
export function typeRefusal(headers: HeaderReader, accept: readonly string[] | undefined): string | undefined {
  const type = declaredType(headers);
  if (type === undefined || unspecific.includes(type)) return undefined;
  const matches = (pattern: string): boolean => (pattern.endsWith("/") ? type.startsWith(pattern) : type === pattern);
  const wanted = accept === undefined ? !unreadable.some(matches) : accept.some(matches);
  return wanted ? undefined : `content of type ${type} cannot be used here`;
}

/** Text as the server declared its encoding; UTF-8 when it declared none or one nobody knows. */
export function decodeText(bytes: Uint8Array, charset: string | undefined): string {
  try {
    return new TextDecoder(charset ?? "utf-8").decode(bytes);
  } catch (error) {
    // `TextDecoder` knows no such encoding.
    if (error instanceof RangeError) return new TextDecoder().decode(bytes);
    throw error;
  }
}

/**
 * A header's value whose bytes may be UTF-8, as many servers send names and addresses although HTTP has no such thing:
 * headers arrive with a character for each byte.
 */
export function utf8Of(value: string): string {
  if (!/[\u0080-\u00ff]/.test(value) || /[\u0100-\uffff]/.test(value)) return value;
  try {
    return new TextDecoder("utf-8", { fatal: true }).decode(Buffer.from(value, "latin1"));
  } catch (error) {
    // Then it is Latin-1 as the standard says.
    if (error instanceof TypeError) return value;
    throw error;
  }
}

/** The file name an answer goes by: Content-Disposition, else the last part of the address, else the host. */
export function nameOf(url: URL, headers: HeaderReader): string {
  const disposition = utf8Of(headers.get("content-disposition") ?? "");
  const encoded = /filename\*\s*=\s*(?:utf-8|iso-8859-1)''([^;\s]+)/i.exec(disposition)?.[1];
  const plain = /filename\s*=\s*(?:"([^"]*)"|([^;\s]+))/i.exec(disposition);
  const last = url.pathname.split("/").findLast((part) => part !== "");
  const name = decoded(encoded) ?? plain?.[1] ?? plain?.[2] ?? decoded(last) ?? url.hostname;
  // biome-ignore lint/suspicious/noControlCharactersInRegex: control characters are what is removed
  return name.replace(/[/\\\u0000-\u001f\u007f]+/g, "_").slice(0, 200) || url.hostname;
}

function decoded(part: string | undefined): string | undefined {
  if (part === undefined) return undefined;
  try {
    return decodeURIComponent(part);
  } catch (error) {
    if (error instanceof URIError) return part;
    throw error;
  }
}
