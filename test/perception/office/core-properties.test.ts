import { describe, expect, test } from "vitest";
import { readCoreProperties } from "../../../src/perception/office/core-properties.ts";
import { archiveOf } from "../../support/office-files.ts";

const read = async (inner: string) =>
  readCoreProperties(await archiveOf({ "docProps/core.xml": `<cp:coreProperties>${inner}</cp:coreProperties>` }));

describe("what an office file says of itself", () => {
  test("is title, authors, date of the last change, language and description", async () => {
    const inner =
      "<dc:title> Harbour  report </dc:title><dc:creator>Ann; Bo</dc:creator><dc:language>en-GB</dc:language><dc:description>Short.</dc:description>" +
      "<dcterms:created>2023-01-01T10:00:00Z</dcterms:created><dcterms:modified>2024-06-02T10:00:00Z</dcterms:modified>";
    expect(await read(inner)).toEqual({
      title: "Harbour report",
      authors: ["Ann", "Bo"],
      published: "2024-06-02",
      language: "en-GB",
      description: "Short.",
    });
  });

  test("is the day it was made when it never changed", async () => {
    expect(await read("<dcterms:created>2023-01-01T10:00:00Z</dcterms:created>")).toEqual({ published: "2023-01-01" });
  });

  test.each(["Document1", "PowerPoint Presentation", "Untitled", "un-named"])(
    "has no title when it is %j",
    async (title) => {
      expect(await read(`<dc:title>${title}</dc:title>`)).toEqual({});
    },
  );

  test.each(["openpyxl", "python-docx", "Microsoft Office User", "Administrator"])(
    "has no author when it is %j",
    async (name) => {
      expect(await read(`<dc:creator>${name}</dc:creator>`)).toEqual({});
    },
  );

  test("is nothing when the part is missing", async () => {
    expect(await readCoreProperties(await archiveOf({ a: "" }))).toEqual({});
  });
});
