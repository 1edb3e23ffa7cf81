/** Kinds of documents that one asks for by name; a question about one ("the report of the auditor") is no request. */
const english =
  "(?:systematic |annotated )?literature (?:review|survey|overview)|review of the literature|state[- ]of[- ]the[- ]art review|" +
  "market (?:scan|overview|analysis|study|landscape|map)|competitive (?:comparison|analysis|landscape)|side[- ]by[- ]side comparison|" +
  "(?:technical |tech )?due diligence(?: report| review)?|(?:one[- ]page |executive )?brief(?:ing)?(?: note| paper)?|one[- ]pager|" +
  "research report|report|(?:slide |pitch )?deck|slides?(?: deck)?|(?:powerpoint )?presentation|powerpoint|fact[- ]check|comparison";
const others =
  "Literatur(?:übersicht|überblick|bericht)|Markt(?:übersicht|überblick|analyse|studie)|Vergleich|Kurzbericht|Briefing|Bericht|Präsentation|Foliensatz|Folien|Faktencheck|" +
  "revue de (?:la )?littérature|étude de marché|note de synthèse|comparaison|présentation|diapositives|rapport|" +
  "revisión (?:de la literatura|bibliográfica)|estudio de mercado|nota informativa|comparación|presentación|diapositivas|informe";
const forms = `(?:${english}|${others})`;
const adjectives =
  "(?:(?:short|brief|quick|concise|detailed|thorough|full|good|kurzen?|kurze[rs]?|ausführlichen?|courte?|brève|breve|corta?)\\s+)*";
const article = "(?:an?|the|some|my|eine?n?|der|die|das|une?|des|una?|unas|unos|la|le|el)\\s+";
const verb =
  "(?:please\\s+|bitte\\s+)?(?:(?:can|could|would|will) you\\s+(?:please\\s+)?|I (?:need|want|would like)\\s+|I'd like\\s+)?" +
  "(?:(?:write|make|give|prepare|create|do|draft|produce|build|compile|run|conduct|perform|carry out|turn|schreiben?|erstellen?|machen?|gib|mach|rédige[rz]?|écri(?:s|vez)|fais|faites|prépare[rz]?|donne[rz]?-moi|escrib[ea]|haz|haga|prepar[ae]|dame|crea)\\s+)?(?:me\\s+|us\\s+|mir\\s+|uns\\s+)?";
const about =
  "(?:\\s*[:–—]\\s*|\\s+(?:on|of|about|for|regarding|covering|comparing|that compares|over|zu[mr]?|über|von|der|des|sur|de la|de|du|sobre)\\s+)";

/** "Write a short literature review on heat pumps": up to the subject. */
const opening = new RegExp(`^\\W*${verb}(?:${article})?${adjectives}${forms}${about}(?:the\\s+)?`, "iu");
/** "The report of the auditor" opens with an article and no verb, and is the subject itself. */
const noRequest = /^\W*(?:the|der|die|das|la|le|el|reports?\s+of|presentations?\s+of|comparisons?\s+of)\s/iu;
/** "Turn the text on wind power into slides": the form stands at the end. */
const closing = new RegExp(
  `\\s+(?:as|into|in|to|als|in Form von|sous forme de|en|como)\\s+(?:${article})?${adjectives}${forms}\\s*[.?!]*$`,
  "iu",
);
const turning = /^\W*(?:please\s+)?(?:turn|convert|transform|make|put|present|show|render)\s+(?:the\s+|this\s+)?/iu;
/** "Is it true that …": what follows is the statement to check. */
const doubt =
  /^\W*(?:please\s+)?(?:(?:is|was) it (?:really |actually )?(?:true|correct|right|the case|a fact) that|(?:fact[- ]?check|verify|check|confirm)\s+(?:that|whether|if|the (?:claim|statement|assertion)(?: that)?)|fact[- ]?check\s*[:–—]|stimmt es,? dass|ist es (?:wahr|richtig),? dass|(?:est-il|est-ce) (?:vrai|exact) que?|es (?:cierto|verdad) que)\s*:?\s+/iu;
const chineseOpening =
  /^(?:请|請)?(?:帮我|幫我|给我|給我)?(?:写|寫|做|准备|準備|制作|製作)(?:一[份篇个個套])?(?:关于|關於|有关)?/u;
const chineseClosing = /的?(?:文献综述|市场分析|市场概览|简报|幻灯片|演示文稿|报告)[。？！]?$/u;

/**
 * The question without the words that ask for a kind of document; names, numbers and dates of the subject stay.
 *
 * Contract: a question of which nothing would be left stays whole.
 */
export function withoutGenreRequest(question: string): string {
  const text = question.trim();
  const subject = withoutForm(text.replace(doubt, "")).trim();
  return /[\p{L}\p{N}]{2}/u.test(subject) ? subject : question;
}

function withoutForm(text: string): string {
  if (chineseOpening.test(text) && chineseClosing.test(text))
    return text.replace(chineseOpening, "").replace(chineseClosing, "");
  const opened = noRequest.test(text) ? text : text.replace(opening, "");
  const closed = opened.replace(closing, "");
  return closed === opened ? opened : closed.replace(turning, "");
}
