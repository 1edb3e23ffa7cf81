/**
 * Turns text bytes into a string: byte order mark first, then what the transport declared, then what the document says
 * of itself, then UTF-8 if the bytes are valid UTF-8, else windows-1252, which is what the web means by "unknown".
 */
const sniffedBytes = 4096;

/** How the text was decoded; `replaced` counts characters that could not be decoded. */
export interface DecodedText {
  readonly text: string;
  readonly charset: string;
  readonly replaced: number;
}

/**
 * Decodes text bytes; `declared` is a content type or the bare name of a character set.
 *
 * Contract: never throws; undecodable bytes become U+FFFD and are counted; drops the BOM.
 */
export function decodeText(bytes: Uint8Array, declared?: string): DecodedText {
  const charset = byteOrderMark(bytes) ?? charsetOf(declared) ?? declaredInside(bytes) ?? guess(bytes);
  const text = charset === "windows-1252" ? decodeWindows1252(bytes) : new TextDecoder(charset).decode(bytes);
  return { text, charset, replaced: countReplaced(text) };
}

/** The charset that a byte order mark names. */
export function byteOrderMark(bytes: Uint8Array): string | undefined {
  const [first, second, third] = bytes;
  if (first === 0xef && second === 0xbb && third === 0xbf) return "utf-8";
  if (first === 0xff && second === 0xfe) return "utf-16le";
  if (first === 0xfe && second === 0xff) return "utf-16be";
  return undefined;
}

function charsetOf(declared: string | undefined): string | undefined {
  const said = (declared ?? "").trim();
  const label = /charset\s*=\s*["']?([\w.:-]+)/i.exec(said)?.[1] ?? /^[\w.:-]+$/.exec(said)?.[0];
  return label === undefined ? undefined : knownLabel(label);
}

/** `<meta charset>`, `<meta http-equiv>` or the XML declaration in the first bytes (HTML standard, prescan). */
function declaredInside(bytes: Uint8Array): string | undefined {
  const head = new TextDecoder("latin1").decode(bytes.subarray(0, sniffedBytes));
  const label =
    /<\?xml[^>]*encoding\s*=\s*["']([\w.:-]+)/i.exec(head)?.[1] ??
    /<meta[^>]*charset\s*=\s*["']?\s*([\w.:-]+)/i.exec(head)?.[1];
  const known = label === undefined ? undefined : knownLabel(label);
  // A document that can be read as ASCII to this point is not UTF-16, whatever it says of itself.
  return known?.startsWith("utf-16") ? "utf-8" : known;
}

function guess(bytes: Uint8Array): string {
  const sample = bytes.subarray(0, sniffedBytes);
  const zeros = sample.filter((byte) => byte === 0).length;
  if (sample.length > 1 && zeros > sample.length / 4) return sample[0] === 0 ? "utf-16be" : "utf-16le";
  return isUtf8(bytes) ? "utf-8" : "windows-1252";
}

function isUtf8(bytes: Uint8Array): boolean {
  try {
    new TextDecoder("utf-8", { fatal: true }).decode(bytes);
    return true;
  } catch (error) {
    if (error instanceof TypeError) return false;
    throw error;
  }
}

function knownLabel(label: string): string | undefined {
  try {
    return new TextDecoder(label).encoding;
  } catch (error) {
    if (error instanceof RangeError) return undefined;
    throw error;
  }
}

/** The characters of bytes 80 to 9F (WHATWG index-windows-1252); Node 20 leaves them as control characters. */
const windows1252 = "€\u0081‚ƒ„…†‡ˆ‰Š‹Œ\u008dŽ\u008f\u0090‘’“”•–—˜™š›œ\u009džŸ";

function decodeWindows1252(bytes: Uint8Array): string {
  const text = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength).toString("latin1");
  return text.replace(/[\u0080-\u009f]/g, (character) => windows1252[character.charCodeAt(0) - 0x80] ?? character);
}

function countReplaced(text: string): number {
  let count = 0;
  for (let at = text.indexOf("\uFFFD"); at !== -1; at = text.indexOf("\uFFFD", at + 1)) count += 1;
  return count;
}
