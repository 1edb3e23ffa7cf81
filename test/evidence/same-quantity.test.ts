import { describe, expect, test } from "vitest";
import { compatibleUnits, findQuantities, type PrintedValue, sameQuantity } from "../../src/evidence/index.ts";

const read = (text: string): PrintedValue => {
  const [found] = findQuantities(text, { spelled: true });
  if (!found) throw new Error(`no quantity in ${text}`);
  return found;
};

/** Whether a claim's number is covered by the evidence's. */
const covers = (claim: string, evidence: string): boolean =>
  sameQuantity(read(claim), read(evidence), { rounded: "first", ignoreSign: true });

describe("a claim's number against its evidence", () => {
  test.each([
    ["$117.2 billion", "$117,154 million"],
    ["$117 billion", "117.2 billion dollars"],
    ["about 1,200 people", "1,153 people"],
    ["5.3%", "5.28 percent"],
    ["fell by 3%", "(3)%"],
    ["half a million people", "523,000 people"],
    ["two hundred", "200"],
    ["1.2 TWh", "1,190 GWh"],
    ["two years", "24 months"],
    ["0.5 percentage points", "50 basis points"],
    ["2 percentage points", "2%"],
    ["$75", "$75 per barrel"],
    ["3 kWh", "3 kWh per day"],
    ["12", "12 people"],
  ])("“%s” is covered by “%s”", (claim, evidence) => {
    expect(covers(claim, evidence)).toBe(true);
  });

  test.each([
    ["$117.154 billion", "$117.2 billion"],
    ["$117.3 billion", "$117,154 million"],
    ["€5 million", "$5 million"],
    ["5 million", "5 billion"],
    ["5 km", "5 miles"],
    ["2%", "2 percentage points"],
    ["2%", "200 basis points"],
    ["1,200 people", "1,153 people"],
    ["5 years", "5 months"],
    ["12 people", "12 employees"],
    ["$1.20 per share", "1.20 per cent"],
    ["3 kWh per day", "3 kWh per year"],
  ])("“%s” is not covered by “%s”", (claim, evidence) => {
    expect(covers(claim, evidence)).toBe(false);
  });

  test("holds at the edge of rounding and not beyond", () => {
    const claim = { value: 12.5, unit: "%", step: 0.1 };
    const evidence = (value: number): PrintedValue => ({ value, unit: "%", step: 0.01 });
    expect([12.45, 12.55].map((value) => sameQuantity(claim, evidence(value), { rounded: "first" }))).toEqual([
      true,
      true,
    ]);
    expect([12.44, 12.56].map((value) => sameQuantity(claim, evidence(value), { rounded: "first" }))).toEqual([
      false,
      false,
    ]);
  });
});

describe("two sources' numbers", () => {
  test("may each be the rounder one", () => {
    expect(sameQuantity(read("$117.154 billion"), read("$117.2 billion"))).toBe(true);
    expect(sameQuantity(read("$117.2 billion"), read("$117.154 billion"))).toBe(true);
  });

  test("with other signs differ", () => {
    expect(sameQuantity(read("-5%"), read("5%"))).toBe(false);
  });

  test("are equal to themselves in every unit", () => {
    for (const text of ["5 km", "$3", "0", "1.2e6", "7 °F", "9 pp", "4 bps"])
      expect(sameQuantity(read(text), read(text))).toBe(true);
  });
});

test("compatible units are the same, unsaid or per something; nothing is converted", () => {
  const yes = [
    ["km", "km"],
    ["", "km"],
    ["USD", "USD per share"],
    ["GWh", "GWh per year"],
    ["%", "percentage points"],
    ["per share", "USD per share"],
  ] as const;
  const no = [
    ["km", "mi"],
    ["USD", "EUR"],
    ["USD per share", "EUR per share"],
    ["USD per MWh", "USD per kWh"],
    ["USD per share", "USD per month"],
    ["per share", "USD"],
    ["kWh per day", "kWh per year"],
    ["people", "employees"],
  ] as const;
  for (const [a, b] of yes) expect([compatibleUnits(a, b), compatibleUnits(b, a)], `${a}, ${b}`).toEqual([true, true]);
  for (const [a, b] of no) expect([compatibleUnits(a, b), compatibleUnits(b, a)], `${a}, ${b}`).toEqual([false, false]);
});
