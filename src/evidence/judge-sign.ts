/** Whether a cited profit is told as a loss, or a loss as a profit: both print the same digits. */
import { directionOf } from "./direction.ts";
import { printQuantity } from "./print-quantity.ts";
import { findQuantities } from "./quantities.ts";
import { sameQuantity } from "./same-quantity.ts";
import type { Passage } from "./standing.ts";
import type { Settled } from "./support-context.ts";
import { isMoney } from "./units.ts";

/** Measures whose minus is a loss. */
const profits =
  /(?<!\p{L})(?:(?:net|operating|pre-?tax|comprehensive)\s(?:income|result)|profits?|earnings|surplus(?:es)?|jahresergebnis|ergebnis|gewinn|überschuss|bénéfice|résultat|excédent|beneficio|resultado|ganancia|прибыль)(?!\p{L})|利润|盈利|利益|이익|ربح/iu;
const losses =
  /(?<!\p{L})(?:loss(?:es)?|deficits?|shortfalls?|negative|minus|verlust\p{L}*|fehlbetrag|defizit\p{L}*|negativ\p{L}*|pertes?|déficits?|négati\p{L}*|pérdidas?|negativ[oa]s?|убыт\p{L}*)(?!\p{L})|亏损|赤字|损失|損失|적자|خسارة|عجز/iu;
/** Costs are printed with a minus and told without. */
const costs =
  /(?<!\p{L})(?:expenses?|costs?|tax(?:es)?|paid|aufwand|kosten|steuern?|charges?|coûts?|gastos?|costes?)(?!\p{L})/iu;

/**
 * A claim that tells a cited profit as a loss, or a loss as a profit.
 *
 * Contract: undefined for evidence that is not typed money of a measure of profit, for a claim that prints a minus or
 * tells of a fall, and where it speaks of both.
 */
export function judgeSign(claim: string, passages: readonly Passage[], language?: string): Settled | undefined {
  const isLoss = losses.test(claim);
  if (costs.test(claim) || isLoss === profits.test(claim)) return undefined;
  if (!isLoss && ["down", "mixed"].includes(directionOf(claim))) return undefined;
  const cited = passages.flatMap(({ quantities }) => quantities);
  const isProfit = ({ unit, metric = "" }: (typeof cited)[number]): boolean =>
    isMoney(unit) && profits.test(metric) && !costs.test(metric);
  for (const told of findQuantities(claim, language ? { language } : {})) {
    const same = cited.filter((one) => sameQuantity(told, one, { rounded: "first", ignoreSign: true }));
    const [first] = same;
    const isTurned =
      told.value > 0 && same.every((one) => isProfit(one) && one.value !== 0 && one.value < 0 !== isLoss);
    if (first && isTurned)
      return {
        support: "contradicted",
        step: "numbers",
        reason: `The cited number is a ${isLoss ? "profit" : "loss"}: ${printQuantity(first)}.`,
      };
  }
  return undefined;
}
