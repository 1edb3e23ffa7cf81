import { describe, expect, test } from "vitest";
import { makeTable } from "./fixtures.ts";
import { judging } from "./judging.ts";

const revenue = makeTable(
  `
  Company | 2022 | 2023
  Norda | 240 | 260
  Sulvik | 310 | 290`,
  { caption: "Revenue in EUR million" },
);
const [norda22, norda23, sulvik23] = ["0:1", "0:2", "1:2"];
const verdict = judging(revenue);

describe("two cited entities held against each other", () => {
  test.each([
    ["Norda’s revenue was lower than Sulvik’s in 2023.", "Norda’s revenue was higher than Sulvik’s in 2023."],
    ["In 2023 Sulvik had more revenue than Norda.", "In 2023 Norda had more revenue than Sulvik."],
    [
      "Sulvik’s revenue exceeded Norda’s by €30 million in 2023.",
      "Norda’s revenue exceeded Sulvik’s by €30 million in 2023.",
    ],
    ["Norda’s revenue was below Sulvik’s in 2023.", "Sulvik’s revenue was below Norda’s in 2023."],
    ["Revenue in 2023 was higher at Sulvik than at Norda.", "Revenue in 2023 was higher at Norda than at Sulvik."],
  ])("“%s” is supported, “%s” contradicted", (right, wrong) => {
    expect(verdict(right, norda23, sulvik23)).toBe("supported");
    expect(verdict(wrong, norda23, sulvik23)).toBe("contradicted");
  });

  test.each([
    ["a bound of a number", "In 2023 Norda had more than €250 million in revenue, Sulvik €290 million."],
    ["a denial", "Norda’s revenue was not higher than Sulvik’s in 2023."],
    ["what grew", "From 2022 to 2023 Norda’s revenue grew more than Sulvik’s."],
    ["one of them named twice", "In 2023 Norda, more than Sulvik and more than Norda before, had revenue."],
    ["both as much", "Norda and Sulvik had revenue of €260 million and €290 million in 2023."],
  ])("%s is no comparison of the two", (_what, claim) => {
    expect(verdict(claim, norda23, sulvik23)).not.toBe("contradicted");
  });

  test("may be named by the columns of a table, and by its rows", () => {
    const columns = judging(makeTable("Indicator | Norda | Sulvik\nGDP per capita (USD) | 51,200 | 43,800"));
    const right = "GDP per capita is $7,400 higher in Norda than in Sulvik.";
    expect(columns(right, "0:1", "0:2")).toBe("supported");
    expect(columns("GDP per capita is $7,400 higher in Sulvik than in Norda.", "0:1", "0:2")).toBe("contradicted");
    const rows = judging(
      makeTable("Norda | 2023\nOperating income | 90\nNet income | 60", { caption: "In EUR million" }),
    );
    expect(rows("Norda’s net income was higher than its operating income in 2023.", "0:1", "1:1")).toBe("contradicted");
  });

  test("is told in other languages too", () => {
    const german = judging(revenue, "de");
    expect(german("Im Jahr 2023 war die Revenue von Norda höher als die von Sulvik.", norda23, sulvik23)).toBe(
      "contradicted",
    );
    expect(german("Im Jahr 2023 war die Revenue von Norda niedriger als die von Sulvik.", norda23, sulvik23)).not.toBe(
      "contradicted",
    );
    const french = judging(revenue, "fr");
    expect(french("En 2023, le revenue de Norda était supérieur à celui de Sulvik.", norda23, sulvik23)).toBe(
      "contradicted",
    );
    const spanish = judging(revenue, "es");
    expect(spanish("En 2023 el revenue de Norda fue mayor que el de Sulvik.", norda23, sulvik23)).toBe("contradicted");
    const chinese = judging(revenue, "zh");
    expect(chinese("2023年Norda的revenue高于Sulvik。", norda23, sulvik23)).toBe("contradicted");
  });
});

describe("two cited periods held against each other", () => {
  test.each([
    ["Norda had more revenue in 2023 than in 2022.", "supported"],
    ["Norda had less revenue in 2023 than in 2022.", "contradicted"],
    ["Norda’s revenue was higher in 2022 than in 2023.", "contradicted"],
    ["Norda’s revenue doubled from 2022 to 2023.", "contradicted"],
    ["Norda’s revenue halved from 2022 to 2023.", "contradicted"],
  ])("“%s” is %s", (claim, expected) => expect(verdict(claim, norda22, norda23)).toBe(expected));

  test("may be a factor that they give", () => {
    const doubled = judging(
      makeTable("Company | 2022 | 2023\nNorda | 120 | 242", { caption: "Revenue in EUR million" }),
    );
    expect(doubled("Norda’s revenue doubled from 2022 to 2023.", "0:1", "0:2")).toBe("supported");
    expect(doubled("Norda’s revenue more than doubled from 2022 to 2023.", "0:1", "0:2")).toBe("supported");
    expect(doubled("Norda’s revenue tripled from 2022 to 2023.", "0:1", "0:2")).toBe("contradicted");
  });
});

describe("the most of all that are cited", () => {
  test.each([
    ["Sulvik had the highest revenue in 2023, at €290 million.", "supported"],
    ["Norda had the highest revenue in 2023, at €260 million.", "contradicted"],
    ["Norda had the lowest revenue in 2023, at €260 million.", "supported"],
    ["Sulvik had the smallest revenue in 2023, at €290 million.", "contradicted"],
    ["Norda had one of the highest revenues in 2023, at €260 million.", "supported"],
    ["Norda had the second highest revenue in 2023, at €260 million.", "supported"],
    ["Norda’s revenue in 2023, €260 million, was its highest.", "supported"],
  ])("“%s” is %s", (claim, expected) => expect(verdict(claim, norda23, sulvik23)).toBe(expected));

  test("is asked only of those that are cited", () => {
    expect(verdict("Norda had the highest revenue in 2023, at €260 million.", norda23)).toBe("supported");
  });
});
