import { describe, expect, test } from "vitest";
import { judgeText } from "../../src/evidence/index.ts";

const verdict = (claim: string, text: string, language?: string): string => judgeText(claim, text, language).support;

describe("a condition of the evidence", () => {
  test.each<[claim: string, text: string, language?: string]>([
    ["The fee is 5 euros.", "The fee is 5 euros if you book online."],
    ["The company will expand.", "The company will expand unless rates rise."],
    ["The company will expand.", "If rates fall, the company will expand."],
    ["Rates fall.", "If rates fall, the company will expand."],
    ["The rules allow it.", "The rules allow it only when a permit is given."],
    ["Das Werk schließt.", "Das Werk schließt, falls die Preise sinken.", "de"],
    ["Die Preise sinken.", "Das Werk schließt, falls die Preise sinken.", "de"],
    ["Le site ferme.", "Le site ferme si les prix baissent.", "fr"],
    ["La planta cerrará.", "La planta cerrará si los precios bajan.", "es"],
    ["工厂将关闭。", "如果价格下降，工厂将关闭。", "zh"],
  ])("is missed in “%s” from “%s”", (claim, text, language) => expect(verdict(claim, text, language)).toBe("partly"));

  test.each<[claim: string, text: string]>([
    ["The fee is 5 euros if you book online.", "The fee is 5 euros if you book online."],
    ["When booked online, the fee is 5 euros.", "The fee is 5 euros if you book online."],
    ["Patients may take it.", "Patients may take it if a doctor agrees."],
    ["The plant opened in 2019.", "The plant opened in 2019, and it will close if prices fall."],
    ["Water boils at 100 °C.", "Water boils at 100 °C. If pressure falls, it boils earlier."],
    ["The fee is 5 euros.", "The fee is 5 euros if you book online. The fee is 5 euros everywhere."],
    ["The plant closed.", "The plant closed, even if many workers protested."],
    ["Few members of the town voted.", "Few, if any, members of the town voted."],
    ["The dam is old and safe.", "The dam is old, if not the oldest, and safe."],
    ["The dam stood, as it were.", "The dam stood, as if it were new."],
    ["The town asked after the plant.", "The town asked if the plant is safe."],
  ])("is not missed in “%s” from “%s”", (claim, text) => expect(verdict(claim, text)).toBe("supported"));
});
