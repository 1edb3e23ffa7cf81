import { describe, expect, test } from "vitest";
import { judgeText } from "../../src/evidence/index.ts";

const verdict = (claim: string, text: string, language?: string): string => judgeText(claim, text, language).support;

describe("a cause", () => {
  test.each<[claim: string, text: string, language?: string]>([
    ["Output at the mill fell because of the strike.", "Output at the mill fell after the strike."],
    ["Coffee causes a longer life in adults.", "Coffee is associated with a longer life in adults."],
    ["Mill output fell in May due to the strike.", "Mill output fell in May, when the strike began."],
    ["Wegen des Streiks sank die Produktion im Werk.", "Nach dem Streik sank die Produktion im Werk.", "de"],
    [
      "La production de l’usine a baissé à cause de la grève.",
      "La production de l’usine a baissé après la grève.",
      "fr",
    ],
    ["La producción de la planta bajó debido a la huelga.", "La producción de la planta bajó tras la huelga.", "es"],
    ["罢工导致工厂产量下降。", "罢工之后工厂产量下降。", "zh"],
    ["انخفض إنتاج المصنع بسبب الإضراب.", "انخفض إنتاج المصنع بعد الإضراب.", "ar"],
  ])("“%s” is made of a sequence: “%s”", (claim, text, language) =>
    expect(verdict(claim, text, language)).toBe("partly"),
  );

  test.each([
    ["Output at the mill fell because of the strike.", "Output at the mill fell, for the strike caused it to."],
    ["Output at the mill fell because of the strike.", "After the strike, and driven by it, output at the mill fell."],
    ["Output at the mill fell after the strike.", "Output at the mill fell because of the strike."],
    ["Output at the mill fell due to the strike.", "The strike was blamed when output at the mill fell."],
  ])("“%s” may follow from “%s”", (claim, text) => expect(verdict(claim, text)).toBe("supported"));
});

describe("a claim that is a literal quotation", () => {
  test.each([
    ["Most members voted.", "Most members voted. All members ate."],
    ["The drug causes headaches.", "“The drug causes headaches.” It may cause headaches in some."],
    ["Anna won 5 and Ben won 3.", "Anna won 5 and Ben won 3. Anna won 3 and Ben won 5."],
  ])("stands whatever else is said: “%s”", (claim, text) => {
    expect(judgeText(claim, text)).toMatchObject({ support: "supported", step: "quote" });
  });
});

test("one sentence that says it as the claim does is enough", () => {
  const text = "Output of the mill fell after the long strike. The output of the old mill fell because of the strike.";
  expect(verdict("Output of the mill fell because of the strike.", text)).toBe("supported");
});
