import { describe, expect, test } from "vitest";
import { decodeText } from "../../src/perception/charset.ts";
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

  test.each([
    ["shift_jis", [0x93, 0x8c, 0x8b, 0x9e], "東京"],
    ["gb2312", [0xb1, 0xb1, 0xbe, 0xa9], "北京"],
    ["euc-kr", [0xbc, 0xad, 0xbf, 0xef], "서울"],
    ["windows-1251", [0xcc, 0xee, 0xf1, 0xea, 0xe2, 0xe0], "Москва"],
    ["iso-8859-1", [0x80, 0x20, 0xfc], "€ ü"],
  ])("takes the bare name %s, as it is kept beside fetched bytes", (charset, bytes, text) =>
    expect(decodeText(Buffer.from(bytes), charset).text).toBe(text),
  );

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

test("a file name becomes a title", () => {
  expect(nameWithoutEnding("annual_report%202023.csv")).toBe("annual report 2023");
  expect(nameWithoutEnding("100%.txt")).toBe("100%");
  expect(nameWithoutEnding("v1.2")).toBe("v1.2");
});
