import type { Claim } from "./claims.ts";
import { hasName, haystackOf } from "./names.ts";
import { blockText } from "./parsed-source.ts";
import type { SupportContext } from "./support-context.ts";

/** Languages that write every noun with a capital: German, Luxembourgish, Swiss and Low German. */
const capitalisesNouns = /^(?:de|lb|gsw|nds)\b/iu;

/**
 * The names among capitalised words that a claim's evidence lacks.
 *
 * Contract: in a language that capitalises nouns a single plain word is a name only where it stands alone in brackets,
 * where a source's title, site or author or a typed entity holds it, or where a cited source in another language
 * writes it with a capital within a sentence; elsewhere every capitalised word is one.
 */
export function namesAmong(
  words: readonly string[],
  claim: Pick<Claim, "text" | "evidenceIds">,
  context: SupportContext,
): readonly string[] {
  if (!capitalisesNouns.test(context.language ?? "")) return words;
  return words.filter(
    (word) =>
      !/^\p{Lu}\p{Ll}+(?:-\p{Lu}?\p{Ll}+)*$/u.test(word) ||
      claim.text.includes(`(${word})`) ||
      hasName(word, namedIn(context)) ||
      claim.evidenceIds.some((id) => isNameInSource(word, id, context)),
  );
}

const named = new WeakMap<SupportContext, ReadonlySet<string>>();

/** The words of what names sources and the entities of their numbers. */
function namedIn(context: SupportContext): ReadonlySet<string> {
  const known = named.get(context);
  if (known) return known;
  const sources = [...context.sources.values()].flatMap(({ title, site, authors }) => [title, site ?? "", ...authors]);
  const entities = [...context.evidence.values()].flatMap(({ quantities = [] }) =>
    quantities.map(({ entity }) => entity ?? ""),
  );
  const made = haystackOf([...new Set([...sources, ...entities])].join("\n"));
  named.set(context, made);
  return made;
}

function isNameInSource(word: string, evidenceId: string, context: SupportContext): boolean {
  const source = context.sources.get(context.evidence.get(evidenceId)?.sourceId ?? "");
  const parsed = source && context.loadParsed(source.id);
  const language = source?.language ?? parsed?.metadata.language;
  if (!parsed || language === undefined || capitalisesNouns.test(language)) return false;
  const inSentence = new RegExp(`\\p{Ll},?\\s${word}(?![\\p{L}\\p{N}])`, "u");
  return parsed.blocks.some((block) => inSentence.test(blockText(block)));
}
