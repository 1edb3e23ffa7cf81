import { createHash } from "node:crypto";
import type { ParsedSource, SourceBlock } from "../../src/evidence/parsed-source.ts";
import type { StoredSource } from "../../src/library/index.ts";

/** A reading with these blocks. */
export function parsedOf(blocks: readonly SourceBlock[]): ParsedSource {
  return {
    metadata: { title: "", authors: [] },
    blocks,
    pages: [],
    links: [],
    assets: [],
    dropped: [],
    warnings: [],
  };
}

/** A reading of paragraphs. */
export function paragraphs(...texts: readonly string[]): ParsedSource {
  return parsedOf(texts.map((text, index) => ({ type: "paragraph", id: `b${index + 1}`, text, locator: {} })));
}

/** A source with this reading, its hash made from the title. */
export function entryOf(title: string, parsed: ParsedSource, language = "en"): StoredSource {
  const sha256 = createHash("sha256").update(title).digest("hex");
  return {
    source: {
      id: `src-${sha256.slice(0, 10)}`,
      path: `/library/${title}.txt`,
      title,
      authors: [],
      fetched: "2026-01-01T00:00:00.000Z",
      mediaType: "text/plain",
      sha256,
      language,
    },
    parsed,
  };
}
