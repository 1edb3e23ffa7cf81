/**
 * The two extractors our own rules compete with, each as the bare text it would keep. They run on a linkedom document
 * of the already cleaned page. A peer that fails has no vote.
 */
export interface PeerText {
  readonly name: "readability" | "defuddle";
  readonly text: string;
}

/** Contract: never rejects; no network (Defuddle's asynchronous extractors stay off). */
export async function readabilityText(html: string): Promise<PeerText | undefined> {
  const [{ Readability }, { parseHTML }] = await Promise.all([import("@mozilla/readability"), import("linkedom")]);
  return attempt("readability", () => {
    const { document } = parseHTML(html);
    return new Readability(document, { maxElemsToParse: 60_000 }).parse()?.textContent ?? "";
  });
}

/** What Defuddle would keep; undefined where it fails on the page or finds nothing. */
export async function defuddleText(html: string, url: string): Promise<PeerText | undefined> {
  const [{ DefuddleClass }, { parseHTML }] = await Promise.all([import("defuddle/node"), import("linkedom")]);
  return attempt("defuddle", () => {
    const { document } = parseHTML(html);
    const { content } = new DefuddleClass(document, { url, useAsync: false }).parse();
    return parseHTML(`<html><body>${content}</body></html>`).document.body.textContent ?? "";
  });
}

/** Both are third-party code on hostile input; whatever they throw costs them their vote and nothing else. */
function attempt(name: PeerText["name"], read: () => string): PeerText | undefined {
  try {
    const text = read();
    return text.trim() === "" ? undefined : { name, text };
  } catch (error) {
    if (error instanceof Error) return undefined;
    throw error;
  }
}
