import { describe, expect, test } from "vitest";
import { createAddresses } from "../../src/tools/addresses.ts";

describe("addresses that may be opened", () => {
  const addresses = createAddresses(["https://www.example.org/report?id=7&utm_source=mail#part"]);

  test.each([
    "https://www.example.org/report?id=7",
    "https://example.org/report?id=7",
    "http://example.org/report/?id=7",
    "https://EXAMPLE.org/report?id=7#other",
    "https://m.example.org/report?utm_medium=x&id=7",
  ])("%s is the same page as the one given", (url) => expect(addresses.isAllowed(url)).toBe(true));

  test.each([
    ["another parameter", "https://example.org/report?id=8"],
    ["one parameter more, which could carry words away", "https://example.org/report?id=7&note=secret"],
    ["a page below", "https://example.org/report/more?id=7"],
    ["the site itself", "https://example.org/"],
    ["a host that only begins alike", "https://example.org.evil.example/report?id=7"],
    ["a user before the host", "https://example.org@evil.example/report?id=7"],
    ["another port", "https://example.org:8443/report?id=7"],
    ["no address", "report"],
    ["nothing", ""],
  ])("%s is another", (_, url) => expect(addresses.isAllowed(url)).toBe(false));

  test("grow by what searches and pages give", () => {
    const growing = createAddresses();
    expect(growing.isAllowed("https://a.example/1")).toBe(false);
    growing.allow(["https://a.example/1", "https://b.example/2"]);
    expect(growing.isAllowed("https://a.example/1")).toBe(true);
    expect(growing.isAllowed("https://b.example/2")).toBe(true);
    expect(growing.isAllowed("https://b.example/3")).toBe(false);
  });

  test.each([
    "file:///etc/passwd",
    "javascript:alert(1)",
    "data:text/plain,x",
    "ftp://a.example/1",
    "mailto:a@b.example",
    "not an address",
    "",
  ])("%j is not one, even when a page gives it", (url) => {
    const growing = createAddresses([url]);
    growing.allow([url]);
    expect(growing.isAllowed(url)).toBe(false);
  });

  test("in other scripts are the same written and encoded", () => {
    const growing = createAddresses(["https://müller.example/größe/漢字"]);
    expect(growing.isAllowed("https://xn--mller-kva.example/gr%C3%B6%C3%9Fe/%E6%BC%A2%E5%AD%97")).toBe(true);
  });
});

describe("files that may be opened", () => {
  const addresses = createAddresses([], ["reports/a.pdf"]);

  test("are those that the user gave, letter by letter", () => {
    expect(addresses.isAllowedFile("reports/a.pdf")).toBe(true);
  });

  test.each([
    "reports/b.pdf",
    "./reports/a.pdf",
    "reports/../reports/a.pdf",
    "REPORTS/A.PDF",
    "reports",
    "/etc/passwd",
    "",
  ])("%j is none of them", (path) => expect(addresses.isAllowedFile(path)).toBe(false));

  test("are never added by what a page links to", () => {
    addresses.allow(["notes.md", "file:///notes.md", "https://a.example/notes.md"]);
    expect(addresses.isAllowedFile("notes.md")).toBe(false);
    expect(addresses.isAllowedFile("https://a.example/notes.md")).toBe(false);
  });
});

describe("an address that a model changed", () => {
  const given = "https://example.org/report?id=7";
  const addresses = createAddresses([given], ["notes.md"]);
  addresses.allow(["https://found.example/1"]);

  test("is opened as it was given, without what the model added", () => {
    expect(addresses.asGiven("https://www.example.org/report?id=7&utm_source=SECRET#words")).toBe(given);
    expect(addresses.asGiven("https://example.org/report?id=7&q=SECRET")).toBeUndefined();
    expect(addresses.asGiven("nonsense")).toBeUndefined();
  });

  test.each([
    [given, true],
    ["notes.md", true],
    ["https://found.example/1", false],
    ["other.md", false],
  ])("%s was named by a person: %s", (target, expected) => expect(addresses.isNamed(target)).toBe(expected));
});
