import { isStopWord } from "./stop-words.ts";

/** What makes a sentence fit to be quoted alone. Patterns are of forms of text, not of documents. */

const minLength = 40;
const maxLength = 480;
const boilerplate: readonly RegExp[] = [
  /forward-looking|incorporated (?:herein )?by reference|indicate by check mark|see accompanying notes|pursuant to (?:the requirements of )?(?:section|rule|regulation|item) \d|should be read in conjunction|table of contents|emerging growth company|commission file number/iu,
  /\bcookies?\b.*\b(?:use|accept|consent|policy|experience)|privacy policy|terms (?:of (?:use|service)|and conditions) apply|all rights reserved|copyright ©|©\s*\d{4}/iu,
  /\b(?:discussed|described|set forth|included|disclosed) (?:in|under) (?:part|item|note|section|the (?:heading|section|caption))\b/iu,
  /subscribe|sign (?:up|in)\b|log ?in\b|newsletter|click (?:here|on|below)|read more|share this|follow us|add to (?:cart|basket)|free shipping|download (?:the )?(?:app|pdf)|enable javascript|advertis(?:e|ing) with/iu,
  /^(?:see|refer to|for (?:more|additional|further) information|for a (?:discussion|description)|source:|note:|photo|image|figure|table|fig\.|exhibit|item \d|part [iv]+\b|page \d)/iu,
  /^(?:the )?(?:following|above) (?:table|chart|discussion)|(?:the )?(?:following|above|below) (?:table|chart)s? (?:shows?|presents?|provides?|summari[sz]es?|sets? forth)|are as follows|as follows\s*[:.]?$|table (?:above|below)|set forth below/iu,
];
/** Openings that lean on what stood before. */
const leaning =
  /^(?:(?:all|most|much|part|each|none) of (?:this|these|that|those|it|them|which)|in (?:my|our) (?:opinion|view)|as (?:mentioned|noted|discussed|described|shown|stated|explained)|to do (?:this|so|that)|if (?:the answer is )?(?:yes|no|so|not)|in (?:this|that|these|those|such) |on top of (?:this|that)|this|these|that|those|such|it|its|they|their|them|he|she|his|her|here|there(?:fore|by|after)?|the (?:former|latter|same|foregoing|above|following)|both|neither|another|others?|one of (?:these|them)|some of (?:these|them)|dies(?:e[rsnm]?)?|er|sie|es|sein(?:e[rsnm]?)?|ihr(?:e[rsnm]?)?|sa|son|ses|leurs?|sus?|ce(?:tte|s|t)?|il|elle|ils|elles|este|esta|estos|estas|él|ella|ellos|它|他|她|这|该|هذا|هذه|هو|هي)(?![\p{L}\p{N}'])/iu;
const connective =
  /^(?:however|since then|until then|by then|after that|before that|at (?:that|the) time|moreover|now|next|first(?:ly)?,|second(?:ly)?,|third(?:ly)?,|first of all|to begin with|luckily|fortunately|unfortunately|sadly|of course|still|again|lastly|plus|that said|furthermore|additionally|in addition|also|besides|thus|hence|therefore|consequently|as a result|accordingly|similarly|likewise|conversely|by contrast|in contrast|on the other hand|meanwhile|then|finally|for example|for instance|in particular|specifically|instead|nevertheless|nonetheless|indeed|and|but|or|so|yet|because|which|who|while|jedoch|außerdem|daher|zudem|cependant|toutefois|sin embargo|además|此外|然而|但是|因此)(?![\p{L}\p{N}])[,，]?\s*/iu;
const terminal = /[.!?。！？؟…]["”’»)\]]*$/u;
const unspaced = /[\p{sc=Han}\p{sc=Hiragana}\p{sc=Katakana}\p{sc=Thai}]/u;

/** Whether a sentence is a whole, self-contained statement and not boilerplate, a heading, a list entry or a fragment. */
export function isQuotable(sentence: string, longest: number = maxLength): boolean {
  const text = sentence.trim();
  const least = unspaced.test(text) ? 12 : minLength;
  if (text.length < least || text.length > longest || !terminal.test(text)) return false;
  if (text.endsWith("?") || text.endsWith("؟") || text.endsWith("？")) return false;
  if (!/^["“„«(]?[\p{Lu}\p{Lo}\p{N}$€£¥]/u.test(text) || /^(?:\(?[a-z\d]{1,3}[).]|[•●▪◦–-])\s/iu.test(text))
    return false;
  if (/\t|\.{4,}|…\s*\d|\|/u.test(text) || !isBalanced(text)) return false;
  if (isTitle(text) || mojibake.test(text) || /^\d+\.\d+\s\p{Lu}/u.test(text)) return false;
  return !isShouting(text) && !isMostlyNumbers(text) && !boilerplate.some((pattern) => pattern.test(text));
}

/** Whether the sentence opens with a word that only the sentence before explains. */
export function leansBack(sentence: string): boolean {
  const text = sentence.trim();
  return leaning.test(text) || leaning.test(text.replace(connective, "")) || connective.test(text);
}

/**
 * How much a sentence speaks of its writer or sells something instead of stating a fact, 0 to 1. A company's "we" in a
 * filing is not meant.
 */
export function chattiness(sentence: string): number {
  const first = /\b(?:I|I['’](?:m|ve|d|ll)|my|me|myself)\b/u.test(sentence) ? 0.6 : 0;
  const selling =
    /\b(?:contact us|our (?:team|experts?|blog|courses?|readers?|articles?|guide|plugin|newsletter|picks?|store|shop)|free (?:trial|plugin|shipping|course|quote)|we (?:offer|recommend|have (?:a|an|compiled))|check out|sign up|shop now|look no further|get started|best deals?|shares? (?:her|his|their|direct|some|tips|advice))\b/iu.test(
      sentence,
    )
      ? 0.4
      : 0;
  const address = /\b(?:you|your)\b/iu.test(sentence) ? 0.2 : 0;
  return Math.min(1, first + selling + address + (sentence.includes("!") ? 0.15 : 0));
}

function isBalanced(text: string): boolean {
  const count = (pattern: RegExp): number => text.match(pattern)?.length ?? 0;
  return count(/[([]/gu) === count(/[)\]]/gu) && count(/“/gu) === count(/”/gu) && count(/"/gu) % 2 === 0;
}

/** Text read in the wrong encoding. */
const mojibake = /[ÂÃâ][\u0080-\u00bf¨©]|\ufffd/u;

/** "The Climate Conscious Gardener.": a title of a book or page has no word in small letters that carries meaning. */
function isTitle(text: string): boolean {
  const small = text.match(/(?<![\p{L}’'-])\p{Ll}[\p{L}’'-]*/gu) ?? [];
  return !unspaced.test(text) && /\p{Lu}/u.test(text) && !small.some((word) => !isStopWord(word));
}

function isShouting(text: string): boolean {
  const letters = text.replace(/[^\p{L}]/gu, "");
  const capitals = letters.replace(/[^\p{Lu}]/gu, "");
  return letters.length > 0 && capitals.length / letters.length > 0.5;
}

function isMostlyNumbers(text: string): boolean {
  const words = text.split(/\s+/);
  const numeric = words.filter((word) => /^[($€£]*[\d.,%)]+$/u.test(word)).length;
  return words.length > 3 && numeric / words.length > 0.4;
}
