import { blockText, type SourceBlock } from "../../evidence/parsed-source.ts";

const sampleCharacters = 4_000;

/** The main language as a BCP 47 tag, from the running text; nothing if there is too little to tell. */
export async function detectLanguage(blocks: readonly SourceBlock[]): Promise<string | undefined> {
  const prose = blocks.filter((block) => block.type === "paragraph" || block.type === "list-item");
  let sample = "";
  for (const block of prose.length > 0 ? prose : blocks) {
    sample += ` ${blockText(block)}`;
    if (sample.length > sampleCharacters) break;
  }
  if (!/\p{L}{3}/u.test(sample)) return undefined;
  const { eld } = await import("eld/small");
  const found = eld.detect(sample.slice(0, sampleCharacters)).language;
  return found === "" ? undefined : found;
}
