import { describe, expect, test } from "vitest";
import { relations, sheetData, workbookOf, zipped } from "../../support/office-files.ts";
import { cellTexts, failureCode, parsed, sketch, tablesOf } from "../../support/parse.ts";

const small = sheetData([
  ["Year", "Units"],
  [2022, 5],
  [2023, 6],
]);

describe("the sheets of a workbook", () => {
  test("stand in the order of the workbook, each under its name", async () => {
    const bytes = await workbookOf([
      { name: "Sales &amp; more", xml: small },
      { name: "Costs", xml: small },
    ]);
    const source = await parsed(bytes, { name: "b.xlsx" });
    expect(sketch(source)).toEqual(["h2 Sales & more", "table 2x2", "h2 Costs", "table 2x2"]);
    expect(tablesOf(source).map(({ locator }) => locator.section)).toEqual(["Sales & more", "Costs"]);
  });

  test.each(["hidden", "veryHidden"])("that are %s are dropped by name", async (state) => {
    const secret = sheetData([["SECRET", 1]]);
    const bytes = await workbookOf([{ xml: small }, { name: "Plan B", state, xml: secret }]);
    const source = await parsed(bytes, { name: "b.xlsx" });
    expect(JSON.stringify(source.blocks)).not.toContain("SECRET");
    expect(source.dropped).toEqual([{ what: 'sheet "Plan B"', why: "hidden in the workbook" }]);
  });

  test("that are empty leave no heading behind", async () => {
    const bytes = await workbookOf([
      { name: "Blank", xml: "<sheetData/>" },
      { name: "Full", xml: small },
    ]);
    expect(sketch(await parsed(bytes, { name: "b.xlsx" }))).toEqual(["h2 Full", "table 2x2"]);
  });

  test("beyond 20,000 rows are cut with a warning that names the sheet", async () => {
    const rows = Array.from({ length: 20_010 }, (_, at) => [at, at * 2]);
    const source = await parsed(await workbookOf([{ name: "Log", xml: sheetData(rows) }]), { name: "b.xlsx" });
    expect(tablesOf(source)[0]?.rows.length).toBeLessThanOrEqual(20_001);
    expect(source.warnings.join()).toContain('"Log"');
  });
});

describe("what all sheets share", () => {
  test("dates count from 1904 when the workbook says so", async () => {
    const styles = '<cellXfs><xf numFmtId="0"/><xf numFmtId="14"/></cellXfs>';
    const xml = `<sheetData><row><c s="1"><v>0</v></c><c s="1"><v>366</v></c></row></sheetData>`;
    const source = await parsed(await workbookOf([{ xml }], { styles, date1904: true }), { name: "b.xlsx" });
    expect(cellTexts(tablesOf(source)[0])).toEqual([["1904-01-01", "1905-01-01"]]);
  });

  test("amounts keep the currency of their format", async () => {
    const styles =
      '<numFmts><numFmt numFmtId="164" formatCode="[$$-409]#,##0.00"/></numFmts><cellXfs><xf numFmtId="164"/></cellXfs>';
    const xml = '<sheetData><row><c s="0"><v>1234.5</v></c><c s="0"><v>-2</v></c></row></sheetData>';
    const source = await parsed(await workbookOf([{ xml }], { styles }), { name: "b.xlsx" });
    expect(cellTexts(tablesOf(source)[0])).toEqual([["$1234.5", "-$2"]]);
  });

  test("shared texts leave out the phonetic hints of Japanese", async () => {
    const shared = "<si><t>東京</t><rPh><t>トウキョウ</t></rPh></si><si><t xml:space='preserve'>x_x0009_y</t></si>";
    const xml = '<sheetData><row><c t="s"><v>0</v></c><c t="s"><v>1</v></c></row></sheetData>';
    const source = await parsed(await workbookOf([{ xml }], { shared }), { name: "b.xlsx" });
    expect(cellTexts(tablesOf(source)[0])).toEqual([["東京", "x y"]]);
  });
});

describe("workbooks of other programs", () => {
  test("may write every name with a prefix, and put the shared texts elsewhere", async () => {
    const bytes = await zipped({
      "xl/workbook.xml":
        '<x:workbook xmlns:d3="r"><x:sheets><x:sheet name="Data" sheetId="1" d3:id="R1"/></x:sheets></x:workbook>',
      "xl/_rels/workbook.xml.rels": relations({
        R1: ["worksheet", "/xl/worksheets/one.xml"],
        R2: ["sharedStrings", "SharedStrings.xml"],
      }),
      "xl/SharedStrings.xml": "<x:sst><x:si><x:t>Name</x:t></x:si><x:si><x:t>Ann</x:t></x:si></x:sst>",
      "xl/worksheets/one.xml":
        '<x:worksheet><x:sheetData><x:row><x:c t="s"><x:v>0</x:v></x:c><x:c t="s"><x:v>1</x:v></x:c></x:row></x:sheetData></x:worksheet>',
    });
    const source = await parsed(bytes, { name: "b.xlsx" });
    expect(cellTexts(tablesOf(source)[0])).toEqual([["Name", "Ann"]]);
  });

  test("may point at sheets that are not there", async () => {
    const bytes = await zipped({
      "xl/workbook.xml": '<workbook><sheets><sheet name="Gone" r:id="rId9"/></sheets></workbook>',
    });
    expect(await failureCode(bytes, { name: "b.xlsx" })).toBe("empty");
  });

  test("may not make the reader read an address outside", async () => {
    const bytes = await zipped({
      "xl/workbook.xml": '<workbook><sheets><sheet name="Away" r:id="rId1"/></sheets></workbook>',
      "xl/_rels/workbook.xml.rels": relations({ rId1: ["worksheet", "https://example.org/sheet.xml"] }),
    });
    expect(await failureCode(bytes, { name: "b.xlsx" })).toBe("empty");
  });
});
