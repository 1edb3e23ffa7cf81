/**
 * Words that carry no topic, by language. Small on purpose: a missing word costs a little precision, a wrong one a topic.
 */
const lists: readonly string[] = [
  // English
  `a an the this that these those of in on at by for from to into onto with within without about against between among
  through during before after above below under over as than then and or but nor so if whether not no any some each every
  all both either neither other another such same own only just also too very more most less least much many few is are was
  were be been being am do does did done doing have has had having can could may might must shall should will would it its
  they them their theirs there here he him his she her hers we us our ours you your yours i me my mine one ones who whom
  whose which what when where why how per via etc out up down off again once while until because`,
  // German
  `der die das des dem den ein eine einer eines einem einen und oder aber auch nicht kein keine ist sind war waren wird
  werden wurde wurden hat haben hatte hatten kann können von vom zu zum zur im in am an auf aus bei mit nach über unter
  für gegen durch ohne um als wie was wer wo wann warum welche welcher welches welchen sich es er sie wir ihr ihre ihren
  sein seine so noch nur viel viele vielen gab mehr bis seit zwischen sowie dass`,
  // French
  `le la les l un une des du de d et ou mais pas ne ni est sont était étaient été a ont avait avaient sera ce cet cette ces
  il elle ils elles on nous vous leur leurs son sa ses en au aux dans par pour avec sans sur sous entre que qui quoi quel
  quelle quels quelles où quand comment pourquoi combien plus moins se s y`,
  // Spanish
  `el la los las un una unos unas y o pero no ni es son era eran fue fueron ha han había de del al a en por para con sin
  sobre entre que qué quién quiénes cuál cuáles cómo cuándo dónde cuánto cuántos cuánta cuántas su sus se lo le les este
  esta estos estas ese esa más menos como desde hasta`,
  // Italian, Portuguese, Dutch
  `il lo gli un uno una e o ma non di del della dei delle che chi cosa come quando dove quanto quale quali è sono era
  os as um uma do da dos das no na nos nas em com por para são foi foram quem qual quais
  het een van voor met op te wat wie waar hoe zijn was waren`,
  // Chinese, Japanese, Arabic, Russian
  `的 了 和 与 及 在 是 有 对 从 到 为 以 被 把 吗 呢 什么 哪些 哪个 如何 怎么 多少 谁 何时 哪里 哪儿 哪年 什么时候 怎样 为什么 の は が を に で と も か
  في من إلى على عن ما ماذا هل كيف كم متى أين لماذا من هي هو و أو التي الذي هذا هذه بين
  и в на с по из к от до за не что кто где когда как почему сколько это`,
];

const stopWords: ReadonlySet<string> = new Set(lists.flatMap((list) => list.split(/\s+/)));

/** Whether a lower-case word carries no topic in one of the common languages. */
export function isStopWord(word: string): boolean {
  return stopWords.has(word.toLowerCase());
}
