import { unitNamed } from "../../evidence/index.ts";

/** Abbreviations of measures, which their capitals would turn into names. */
const abbreviations: readonly (readonly [RegExp, string])[] = [
  [/(?<![\p{L}\p{N}])R\s?&\s?D(?![\p{L}\p{N}])/gu, "research and development"],
  [/(?<![\p{L}\p{N}])SG\s?&\s?A(?![\p{L}\p{N}])/gu, "selling, general and administrative"],
  [/(?<![\p{L}\p{N}])G\s?&\s?A(?![\p{L}\p{N}])/gu, "general and administrative"],
  [/(?<![\p{L}\p{N}])PP\s?&\s?E(?![\p{L}\p{N}])/gu, "property, plant and equipment"],
  [/(?<![\p{L}\p{N}])COGS(?![\p{L}\p{N}])/gu, "cost of sales"],
  [/(?<![\p{L}\p{N}])EPS(?![\p{L}\p{N}])/gu, "earnings per share"],
  [/(?<![\p{L}\p{N}])capex(?![\p{L}\p{N}])/giu, "capital expenditures"],
  [/(?<![\p{L}\p{N}])opex(?![\p{L}\p{N}])/giu, "operating expenses"],
];

/** Writes abbreviations of measures out: "R&D" is no name. */
export function writeOut(question: string): string {
  return abbreviations.reduce((text, [pattern, words]) => text.replace(pattern, words), question);
}

/** Documents that tell something without a name. */
const documents = [
  "reports?",
  "documents?",
  "filings?",
  "10-[QK]",
  "papers?",
  "articles?",
  "pages?",
  "stud(?:y|ies)",
  "authors?",
  "sources?",
  "company",
  "companies",
];

/** What a document does with what is asked: "the risks that Orchard describes", "what does Orchard say about". */
const telling =
  "say|says|said|report|reports|reported|describe|describes|described|disclose|discloses|disclosed|mention|mentions|mentioned|state|states|stated|discuss|discusses|discussed|explain|explains|explained|identify|identifies|identified|list|lists|listed|cite|cites|cited|name|names|named|present|presents|presented|outline|outlines|outlined|highlight|highlights|highlighted|warn|warns|warned|talk|talks|talked|write|writes|wrote|note|notes|noted";
const about = "(?:\\s+(?:about|on|regarding|concerning|of))?";
const told = (names: string): RegExp =>
  new RegExp(`(?<=(?:^|[\\s,])(?:${names})(?:['’]s?)?)\\s+(?:${telling})(?![\\p{L}-])${about}`, "giu");
/** A document that tells is not asked about either: "what do the authors report on". */
const tellingDocument = new RegExp(
  `(?<=^|\\s)(?:the|this|these|its)\\s+(?:${documents.join("|")})\\s+(?:${telling})(?![\\p{L}-])${about}`,
  "giu",
);
const lately =
  /\s+(?:over|in|during|across|for|within|throughout)\s+(?:the\s+)?(?:last|past|recent|previous|latest|most recent)(?:\s+(?:few|two|three|four|five|six|several|\d+))?\s+(?:quarters?|years?|months?|periods?|filings?|reports?)(?!\p{L})/giu;
/** "How large is Orchard's debt": the size is asked in words that are no topic. */
const size = /^(\W*how)\s+(?:large|big|high|great|small|low|strong)(?=\s)/iu;
const owning = /(?<![\p{L}'’])(?:its|their|his|her)\s+(?:own\s+)?(?=\p{L})/giu;
const relation =
  /\s+(?:in\s+)?(?:relative to|relation to|proportion to|relates?d? to|as an? (?:share|percentage|percent|proportion|fraction|part) of|compared? (?:to|with|against)|against)\s+(?:the\s+)?/giu;
const between =
  /(?<!\p{L})(?:the\s+)?(?:correlation|relation|relationship|ratio|link|connection)\s+(?:between|of)\s+(.+?)\s+(?:and|to)\s+/giu;
const shareOf =
  /^\W*(?:what|which|how (?:large|big) an?)\s+(?:share|part|percentage|percent|proportion|fraction)\s+of\s+(.+?)\s+(?:comes?|came|is|was|are|were|stems?|derives?|derived)(?:\s+(?:generated|earned|made|derived))?\s+(?:from|by|in)\s+(.+?)[?\s]*$/iu;
/** "How much power came from wind" asks for wind power; "how many GWh" names no thing beside. */
const cameFrom = /^\W*how (?:much|many)\s+(.+?)\s+(?:comes?|came|stems?|stemmed)\s+from\s+(.+)$/iu;
/** "How much power did the dam generate in 2015": the deed at the end is no part of what is asked about. */
const deed =
  /^(\W*how (?:much|many))\s+(.+?)\s+(?:do|does|did|will|would)\s+(?!.*\bhave\b)(.+?)\s+\p{Ll}+(\s+(?:in|from|on|by|for|during|between|per|since|over)\s.*)?[?\s]*$/iu;
/** "How many tonnes of cod". */
const unitOf = /^\W*how (?:much|many) (\p{L}+) of(?=\s)/iu;
/** "Which year saw the highest rainfall" and "which company had the highest revenue" ask about these. */
const record =
  /^\W*(?:in\s+)?(?:which|what)\s+(?:\p{L}+\s+){1,3}?(?:saw|had|has|shows?|showed|brought|reached|recorded|marked)\s+(?:the\s+)?(?:\p{L}+est|most|least|peak|record)\s+(?=\S)/iu;

/**
 * An English question in the words that a heading would use: without who tells it, with two measures where one is seen
 * in relation to the other.
 *
 * Contract: pure; names stay; what no rule fits stays as it was.
 */
export function rephrase(question: string, entities: readonly string[]): string {
  const bare = withoutTeller(question, entities).replace(lately, " ").replace(owning, "").replace(size, "$1");
  const [, whole, part] = shareOf.exec(bare) ?? [];
  if (whole && part) return `${part} ${whole.replace(/^\S+['’]s\s+/u, "")} and ${whole}`;
  const plain = withoutDeed(withoutUnit(bare.replace(record, "")));
  const related = plain.replace(between, "$1 and ");
  // Between two names a relation compares the names; between two measures of one it asks for both.
  return entities.length > 1 ? related : related.replace(relation, " and ");
}

function withoutUnit(question: string): string {
  return question.replace(unitOf, (whole, unit: string) =>
    unitNamed(unit) ? whole.replace(` ${unit} of`, "") : whole,
  );
}

function withoutDeed(question: string): string {
  const [, thing = "", origin] = cameFrom.exec(question) ?? [];
  const amount = thing.replace(/^of\s+(?:the\s+)?(?:\S+['’]s\s+)?/iu, "");
  if (origin) return /^[\p{Ll}\s-]+$/u.test(amount) ? `${origin.replace(/[?\s]+$/u, "")} ${amount}` : origin;
  return question.replace(deed, "$1 $3 $2$4");
}

function withoutTeller(question: string, entities: readonly string[]): string {
  const names = entities.map((name) => name.replace(/[.*+?^${}()|[\]\\]/g, "\\$&"));
  return question.replace(tellingDocument, " ").replace(told([...names, ...documents].join("|")), " ");
}
