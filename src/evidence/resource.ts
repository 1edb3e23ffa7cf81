/** Bytes with a media type, from an address or a file; not read yet. */
export interface Resource {
  readonly bytes: Uint8Array;
  /** By magic bytes first, then as declared, then by the name's ending; without parameters. */
  readonly mediaType: string;
  /** The character set the server declared, in lower case; only for fetched text. */
  readonly charset?: string;
  /** File name or last part of the address, for messages and titles. */
  readonly name: string;
  /** The final address after redirects. */
  readonly url?: string;
  readonly path?: string;
  readonly sha256: string;
}
