import { afterAll, describe, expect, test } from "vitest";
import { closeParsers } from "../../src/perception/index.ts";
import { headersOf, PageWriter, prose, readPages, rowsOf, tablesOf, textsOf } from "./pdf-fixture.ts";

afterAll(closeParsers);

type Row = readonly [label: string, ...values: string[]];

/** Label at the left, values right-aligned at the given edges. */
function addRows(
  writer: PageWriter,
  top: number,
  edges: readonly number[],
  rows: readonly Row[],
  pitch = 14,
): PageWriter {
  rows.forEach(([label, ...values], index) => {
    const y = top + index * pitch;
    writer.text(72, y, label);
    values.forEach((value, column) => {
      if (value !== "") writer.right(edges[column] ?? 0, y, value);
    });
  });
  return writer;
}

const edges = [380, 460];
const simple: readonly Row[] = [
  ["Products", "60,584", "63,355"],
  ["Services", "21,213", "19,604"],
  ["Total net sales", "81,797", "82,959"],
];

function withYears(rows: readonly Row[] = simple): PageWriter {
  return addRows(new PageWriter().centre(365, 100, "2023").centre(445, 100, "2022"), 116, edges, rows);
}

describe("a table without any line", () => {
  test("comes out as header and rows", async () => {
    const [table] = tablesOf(await readPages([withYears()]));
    expect(headersOf(table)).toEqual([" | 2023 | 2022"]);
    expect(rowsOf(table)).toEqual([
      "Products | 60,584 | 63,355",
      "Services | 21,213 | 19,604",
      "Total net sales | 81,797 | 82,959",
    ]);
  });

  test("gives each cell the box of its ink", async () => {
    const [table] = tablesOf(await readPages([withYears()]));
    const [left = 0, top = 0, right = 0, bottom = 0] = table?.rows[0]?.[1]?.locator?.box ?? [];
    expect(right * 612).toBeCloseTo(380, 0);
    expect(left * 612).toBeGreaterThan(345);
    expect(top * 792).toBeGreaterThan(104);
    expect(bottom * 792).toBeLessThan(122);
  });

  test("keeps empty cells empty and without a box", async () => {
    const rows: readonly Row[] = [
      ["First", "1,100", "1,200"],
      ["Second", "", "2,200"],
      ["Third", "3,100", "3,200"],
    ];
    const [table] = tablesOf(await readPages([withYears(rows)]));
    expect(rowsOf(table)[1]).toBe("Second |  | 2,200");
    expect(table?.rows[1]?.[1]).toEqual({ text: "" });
  });

  test("stands between the paragraphs around it", async () => {
    const writer = withYears().lines(72, 40, prose).lines(72, 200, prose);
    expect((await readPages([writer])).blocks.map(({ type }) => type)).toEqual(["paragraph", "table", "paragraph"]);
  });
});

describe("cells of financial tables", () => {
  test("join the currency sign at the left edge of the cell to its number", async () => {
    const writer = withYears().text(330, 116, "$").text(410, 116, "$");
    const [table] = tablesOf(await readPages([writer]));
    expect(rowsOf(table)[0]).toBe("Products | $60,584 | $63,355");
  });

  test("join closing brackets and percent signs that were printed apart", async () => {
    const rows: readonly Row[] = [
      ["Mac", "7,382", "(10"],
      ["iPad", "7,224", "(2"],
      ["Services", "19,604", "12"],
    ];
    const writer = withYears(rows).text(461.5, 116, ")%").text(461.5, 130, ")%").text(461.5, 144, "%");
    const [table] = tablesOf(await readPages([writer]));
    expect(rowsOf(table)).toEqual(["Mac | 7,382 | (10)%", "iPad | 7,224 | (2)%", "Services | 19,604 | 12%"]);
  });

  test("keep negative numbers in brackets and dashes as values", async () => {
    const rows: readonly Row[] = [
      ["Net loss", "(265)", "(10)"],
      ["Other", "-", "4"],
      ["Total", "(265)", "(6)"],
    ];
    const [table] = tablesOf(await readPages([withYears(rows)]));
    expect(rowsOf(table)).toEqual(["Net loss | (265) | (10)", "Other | - | 4", "Total | (265) | (6)"]);
  });

  test("keep note marks in the label", async () => {
    const rows: readonly Row[] = [
      ["iPhone (1)", "40,665", "39,570"],
      ["Mac (1)(2)", "7,382", "8,235"],
      ["Other", "1", "2"],
    ];
    const [table] = tablesOf(await readPages([withYears(rows)]));
    expect(table?.rows.map((row) => row[0]?.text)).toEqual(["iPhone (1)", "Mac (1)(2)", "Other"]);
  });

  test("keep section rows with empty values", async () => {
    const rows: readonly Row[] = [
      ["Net sales:"],
      ["   Products", "5", "6"],
      ["   Services", "7", "8"],
      ["Cost of sales:"],
      ["   Products", "1", "2"],
    ];
    const [table] = tablesOf(await readPages([withYears(rows)]));
    expect(rowsOf(table)).toEqual([
      "Net sales: |  | ",
      "Products | 5 | 6",
      "Services | 7 | 8",
      "Cost of sales: |  | ",
      "Products | 1 | 2",
    ]);
  });

  test("go on over blank rows", async () => {
    const writer = withYears();
    addRows(writer, 172, edges, [
      ["Operating income", "22,998", "23,076"],
      ["Net income", "19,881", "19,442"],
    ]);
    expect(rowsOf(tablesOf(await readPages([writer]))[0])).toHaveLength(5);
  });

  test("join a wrapped label to the numbers on its last line", async () => {
    const writer = withYears([])
      .text(72, 116, "Common stock, 50,400,000 shares authorized,")
      .text(80, 127, "shares issued and outstanding");
    addRows(
      writer,
      127,
      edges,
      [
        ["", "70,667", "64,849"],
        ["Retained earnings", "1,408", "(3,068)"],
        ["Total", "72,075", "61,781"],
      ],
      16,
    );
    expect(rowsOf(tablesOf(await readPages([writer]))[0])[0]).toBe(
      "Common stock, 50,400,000 shares authorized, shares issued and outstanding | 70,667 | 64,849",
    );
  });

  test("take a stripe as one row whatever stands in it", async () => {
    const writer = new PageWriter();
    for (const [index, top] of [110, 136, 150].entries())
      writer.fill(70, top, 400, index === 0 ? 26 : 14, index % 2 ? 1 : 0.85);
    writer.centre(365, 104, "2023").centre(445, 104, "2022");
    writer.text(72, 120, "Foreign currency adjustments, net of tax of $136").text(80, 132, "Net of $4");
    addRows(writer, 126, edges, [["", "(2,142)", "(1,388)"]]);
    addRows(
      writer,
      147,
      edges,
      [
        ["Gains", "62", "174"],
        ["Total", "(2,080)", "(1,214)"],
      ],
      14,
    );
    const [table] = tablesOf(await readPages([writer]));
    expect(rowsOf(table)[0]).toBe("Foreign currency adjustments, net of tax of $136 Net of $4 | (2,142) | (1,388)");
  });
});

describe("headers", () => {
  const four = [330, 400, 470, 540];
  const rows: readonly Row[] = [
    ["Products", "1,111", "2,222", "3,333", "4,444"],
    ["Services", "5,555", "6,666", "7,777", "8,888"],
  ];

  test("repeat a spanning text in each column that the rule below it covers", async () => {
    const writer = new PageWriter().centre(348, 80, "Three Months Ended").centre(488, 80, "Nine Months Ended");
    writer.rule(295, 83, 402).rule(436, 83, 542);
    for (const [index, year] of ["2023", "2022", "2023", "2022"].entries()) writer.right(four[index] ?? 0, 96, year);
    const [table] = tablesOf(await readPages([addRows(writer, 112, four, rows)]));
    expect(headersOf(table)).toEqual([
      " | Three Months Ended | Three Months Ended | Nine Months Ended | Nine Months Ended",
      " | 2023 | 2022 | 2023 | 2022",
    ]);
  });

  test("know the span without a rule", async () => {
    const writer = new PageWriter().centre(348, 80, "Three Months Ended").centre(488, 80, "Nine Months Ended");
    for (const [index, year] of ["2023", "2022", "2023", "2022"].entries()) writer.right(four[index] ?? 0, 96, year);
    const [table] = tablesOf(await readPages([addRows(writer, 112, four, rows)]));
    expect(headersOf(table)[0]).toBe(
      " | Three Months Ended | Three Months Ended | Nine Months Ended | Nine Months Ended",
    );
  });

  test("know the span when the rule is drawn in pieces, one a cell", async () => {
    const three = [330, 400, 470];
    const writer = new PageWriter().centre(380, 80, "Year ended June");
    writer.rule(295, 83, 332).rule(335, 83, 402).rule(405, 83, 472);
    for (const [index, title] of ["2023", "2022", "Change"].entries()) writer.right(three[index] ?? 0, 96, title);
    addRows(writer, 112, three, [
      ["Products", "111", "222", "50%"],
      ["Services", "333", "444", "25%"],
      ["Total", "444", "666", "33%"],
    ]);
    expect(headersOf(tablesOf(await readPages([writer]))[0])[0]).toBe(
      " | Year ended June | Year ended June | Year ended June",
    );
  });

  test("join the stacked lines of one cell", async () => {
    const writer = new PageWriter()
      .right(380, 80, "July 1,")
      .right(380, 90, "2023")
      .right(460, 80, "June 25,")
      .right(460, 90, "2022");
    const [table] = tablesOf(await readPages([addRows(writer, 106, edges, simple)]));
    expect(headersOf(table)).toEqual([" | July 1, 2023 | June 25, 2022"]);
  });

  test("take a stub title above the labels", async () => {
    const writer = new PageWriter().text(72, 100, "Country").right(380, 100, "Area").right(460, 100, "People");
    const [table] = tablesOf(await readPages([addRows(writer, 116, edges, simple)]));
    expect(headersOf(table)).toEqual(["Country | Area | People"]);
  });

  test("of a second table begin a new one, with the caption of the first", async () => {
    const writer = withYears().text(72, 80, "Sales by kind were as follows (in millions):");
    writer.centre(365, 190, "2021").centre(445, 190, "2020");
    addRows(writer, 206, edges, simple);
    const tables = tablesOf(await readPages([writer]));
    expect(tables.map(headersOf)).toEqual([[" | 2023 | 2022"], [" | 2021 | 2020"]]);
    expect(tables[1]?.notes).toBe("in millions");
  });
});

describe("what stands above and below", () => {
  test("gives caption and notes", async () => {
    const writer = withYears().text(200, 60, "STATEMENTS OF OPERATIONS (Unaudited)", { font: "bold" });
    writer.text(190, 74, "(In millions, except per share amounts)");
    const source = await readPages([writer]);
    const [table] = tablesOf(source);
    expect(table?.caption).toBe("STATEMENTS OF OPERATIONS (Unaudited)");
    expect(table?.notes).toBe("Unaudited; In millions, except per share amounts");
    expect(textsOf(source, "paragraph")).toEqual([]);
  });

  test("takes the announcing sentence as caption and keeps it as text", async () => {
    const sentence = "Net sales in the U.S. Dollar were as follows (in millions):";
    const source = await readPages([withYears().text(72, 78, sentence)]);
    expect(tablesOf(source)[0]?.caption).toBe(sentence);
    expect(tablesOf(source)[0]?.notes).toBe("in millions");
    expect(textsOf(source, "paragraph")).toEqual([sentence]);
  });

  test("takes a numbered title", async () => {
    const source = await readPages([withYears().text(72, 80, "Table 3. Sales by kind")]);
    expect(tablesOf(source)[0]?.caption).toBe("Table 3. Sales by kind");
  });

  test("keeps notes below out of the rows", async () => {
    const writer = withYears()
      .text(72, 162, "(1)")
      .text(100, 162, "Includes product sales and digital media content recorded gross.");
    const [table] = tablesOf(await readPages([writer]));
    expect(rowsOf(table)).toHaveLength(3);
  });

  test("keeps titles with a gap in them out of the header", async () => {
    const writer = withYears().text(72, 72, "Item 1.").text(130, 72, "Financial Statements");
    const [table] = tablesOf(await readPages([writer]));
    expect(headersOf(table)).toEqual([" | 2023 | 2022"]);
    expect(rowsOf(table)).toHaveLength(3);
  });
});

describe("what is no table", () => {
  test("a list with hanging markers", async () => {
    const writer = new PageWriter();
    ["First point of the list", "Second point of the list", "Third point of the list"].forEach((text, index) => {
      writer.text(72, 100 + index * 14, `(${index + 1})`).text(110, 100 + index * 14, text);
    });
    expect(tablesOf(await readPages([writer]))).toEqual([]);
  });

  test("two columns of prose", async () => {
    const writer = new PageWriter()
      .lines(72, 100, Array(6).fill("A column of prose is no cell"))
      .lines(330, 100, Array(6).fill("Nor is the other one beside it"));
    expect(tablesOf(await readPages([writer]))).toEqual([]);
  });

  test("a paragraph", async () => {
    expect(tablesOf(await readPages([new PageWriter().lines(72, 100, prose)]))).toEqual([]);
  });
});
