import type { Source } from "../report/index.ts";
import { blockText, type ParsedSource } from "./parsed-source.ts";

const suffixes =
  "Inc Incorporated Corp Corporation Company Co Ltd Limited LLC LP PLC plc AG GmbH SE KGaA N\\.V S\\.A S\\.p\\.A AB ASA Oyj Holding Holdings Group";
const suffix = suffixes
  .split(" ")
  .flatMap((form) => [form, form.toUpperCase()])
  .join("|");
const companyPattern = new RegExp(
  `(?<![\\p{L}\\p{N}])\\p{Lu}[\\p{L}\\p{N}&'’.-]*(?:(?: |, ?)(?:(?:of|and|de|&) )?[\\p{Lu}\\p{N}&][\\p{L}\\p{N}&'’.-]*){0,4}(?: |, ?)(?:${suffix})(?![\\p{L}\\p{N}])\\.?`,
  "gu",
);
const chinesePattern = /[\p{Script=Han}]{2,16}(?:股份)?(?:有限)?公司/gu;
const openingBlocks = 40;

/**
 * Whom a source is about: the company named in its title or oftenest at its opening ("Apple Inc."), else nobody.
 *
 * Contract: the words of the source; of several spellings the one that is not in capitals.
 */
export function entityOfSource(source: Pick<Source, "title">, parsed?: ParsedSource): string | undefined {
  const inTitle = companiesIn(source.title)[0];
  if (inTitle) return bestSpelling(inTitle, parsed);
  const opening = parsed?.blocks.slice(0, openingBlocks).map(blockText).join("\n") ?? "";
  const counts = new Map<string, number>();
  for (const name of companiesIn(opening.slice(0, 20_000))) {
    counts.set(keyOf(name), (counts.get(keyOf(name)) ?? 0) + 1);
  }
  const names = companiesIn(opening.slice(0, 20_000));
  const first = names[0];
  if (!first) return undefined;
  // The registrant is named at the top; another name must be far more frequent to replace it.
  const winner = names.reduce(
    (best, name) => ((counts.get(keyOf(name)) ?? 0) > 3 * (counts.get(keyOf(best)) ?? 0) ? name : best),
    first,
  );
  return bestSpelling(winner, parsed);
}

function companiesIn(text: string): readonly string[] {
  return [...text.matchAll(companyPattern), ...text.matchAll(chinesePattern)]
    .sort((a, b) => a.index - b.index)
    .map((match) => match[0].trim())
    .filter((name) => !/^(?:The|This|Our|Each|Such|Exact|Parent|Holding|Registrant)\b/u.test(name));
}

function keyOf(name: string): string {
  return name.toLowerCase().replace(/[^\p{L}\p{N}]/gu, "");
}

function bestSpelling(name: string, parsed: ParsedSource | undefined): string {
  if (name !== name.toUpperCase() || !parsed) return name;
  for (const block of parsed.blocks) {
    const other = companiesIn(blockText(block)).find(
      (found) => keyOf(found) === keyOf(name) && found !== found.toUpperCase(),
    );
    if (other) return other;
  }
  return name;
}
