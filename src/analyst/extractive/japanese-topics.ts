const noun = "[\\p{sc=Han}\\p{sc=Katakana}ー]+";
/** Nouns joined by の, with the kana that ends such nouns as 仕組み. */
const phrase = new RegExp(`(${noun}(?:の${noun})*(?:[みりきけ](?=[はがを]))?)([はがをとや]?)`, "gu");
/** Words that ask, and what is to be done with the answer. */
const asking = /^(?:誰|何|何人|何件|何年|比較|説明|要約|分析|教|主|年|方法)$/u;

/**
 * What a Japanese question is about: nouns before は, が, を, と and や; where none is marked so, the first nouns.
 *
 * Contract: several nouns joined by の are one topic, written with spaces; empty when there is no noun.
 */
export function japaneseTopics(text: string): readonly string[] {
  const found = [...text.matchAll(phrase)]
    .map(([, words = "", particle = ""]) => ({
      words: words.split("の").filter((word) => !asking.test(word)),
      particle,
    }))
    .filter(({ words }) => words.length > 0);
  const marked = found.filter(({ particle }) => particle !== "");
  const topics = (marked.length > 0 ? marked : found.slice(0, 1)).map(({ words }) => words.join(" "));
  return [...new Set(topics)];
}
