/** Words that say nothing about what is asked, by language, as they are typed. */
const lists = {
  en: "a about above after again against all also am an and any are as at be because been before being below between both but by can could did do does doing down during each few for from further had has have having he her here hers him his how i if in into is it its itself just me might more most must my nor of off on once only or other our out over own same she should so some such than that the their them then there these they this those through to too under until up us very was we were what when where whether which while who whom whose why will with would you your",
  de: "aber alle als also am an auch auf aus bei bin bis das dass dem den der des die diese dieser dieses doch du durch ein eine einem einen einer eines er es für hat hatte ich ihr im in ist ja kann kein keine man mit nach nicht noch nur ob oder ohne sehr sein seine sich sie sind so über um und uns unter vom von vor wann war waren warum was welche welcher welches wenn wer werden wie wir wird wo wurde wurden zu zum zur",
  fr: "au aux avec ce ces cette comme comment dans de des du elle en est et été être eu il ils je la le les leur leurs lui mais même ne nous on ont ou où par pas plus pour pourquoi quand que quel quelle quelles quels qui sa sans se ses si son sont sur un une vous y",
  es: "al como con cómo cual cuál cuales cuáles cuando cuándo cuanto de del desde donde dónde el ella ellos en entre era es esta este fue ha han hasta la las le les lo los más muy no nos o para pero por porque que qué quien quién se ser si sin sobre son su sus también un una uno y ya",
  it: "a ai al alla alle anche che chi ci come con cosa cui da dal dalla dei del della delle di dove e è era gli ha hanno i il in io la le lo ma nei nel nella non o per perché più quale quali quando quanto se si sono su sua sue sul sulla suo tra un una uno",
  pt: "a ao aos as até com como da das de do dos e é ela ele em entre era foi há isso já mais mas muito na não nas no nos o onde os ou para pela pelo por porque qual quais quando que quem se sem ser seu sua são também um uma",
  nl: "aan als bij dan dat de der deze die dit door een en er had heeft het hij hoe hun ik in is je kan maar me met mijn naar niet nog nu of om onder ook op over te tot uit van veel voor waar waarom wanneer was wat we welke werd wie wordt zal ze zich zijn zo",
  sv: "att av de den det dem din du där efter ej en ett från för han har hon hur hvad i inte jag kan man med men mot när och om på som så till under upp ut vad var varför vem vi vid vilka vilken är",
  pl: "a albo ale czy dla do gdzie go i ich jak jaka jaki jakie jako jest jego jej kiedy kto który która które ma na nie o od oraz po pod przez są się tak też to w we z za ze że",
  ru: "а без был была были было быть в вам вас во вот все вы где да для до его ее если есть еще же за и из или им их к как какая какие какой когда кто ли на не него нет но о об он она они от по почему при с со так также то у уже что чем эта эти это я",
  ar: "في من على إلى عن ما هي هو هل كم كيف متى أين لماذا التي الذي الذين أن إن كان كانت مع هذا هذه ذلك تلك أو ثم لا لم لن قد كل و بعد قبل بين",
  hi: "का की के को में से है हैं था थे थी और या एक यह वह पर ने कि क्या कैसे कब कहाँ क्यों कौन लिए भी नहीं",
  zh: "的 了 在 是 和 与 或 有 什么 哪 哪些 哪个 如何 怎么 怎样 为什么 谁 多少 几 吗 呢 之 及 以及 从 到 被 把 对",
  ja: "の に は を が で と も へ から まで より た て です ます する した いる ある 何 どの どう いつ どこ だれ 誰 なぜ か",
  ko: "은 는 이 가 을 를 의 에 에서 와 과 도 로 으로 무엇 어떻게 언제 어디 왜 누가",
} as const;

const sets: readonly ReadonlySet<string>[] = Object.values(lists).map((list) => new Set(list.split(" ")));
const english = sets[0];

/**
 * The stop words of the language that a query seems to be written in: the list that covers most of its words, English
 * when none covers any.
 */
export function stopWordsFor(words: readonly string[]): ReadonlySet<string> {
  const lower = words.map((word) => word.toLowerCase());
  let best = english;
  let most = 0;
  for (const set of sets) {
    const covered = lower.filter((word) => set.has(word)).length;
    if (covered <= most) continue;
    most = covered;
    best = set;
  }
  return best ?? new Set();
}
