import { describe, expect, test } from "vitest";
import { judgeText } from "../../src/evidence/index.ts";

const verdict = (claim: string, text: string, language?: string): string => judgeText(claim, text, language).support;

describe("a date of a claim", () => {
  test.each<[claim: string, text: string, language?: string]>([
    ["The plant opened on March 4, 2019.", "The plant opened on 2019-03-04."],
    ["The plant opened in March 2019.", "The plant opened on 4 March 2019."],
    ["The plant opened on 4 March 2019.", "The plant opened in March 2019."],
    ["The plant opened in the 1990s.", "The plant opened in 1994."],
    ["The plant opened in Q3 2022.", "The plant opened in the third quarter of 2022."],
    ["The plant opened in Q3 2022.", "The plant opened in August 2022."],
    ["The plant opened in Q3 2022.", "The plant opened in 2022."],
    ["The plant opened in the first half of 2022.", "The plant opened in Q2 2022."],
    ["The plant opened in Q2 2022.", "The plant opened in the first half of 2022."],
    ["Die Anlage wurde am 3. Oktober 1990 eröffnet.", "Die Anlage wurde am 03.10.1990 eröffnet.", "de"],
    ["L’usine a ouvert le 1er mai 2019.", "L’usine a ouvert le 01/05/2019.", "fr"],
    ["La planta abrió el 1 de mayo de 2019.", "La planta abrió el 01/05/2019.", "es"],
    ["Завод открылся 4 марта 2019 года.", "Завод открылся 04.03.2019.", "ru"],
    ["افتتح المصنع في 4 مارس 2019.", "افتتح المصنع في ٤ مارس ٢٠١٩.", "ar"],
    ["工厂于2019年3月4日开放。", "工厂于2019-03-04开放。", "zh"],
    ["工場は2019年3月4日に開業した。", "工場は２０１９年３月４日に開業した。", "ja"],
    ["공장은 2019년 3월 4일에 열었다.", "공장은 2019-03-04에 열었다.", "ko"],
  ])("“%s” is that of “%s”", (claim, text, language) => expect(verdict(claim, text, language)).toBe("supported"));

  test.each<[claim: string, text: string, language?: string]>([
    ["The plant opened on 3 April 2019.", "The plant opened on 4 March 2019."],
    ["The plant opened on 4 March 2019.", "The plant opened on 4 March 2018."],
    ["The plant opened in the 1980s.", "The plant opened in 1994."],
    ["The plant opened in Q3 2022.", "The plant opened in Q1 2022."],
    ["The plant opened in the first half of 2022.", "The plant opened in the second half of 2022."],
    ["The plant opened in the first half of 2022.", "The plant opened in Q3 2022, after Q4 2021."],
    ["Die Anlage wurde am 3. Oktober 1990 eröffnet.", "Die Anlage wurde am 10.03.1990 eröffnet.", "de"],
    ["L’usine a ouvert le 5 janvier 2019.", "L’usine a ouvert le 01/05/2019.", "fr"],
    ["Завод открылся 4 марта 2019 года.", "Завод открылся 04.04.2019.", "ru"],
    ["افتتح المصنع في 4 مارس 2019.", "افتتح المصنع في ٥ مارس ٢٠١٩.", "ar"],
    ["工厂于2019年3月4日开放。", "工厂于2019年4月3日开放。", "zh"],
    ["공장은 2019년 3월 4일에 열었다.", "공장은 2019-03-05에 열었다.", "ko"],
  ])("“%s” is another than that of “%s”", (claim, text, language) =>
    expect(verdict(claim, text, language)).not.toBe("supported"),
  );
});
