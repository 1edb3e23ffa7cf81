import { describe, expect, test } from "vitest";
import { cellTexts, parsed, sketch, tablesOf } from "../support/parse.ts";

const html = { mediaType: "text/html", name: "page.html" };
const tables = async (markup: string) =>
  tablesOf(await parsed(`<p>Some words before the table, to have a page.</p>${markup}`, html));
const first = async (markup: string) => (await tables(markup))[0];

describe("data tables", () => {
  test("have a caption, a header and rows", async () => {
    const table = await first(
      "<table><caption>Sales <sup><a href='#n'>[1]</a></sup></caption><tr><th>Year</th><th>Units</th></tr><tr><td>2020</td><td>1,000</td></tr><tr><td>2021</td><td>1,200</td></tr></table>",
    );
    expect(table).toMatchObject({ caption: "Sales", header: [["Year", "Units"]] });
    expect(cellTexts(table)).toEqual([
      ["2020", "1,000"],
      ["2021", "1,200"],
    ]);
  });

  test("expand row and column spans, repeating spanning headers but not spanning body values", async () => {
    const table =
      await first(`<table><thead><tr><th rowspan=2>Region</th><th colspan=2>Sales</th></tr><tr><th>2020</th><th>2021</th></tr></thead>
      <tbody><tr><td rowspan=2>North</td><td>1</td><td>2</td></tr><tr><td colspan=2>none</td></tr></tbody></table>`);
    expect(table?.header).toEqual([
      ["Region", "Sales", "Sales"],
      ["Region", "2020", "2021"],
    ]);
    expect(cellTexts(table)).toEqual([
      ["North", "1", "2"],
      ["North", "none", ""],
    ]);
  });

  test("keep row headers as the first cell", async () => {
    const table = await first("<table><tr><td></td><th>A</th></tr><tr><th>Row</th><td>1</td></tr></table>");
    expect(table?.header).toEqual([["", "A"]]);
    expect(cellTexts(table)).toEqual([["Row", "1"]]);
  });

  test("find a header of plain cells above numbers", async () => {
    const table = await first(
      "<table><tr><td>Country</td><td>People</td></tr><tr><td>Malta</td><td>519,562</td></tr><tr><td>Cyprus</td><td>1,207,359</td></tr></table>",
    );
    expect(table?.header).toEqual([["Country", "People"]]);
  });

  test("put signs of filings back to their numbers and drop the columns between", async () => {
    const table = await first(`<table><tr><td></td><td colspan=3>2023</td><td colspan=3>2022</td></tr>
      <tr><td>Net sales</td><td>$</td><td>81,797</td><td></td><td>$</td><td>82,959</td><td></td></tr>
      <tr><td>Margin</td><td></td><td>44.5</td><td>%</td><td></td><td>43.3</td><td>%</td></tr>
      <tr><td>Loss</td><td></td><td>(12</td><td>)</td><td></td><td>(3</td><td>)</td></tr></table>`);
    expect(cellTexts(table).slice(-3)).toEqual([
      ["Net sales", "$81,797", "$82,959"],
      ["Margin", "44.5%", "43.3%"],
      ["Loss", "(12)", "(3)"],
    ]);
  });

  test("take a full-width first row as caption or note", async () => {
    const table = await first(
      "<table><tr><td colspan=2>Balance sheet</td></tr><tr><td colspan=2>(in millions)</td></tr><tr><th>Item</th><th>2023</th></tr><tr><td>Cash</td><td>5</td></tr><tr><td>Debt</td><td>6</td></tr></table>",
    );
    expect(table).toMatchObject({ caption: "Balance sheet", notes: "(in millions)", header: [["Item", "2023"]] });
  });

  test("keep a section row in the body and drop a repeated header", async () => {
    const table = await first(
      "<table><tr><th>Year</th><th>Place</th></tr><tr><th colspan=2>Representing Malta</th></tr><tr><td>2001</td><td>1st</td></tr><tr><th>Year</th><th>Place</th></tr><tr><td>2002</td><td>2nd</td></tr></table>",
    );
    expect(table?.header).toEqual([["Year", "Place"]]);
    expect(cellTexts(table)).toEqual([
      ["Representing Malta", ""],
      ["2001", "1st"],
      ["2002", "2nd"],
    ]);
  });

  test("leave out hidden sort keys and reference marks, and read small pictures by their text", async () => {
    const table = await first(
      '<table><tr><th>Name</th><th>Ok</th></tr><tr><td><span style="display:none">Smith, A</span>A Smith<sup class="reference">[3]</sup></td><td><img src="t.png" width="16" alt="Yes"></td></tr></table>',
    );
    expect(cellTexts(table)).toEqual([["A Smith", "Yes"]]);
  });

  test("drop a column that holds pictures only", async () => {
    const table = await first(
      '<table><tr><th>Photo</th><th>Ship</th><th>Year</th></tr><tr><td><img src="s.jpg" width="150" height="100" alt="A ship"></td><td>Kaiser</td><td>1986</td></tr></table>',
    );
    expect(table?.header).toEqual([["Ship", "Year"]]);
    expect(cellTexts(table)).toEqual([["Kaiser", "1986"]]);
  });

  test("keep an information box as names and values", async () => {
    const table = await first(
      '<table class="infobox"><caption>Malta</caption><tr><th>Capital</th><td>Valletta</td></tr><tr><th>Area</th><td>316 km<sup>2</sup></td></tr></table>',
    );
    expect(table).toMatchObject({ caption: "Malta", header: [] });
    expect(cellTexts(table)).toEqual([
      ["Capital", "Valletta"],
      ["Area", "316 km²"],
    ]);
  });

  test("take the caption of a figure around them", async () => {
    expect(
      (
        await first(
          "<figure><table><tr><th>A</th><th>B</th></tr><tr><td>1</td><td>2</td></tr></table><figcaption>Table 3. Costs</figcaption></figure>",
        )
      )?.caption,
    ).toBe("Table 3. Costs");
  });
});

describe("what is no table", () => {
  test("a layout table reads as text", async () => {
    const words =
      "This column holds a whole paragraph of running text, which no data table would ever have in one of its cells, because cells are short. ".repeat(
        2,
      );
    const source = await parsed(
      `<table><tr><td><p>${words}</p></td><td><p>${words}</p></td></tr><tr><td>Left</td><td>Right</td></tr></table>`,
      html,
    );
    expect(tablesOf(source)).toHaveLength(0);
    expect(sketch(source).length).toBeGreaterThan(1);
  });

  test("role presentation is layout, a navigation box is dropped with the reason", async () => {
    const source = await parsed(
      '<p>The page has some words of its own.</p><table role="presentation"><tr><td>Cell a</td><td>b</td></tr><tr><td>c</td><td>d</td></tr></table><table class="navbox"><tr><th>See</th><td>Other</td></tr><tr><th>x</th><td>y</td></tr></table>',
      html,
    );
    expect(tablesOf(source)).toHaveLength(0);
    expect(source.dropped).toContainEqual({ what: "navigation table", why: "links to other pages, not data" });
  });

  test("absurd spans end at the limits", async () => {
    const table = await first(
      '<table><tr><th colspan="99999">A</th></tr><tr><td rowspan="65534">1</td><td>2</td></tr><tr><td>3</td></tr></table>',
    );
    expect(table?.rows[0]?.length ?? 0).toBeLessThanOrEqual(300);
  });
});
