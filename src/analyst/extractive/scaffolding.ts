import { stem } from "../../library/index.ts";

/**
 * Words with which a question asks, not what it asks about: "changed", "reported", "significant", "over these quarters".
 * Taken out before topics are read.
 */
const english = `change changes changed develop developed development develops trend trends identify identified compare
 compared comparison comparing versus vs difference differences report reported reports reporting disclose disclosed
 disclosure disclosures significant significantly notable key major main important driver drivers factor factors period
 periods quarter quarters year years time times overview summary summarize summarise describe explain list tell give show
 shows find document documents filing filings 10-q 10-qs 10q 10-k available provided based indicate indicates given
 evolve evolved happen happened look like mention mentioned discuss discussed state stated information data details
 across possible new potentially might grow grew grown rise rose fall fell increase drives drove driven
 increased event events milestone milestones chronology timeline history decrease decreased decline declined know known exist please`;
const others = `entwickelt entwickelten entwicklung verändert veränderung vergleiche vergleichen vergleich berichtet berichten
 bericht zeitraum quartal quartale jahr jahre wichtigsten wesentlichen gibt haben sich
 évolué évolution changé comparez comparer comparaison trimestre trimestres période année années principaux principales
 evolucionó evolucionaron evolucionado evolución cambiado comparar compara comparación trimestre periodo período año años principales informa
 fasse zusammen ausgegeben dépensé gastó gastado zeigt hoch sank stieg liegt gesunken gestiegen treibt nenne nennt größten unterschied unterschiede
 trouve trouvent montre montrent compte comptent baissé augmenté verse différence différences
 tiene tienen está están muestra muestran cayó subió bajó aumentó dirige diferencia diferencias
 изменилась изменился изменилось изменились развивалась находится выросла вырос упала упал году год года
 сравните какова каков какие какой какая назовите опишите
 总结 变化 发展 比较 对比 报告 披露 主要 重要 时期 季度 年 公司 哪些 怎样 显示 下降 上升 是 谁是 什么是
 تطور تطورت تغير تغيرت قارن مقارنة أبلغت الرئيسية الفترة انخفض انخفضت ارتفع ارتفعت بلغ بلغت يقع تقع عدد لشركة شركة`;

const words: ReadonlySet<string> = new Set(`${english} ${others}`.split(/\s+/).flatMap((word) => [word, stem(word)]));

/** Only in these forms: "consumer spending" is a topic. */
const verbs: ReadonlySet<string> = new Set(["spend", "spends", "spent"]);

/** Nouns whose stems are those of asking words: "find", "informa". */
const nouns: ReadonlySet<string> = new Set(["findings", "informe", "informes", "statement", "statements"]);

/** Whether a word belongs to the asking and not to the topic. */
export function isScaffolding(word: string): boolean {
  const lower = word.toLowerCase();
  if (nouns.has(lower)) return false;
  return verbs.has(lower) || words.has(lower) || words.has(stem(lower));
}
