import { describe, expect, test } from "vitest";
import { toSpdx } from "../../src/search/licence.ts";
import { doiAddress, isoDate, plainText, shorten } from "../../src/search/plain-text.ts";
import { languageOf } from "../../src/search/query-language.ts";

describe("licences", () => {
  test.each([
    [{ url: "https://creativecommons.org/licenses/by-sa/4.0/" }, "CC-BY-SA-4.0"],
    [{ url: "http://creativecommons.org/licenses/by/3.0/de/legalcode" }, "CC-BY-3.0-DE"],
    [{ url: "https://creativecommons.org/licenses/by/4.0/deed.de" }, "CC-BY-4.0"],
    [{ url: "https://creativecommons.org/licenses/by-nc-nd/2.0/kr/" }, "CC-BY-NC-ND-2.0"],
    [{ url: "https://creativecommons.org/publicdomain/zero/1.0/" }, "CC0-1.0"],
    [{ url: "https://creativecommons.org/publicdomain/mark/1.0/" }, "CC-PDM-1.0"],
    [{ name: "CC BY-SA 3.0" }, "CC-BY-SA-3.0"],
    [{ name: "CC BY-SA 3.0 igo" }, "CC-BY-SA-3.0-IGO"],
    [{ name: "cc-by-2.5" }, "CC-BY-2.5"],
    [{ name: "CC by-nc 2.0" }, "CC-BY-NC-2.0"],
    [{ name: "CC0" }, "CC0-1.0"],
    [{ name: "Public domain" }, "LicenseRef-public-domain"],
    [{ name: "No restrictions" }, "LicenseRef-public-domain"],
    [{ name: "GFDL" }, "GFDL-1.3-or-later"],
    [{ name: "GFDL 1.2" }, "GFDL-1.2-or-later"],
    [{ name: "All rights reserved" }, undefined],
    [{ name: "CC BY" }, undefined],
    [{ name: "", url: "https://example.org/terms" }, undefined],
    [{}, undefined],
  ])("%j is %s", (terms, expected) => expect(toSpdx(terms)).toBe(expected));

  test("the address is believed before the name", () => {
    expect(toSpdx({ name: "CC BY 2.0", url: "https://creativecommons.org/licenses/by-nd/4.0/" })).toBe("CC-BY-ND-4.0");
  });
});

describe("plain text", () => {
  test.each([
    ['<span class="x">Tidal</span> power &amp; more', "Tidal power & more"],
    ["<p>One</p><p>Two</p>", "One Two"],
    ["a<br/>b<br>c", "a b c"],
    ["1.9<jats:sub>2</jats:sub> <jats:p>x</jats:p>", "1.92 x"],
    ["<script>alert(1)</script>safe<style>p{}</style>", "safe"],
    ["5 < 6 and 7 > 6", "5 < 6 and 7 > 6"],
    ["&lt;b&gt;not a tag&lt;/b&gt;", "<b>not a tag</b>"],
    ["  much \n\t space  ", "much space"],
    ["<unclosed", ""],
    [null, ""],
    [undefined, ""],
  ])("of %j is %j", async (markup, expected) => expect(await plainText(markup)).toBe(expected));

  test("is cut at a word", () => {
    expect(shorten("one two three", 9)).toBe("one two…");
    expect(shorten("one two", 7)).toBe("one two");
    expect(shorten("漢".repeat(20), 5)).toBe(`${"漢".repeat(5)}…`);
  });
});

describe("dates", () => {
  test.each([
    ["2024-05-01", "2024-05-01"],
    ["2024-05", "2024-05"],
    ["2024", "2024"],
    ["2024-05-01T23:30:00-08:00", "2024-05-01"],
    ["2011-07-14 10:03:20", "2011-07-14"],
    ["Tue, 05 Mar 2024 10:00:00 GMT", "2024-03-05"],
    [1_500_000_000, "2017-07-14"],
    [0, "1970-01-01"],
    ["sometime in spring", undefined],
    ["", undefined],
    [null, undefined],
  ])("%j is %j", (value, expected) => expect(isoDate(value)).toBe(expected));
});

test("a DOI becomes an address whatever characters it has", () => {
  expect(doiAddress("10.1000/a#b?c<d>")).toBe("https://doi.org/10.1000/a%23b%3Fc%3Cd%3E");
});

describe("the language of a query", () => {
  test.each([
    [{ query: "tidal power" }, undefined],
    [{ query: "tidal power", language: "de-AT" }, "de"],
    [{ query: "潮汐发电", language: "en" }, "en"],
    [{ query: "潮汐发电的成本" }, "zh"],
    [{ query: "潮力発電とは" }, "ja"],
    [{ query: "조력 발전" }, "ko"],
    [{ query: "طاقة المد والجزر" }, "ar"],
    [{ query: "приливная электростанция" }, "ru"],
    [{ query: "припливна електростанція" }, "uk"],
    [{ query: "παλιρροϊκή ενέργεια" }, "el"],
    [{ query: "" }, undefined],
  ])("%j is %s", (request, expected) => expect(languageOf(request)).toBe(expected));
});
