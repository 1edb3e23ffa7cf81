/**
 * Whether a text is an address, alone or relative to a base.
 *
 * Not `URL.canParse`: once Node 20 has compiled a busy loop, it takes the letters of Latin-1 for broken UTF-8 and says no
 * to `https://müller.example`.
 */
export function canParseUrl(text: string, base?: string | URL): boolean {
  try {
    return new URL(text, base) instanceof URL;
  } catch {
    return false;
  }
}
