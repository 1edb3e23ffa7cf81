import { describe, expect, test } from "vitest";
import { decodeText } from "../../src/perception/charset.ts";
import { cleanCode, cleanText } from "../../src/perception/clean-text.ts";
import { isoDate } from "../../src/perception/iso-date.ts";
import { nameWithoutEnding } from "../../src/perception/name-title.ts";
import { parsed, sketch } from "../support/parse.ts";

describe("decodeText", () => {
  test("a byte order mark wins and is dropped", () => {
    expect(decodeText(Buffer.from("\uFEFFÄ", "utf8"), "text/html; charset=iso-8859-1")).toMatchObject({
      text: "Ä",
      charset: "utf-8",
    });
    expect(decodeText(Buffer.from("\uFEFFÄ", "utf16le")).text).toBe("Ä");
  });

  test("takes the charset of the transport, of a meta tag and of an XML declaration", () => {
    expect(decodeText(Buffer.from([0xe4]), "text/html; charset=ISO-8859-1").text).toBe("ä");
    const meta = Buffer.concat([Buffer.from("<meta charset=windows-1251>"), Buffer.from([0xcf])]);
    expect(decodeText(meta).text.at(-1)).toBe("П");
    const xml = Buffer.concat([Buffer.from("<?xml version='1.0' encoding='Shift_JIS'?>"), Buffer.from([0x83, 0x41])]);
    expect(decodeText(xml).text.at(-1)).toBe("ア");
  });

  test("an unknown label and a lie about UTF-16 are passed over", () => {
    expect(decodeText(Buffer.from("<meta charset=nonsense>ä")).text).toContain("ä");
    expect(decodeText(Buffer.from("<meta charset=utf-16>ä")).text).toContain("ä");
  });

  test("undeclared text is UTF-8 if it is valid UTF-8, else windows-1252", () => {
    expect(decodeText(Buffer.from("naïve")).charset).toBe("utf-8");
    expect(decodeText(Buffer.from([0x93, 0x68, 0x69, 0x94])).text).toBe("“hi”");
  });

  test("counts what it could not decode", () => {
    expect(decodeText(Buffer.from([0x61, 0xff, 0xfe, 0x62]), "charset=utf-8").replaced).toBeGreaterThan(0);
  });

  test("a page in windows-1252 reads right end to end", async () => {
    const page = Buffer.concat([
      Buffer.from("<html><head><meta charset='windows-1252'></head><body><p>Caf"),
      Buffer.from([0xe9, 0x20, 0x97]),
      Buffer.from(" open every day of the week.</p>"),
    ]);
    expect(sketch(await parsed(page, { mediaType: "text/html" }))).toEqual(["p Café — open every day of the week."]);
  });
});

describe("cleanText", () => {
  test("leaves one space between words and no invisible characters", () => {
    expect(cleanText("  a\u00a0 b\u200b\u00ad\n\tc\u202e ")).toBe("a b c");
    expect(cleanText("hi\u{E0041}\u{E0042}")).toBe("hi");
    expect(cleanText("a\u0000b\u0007c")).toBe("a b c");
  });

  test("keeps lines and indentation of code", () => {
    expect(cleanCode("\r\nif x:\r\n    y  \r\n\r\n")).toBe("if x:\n    y");
  });
});

describe("isoDate", () => {
  test.each([
    ["2023-07-01T12:00:00Z", "2023-07-01"],
    ["2023/7/1", "2023-07-01"],
    ["20230701", "2023-07-01"],
    ["2023-07", "2023-07"],
    ["2023", "2023"],
    ["July 1, 2023", "2023-07-01"],
    ["Sat, 1 Jul 2023 10:00:00 GMT", "2023-07-01"],
    ["3rd March 2020", "2020-03-03"],
    ["March 2020", "2020-03"],
  ])("%s is %s", (text, expected) => expect(isoDate(text)).toBe(expected));

  test.each(["", "soon", "07/01/2023", "2023-13-01", "2023-00-00", "9999-01-01", "12345678901"])(
    "%j is no date",
    (text) => expect(isoDate(text)).toBeUndefined(),
  );
});

test("a file name becomes a title", () => {
  expect(nameWithoutEnding("annual_report%202023.csv")).toBe("annual report 2023");
  expect(nameWithoutEnding("100%.txt")).toBe("100%");
  expect(nameWithoutEnding("v1.2")).toBe("v1.2");
});
