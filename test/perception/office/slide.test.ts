import { describe, expect, test } from "vitest";
import { chartPart, chartPoints, deckOf, textShape } from "../../support/office-files.ts";
import { cellTexts, failureCode, parsed, sketch, tablesOf } from "../../support/parse.ts";

const deck = { name: "d.pptx" };
const linesOf = async (...slides: Parameters<typeof deckOf>[0]) => sketch(await parsed(await deckOf(slides), deck));
const one = (shapes: string) => linesOf({ shapes: textShape(["Title"], "title") + shapes });

describe("a slide", () => {
  test("begins with its title, wherever that stands in the file", async () => {
    const shapes = textShape(["First point"], "body") + textShape(["Sales", "doubled"], "title");
    expect(await linesOf({ shapes })).toEqual(["h2 Sales doubled", "- First point"]);
  });

  test("without a title has its number for one, and never stands under the slide before", async () => {
    const bytes = await deckOf([
      { shapes: textShape(["Results"], "title") + textShape(["All good."]) },
      { shapes: textShape(["Appendix text."]) },
    ]);
    const source = await parsed(bytes, deck);
    expect(sketch(source)).toEqual(["h2 Results", "p All good.", "h2 Slide 2", "p Appendix text."]);
    expect(source.blocks.at(-1)?.locator).toEqual({ page: 2, section: "Slide 2" });
    expect(source.metadata.title).toBe("Results");
  });

  test("opens groups and takes one of alternative drawings", async () => {
    const group = `<p:grpSp>${textShape(["Inner"])}<p:grpSp>${textShape(["Innermost"])}</p:grpSp></p:grpSp>`;
    const choice = `<mc:AlternateContent><mc:Choice>${textShape(["New form"])}</mc:Choice><mc:Fallback>${textShape(["Old form"])}</mc:Fallback></mc:AlternateContent>`;
    expect(await one(group + choice)).toEqual(["h2 Title", "p Inner", "p Innermost", "p New form"]);
  });

  test("leaves out date, footer and slide number", async () => {
    const furniture = ["dt", "ftr", "sldNum"].map((kind) => textShape(["FURNITURE"], kind)).join("");
    expect(await one(furniture)).toEqual(["h2 Title"]);
  });

  test("parts items from plain lines by their bullets", async () => {
    const paragraph = (properties: string, text: string) =>
      `<a:p><a:pPr>${properties}</a:pPr><a:r><a:t>${text}</a:t></a:r></a:p>`;
    const box = (kind: string, inner: string) =>
      `<p:sp><p:nvSpPr><p:nvPr>${kind}</p:nvPr></p:nvSpPr><p:txBody>${inner}</p:txBody></p:sp>`;
    const body = box('<p:ph idx="1"/>', paragraph("", "An item") + paragraph("<a:buNone/>", "No item"));
    const text = box("", paragraph("", "A line") + paragraph('<a:buChar char="•"/>', "Bulleted"));
    expect(await one(body + text)).toEqual(["h2 Title", "- An item", "p No item", "p A line", "- Bulleted"]);
  });

  test("joins runs, fields and line breaks into one line", async () => {
    const paragraph =
      "<p:sp><p:txBody><a:p><a:r><a:t>Up 4</a:t></a:r><a:r><a:t>0 %</a:t></a:r><a:br/><a:fld><a:t>in May</a:t></a:fld></a:p></p:txBody></p:sp>";
    expect(await one(paragraph)).toEqual(["h2 Title", "p Up 40 % in May"]);
  });

  test("writes formulas where they stand", async () => {
    const formula =
      "<a14:m><m:oMath><m:sSup><m:e><m:r><m:t>x</m:t></m:r></m:e><m:sup><m:r><m:t>2</m:t></m:r></m:sup></m:sSup></m:oMath></a14:m>";
    const shape = `<p:sp><p:txBody><a:p><a:r><a:t>Area </a:t></a:r>${formula}<a:r><a:t> grows</a:t></a:r></a:p></p:txBody></p:sp>`;
    expect(await one(shape)).toEqual(["h2 Title", "p Area x^{2} grows"]);
  });
});

describe("speaker notes", () => {
  const withNotes = async (notes: string) => {
    const links = { rId9: ["notesSlide", "../notesSlides/notes1.xml"] } as const;
    const parts = { "ppt/notesSlides/notes1.xml": `<p:notes><p:cSld><p:spTree>${notes}</p:spTree></p:cSld></p:notes>` };
    return sketch(await parsed(await deckOf([{ shapes: textShape(["Title"], "title"), links }], parts), deck));
  };

  test("follow under a heading, without what is printed around them", async () => {
    expect(await withNotes(textShape(["7"], "sldNum") + textShape(["Say this.", "And that."], "body"))).toEqual([
      "h2 Title",
      "h3 Notes",
      "p Say this.",
      "p And that.",
    ]);
  });

  test("in a plain text box, as other programs write them, are read too", async () => {
    expect(await withNotes(textShape(["Say this."]))).toContain("p Say this.");
  });

  test("that are empty leave no heading", async () => {
    expect(await withNotes(textShape([" "], "body"))).toEqual(["h2 Title"]);
  });
});

describe("a table on a slide", () => {
  const table = (properties: string, ...rows: readonly string[]) =>
    `<p:graphicFrame><a:tbl><a:tblPr ${properties}/>${rows.map((row) => `<a:tr>${row}</a:tr>`).join("")}</a:tbl></p:graphicFrame>`;
  const cell = (text: string, attributes = "") =>
    `<a:tc ${attributes}><a:txBody><a:p><a:r><a:t>${text}</a:t></a:r></a:p></a:txBody></a:tc>`;
  const read = async (shapes: string) => tablesOf(await parsed(await deckOf([{ shapes }]), deck))[0];

  test("has a header only when it is formatted as one", async () => {
    const rows = [cell("Year") + cell("Units"), cell("2023") + cell("5")];
    expect((await read(table('firstRow="1"', ...rows)))?.header).toEqual([["Year", "Units"]]);
    expect((await read(table("", ...rows)))?.header).toEqual([]);
  });

  test("repeats merged cells down the rows, and across only in the header", async () => {
    const read1 = await read(
      table(
        'firstRow="1"',
        cell("Port") + cell("Units", 'gridSpan="2"') + cell("", 'hMerge="1"'),
        cell("A", 'rowSpan="2"') + cell("1") + cell("2"),
        cell("", 'vMerge="1"') + cell("9", 'gridSpan="2"') + cell("", 'hMerge="1"'),
      ),
    );
    expect(read1?.header).toEqual([["Port", "Units", "Units"]]);
    expect(cellTexts(read1)).toEqual([
      ["A", "1", "2"],
      ["A", "9", ""],
    ]);
  });

  test("with rows of different lengths is filled up", async () => {
    const read1 = await read(table("", cell("a") + cell("b") + cell("c"), cell("d")));
    expect(cellTexts(read1)).toEqual([
      ["a", "b", "c"],
      ["d", "", ""],
    ]);
  });
});

describe("frames", () => {
  const frame = (inner: string) => `<p:graphicFrame>${inner}</p:graphicFrame>`;

  test("of a diagram give its texts as items", async () => {
    const points = ["Collect", "Check", ""].map(
      (text) => `<dgm:pt><dgm:t><a:p><a:r><a:t>${text}</a:t></a:r></a:p></dgm:t></dgm:pt>`,
    );
    const bytes = await deckOf(
      [{ shapes: frame('<dgm:relIds r:dm="rId5"/>'), links: { rId5: ["diagramData", "../diagrams/data1.xml"] } }],
      { "ppt/diagrams/data1.xml": `<dgm:dataModel><dgm:ptLst>${points.join("")}</dgm:ptLst></dgm:dataModel>` },
    );
    expect(sketch(await parsed(bytes, deck))).toEqual(["h2 Slide 1", "- Collect", "- Check"]);
  });

  test("of a chart give its numbers as a table", async () => {
    const series = `<c:ser><c:tx>${chartPoints(["Units"])}</c:tx><c:cat>${chartPoints(["2022", "2023"])}</c:cat><c:val>${chartPoints([5, 6.5], "General")}</c:val></c:ser>`;
    const bytes = await deckOf(
      [{ shapes: frame('<c:chart r:id="rId6"/>'), links: { rId6: ["chart", "../charts/chart1.xml"] } }],
      { "ppt/charts/chart1.xml": chartPart(series, "Units sold") },
    );
    const [table] = tablesOf(await parsed(bytes, deck));
    expect(table).toMatchObject({ caption: "Units sold", header: [["", "Units"]], locator: { page: 1 } });
    expect(cellTexts(table)).toEqual([
      ["2022", "5"],
      ["2023", "6.5"],
    ]);
  });

  test("that point outside the file or at nothing are passed over", async () => {
    const shapes =
      textShape(["Title"], "title") +
      frame('<c:chart r:id="rId6"/>') +
      frame('<c:chart r:id="none"/>') +
      '<p:pic><a:blip r:embed="rId7"/></p:pic>';
    const links = {
      rId6: ["chart", "https://example.org/chart.xml"],
      rId7: ["image", "https://example.org/beacon.png"],
    } as const;
    expect(sketch(await parsed(await deckOf([{ shapes, links }]), deck))).toEqual(["h2 Title"]);
  });
});

test("links of a deck are those to the web, each once", async () => {
  const run = (id: string, text: string) => `<a:r><a:rPr><a:hlinkClick r:id="${id}"/></a:rPr><a:t>${text}</a:t></a:r>`;
  const paragraph = `<a:p>${run("r1", "the data")}${run("r1", "again")}${run("r2", "mail")}${run("r3", "next slide")}</a:p>`;
  const links = {
    r1: ["hyperlink", "https://example.org/data"],
    r2: ["hyperlink", "mailto:a@example.org"],
    r3: ["slide", "slide2.xml"],
  } as const;
  const shapes = `<p:sp><p:txBody>${paragraph}</p:txBody></p:sp>`;
  const source = await parsed(
    await deckOf([
      { shapes, links },
      { shapes, links },
    ]),
    deck,
  );
  expect(source.links).toEqual([{ url: "https://example.org/data", text: "the data" }]);
});

test("a hidden slide keeps its page number and is dropped", async () => {
  const source = await parsed(
    await deckOf([{ shapes: textShape(["SECRET"]), show: "0" }, { shapes: textShape(["Shown"], "title") }]),
    deck,
  );
  expect(sketch(source)).toEqual(["h2 Shown"]);
  expect(source.blocks[0]?.locator.page).toBe(2);
  expect(source.dropped).toEqual([{ what: "slide 1", why: "hidden in the deck" }]);
});

test("a deck of empty slides has no text", async () => {
  expect(await failureCode(await deckOf([{ shapes: "" }, { shapes: textShape(["  "]) }]), deck)).toBe("empty");
});
