import { stemOf, wordsOf } from "./words.ts";

/** Words of which one denies the other, both ways; other languages where a pair is one word each. */
const pairs: readonly (readonly [string, string])[] = [
  "largest smallest|biggest smallest|highest lowest|oldest youngest|oldest newest|best worst|longest shortest|fastest slowest|strongest weakest|richest poorest|earliest latest|first last|maximum minimum|majority minority|more less|most least|before after|inside outside|always never|win lose|won lost|winner loser|pass fail|accept reject|approve reject|approved rejected|allow prohibit|allow forbid|allowed banned|legal illegal|support oppose|supported opposed|cause prevent|causes prevents|guilty innocent|true false|alive dead|buy sell|bought sold|import export|imports exports|hired fired|open closed|opened closed|eastern western|northern southern|male female|men women|positive negative|safe dangerous|hot cold|cheap expensive|public private|domestic foreign|acquitted convicted|profit loss|surplus deficit|success failure|succeeded failed|enabled disabled|present absent|common rare|strong weak|tangible intangible|north south|east west|northeast southwest|northwest southeast|upper lower|adult child|adults children|mean median|earned lost|gross net|am pm|inflow outflow|inflows outflows|assets liabilities|buyer seller|buyers sellers|employer employee|employers employees|borrower lender|borrowers lenders|parent child|rural urban|upstream downstream|onshore offshore|weekly monthly|daily weekly|daily monthly|monthly yearly|monthly annually|once twice|since until|arrives departs|arrived departed|began ended|started ended|born died|mandatory voluntary|mandatory optional|compulsory voluntary|high low",
  "größte kleinste|größter kleinster|größten kleinsten|höchste niedrigste|höchster niedrigster|höchsten niedrigsten|älteste jüngste|beste schlechteste|erste letzte|mindestens höchstens|gewinn verlust|gewinne verluste|überschuss defizit|einfuhr ausfuhr|einfuhren ausfuhren|importe exporte|männer frauen|männlich weiblich|erlaubt verboten|angenommen abgelehnt|genehmigt abgelehnt|wahr falsch|nördlich südlich|östlich westlich|norden süden|osten westen|öffentlich privat|geöffnet geschlossen|eröffnet geschlossen|seit bis|kaufte verkaufte|gekauft verkauft|gewann verlor|gewonnen verloren|billig teuer",
  "importations exportations|bénéfice perte|bénéfices pertes|excédent déficit|hommes femmes|nord sud|légal illégal|acheté vendu|gagné perdu|ouvert fermé|ouverte fermée|public privé|vrai faux|coupable innocent|approuvé rejeté|adopté rejeté|autorisé interdit|premier dernier|première dernière|meilleur pire",
  "importaciones exportaciones|ganancia pérdida|ganancias pérdidas|superávit déficit|hombres mujeres|norte sur|legal ilegal|compró vendió|ganó perdió|aprobado rechazado|aprobó rechazó|abierto cerrado|abrió cerró|mayor menor|mejor peor|máximo mínimo|público privado|verdadero falso|culpable inocente|permitido prohibido",
  "импорт экспорт|импорта экспорта|мужчин женщин|прибыль убыток|الواردات الصادرات|أكبر أصغر|أعلى أدنى|الرجال النساء|进口 出口|最大 最小|最高 最低|男性 女性|盈利 亏损|合法 非法|开放 关闭|上升 下降|北部 南部|东部 西部|輸入 輸出|黒字 赤字|수입 수출",
].flatMap((words) =>
  words.split("|").map((pair): readonly [string, string] => {
    const [first = "", second = ""] = pair.split(" ").flatMap((word) => wordsOf(word).slice(0, 1));
    return [first, second];
  }),
);

const opposites: ReadonlyMap<string, ReadonlySet<string>> = mapOf(pairs);

function mapOf(entries: readonly (readonly [string, string])[]): ReadonlyMap<string, ReadonlySet<string>> {
  const map = new Map<string, Set<string>>();
  const add = (from: string, to: string): void => {
    map.set(from, (map.get(from) ?? new Set()).add(to));
  };
  for (const [first, second] of entries) {
    add(first, second);
    add(second, first);
  }
  return map;
}

/** Prefixes that deny; "in-" and "im-" only before adjectives, for "inform" denies no form. */
const denied =
  /^(?:un(?=\p{L}{4})|il(?=l\p{L}{4})|ir(?=r\p{L}{4})|non(?=\p{L}{4})|i[nm](?=\p{L}{3,}(?:able|ible|ent|ant|ive|ate|al|ect|act|ure|ical|ite)$)|dis(?=(?:agree|approv|allow|appear|connect|continu|honest|loyal|qualif|satisf|advantage|similar)))/u;

function withoutDenial(word: string): string | undefined {
  const rest = word.replace(denied, "");
  return rest === word || rest === "less" ? undefined : rest;
}

/** A word of one text whose opposite stands in the other, where neither text has both. */
export function oppositeWords(first: string, second: string): readonly [string, string] | undefined {
  const [own, other] = [new Set(wordsOf(first)), new Set(wordsOf(second))];
  const otherStems = new Set([...other].map(stemOf));
  const ownStems = new Set([...own].map(stemOf));
  for (const word of own) {
    if (otherStems.has(stemOf(word))) continue;
    const found = [...(opposites.get(word) ?? [])].find((opposite) => other.has(opposite) && !own.has(opposite));
    if (found !== undefined) return [word, found];
    const affirmed = withoutDenial(word);
    if (affirmed !== undefined && other.has(affirmed) && !own.has(affirmed)) return [word, affirmed];
  }
  for (const word of other) {
    const affirmed = withoutDenial(word);
    if (affirmed !== undefined && own.has(affirmed) && !ownStems.has(stemOf(word)) && !other.has(affirmed))
      return [affirmed, word];
  }
  return undefined;
}
