import type { Intent } from "../analyst.ts";

/** Words that stand alone, whatever letters the language has: `\b` ends words at "où" and "por qué". */
const words = (alternatives: string): string => `(?<![\\p{L}\\p{N}])(?:${alternatives})(?![\\p{L}\\p{N}])`;

/** Words by which a question shows what it asks for; several may hold. Common languages in one expression. */
const patterns: readonly (readonly [intent: Intent, spaced: string, unspaced: string])[] = [
  [
    "compare",
    "compare[ds]?|comparison|versus|vs\\.?|differ(?:s|ence|ences|ent)?|relative to|compared (?:to|with)|vergleich\\p{L}*|unterschied\\p{L}*|compar\\p{L}+|différence\\p{L}*|diferencia\\p{L}*|сравни\\p{L}*|сравнение|разниц\\p{L}*|отлича\\p{L}*",
    "比较|对比|相比|区别|差异|比較|違い|قارن|مقارنة|الفرق",
  ],
  [
    "over-time",
    "(?<!research and )develop(?:ed|s|ment)?|chang(?:e|es|ed|ing)|trends?|over time|evolv\\p{L}+|evolution|grow(?:n|th|ing|s)?|grew|increas\\p{L}+|decreas\\p{L}+|declin\\p{L}+|history|timeline|over the (?:\\p{L}+ )?(?:periods?|quarters?|years?|months?)|across (?:the|these) (?:quarters?|periods?|years?)|entwick\\p{L}+|veränder\\p{L}+|évolu\\p{L}+|changé|evolucion\\p{L}*|cambi(?:o|ó|ado|aron)|измени\\p{L}+|меня\\p{L}+|развива\\p{L}+|динамик\\p{L}+",
    "变化|发展|趋势|增长|推移|変化|تطور|تغير",
  ],
  [
    "how-much",
    "how (?:much|many|large|big|high|long|often|far|old)|what (?:is|was|were|are) the (?:total|number|amount|rate|value|size|share|percentage)|number of|wie ?viele?|wie (?:hoch|groß|lange?|oft|weit|alt)|combien|cuánt[oa]s?|сколько|каков[аоы]? (?:сумма|объём|объем|размер)",
    "多少|几个|كم|いくら|いくつ|何人|何件",
  ],
  [
    "why",
    "why|what (?:drives?|drove|causes?|caused|explains?|led)|was treibt|causes?|reasons?|drivers?|because of|due to|led to|warum|weshalb|wieso|ursachen?|pourquoi|causas?|por qué|почему|зачем|причин\\p{L}*",
    "为什么|原因|なぜ|どうして|理由|لماذا|أسباب",
  ],
  ["who", "who|whom|whose|wer|wem|qui|quién(?:es)?|кто|кого|кем", "谁|哪位|誰|من هو|من هي|^\\s*من\\s"],
  ["where", "where|in which (?:country|city|place)|wo|wohin|où|dónde|где|куда", "哪里|哪儿|どこ|أين"],
  [
    "when",
    "when|in (?:which|what) year|what (?:year|date)|wann|quand|cuándo|когда|в каком году",
    "何时|什么时候|哪一年|いつ|何年|متى",
  ],
  [
    "how",
    "how (?:do|does|did|can|is|are|to|would|should|was|were)|wie|comment|cómo|как|каким образом",
    "如何|怎么|怎样|どのよう|どうやって|仕組み|كيف",
  ],
];
const compiled = patterns.map(
  ([intent, spaced, unspaced]) => [intent, new RegExp(`${words(spaced)}|${unspaced}`, "iu")] as const,
);
/** "Wie hoch", "как изменилась": the word for "how" belongs to another question. */
const absorbing: ReadonlySet<Intent> = new Set<Intent>(["over-time", "compare", "how-much"]);

/** What a question asks for, strongest first; `["what"]` when it gives no sign. */
export function intentsOf(question: string): readonly Intent[] {
  const found = compiled.filter(([, pattern]) => pattern.test(question)).map(([intent]) => intent);
  const settled = found.filter((intent) => intent !== "how" || !found.some((other) => absorbing.has(other)));
  return settled.length > 0 ? settled : ["what"];
}
