/** Creative Commons licences that SPDX lists in a national version. */
const portedIn: Readonly<Record<string, readonly string[]>> = {
  "CC-BY-2.5": ["AU"],
  "CC-BY-3.0": ["AT", "AU", "DE", "IGO", "NL", "US"],
  "CC-BY-SA-2.0": ["UK"],
  "CC-BY-SA-2.1": ["JP"],
  "CC-BY-SA-3.0": ["AT", "DE", "IGO"],
  "CC-BY-NC-3.0": ["DE"],
  "CC-BY-NC-SA-2.0": ["DE", "FR", "UK"],
  "CC-BY-NC-SA-3.0": ["DE", "IGO"],
  "CC-BY-NC-ND-3.0": ["DE", "IGO"],
  "CC-BY-ND-3.0": ["DE"],
};

function licenceId(terms: string, version: string, country = ""): string {
  const id = `CC-${terms.toUpperCase()}-${version}`;
  const ported = country.toUpperCase();
  return portedIn[id]?.includes(ported) ? `${id}-${ported}` : id;
}

function fromAddress(address: string): string | undefined {
  const [, terms = "", version = "", country] =
    /creativecommons\.org\/licen[cs]es\/([a-z-]+)\/(\d\.\d)(?:\/([a-z]{2,3})\b)?/i.exec(address) ?? [];
  if (terms !== "") return licenceId(terms, version, country);
  if (/creativecommons\.org\/publicdomain\/zero/i.test(address)) return "CC0-1.0";
  return /creativecommons\.org\/publicdomain\/mark/i.test(address) ? "CC-PDM-1.0" : undefined;
}

/** Names under which GNU's documentation licence and public-domain marks are printed. */
const otherNames: readonly (readonly [RegExp, string])[] = [
  [/^(cc0|cc[ -]zero)\b/i, "CC0-1.0"],
  [/^(pdm|public domain mark)\b/i, "CC-PDM-1.0"],
  [/^gfdl 1\.2/i, "GFDL-1.2-or-later"],
  [/^gfdl\b/i, "GFDL-1.3-or-later"],
  [/^(public domain|pd\b|no restrictions|no known copyright)/i, "LicenseRef-public-domain"],
];

function fromName(name: string): string | undefined {
  const [, terms = "", version = "", country] =
    /^cc[ -](by(?:[ -](?:nc|nd|sa))*)[ -](\d\.\d)(?:[ -]([a-z]{2,3})\b)?/i.exec(name) ?? [];
  if (terms !== "") return licenceId(terms.replaceAll(" ", "-"), version, country);
  return otherNames.find(([pattern]) => pattern.test(name))?.[1];
}

/**
 * The SPDX identifier of a picture's terms, from the licence's address and its printed name; undefined when neither is
 * known. Works without copyright that SPDX has no name for are `LicenseRef-public-domain`.
 */
export function toSpdx({ name, url }: { name?: string | undefined; url?: string | undefined }): string | undefined {
  return (url === undefined ? undefined : fromAddress(url)) ?? (name === undefined ? undefined : fromName(name.trim()));
}
