import type { Intent } from "../analyst.ts";

/** Words by which a question shows what it asks for; several may hold. Common languages in one expression. */
const patterns: readonly (readonly [intent: Intent, pattern: RegExp])[] = [
  [
    "compare",
    /\b(?:compare[ds]?|comparison|versus|vs\.?|differ(?:s|ence|ences|ent)?|relative to|compared (?:to|with)|vergleich\w*|unterschied\w*|compar\w+|différence\w*|diferencia\w*)\b|比较|对比|相比|区别|差异|قارن|مقارنة|الفرق/iu,
  ],
  [
    "over-time",
    /\b(?:develop(?:ed|s|ment)?|chang(?:e|es|ed|ing)|trends?|over time|evolv\w+|evolution|grow(?:n|th|ing|s)?|grew|increas\w+|decreas\w+|declin\w+|history|timeline|over the (?:\w+ )?(?:periods?|quarters?|years?|months?)|across (?:the|these) (?:quarters?|periods?|years?)|entwick\w+|veränder\w+|évolu\w+|changé|evolucion\w*|cambi(?:o|ó|ado|aron))\b|变化|发展|趋势|增长|تطور|تغير/iu,
  ],
  [
    "how-much",
    /\b(?:how (?:much|many|large|big|high|long|often|far|old)|what (?:is|was|were|are) the (?:total|number|amount|rate|value|size|share|percentage)|number of|wie ?viele?|wie hoch|combien|cuánt[oa]s?)\b|多少|几个|كم/iu,
  ],
  [
    "why",
    /\b(?:why|causes?|reasons?|drivers?|because of|due to|led to|warum|weshalb|wieso|ursachen?|pourquoi|causas?|por qué)\b|为什么|原因|لماذا|أسباب/iu,
  ],
  ["who", /\b(?:who|whom|whose|wer|wem|qui|quién(?:es)?)\b|谁|哪位|من هو|من هي/iu],
  ["where", /\b(?:where|in which (?:country|city|place)|wo|wohin|où|dónde)\b|哪里|哪儿|أين/iu],
  ["when", /\b(?:when|in (?:which|what) year|what (?:year|date)|wann|quand|cuándo)\b|何时|什么时候|哪一年|متى/iu],
  ["how", /\b(?:how (?:do|does|did|can|is|are|to|would|should|was|were)|wie|comment|cómo)\b|如何|怎么|怎样|كيف/iu],
];

/** What a question asks for, strongest first; `["what"]` when it gives no sign. */
export function intentsOf(question: string): readonly Intent[] {
  const found = patterns.filter(([, pattern]) => pattern.test(question)).map(([intent]) => intent);
  const settled = found.filter(
    (intent) => !(intent === "how" && (found.includes("over-time") || found.includes("compare"))),
  );
  return settled.length > 0 ? settled : ["what"];
}
