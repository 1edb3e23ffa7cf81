import { describe, expect, test } from "vitest";
import { findQuantities } from "../../src/evidence/index.ts";

const read = (text: string, language?: string): readonly string[] =>
  findQuantities(text, { spelled: true, ...(language && { language }) }).map(({ value, unit }) =>
    `${value} ${unit}`.trim(),
  );

describe("numbers in words", () => {
  test.each<[string, string[], string?]>([
    ["twelve countries", ["12"]],
    ["Twenty-five per cent of forty people", ["25 %", "40 people"]],
    ["ninety-nine", ["99"]],
    ["two hundred ships", ["200"]],
    ["one hundred and twenty days", ["120 days"]],
    ["three hundred thousand people", ["300000 people"]],
    ["a million euros and a billion dollars", ["1000000 EUR", "1000000000 USD"]],
    ["one million people", ["1000000 people"]],
    ["half a million people", ["500000 people"]],
    ["two dozen and a dozen", ["24", "12"]],
    ["one percent of it", ["1 %"]],
    ["five to ten million people", ["5000000 people", "10000000 people"]],
    ["zwölf Länder und zwanzig Städte", ["12", "20"], "de"],
    ["deux cents personnes, quinze pays", ["200 people", "15"], "fr"],
    ["once países y veinte ciudades", ["11", "20"], "es"],
    ["twenty five per cent, seventy-one ships", ["25 %", "71"]],
    ["quatre-vingt-dix pour cent, soixante-dix pays", ["90 %", "70"], "fr"],
    ["quatre-vingts ans, dix-sept sites, soixante et onze cas", ["80 years", "17", "71"], "fr"],
    ["vingt et un mille habitants, cent vingt jours", ["21000 people", "120 days"], "fr"],
    ["treinta y cinco por ciento de veintidós países", ["35 %", "22"], "es"],
    ["ciento veinte días, cien personas", ["120 days", "100 people"], "es"],
    ["two and a half million people", ["2500000 people"]],
    ["three and a half years", ["3.5 years"]],
    ["a quarter of a million people, three quarters of a billion euros", ["250000 people", "750000000 EUR"]],
    ["two thousand five hundred ships", ["2500"]],
    ["three million two hundred thousand people", ["3200000 people"]],
    ["one thousand, five hundred of them French", ["1000", "500"]],
    ["two thousand people, three hundred ships", ["2000 people", "300"]],
    ["anderthalb Millionen Euro, zweieinhalb Jahre", ["1500000 EUR", "2.5 years"], "de"],
    ["deux et demi pour cent", ["2.5 %"], "fr"],
  ])("are read from “%s”", (text, expected, language) => {
    expect(read(text, language)).toEqual(expected);
  });

  test.each([
    "one of them was a success",
    "millions of people and hundreds of ships",
    "a two-year plan grew ten-fold",
    "it happened once; the network often",
    "someone at Sixt, Tena and Onex",
    "a hundredth of it",
    "the twenty-first century, the thirty second time",
  ])("are not seen in “%s”", (text) => {
    expect(read(text)).toEqual([]);
  });

  test.each([
    ["doscientos veinte países", "es"],
    ["dos mil quinientos barcos", "es"],
    ["le vingt-cinquième, le vingt et unième", "fr"],
    ["por ciento", "es"],
  ])("are rather not read than read wrong in “%s”", (text, language) => {
    expect(read(text, language)).toEqual([]);
  });

  test("are left to the reader unless asked for", () => {
    expect(findQuantities("twelve countries")).toEqual([]);
    expect(findQuantities("twelve countries", { spelled: true })[0]).toMatchObject({ value: 12, spelled: true });
  });

  test("give way to digits and dates at the same place", () => {
    expect(read("5 million in two thousand shops of 2021")).toEqual(["5000000", "2000"]);
  });

  test("cut out what was read", () => {
    const text = "About three hundred and ten thousand people came in twenty-two buses.";
    expect(findQuantities(text, { spelled: true }).map(({ start, end }) => text.slice(start, end))).toEqual([
      "three hundred and ten thousand people",
      "twenty-two",
    ]);
  });
});
