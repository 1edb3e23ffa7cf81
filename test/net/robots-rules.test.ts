import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { parseRobotsRules } from "../../src/net/robots-rules.ts";
import { cpuMilliseconds } from "../support/cpu-time.ts";

const allows = (text: string, path: string, agent = "Exhibit"): boolean =>
  parseRobotsRules(text, agent).isAllowed(path);
const everyone = (...lines: readonly string[]): string => ["User-agent: *", ...lines].join("\n");

describe("which group holds (RFC 9309, section 2.2.1)", () => {
  test("the one that names the program, in any case, instead of that for everyone", () => {
    const text = "User-agent: *\nDisallow: /\n\nUser-agent: EXHIBIT\nDisallow: /private";
    expect(allows(text, "/page")).toBe(true);
    expect(allows(text, "/private/x")).toBe(false);
    expect(allows(text, "/page", "Other")).toBe(false);
  });

  test("several groups of one name count as one", () => {
    const text = "User-agent: exhibit\nDisallow: /a\n\nUser-agent: *\nDisallow: /\n\nUser-agent: exhibit\nDisallow: /b";
    expect([allows(text, "/a"), allows(text, "/b"), allows(text, "/c")]).toEqual([false, false, true]);
  });

  test("names in a row share the rules that follow, comments and blank lines between them or not", () => {
    const text = "User-agent: one\n# a comment\n\nUser-agent: exhibit\nDisallow: /x\nUser-agent: two\nDisallow: /y";
    expect([allows(text, "/x"), allows(text, "/y")]).toEqual([false, true]);
    expect([allows(text, "/x", "one"), allows(text, "/y", "one")]).toEqual([false, true]);
    expect([allows(text, "/x", "two"), allows(text, "/y", "two")]).toEqual([true, false]);
  });

  test("a version behind the name says nothing", () => {
    expect(allows("User-agent: Exhibit/2.1\nDisallow: /", "/x")).toBe(false);
  });

  test("a longer name that begins alike is another program", () => {
    expect(allows("User-agent: ExhibitBot\nDisallow: /", "/x")).toBe(true);
  });

  test("a sitemap between a name and its rules does not part them", () => {
    expect(allows("User-agent: *\nSitemap: https://example.org/map.xml\nDisallow: /x", "/x")).toBe(false);
  });

  test("rules before any name hold for nobody", () => {
    expect(allows("Disallow: /\nUser-agent: other\nDisallow: /x", "/x")).toBe(true);
  });
});

describe("which rule decides (section 2.2.2)", () => {
  test.each([
    // The examples of section 5.2 and of common documentation.
    [["Allow: /p", "Disallow: /"], "/page", true],
    [["Allow: /folder", "Disallow: /folder"], "/folder/page", true],
    [["Allow: /page", "Disallow: /*.htm"], "/page.htm", false],
    [["Allow: /page", "Disallow: /*.ph"], "/page.php5", true],
    [["Allow: /$", "Disallow: /"], "/", true],
    [["Allow: /$", "Disallow: /"], "/page.htm", false],
    [["Disallow: /example/page.html", "Allow: /example/"], "/example/page.html", false],
    [["Disallow: /example/", "Allow: /example/page.html"], "/example/page.html", true],
    [["Disallow:"], "/anything", true],
    [["Disallow: ", "Disallow: /x"], "/x", false],
  ] as const)("%j on %s: %s", (lines, path, expected) => expect(allows(everyone(...lines), path)).toBe(expected));

  test("the order of the lines does not matter", () => {
    const lines = ["Disallow: /a", "Allow: /a/b", "Disallow: /a/b/c"];
    for (const order of [lines, lines.toReversed()]) {
      const text = everyone(...order);
      expect(["/a", "/a/b", "/a/b/c"].map((path) => allows(text, path))).toEqual([false, true, false]);
    }
  });
});

describe("what a rule matches (section 2.2.3)", () => {
  test.each([
    ["/fish", "/fish", true],
    ["/fish", "/fish.html", true],
    ["/fish", "/fishheads/yummy.html", true],
    ["/fish", "/Fish.asp", false],
    ["/fish", "/catfish", false],
    ["/fish*", "/fish", true],
    ["/fish/", "/fish", false],
    ["/*.php", "/folder/filename.php?parameters", true],
    ["/*.php", "/windows.PHP", false],
    ["/*.php$", "/folder/filename.php", true],
    ["/*.php$", "/filename.php/", false],
    ["/*.php$", "/filename.php?parameters", false],
    ["/fish*.php", "/fishheads/catfish.php?parameters", true],
    ["/a*b*c", "/axxbyyc", true],
    ["/a*b*c", "/axxcyyb", false],
    ["/a*ab$", "/aab", true],
    ["/a*ab$", "/ab", false],
    ["/ab*ab$", "/ab", false],
    ["/*", "/", true],
    ["*", "/anything", true],
    ["/$", "/", true],
    ["/**//b", "/a//b", true],
    ["/x$y", "/x$y", true],
  ])("%s and %s: %s", (pattern, path, matches) => {
    expect(allows(everyone(`Disallow: ${pattern}`), path)).toBe(!matches);
  });

  test.each([
    ["/foo/bar?baz=quz", "/foo/bar?baz=quz"],
    ["/foo/bar/ツ", "/foo/bar/%E3%83%84"],
    ["/foo/bar/%E3%83%84", "/foo/bar/%E3%83%84"],
    ["/foo/bar/%e3%83%84", "/foo/bar/%E3%83%84"],
    ["/foo/bar/%62%61%7A", "/foo/bar/baz"],
    ["/%7Ejoe/", "/~joe/index.html"],
    ["/a%2Fb", "/a%2fb"],
  ])("%s and %s are one however they are escaped", (pattern, path) => {
    expect(allows(everyone(`Disallow: ${pattern}`), path)).toBe(false);
  });

  test("an escaped slash is no slash", () => {
    expect(allows(everyone("Disallow: /a%2Fb"), "/a/b")).toBe(true);
  });

  /** The meaning of a pattern, said as a regular expression: fine for short ones. */
  const meaning = (pattern: string): RegExp => {
    const body = pattern.replace(/\$$/, "").replace(/[.?$]/g, "\\$&").replaceAll("*", ".*");
    return new RegExp(`^${body}${pattern.endsWith("$") ? "$" : ""}`, "s");
  };

  test("is what the pattern says, for any short pattern and path", () => {
    const piece = fc.string({ unit: fc.constantFrom("a", "b", "/", "*", ".", "$"), maxLength: 7 });
    const path = fc.string({ unit: fc.constantFrom("a", "b", "/", ".", "$"), maxLength: 9 });
    fc.assert(
      fc.property(piece, path, (tail, rest) => {
        expect(allows(everyone(`Disallow: /${tail}`), `/${rest}`)).toBe(!meaning(`/${tail}`).test(`/${rest}`));
      }),
      { numRuns: 1_000 },
    );
  });
});

describe("hostile files", () => {
  test("cannot make matching slow with many wildcards", () => {
    const text = everyone(`Disallow: /${"*a".repeat(200)}*b`, `Disallow: /${"*".repeat(5_000)}b$`);
    const path = `/${"a".repeat(8_000)}`;
    const start = cpuMilliseconds();
    expect(allows(text, path)).toBe(true);
    expect(cpuMilliseconds() - start).toBeLessThan(2_000);
  });

  test("of half a megabyte are read and judged in time", () => {
    const lines = Array.from({ length: 40_000 }, (_, index) => `Disallow: /*${index}*x`);
    const start = cpuMilliseconds();
    const rules = parseRobotsRules(everyone(...lines), "Exhibit");
    for (let page = 0; page < 20; page++) rules.isAllowed(`/page/${page}/${"y".repeat(500)}`);
    expect(cpuMilliseconds() - start).toBeLessThan(3_000);
  });

  test("of any text at all never throw", () => {
    const word = fc.constantFrom(
      "User-agent",
      "Disallow",
      "Allow",
      "Crawl-delay",
      "Content-Signal",
      ":",
      "*",
      "/",
      "\n",
    );
    const text = fc.array(fc.oneof(word, fc.string({ unit: "binary", maxLength: 8 })), { maxLength: 30 });
    fc.assert(
      fc.property(text, fc.string({ unit: "binary", maxLength: 20 }), (parts, path) => {
        const rules = parseRobotsRules(parts.join(""), "Exhibit");
        expect(typeof rules.isAllowed(`/${path}`)).toBe("boolean");
        expect(rules.crawlDelay ?? 0).toBeGreaterThanOrEqual(0);
        rules.signalsOf(`/${path}`);
      }),
      { numRuns: 100 },
    );
  });

  test.each([
    ["carriage returns alone", "User-agent: *\rDisallow: /x\r"],
    ["both line ends", "User-agent: *\r\nDisallow: /x\r\n"],
    ["a byte order mark", "\ufeffUser-agent: *\nDisallow: /x"],
    ["no spaces", "user-agent:*\ndisallow:/x"],
    ["tabs and a comment", "\tUser-agent\t:\t* # everyone\n\tDisallow\t:\t/x # not this"],
    ["unknown lines", "Host: example.org\nUser-agent: *\nNoindex: /y\nDisallow: /x"],
  ])("with %s are understood", (_what, text) => {
    expect([allows(text, "/x"), allows(text, "/y")]).toEqual([false, true]);
  });
});

describe("the crawl delay", () => {
  const delay = (...lines: readonly string[]) => parseRobotsRules(everyone(...lines), "Exhibit").crawlDelay;

  test.each([
    ["10", 10],
    ["0.5", 0.5],
    ["0", 0],
    ["-5", undefined],
    ["soon", undefined],
    ["", undefined],
    ["NaN", undefined],
  ])("%j is %j", (value, expected) => expect(delay(`Crawl-delay: ${value}`)).toBe(expected));

  test("is the first that can be read", () => {
    expect(delay("Crawl-delay: x", "Crawl-delay: 2", "Crawl-delay: 9")).toBe(2);
  });

  test("is that of the program's own group", () => {
    const text = "User-agent: *\nCrawl-delay: 60\n\nUser-agent: exhibit\nDisallow: /x";
    expect(parseRobotsRules(text, "Exhibit").crawlDelay).toBeUndefined();
  });
});
