import type { FoundQuantity } from "./quantities.ts";
import { readUnit } from "./units.ts";

const english =
  "two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen seventeen eighteen nineteen twenty";
const german = "zwei drei vier fünf sechs sieben acht neun zehn elf zwölf";
const tens: Readonly<Record<string, number>> = {
  twenty: 20,
  thirty: 30,
  forty: 40,
  fifty: 50,
  sixty: 60,
  seventy: 70,
  eighty: 80,
  ninety: 90,
};

let cachedWords: ReadonlyMap<string, number> | undefined;

function words(): ReadonlyMap<string, number> {
  if (cachedWords) return cachedWords;
  const values = new Map<string, number>();
  for (const list of [english, german])
    for (const [index, word] of list.split(" ").entries()) values.set(word, index + 2);
  for (const [word, value] of Object.entries(tens)) {
    values.set(word, value);
    for (const [index, unit] of `one ${english}`.split(" ").slice(0, 9).entries())
      values.set(`${word}-${unit}`, value + index + 1);
  }
  cachedWords = values.set("dozen", 12).set("half a million", 5e5).set("half a billion", 5e8);
  return cachedWords;
}

/** Numbers written in words, from "two" to "ninety-nine", with scale and unit; "one" is an article too often. */
export function findSpelledNumbers(text: string, language?: string): readonly FoundQuantity[] {
  const names = [...words().keys()].sort((a, b) => b.length - a.length).join("|");
  const pattern = new RegExp(`(?<![\\p{L}-])(?:${names})(?![\\p{L}]|-(?:year|fold))`, "giu");
  return [...text.matchAll(pattern)].map((match) => {
    const end = match.index + match[0].length;
    const reading = readUnit(text.slice(end, end + 40), { afterCurrency: false, ...(language && { language }) });
    return {
      value: (words().get(match[0].toLowerCase()) ?? Number.NaN) * reading.scale,
      unit: reading.unit,
      step: reading.scale,
      scale: reading.scale,
      text: text.slice(match.index, end + reading.length),
      start: match.index,
      end: end + reading.length,
      spelled: true,
    };
  });
}
