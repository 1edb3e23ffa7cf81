import { describe, expect, test } from "vitest";
import type { SourceBlock } from "../../../src/evidence/parsed-source.ts";
import type { PdfFacts } from "../../../src/perception/pdf/engine.ts";
import { metadataOf } from "../../../src/perception/pdf/metadata.ts";

const english = "The office reports that the sales of all regions rose in the year, and that they will go on rising.";

function heading(text: string, level = 1, page = 1): SourceBlock {
  return { type: "heading", id: "h", level, text, locator: { page } };
}

function paragraph(text: string, page = 1): SourceBlock {
  return { type: "paragraph", id: "p", text, locator: { page } };
}

const of = (facts: Partial<PdfFacts>, blocks: readonly SourceBlock[] = [], name = "q3_report_final.pdf") =>
  metadataOf({ totalPages: 1, ...facts }, blocks, { name });

const titleOf = async (facts: Partial<PdfFacts>, blocks: readonly SourceBlock[] = []) =>
  (await of(facts, blocks)).title;

describe("the title", () => {
  test("is the stated one", async () => {
    expect(await titleOf({ title: " Electricity in Iowa " }, [heading("Another heading of the first page")])).toBe(
      "Electricity in Iowa",
    );
  });

  test.each([
    "Microsoft Word - draft.docx",
    "PowerPoint Presentation",
    "Untitled",
    "untitled.indd",
    "0001193125-23-123456",
    "report_v2.pdf",
    "Slide 1",
    "Document2",
    "12",
  ])("is not what software leaves: %s", async (title) => {
    expect(await titleOf({ title }, [heading("Electricity in Iowa from 2001 to 2017")])).toBe(
      "Electricity in Iowa from 2001 to 2017",
    );
  });

  test("is else the highest heading of the first two pages", async () => {
    const blocks = [
      heading("Summary of the report and its results", 2),
      heading("Electricity in Iowa from 2001 on", 1, 2),
    ];
    expect(await titleOf({}, blocks)).toBe("Electricity in Iowa from 2001 on");
    expect(await titleOf({}, [heading("A chapter far behind, but large", 1, 9)])).not.toContain("chapter");
  });

  test("is else the name of the file, made readable", async () => {
    expect(await titleOf({})).toBe("q3 report final");
  });

  test("of a filing says who files what for which period", async () => {
    const cover = [
      heading("FORM 10-Q"),
      paragraph("Example Inc. (Exact name of registrant as specified in its charter)"),
      paragraph("For the quarterly period ended July 1, 2023"),
    ];
    expect(await titleOf({}, cover)).toBe("Example Inc., FORM 10-Q, quarterly period ended July 1, 2023");
  });

  test("has an end", async () => {
    expect((await titleOf({ title: "Very long ".repeat(100) })).length).toBeLessThanOrEqual(200);
  });
});

describe("authors", () => {
  test.each([
    ["Ann Lee; Ben Ode", ["Ann Lee", "Ben Ode"]],
    ["Ann Lee and Ben Ode", ["Ann Lee", "Ben Ode"]],
    ["Ann Lee & Ben Ode", ["Ann Lee", "Ben Ode"]],
    ["Ann Lee, Ben Ode", ["Ann Lee", "Ben Ode"]],
    ["Lee, Ann", ["Lee, Ann"]],
    ["Statistical Office, Ltd.", ["Statistical Office, Ltd."]],
  ])("%s", async (author, authors) => {
    expect((await of({ title: "Electricity in Iowa", author })).authors).toEqual(authors);
  });

  test("are none where the title was left to software", async () => {
    expect((await of({ title: "Untitled", author: "CADConverter" })).authors).toEqual([]);
  });
});

describe("language and date", () => {
  test.each([
    [english, "en"],
    ["Das Amt berichtet, dass der Umsatz in allen Regionen gestiegen ist und weiter steigen wird.", "de"],
    ["L'office rapporte que les ventes de toutes les régions ont augmenté et continueront de croître.", "fr"],
  ])("%s", async (text, language) => {
    expect((await of({}, [paragraph(text)])).language).toBe(language);
  });

  test("are left open where there is nothing to tell them", async () => {
    const found = await of({}, [paragraph("12 34")]);
    expect(found).not.toHaveProperty("language");
    expect(found).not.toHaveProperty("published");
  });

  test.each([
    ["D:20230804060209-04'00'", "2023-08-04"],
    ["D:202308", "2023-08"],
    ["D:2023", "2023"],
    ["yesterday", undefined],
  ])("of creation %s is %s", async (created, published) => {
    expect((await of({ created }, [paragraph(english)])).published).toBe(published);
  });
});
