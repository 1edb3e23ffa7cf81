import { describe, expect, test } from "vitest";
import { hasName, namesIn } from "../../src/evidence/index.ts";
import { haystackOf } from "../../src/evidence/names.ts";

const stands = (name: string, text: string): boolean => hasName(name, haystackOf(text));

describe("namesIn", () => {
  test.each<[string, string[]]>([
    ["Dan Jurafsky works on natural language processing (NLP).", ["Dan Jurafsky"]],
    ["Gold resists hydrochloric acid (HCl) in Peru.", ["Peru"]],
    ["Single-cell methods give more detail.", []],
    ["Using ECharts, developers draw.", ["ECharts"]],
    ["According to the World Bank, growth slowed.", ["World Bank"]],
    ["In May the Bank of England met.", ["Bank of England"]],
    ["On Monday, Table 3 of the Note showed it.", []],
    ["Siemens makes trains; later Siemens sold them.", ["Siemens"]],
    ["eBay and iPhone sales, 中国 and Росатом", ["Росатом"]],
    ["The Duke of Cambridge visited Rwanda.", ["Duke of Cambridge", "Rwanda"]],
    ["“Apple’s” profit rose.", []],
    ["all lower case", []],
    ["", []],
  ])("of “%s”", (sentence, expected) => {
    expect(namesIn(sentence)).toEqual(expected);
  });
});

describe("hasName", () => {
  test.each([
    ["Kenya", "He was a Kenyan economist."],
    ["Libyan", "the war in Libya"],
    ["European", "traders from Europe"],
    ["China", "Chinese exports"],
    ["Italy", "the Italian lira"],
    ["Germany", "German exporters"],
    ["United States Supreme Court", "a U.S. Supreme Court justice"],
    ["United States Supreme Court", "he sat on the Supreme Court of the United States"],
    ["European Union", "the EU imposed tariffs"],
    ["United Kingdom", "the U.K. economy"],
    ["World Trade Organization", "the WTO ruled"],
    ["Tim Cook", "Cook said so"],
    ["Apple Inc.", "Apple reported"],
    ["Knight Commander of the Order of the British Empire", "a commander of the Order of the British Empire"],
    ["Müller", "Herr Muller sagte"],
    ["O’Brien", "said O'Brien"],
  ])("finds “%s” in “%s”", (name, text) => {
    expect(stands(name, text)).toBe(true);
  });

  test.each([
    ["Niger", "the Republic of Nigeria"],
    ["Indian", "a town in Indiana"],
    ["Austria", "Australian wine"],
    ["Georgia", "King George"],
    ["Romania", "the Roman empire"],
    ["World Bank", "the Fund told the world"],
    ["Microsoft", "Epic Games sued"],
    ["New South Wales Police Force", "the army"],
    ["United States", "they told us about other places"],
  ])("does not find “%s” in “%s”", (name, text) => {
    expect(stands(name, text)).toBe(false);
  });
});
