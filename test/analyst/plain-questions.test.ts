import { describe, expect, test } from "vitest";
import { reportOf, sourcesOf } from "./report-of.ts";
import { heading, paragraph, type Row, stored, table } from "./sample-filings.ts";

const years = [2010, 2012, 2014, 2016];
const caught: Readonly<Record<string, readonly number[]>> = {
  Herring: [5100, 4800, 4450, 4200],
  "Atlantic cod": [2050, 2300, 2610, 3020],
  Mackerel: [900, 1500, 2100, 3600],
};
const rows = Object.entries(caught).flatMap(([kind, values]) =>
  values.map((value, index): Row => [String(years[index]), kind, String(value)]),
);
const landings = table("landings", { header: [["year", "species", "net landings (t)"]], rows });

const survey = table("survey", {
  caption: "Net landings at Norhavn by species, selected years (t)",
  header: [["Species", "2010", "2016"]],
  rows: [
    ["Herring", "5,100", "4,200"],
    ["Atlantic cod", "2,050", "3,020"],
    ["Mackerel", "900", "3,600"],
  ],
});

/** Two measures of different units under one heading. */
const indicators = table("indicators", {
  header: [["Indicator", "2010", "2016"]],
  rows: [
    ["Mackerel landings (t)", "900", "3,600"],
    ["Share of all landings (%)", "11.2", "33.3"],
  ],
});

const temperatures = table("temperatures", {
  header: [["year", "mean SST (°C)"]],
  rows: [
    ["2010", "12.1"],
    ["2012", "12.4"],
    ["2014", "12.6"],
  ],
});

const library = sourcesOf(
  stored("norhavn-landings", "norhavn-landings", [landings]),
  stored("survey", "How mackerel came to Norhavn", [
    heading("survey-h", "How mackerel came to Norhavn"),
    paragraph("survey-p", "The harbour of Norhavn landed 8,050 t of fish in 2010, all of it by small boats."),
    survey,
  ]),
  stored("facts", "Norhavn fishing facts", [heading("facts-h", "Norhavn fishing facts"), indicators]),
  stored("sea", "sea-temperature", [temperatures]),
  stored("note", "The cannery behind the harbour", [
    heading("note-h", "The cannery behind the harbour"),
    paragraph(
      "note-p",
      "The owner announced on 3 May 2017 that the works would close in late 2019, because the main buyer had moved its orders to a larger house.",
    ),
    paragraph("note-q", "Lorries deliver less fish to the cannery than the boats do in a week of good weather."),
  ]),
  stored("circular", "Circular to members", [
    paragraph(
      "circular-p",
      "Herring landings at Norhavn reached their highest level in 2010. Since then they have fallen in most years, because the shoals moved north and because old boats were scrapped.",
    ),
  ]),
);
const firstOf = async (question: string): Promise<string> =>
  ((await reportOf(question, library)).summary[0] ?? "").trimEnd();

describe("one number is asked for, and one is told", () => {
  test.each([
    ["How much cod did Norhavn land in 2014?", "2610 t (net landings, Atlantic cod)"],
    ["How many tonnes of mackerel were landed in 2012?", "Mackerel’s net landings were 1,500 t in 2012."],
    ["Which species had the most landings in 2016?", "Herring (net landings (t): 4200)"],
    ["Which species landed the most fish in 2016?", "Herring"],
  ])("%s", async (question, answer) => {
    expect(await firstOf(question)).toContain(answer);
  });

  test("the rest of the table that holds it is not told beside", async () => {
    const { summary, body } = await reportOf("How many tonnes of mackerel were landed in 2012?", library);
    expect([...summary, ...body].filter((text) => /herring.*(?:fell|rose|times)/iu.test(text))).toEqual([]);
  });

  test("rows of different units are not held against each other", async () => {
    const facts = new Map([...library].filter(([id]) => id === "s-facts"));
    const { summary } = await reportOf("Which indicator was the highest in 2016?", facts);
    expect(summary.join(" ")).not.toContain("Mackerel landings (t) (2016");
  });
});

describe("numbers that a table prints in thousands or millions", () => {
  const accounts = table("accounts", {
    caption: "Key figures of the fleet (in millions of dollars)",
    header: [["Boat owner", "Yearly catch", "Licence fees"]],
    rows: [
      ["Berg & Sons", "$48", "$3"],
      ["Holm Fishing", "$36", "$2"],
      ["Northern Nets", "$71", "$6"],
    ],
  });
  const fleet = sourcesOf(stored("fleet", "The fleet", [accounts]));

  test.each([
    ["What were the licence fees of Holm Fishing?", "$2 million"],
    ["Which boat owner had the highest yearly catch?", "$71 million"],
  ])("are told with their scale: %s", async (question, amount) => {
    expect((await reportOf(question, fleet)).summary.join(" ")).toContain(amount);
  });

  test("keep it one by one where several are told", async () => {
    const { summary } = await reportOf("What were the licence fees of Holm Fishing and Northern Nets?", fleet);
    expect(summary.join(" ")).toContain("$2 million, $6 million");
  });

  test("are not added up without it", async () => {
    const { summary } = await reportOf("What is the total of the licence fees?", fleet);
    expect(summary.join(" ")).not.toMatch(/(?<!\d)11(?! million)/u);
  });
});

describe("numbers of nobody", () => {
  test("a file name owns no measure", async () => {
    const question = "How did the mean SST develop from 2010 to 2014?";
    expect(await firstOf(question)).toBe("Mean SST rose by 4.1% from 12.1 °C in 2010 to 12.6 °C in 2014.");
  });

  test("a word like “level” narrows no measure", async () => {
    expect(await firstOf("What was the SST level in 2012?")).toContain("12.4 °C");
  });

  test("sources that give the same numbers are one series, told once with those who agree", async () => {
    const twins = sourcesOf(
      ...["Harbour yearbook", "Fleet almanac"].map((title) => stored(title, title, [{ ...survey, id: `t-${title}` }])),
    );
    const { summary, body } = await reportOf("How did mackerel develop from 2010 to 2016?", twins);
    expect(summary[0]).toMatch(/^Mackerel rose by 300\.0% from 900 t in 2010 to 3,600 t in 2016\./u);
    expect(body.join(" ")).toContain("Two independent sources give the same figure");
    expect(body.join(" ")).not.toMatch(/yearbook’s|almanac’s/u);
  });

  test("sources that give other numbers keep their titles apart", async () => {
    const other = table("other", {
      header: [["Species", "2010", "2016"]],
      rows: [
        ["Herring", "70", "80"],
        ["Mackerel", "40", "20"],
      ],
    });
    const apart = sourcesOf(stored("a", "Harbour yearbook", [survey]), stored("b", "Lake almanac", [other]));
    const { body } = await reportOf("How did mackerel develop from 2010 to 2016?", apart);
    expect(body.join(" ")).toMatch(/Harbour yearbook’s mackerel rose .*Lake almanac’s mackerel fell/su);
  });

  test("a year before the asked ones does not begin the course", async () => {
    const { summary } = await reportOf("How did landings of mackerel develop between 2012 and 2016?", library);
    expect(summary[0]).toContain("from 1,500 t in 2012 to 3,600 t in 2016");
  });
});

describe("causes, dates and persons", () => {
  test("the headings above say what a sentence is about", async () => {
    const answer = await firstOf("When will the cannery close and why?");
    expect(answer).toContain("would close in late 2019, because the main buyer had moved");
  });

  test("a sentence that leans on its forerunner is told with it, and a paragraph about the name is heard", async () => {
    const { body } = await reportOf("Why did herring decline at Norhavn?", library);
    const told = body.find((text) => text.includes("highest level in 2010"));
    expect(told).toContain("Since then they have fallen in most years, because");
  });

  test("who does something is told by a name or not at all", async () => {
    const { summary } = await reportOf("Who operates the cannery?", library);
    expect(summary.join(" ")).toContain("do not answer this question");
  });
});
