import { holds, wordPattern } from "./word-pattern.ts";
import { contentStems } from "./words.ts";

/** How much of a kind a word speaks of: 1 some, 2 many, 3 most, 4 all. */
type Level = 1 | 2 | 3 | 4;

const levels: readonly (readonly [level: Level, pattern: RegExp])[] = [
  [
    4,
    wordPattern(
      "(?<!(?:at|above|after|of)\\s)all(?!-|\\s(?:over|but|time)(?!\\p{L}))|every|everyone|everybody|always|entirely|alle[mnrs]?|jede[mnrs]?|sämtliche[mnrs]?|immer|tous|toutes|chaque|toujours|todos|todas|siempre|جميع|كافة|كل|دائما",
      "所有|全部|全体|总是",
    ),
  ],
  [
    3,
    wordPattern(
      "(?<!(?:the|its|their|his|her|our|my|your|world['’]s)\\s)most|mostly|usually|the majority of|die meisten|den meisten|der meisten|meistens|mehrheit|la plupart|généralement|la majorité|la mayoría|mayormente|معظم|أغلب|غالبية",
      "大多数|大部分|多数",
    ),
  ],
  [
    2,
    wordPattern(
      "many|often|numerous|viele[nr]?|oft|zahlreiche[nr]?|beaucoup|souvent|nombreu*|much[oa]s|كثير|العديد",
      "许多|很多|不少|经常",
    ),
  ],
  [
    1,
    wordPattern(
      "some|several|a few|few|sometimes|occasionally|partly|partially|einige[nr]?|manche[mnrs]?|mehrere[nr]?|wenige[nr]?|manchmal|teilweise|certain(?:s|es)|plusieurs|quelques|parfois|algun[oa]s|vari[oa]s|poc[oa]s|بعض|عدة|أحيانا",
      "一些|有些|部分|少数|有时",
    ),
  ],
];

/** "Nearly all", "not every". */
const lessening =
  /(?<!\p{L})(?:nearly|almost|virtually|not|fast|nahezu|nicht|presque|quasi|pas|casi|no|ليس)\s$|(?:几乎|并非|不是|并不是)$/iu;

interface Quantified {
  readonly level: Level;
  readonly word: string;
  /** Stems of what it speaks of. */
  readonly of: readonly string[];
}

/** Content words after "all" that may be what it speaks of: "all of its members". */
const nextWords = 2;
const nextCharacters = 40;

function quantifiedIn(text: string): readonly Quantified[] {
  return levels.flatMap(([level, pattern]) =>
    [...text.matchAll(pattern)].map((match) => {
      const end = match.index + match[0].length;
      const less = level === 4 ? lessening.exec(text.slice(0, match.index)) : null;
      const of = contentStems(text.slice(end, end + nextCharacters)).slice(0, nextWords);
      return { level: less ? 3 : level, word: `${less?.[0] ?? ""}${match[0]}`, of };
    }),
  );
}

/** A word of a claim that takes in more than the evidence does, and the evidence's: "all" for "most", "most" for "some". */
export function widenedQuantity(claim: string, sentence: string): readonly [string, string] | undefined {
  const told = quantifiedIn(sentence);
  for (const own of quantifiedIn(claim)) {
    if (own.level < 3) continue;
    const same = told.filter((other) => other.of.some((stem) => own.of.includes(stem)));
    const less = same.find((other) => other.level < own.level);
    if (less && !same.some((other) => other.level >= own.level)) return [own.word, less.word];
  }
  return undefined;
}

/** A text without these words. */
export function withoutQuantifiers(text: string): string {
  return levels.reduce((rest, [, pattern]) => (holds(rest, pattern) ? rest.replace(pattern, " ") : rest), text);
}
