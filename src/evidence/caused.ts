import { holds, wordPattern } from "./word-pattern.ts";

const causes = wordPattern(
  "caus(?:e|es|ed|ing)|because|led to|leads? to|leading to|due to|owing to|thanks to|as a result|result(?:s|ed|ing)? (?:in|from)|trigger(?:s|ed|ing)?|therefore|thus|hence|consequently|prompted|brought about|driven by|verursach*|bewirkt*|führte*|aufgrund|wegen|weil|dank|ausgelöst|dadurch|deshalb|provoqu*|entraîn*|à cause|grâce à|parce que|en raison|caus(?:ó|a|aron|ado|ada)|provoc*|debido a|gracias a|porque|بسبب|نتيجة|أدى|أدت|تسبب*",
  "导致|造成|因为|由于|引起|引发|使得",
);
/** Any word that may tell a cause: where the evidence has one, who reads decides. */
const anyCause = wordPattern(
  "caus*|becaus*|led|leads?|leading|due|owing|thanks|result*|trigger*|therefore|thus|hence|consequen*|prompt*|driv*|drove|brought|since|effect*|affect*|impact*|influenc*|contribut*|attribut*|blam*|respons*|reason*|forc*|mad[e]|mak(?:e|es|ing)|so|as|by|through|from|induc*|spark*|verursach*|bewirk*|führ*|aufgrund|wegen|weil|da|dank|ausgelöst|folge|durch|dadurch|deshalb|provoqu*|entraîn*|cause|grâce|parce|raison|car|caus*|provoc*|debido|gracias|porque|por|بسبب|نتيجة|أدى|أدت|تسبب*",
  "导致|造成|因|由于|引起|引发|使|令",
);
const sequence = wordPattern(
  "after|following|followed|then|later|subsequently|when|before|while|nach|nachdem|danach|anschließend|später|après|ensuite|puis|después|tras|luego|بعد|ثم|عقب",
  "之后|以后|随后|然后|后来",
);
const together = wordPattern(
  "associat*|correlat*|linked|coincid*|connected|related|korrelier*|zusammenhäng*|verbunden|associé*|corrél*|lié[es]*|asociad*|correlacion*|vinculad*|مرتبط*|يرتبط|ترتبط",
  "相关|有关|关联",
);

/** The word by which a claim tells a cause where the evidence only tells what came after, or together. */
export function inventedCause(claim: string, sentence: string): string | undefined {
  const [word] = claim.match(causes) ?? [];
  if (word === undefined || holds(sentence, causes)) return undefined;
  if (holds(sentence, together)) return word;
  return holds(sentence, sequence) && !holds(sentence, anyCause) ? word : undefined;
}

/** A text without words of cause and sequence. */
export function withoutCauses(text: string): string {
  return text.replace(causes, " ").replace(sequence, " ");
}
