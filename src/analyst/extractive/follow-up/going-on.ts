/**
 * How a question shows that it goes on from another: by what it opens or ends with, by words that point back, or by
 * being nothing but a question word. English, German, French, Spanish, Chinese, Arabic, Russian, and some Japanese.
 */

const openers = [
  "and(?: what about| how about)?|but(?: what about)?|or|what about|how about|what of|as for",
  "und(?: was ist mit| wie (?:steht|sieht) es (?:mit|bei|in))?|aber|oder|was ist mit|wie (?:steht|sieht) es (?:mit|bei|in)",
  "et(?: pour| chez)?|mais|ou|qu['’]en est-il (?:de la|de l['’]|du|des|de|d['’])|quid (?:de la|de l['’]|du|des|de|d['’])",
  "y(?: qué (?:hay|pasa) (?:de|con))?|pero|qué (?:hay|pasa) (?:de|con)",
  "а(?: как насч[её]т| что насч[её]т| что с)?|и|как насч[её]т|что насч[её]т",
  "و?ماذا عن|و?ما هو حال",
].join("|");
const opener = new RegExp(
  `^[\\s¿]*(?:(?:${openers})(?![\\p{L}\\p{N}'’-])|那么|那|还有|以及|では|じゃあ)[\\s,:，：]*`,
  "iu",
);
const particle = /\s*(?:呢|は)\s*(?=[?？]?\s*$)/u;

const pointers = [
  "it|its|they|them|their|theirs|he|him|his|she|her|hers|this|these|those|both",
  "ihre?[mnrs]?|seine?[mnrs]?|deren|dessen|dort|davon|dafür|daran|sie|diese[mnrs]?|beide[nr]?",
  "son|sa|ses|leurs?|ils?|elles?|celui-ci|celle-ci|ceux-ci",
  "sus?|ellos?|ellas?|est[aeo]s?|es[aeo]s?|allí",
  "его|е[её]|их|это|этот|эта|там|они|он|она",
  "ذلك|هذا|هذه|هناك|لها|له|لهم",
].join("|");
const pointing = new RegExp(
  `(?<![\\p{L}\\p{N}])(?:${pointers})(?![\\p{L}\\p{N}])|它们?|他们|其(?!他|它|中)|这|该`,
  "iu",
);

const questionWords = [
  "what|which|who|whom|whose|when|where|why|how|is|are|was|were|do|does|did|has|have|had|can|could|will|would|should",
  "was|wer|wem|wen|wie|wo|wohin|wann|warum|weshalb|wieso|welche[mnrs]?|ist|sind|war|waren|hat|haben|wird|wurde[n]?",
  "que|quoi|qui|quand|où|comment|pourquoi|combien|quel(?:le)?s?|est-ce",
  "qué|quién(?:es)?|cuándo|dónde|cómo|por qué|cuánt[oa]s?|cuál(?:es)?",
  "что|кто|где|когда|почему|зачем|как|сколько|как(?:ая|ой|ие|ова?|овы)",
  "ماذا|ما|من|متى|أين|لماذا|كيف|كم|هل",
].join("|");
const asking = new RegExp(
  `(?<![\\p{L}\\p{N}])(?:${questionWords})(?![\\p{L}\\p{N}])|什么|谁|何时|哪|为什么|为何|如何|怎|多少|几|なぜ|何|誰|いつ|どこ|いくら`,
  "iu",
);
/** "Since when?" asks no more than "when?". */
const askingAll = new RegExp(
  `(?<![\\p{L}\\p{N}])(?:since|seit|depuis|desde)(?![\\p{L}\\p{N}])(?!\\s*\\p{Nd})|${asking.source}`,
  "giu",
);

/** The question without the words with which it goes on, and whether there were any. */
export function withoutOpening(question: string): { readonly goesOn: boolean; readonly rest: string } {
  const rest = question.replace(opener, "").replace(particle, "");
  const kept = rest.replace(/[\s?？!.。؟¿]+/gu, "");
  // "And?" says nothing else.
  return rest === question || kept === ""
    ? { goesOn: kept !== "" && rest !== question, rest: question }
    : { goesOn: true, rest };
}

/** Whether a word stands for something said before. */
export function pointsBack(question: string): boolean {
  return pointing.test(question);
}

/** Whether it asks by a question word or a verb; a mere phrase does not. */
export function hasQuestionWord(text: string): boolean {
  return asking.test(text);
}

/** The text without question words and marks, with single blanks; empty where it holds nothing else. */
export function withoutQuestionWords(text: string): string {
  return text
    .replace(askingAll, " ")
    .replace(/[?？!.。؟¿,，:：]/gu, " ")
    .replace(/\s+/gu, " ")
    .trim();
}
