import { describe, expect, test } from "vitest";
import { judgeText } from "../../src/evidence/index.ts";

const verdict = (claim: string, text: string, language?: string): string => judgeText(claim, text, language).support;

const report =
  "The Orchard Group was founded in Leeds in 1950. In fiscal 2022 its revenue rose 4.5% to $1,234.5 million. " +
  "Its wind farms made 1,210 GWh on 12–14 July 2021. The board did not propose a dividend. " +
  "Analysts say that copper is less reactive than iron. On April 9th the plant in Kenya closed.";

describe("numbers, dates and names of a claim", () => {
  test.each([
    "Orchard Group’s revenue rose 4.5% to $1.23 billion in fiscal 2022.",
    "The wind farms of Orchard made 1.2 TWh on 12–14 July 2021.",
    "The Orchard Group was founded in Leeds in 1950.",
    "The Kenyan plant closed on April 9, 2021.",
    "The wind farms made 1,210 GWh on 13 July 2021.",
  ])("“%s” is supported", (claim) => {
    expect(verdict(claim, report)).toBe("supported");
  });

  test.each([
    ["a number with another scale", "Orchard Group’s revenue rose 4.5% to $1.23 million in fiscal 2022."],
    ["another currency", "Orchard Group’s revenue rose 4.5% to €1,234.5 million in fiscal 2022."],
    ["another unit of another dimension", "The wind farms of Orchard made 1,210 GW on 12–14 July 2021."],
    ["another year", "The Orchard Group was founded in Leeds in 1951."],
    ["another day", "The plant in Kenya closed on April 10, 2021."],
    ["a day outside the span", "The wind farms made 1,210 GWh on 16 July 2021."],
    ["another place", "The Orchard Group was founded in Bradford in 1950."],
    ["another company", "The Meadow Group was founded in Leeds in 1950."],
    ["a percentage for percentage points", "Its revenue rose 4.5 percentage points beyond 99 percent."],
    ["words of its own", "The Orchard Group employs mostly gardeners and cooks."],
  ])("%s is not supported", (_what, claim) => {
    expect(verdict(claim, report)).not.toBe("supported");
  });

  test("a rise in points is no rise in per cent", () => {
    const text = "The margin of the group rose by 2 percentage points in the year.";
    expect(verdict("The margin of the group rose by 2 percentage points in the year under review.", text)).toBe(
      "supported",
    );
    expect(verdict("The margin of the group rose by 2 percent in the year under review.", text)).not.toBe("supported");
  });
});

describe("contradictions", () => {
  test.each<[string, string]>([
    ["The revenue of the group fell in 2022.", "The revenue of the group rose in 2022."],
    ["Sales were down 5% in Europe.", "Sales were up 5% in Europe."],
    ["The board proposed a dividend.", "The board didn’t propose a dividend."],
    ["Iron is less reactive than copper.", "Chemists know that copper is less reactive than iron."],
    ["The treaty was signed before the war ended.", "The treaty was signed after the war ended."],
    ["The drug is effective in children.", "The drug is ineffective in children."],
    ["The use of the device is legal.", "The use of the device is illegal."],
    ["Lake Nyos is the largest lake of the region.", "Lake Nyos is the smallest lake of the region."],
  ])("“%s” against “%s”", (claim, text) => {
    expect(verdict(claim, text)).toBe("contradicted");
  });

  test.each<[string, string]>([
    ["Hydrogen atoms carry a positive charge.", "Water has no charge, but hydrogen atoms carry a positive charge."],
    ["The group proposed a dividend.", "While rivals did not, the group proposed a dividend."],
    ["The use of the device is not illegal.", "The use of the device is legal."],
    ["Revenue of the group rose.", "Revenue of the group rose, while costs fell."],
    ["Der Umsatz stieg im Mai.", "Im Mai stieg der Umsatz."],
    ["Not only sales rose in the year.", "Sales rose in the year."],
  ])("“%s” is none against “%s”", (claim, text) => {
    expect(verdict(claim, text)).not.toBe("contradicted");
  });
});

describe("words", () => {
  test("in another order and inflection support", () => {
    expect(
      verdict(
        "Closing the old mill cost many villagers their jobs.",
        "Many villagers lost jobs: the cost of the old mill's closing.",
      ),
    ).toBe("supported");
  });

  test("scattered over a text do not", () => {
    const text =
      "A council met in the hall. Red kites nest here. Snow fell in spring. Prices rose. The river is long. Trees grew. " +
      "Foxes live near by. Roads were paved. Bread is good. Rain came. Songs were sung. Some visitors came.";
    expect(verdict("The council paved the river for visitors.", text)).not.toBe("supported");
  });

  test("of a long claim may partly be its own", () => {
    const text =
      "The observatory on the ridge opened to visitors after a restoration that took four years and replaced the dome, the shutters and the old drive of the telescope.";
    const claim =
      "After a restoration lasting four years, which gave it new dome shutters and telescope drives, the ridge observatory admitted visitors once again.";
    expect(verdict(claim, text)).toBe("supported");
    expect(verdict("Admission costs visitors nothing.", text)).not.toBe("supported");
  });

  test("an empty text supports nothing", () => {
    expect(verdict("Sales rose.", "")).toBe("unsupported");
  });
});

test("every verdict says by which step and why", () => {
  for (const claim of ["Sales rose 5%.", "Meadow sells.", "Revenue of the group rose in 2022."]) {
    const { step, reason } = judgeText(claim, report);
    expect(["quote", "numbers", "names", "containment"]).toContain(step);
    expect(reason).toMatch(/[.”]$/u);
  }
});

describe("numbers that no rule read as such", () => {
  test("a year in the evidence may stand where no rule takes it for one", () => {
    const text = "A state law of 1983 obliged utilities to buy a fixed amount of renewable power.";
    expect(judgeText("The obligation of utilities goes back to a state law of 1983.", text, "en").step).not.toBe(
      "numbers",
    );
    expect(judgeText("The obligation of utilities goes back to a state law of 1985.", text, "en").step).toBe("numbers");
  });

  test("a count of what a sentence lists is left to who can read", () => {
    const text = "Stacked bar chart of weather: drizzle, fog, rain, snow and sun.";
    expect(judgeText("The chart shows five kinds of weather: drizzle, fog, rain, snow, sun.", text, "en").step).toBe(
      "names",
    );
    expect(judgeText("The chart shows 5 kinds of weather: drizzle, fog, rain, snow, sun.", text, "en").step).toBe(
      "numbers",
    );
  });

  test("a unit may be followed by Chinese", () => {
    const text = "发电量从2001年的1,437 GWh增加到2017年的21,933 GWh。";
    expect(judgeText("发电量2001年为1,437 GWh，2017年为21,933 GWh。", text, "zh").support).toBe("supported");
  });
});

describe("a number in another unit or scale", () => {
  test.each([
    ["The area is 5 ha.", "The area is 50,000 m²."],
    ["It takes 90 minutes.", "It takes 1.5 hours."],
    ["The distance is 100 miles.", "The distance is 161 km."],
    ["It weighs 2 tonnes.", "It weighs 2,000 kg."],
    ["The population is 1.4 billion.", "The population is 1,412,000,000."],
    ["It cost about $5.", "It cost $4.99."],
  ])("“%s” is the same as “%s”", (claim, text) => expect(verdict(claim, text)).toBe("supported"));

  test.each([
    ["The area is 5 ha.", "The area is 5,000 m²."],
    ["The distance is 100 miles.", "The distance is 100 km."],
    ["It cost $4.99.", "It cost about $5."],
    ["It costs 1,234 dollars.", "It costs 1.234 dollars."],
    ["The capacity is 5 GW.", "The capacity is 5 MW."],
  ])("“%s” is not “%s”", (claim, text) => expect(verdict(claim, text)).toBe("unsupported"));

  test.each([
    ["ja", "人口は1億2,500万人です。", "人口は125,000,000人です。"],
    ["de", "Der Preis beträgt 1.234,56 Euro.", "Der Preis beträgt 1234,56 €."],
    ["zh", "2022年收入为12.5亿元。", "2022年收入为1,250,000,000元。"],
    ["ru", "Выручка составила 5 млрд рублей.", "Выручка составила 5 миллиардов рублей."],
    ["fr", "Le chiffre est de 1,2 milliard d’euros.", "Le chiffre est de 1 200 millions d’euros."],
  ])("in %s too: “%s”", (language, claim, text) => expect(verdict(claim, text, language)).toBe("supported"));
});

describe("the sign of a number", () => {
  test.each([
    ["The temperature was −5 °C.", "The temperature was 5 °C."],
    ["The temperature was 5 °C.", "The temperature was −5 °C."],
    ["The balance of the account was -300 USD.", "The balance of the account was 300 USD."],
  ])("“%s” does not stand in “%s”", (claim, text) => expect(judgeText(claim, text)).toMatchObject({ step: "numbers" }));

  test.each([
    ["The temperature was −5 °C.", "The temperature was 5 °C below zero."],
    ["The temperature was minus 5 °C.", "The temperature was −5 °C."],
    ["Net income was −5 million USD.", "The net loss was 5 million USD: net income suffered."],
    ["Norda's sales changed by -3 %.", "Norda's sales fell by 3 %."],
    ["Norda's sales fell by 3 %.", "Norda's sales changed by (3)%."],
    ["The cost of sales was $265 million.", "The cost of sales was $(265) million."],
    ["气温为零下5 °C。", "气温为-5 °C。"],
  ])("“%s” is the same as in “%s”", (claim, text) => expect(verdict(claim, text)).toBe("supported"));
});

test.each([
  ["Norda has never made a loss.", "Norda made a loss in 2020.", "contradicted"],
  ["Norda made a loss in 2020.", "Norda never made a loss in 2020.", "contradicted"],
  ["Norda hasn’t paid a dividend.", "Norda has paid a dividend.", "contradicted"],
  ["Norda hat niemals eine Dividende gezahlt.", "Norda hat eine Dividende gezahlt.", "contradicted"],
  ["Norda has never made a loss.", "Norda has never made a loss since 1990.", "supported"],
])("“%s” against “%s” is %s", (claim, text, expected) => expect(verdict(claim, text)).toBe(expected));

describe("a claim that says the other way", () => {
  test.each([
    ["en", "The drug increases mortality.", "The drug reduces mortality."],
    ["zh", "风电装机容量增长了5%。", "风电装机容量下降了5%。"],
    ["ja", "売上高は5%増加した。", "売上高は5%減少した。"],
    ["ko", "매출이 5% 증가했다.", "매출이 5% 감소했다."],
    ["ar", "ارتفعت الإيرادات بنسبة 5%.", "انخفضت الإيرادات بنسبة 5%."],
    ["es", "Los ingresos subieron un 5 %.", "Los ingresos bajaron un 5 %."],
    ["fr", "Le chiffre d’affaires a augmenté de 5 %.", "Le chiffre d’affaires a baissé de 5 %."],
    ["it", "I ricavi sono aumentati del 5 %.", "I ricavi sono diminuiti del 5 %."],
    ["pt", "As receitas aumentaram 5 %.", "As receitas diminuíram 5 %."],
    ["nl", "De omzet steeg met 5 %.", "De omzet daalde met 5 %."],
    ["de", "Der Umsatz stieg um 5 %.", "Der Umsatz sank um 5 %."],
    ["ru", "Выручка выросла на 5 %.", "Выручка снизилась на 5 %."],
  ])("in %s is contradicted, and what says the same is not", (language, claim, text) => {
    expect(verdict(claim, text, language)).toBe("contradicted");
    expect(verdict(text, claim, language)).toBe("contradicted");
    expect(verdict(claim, claim, language)).toBe("supported");
  });

  test.each([["zh", "风电装机容量没有增长。", "风电装机容量增长。"]])(
    "or denies it in %s is contradicted",
    (language, claim, text) => {
      expect(verdict(claim, text, language)).toBe("contradicted");
    },
  );

  test("of another matter is only not supported", () => {
    expect(verdict("Wind power grew by 5 %.", "Coal imports fell by 5 %.")).not.toBe("contradicted");
    expect(verdict("Costs rose by 5 %.", "Sales rose and costs fell by 5 %.")).not.toBe("unsupported");
  });
});
