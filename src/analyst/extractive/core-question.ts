import { withoutGenreRequest } from "./genre-request.ts";

/** Who tells of himself before he asks. */
const preface =
  /^.{12,}?(?<!\p{L})(?:know|understand|wonder(?:ing)?|tell me|find out|explain|ask(?:ing)?|curious(?: about)?|wissen|verstehen|savoir|comprendre|saber|entender)(?!\p{L})[^.?!]*?\s(?=(?:how|what|why|which|who|when|where|wie|was|warum|welche[rsnm]?|wer|wann|wo|comment|quel(?:le)?s?|pourquoi|qui|quand|où|cómo|qué|cuál(?:es)?|quién|cuándo|dónde|por qué)\s)/isu;
/** Why he asks. */
const reason = /[,;]?\s+(?:because|since I|as I|so that|weil|da ich|parce que|car je|porque)\s.*$/isu;
/** A text pasted before the one question that ends it. */
const pasted =
  /^.{40,}[.!]["”»)]?\s+(?=(?:¿\s*)?(?:what|which|who|when|where|why|how|is|are|was|were|do|does|did|can|welche[rsnm]?|wer|wann|wo|warum|wie|quel(?:le)?s?|qui|quand|où|pourquoi|comment|combien|qué|cuál(?:es)?|quién|cuándo|dónde|cómo|por qué)\s[^.!?]*[?]\s*$)/isu;
const leastLength = 20;
/** A picture is asked about for what it shows: "the figure about churn rates". */
const picture =
  /(?:(?:seen|shown) in\s+)?(?:(?:the|a|die|der|das|dem|la|le|el|une?)\s+)?(?:figures?|charts?|graphs?|diagrams?|pictures?|images?|photos?|photographs?|illustrations?|abbildung|grafik|diagramm|bild|graphique|schéma|gráfico|imagen|figura)\s+(?:about|of|on|for|showing|with|zu[mr]?|über|von|sur|du|des|de la|de|sobre|del)\s+/iu;
/** "What does the chart show about X?" asks about X. */
const telling =
  /^\W*(?:what\s+(?:does|do|did)\s+(?:the|this|that|these)\s+(?:figures?|charts?|graphs?|diagrams?|pictures?|images?|photos?|photographs?|illustrations?)\s+(?:show|say|tell(?:\s+(?:us|me))?|depict|reveal)\s+(?:about|of|on)|was\s+(?:zeigt|zeigen|sagt|sagen)\s+(?:die|das|der|diese[rs]?)\s+(?:abbildung(?:en)?|grafik(?:en)?|diagramme?|bild(?:er)?)\s+(?:über|zu[mr]?|von))\s+/iu;
const shows = /\s+(?:shows?|tells?|says?|depicts?)\s*\??\s*$/iu;
/** Requests that open a question: what follows is the topic. */
const request =
  /^\W*(?:please\s+|bitte\s+|s'il vous plaît\s+|por favor\s+)?(?:analy[sz]e|discuss|review|assess|evaluate|examine|outline|tell me (?:everything|all|more)? ?about|analysiere|erörtere|erläutere|diskutiere|analysez|discutez|résumez|décrivez|analiza|discute|resum[ea]|describe)\s+/iu;

/** "How did X affect Y?" asks about both. */
const affecting =
  /^(\W*how\s+(?:do|does|did|has|have|might|may|could|can|will|would)\s+.{3,}?)\s+(?:\p{L}+ly\s+)?(?:affect|influence|impact)(?:ed|s)?\s+(?=\S)/iu;

/**
 * The part of a question that asks: without preface, reason, request, kind of document and the word for the picture.
 *
 * Contract: names, numbers and dates of what is asked stay; a question that is nothing but capitals is written small; a
 * question of which nothing would be left stays whole.
 */
export function coreOf(given: string): string {
  const question = withoutGenreRequest(given);
  const calm = /\p{Lu}/u.test(question) && !/\p{Ll}/u.test(question) && /\s\S+\s/u.test(question.trim());
  const text = calm ? question.toLowerCase() : question;
  const told = (pasted.exec(text) ?? preface.exec(text))?.[0].length ?? 0;
  const asked = told > 0 ? text.slice(told) : text;
  const reasoned = asked.replace(reason, "");
  const shown = picture.test(asked);
  const bare = (reasoned.length >= leastLength ? reasoned : asked)
    .replace(telling, "")
    .replace(request, "")
    .replace(picture, " ");
  const both = bare.replace(affecting, "$1, ");
  const core = (shown ? both.replace(shows, "") : both).replace(/\s+/gu, " ").trim();
  return core.length > 1 ? core : question;
}

/** A picture by its number, and one that shows something: "figure 3", "what does the chart show". */
const onePicture =
  /(?<!\p{L})(?:(?:figure|fig\.|chart|graph|diagram|picture|image|photo|abbildung|abb\.|grafik|diagramm|bild|graphique|schéma|gráfico|figura|imagen)\s+\d+|(?:shown|seen|visible|depicted) (?:in|on) (?:the|this) (?:figure|chart|graph|diagram|picture|image|photo)|(?:does|do) (?:the|this) (?:figure|chart|graph|diagram|picture|image|photo) (?:show|say|depict)|(?:zeigt|auf|in) (?:die|der|dem|diese[rm]?) (?:abbildung|grafik|diagramm|bild)|montre (?:le|la|ce|cette) (?:figure|graphique|schéma|image)|muestra (?:el|la|este|esta) (?:figura|gráfico|imagen))(?!\p{L})|[图圖]\s*\d+|[图圖]表|الشكل|الرسم/iu;

/** Whether a question asks what a picture shows. */
export function asksForPicture(question: string): boolean {
  return picture.test(question) || onePicture.test(question);
}
