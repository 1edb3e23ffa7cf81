const segmenters = new Map<string, Intl.Segmenter>();
/** Ends that are no sentence ends: initials, titles, references and company forms. */
const openEnd =
  /(?:^|[\s("“'‘])(?:\p{Lu}|(?:\p{L}\.){1,3}\p{L}|Mr|Mrs|Ms|Dr|Prof|St|Jr|Sr|No|Nos|Inc|Ltd|Corp|Co|vs|v|cf|e\.g|i\.e|approx|Fig|Figs|Eq|Sec|Vol|pp|p|ed|eds|al|Jan|Feb|Mar|Apr|Jun|Jul|Aug|Sep|Sept|Oct|Nov|Dec)\.\s*$/u;

/**
 * The sentences of a text, verbatim and complete: joined together they are the text again.
 *
 * Boundaries are those of Unicode's UAX 29 for the language, except after initials and common abbreviations.
 */
export function sentencesOf(text: string, language = "en"): readonly string[] {
  const sentences: string[] = [];
  let open = "";
  for (const { segment } of segmenterFor(language).segment(text)) {
    open += segment;
    if (openEnd.test(open)) continue;
    sentences.push(open);
    open = "";
  }
  if (open !== "") sentences.push(open);
  return sentences;
}

function segmenterFor(language: string): Intl.Segmenter {
  const known = segmenters.get(language);
  if (known) return known;
  const [tag] = supportedTag(language);
  const created = new Intl.Segmenter(tag ?? "en", { granularity: "sentence" });
  segmenters.set(language, created);
  return created;
}

/** A page may declare any nonsense as its language; an invalid tag makes `Intl` throw. */
function supportedTag(language: string): readonly string[] {
  try {
    return Intl.Segmenter.supportedLocalesOf(language);
  } catch (error) {
    if (error instanceof RangeError) return [];
    throw error;
  }
}
