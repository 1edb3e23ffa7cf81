import { contentStems } from "../../evidence/index.ts";
import { isScaffolding } from "../extractive/scaffolding.ts";

/**
 * Words with which one tells a writer what a section is for: what to do, with what kind of thing, and how it hangs
 * together. They say nothing of any subject.
 */
const words = `
 establish state set beside name show tell give explain compare contrast separate bring out note mention begin end open
 close lead follow answer settle weigh point make clear whether another other same different disagree agree contradict
 cause reason effect consequence result conclusion finding evidence source letter report table chart figure picture number
 amount value share rate total unit growth decline rise fall change level trend step part section reader writer text
 measure limit gap open uncertain sure first second last before after over under between against beyond across early late
 high low large small fast slow more less most least both each every only also since until because therefore while
 belegen nennen zeigen erklären vergleichen gegenüberstellen trennen darstellen angeben festhalten klären herausarbeiten
 ursache grund gründe folge folgen ergebnis befund beleg quelle quellen brief tabelle zahl zahlen wert werte anteil
 abweichen abweichend widersprechen widerspricht daneben dabei dazu wachstum rückgang anstieg wandel abschnitt leser ob
 establecer mostrar explicar comparar contrastar separar destacar señalar indicar aclarar nombrar causa razón efecto
 consecuencia resultado hallazgo prueba fuente fuentes carta tabla cifra cifras número valor parte crecimiento caída
 aumento cambio sección lector contradice difiere otra otro junto
 établir montrer expliquer comparer opposer séparer souligner signaler indiquer préciser nommer cause raison effet
 conséquence résultat constat preuve source sources lettre tableau chiffre chiffres nombre valeur part croissance baisse
 hausse changement section lecteur contredit diffère autre côté
 установить показать объяснить сравнить противопоставить отделить отметить указать назвать причина причину следствие
 результат вывод источник источники письмо таблица число числа значение доля рост падение изменение раздел читатель
 противоречит отличается другой другая
 确立 说明 指出 展示 解释 比较 对比 区分 强调 列出 给出 点明 交代 呈现 分析 原因 理由 影响 后果 结果 结论 证据 来源 资料 信件
 表格 图表 数字 数值 数量 份额 增长 下降 上升 变化 本节 读者 不同 另一 其他 相同 矛盾 一致 以及 同时 并且 之间 其中
 إثبات عرض شرح مقارنة توضيح ذكر بيان تحديد سبب أسباب أثر نتيجة دليل مصدر مصادر رسالة جدول رقم أرقام قيمة حصة نمو انخفاض
 ارتفاع تغير قسم قارئ يختلف يناقض آخر أخرى`;

const stems: ReadonlySet<string> = new Set(contentStems(words));
const signs: ReadonlySet<string> = new Set([...words.replace(/[^\p{Script=Han}]/gu, "")]);

/** Whether a word's stem guides a writer and speaks of no subject; Chinese ones are told by their signs. */
export function isGuiding(stem: string, subject: ReadonlySet<string> = new Set()): boolean {
  if (stems.has(stem) || isScaffolding(stem)) return true;
  return /^\p{Script=Han}+$/u.test(stem) && [...stem].every((sign) => signs.has(sign) || subject.has(sign));
}
