import { describe, expect, test } from "vitest";
import { cpuMilliseconds } from "../support/cpu-time.ts";
import { failureCode, parseBytes, parsed, sketch } from "../support/parse.ts";

const html = { mediaType: "text/html", name: "page.html", url: "https://news.example/a/story" };
const long = (topic: string) =>
  `${topic} has been studied for decades, and the results, which were published in many places, agree on the main points, though some details are still open to debate.`;
const article = (inner: string, head = "") =>
  `<!doctype html><html lang="en"><head><title>Story | News Example</title>${head}</head><body>
   <nav><ul><li><a href="/">Home</a></li><li><a href="/world">World</a></li></ul></nav>
   <main><article><h1>Story</h1><p>${long("The first topic")}</p>${inner}<p>${long("The last topic")}</p></article></main>
   <footer><p>Copyright 2024 News Example. All rights reserved.</p></footer></body></html>`;
const texts = async (page: string) => sketch(await parsed(page, html));

describe("main text", () => {
  test("keeps the article and drops navigation, footer and legal lines", async () => {
    const lines = await texts(article(`<h2>Details</h2><p>${long("The second topic")}</p>`));
    expect(lines.filter((line) => line.startsWith("p "))).toHaveLength(3);
    expect(lines).toContain("h2 Details");
    expect(lines.join("\n")).not.toMatch(/World|Copyright/);
  });

  test("drops votes and counters between paragraphs", async () => {
    const lines = await texts(
      article(
        `<div><span>42</span></div><p>${long("The second topic")}</p><ul><li>7</li><li>Seven points of interest</li></ul>`,
      ),
    );
    expect(lines).not.toContain("p 42");
    expect(lines).not.toContain("- 7");
    expect(lines).toContain("- Seven points of interest");
  });

  test("says how much was dropped", async () => {
    const { dropped } = await parsed(article(""), html);
    expect(dropped.map(({ why }) => why)).toContain("navigation, adverts, related pages or comments");
  });

  test("keeps all posts of a thread, though extractors take one of them for the article", async () => {
    const post = (index: number) =>
      `<div class="post"><div class="post-body"><p>Answer number ${index}: ${long(`Point ${index}`)}</p></div></div>`;
    const lines = await texts(
      `<html><body><div id="thread">${[1, 2, 3, 4, 5, 6].map(post).join("")}</div></body></html>`,
    );
    for (const index of [1, 2, 3, 4, 5, 6]) expect(lines.join("\n")).toContain(`Answer number ${index}:`);
  });

  test("drops consent banners and placeholder text", async () => {
    const lines = await texts(
      article(
        `<div id="cookie-banner"><p>${long("We value your privacy and use cookies; this")}</p></div><p>Lorem ipsum dolor sit amet, consectetur adipiscing elit, sed do eiusmod.</p>`,
      ),
    );
    expect(lines.join("\n")).not.toMatch(/cookies|Lorem/);
  });

  test("reads a page that shows its text only without scripts", async () => {
    const lines = await texts(
      `<html><body><div id="app"></div><noscript><p>${long("One")}</p><p>${long("Two")}</p><p>${long("Three")}</p><p>${long("Four")}</p></noscript></body></html>`,
    );
    expect(lines).toHaveLength(4);
  });

  test("puts parts that React streams hidden back into their place", async () => {
    const lines = await texts(
      `<html><body><main><p>${long("First")}</p><template id="B:0"></template><p>${long("Third")}</p></main><div hidden id="S:0"><p>${long("Second")}</p></div></body></html>`,
    );
    expect(lines.map((line) => line.split(" ")[1])).toEqual(["First", "Second", "Third"]);
  });

  test("keeps a short page whole rather than return nothing", async () => {
    expect(await texts("<p>Too short to score.</p>")).toEqual(["p Too short to score."]);
  });
});

describe("hidden text", () => {
  test.each([
    ['<p style="display:none">SECRET</p>'],
    ['<p style="visibility: hidden">SECRET</p>'],
    ['<p style="font-size:0px">SECRET</p>'],
    ['<p style="opacity:0">SECRET</p>'],
    ['<p style="position:absolute;left:-9999px">SECRET</p>'],
    ['<p style="height:0;overflow:hidden">SECRET</p>'],
    ['<p style="text-indent:-9999px">SECRET</p>'],
    ["<p hidden>SECRET</p>"],
    ['<p aria-hidden="true">SECRET</p>'],
    ['<p class="visually-hidden">SECRET</p>'],
    ['<p class="note trap">SECRET</p>'],
    ["<!-- SECRET -->"],
    ["<template><p>SECRET</p></template>"],
    ["<script>SECRET</script>"],
  ])("%s is not read", async (trap) => {
    const page = article(
      trap,
      "<style>/* x */ .trap, .other { color: red; display: none } @media print { article { display: none } }</style>",
    );
    expect((await texts(page)).join("\n")).not.toContain("SECRET");
  });

  test("a page that fades in as a whole is not hidden", async () => {
    const lines = await texts(
      `<html><head><style>.page{visibility:hidden}</style></head><body><div class="page" style="opacity:0"><p>${long("It")}</p></div></body></html>`,
    );
    expect(lines).toHaveLength(1);
  });

  test("a utility class that shows from some width on is not hidden", async () => {
    expect((await texts(article(`<p class="hidden md:block">${long("Wide screens")}</p>`))).join("\n")).toContain(
      "Wide screens",
    );
  });
});

describe("blocks", () => {
  test("reads headings, lists, definitions, quotes and code in order", async () => {
    const lines = await texts(
      article(`<h2>List</h2><ul><li>One<ul><li>One a</li></ul></li><li><p>Two</p></li></ul>
      <dl><dt>Term:</dt><dd>Its meaning</dd></dl><blockquote><p>Quoted words of somebody.</p></blockquote>
      <pre><code>let a = 1;\n  let b = 2;</code></pre>`),
    );
    expect(lines.slice(lines.indexOf("h2 List"), -1)).toEqual([
      "h2 List",
      "- One",
      "- One a",
      "- Two",
      "- Term: Its meaning",
      "p Quoted words of somebody.",
      "code let a = 1;\n  let b = 2;",
    ]);
  });

  test("parts paragraphs at double line breaks and joins single ones", async () => {
    const lines = await texts("<div>First line<br>goes on.<br><br>Second paragraph.</div>");
    expect(lines).toEqual(["p First line goes on.", "p Second paragraph."]);
  });

  test("removes reference marks, edit links and permalinks from sentences", async () => {
    const lines = await texts(
      article(`<h2>Use<span class="mw-editsection">[edit]</span><a class="headerlink" href="#use">¶</a></h2>
      <p>Output rose by 5%<sup class="reference"><a href="#cite_note-1">[12]</a></sup> in 2020<sup><a href="#fn2">2</a></sup>, said <a href="#top">the agency</a>.</p>`),
    );
    expect(lines).toContain("h2 Use");
    expect(lines).toContain("p Output rose by 5% in 2020, said the agency.");
  });

  test("keeps the meaning of exponents and the words of ordinals", async () => {
    expect(await texts("<p>10<sup>6</sup> m<sup>2</sup> on the 1<sup>st</sup>, CO<sub>2</sub></p>")).toEqual([
      "p 10⁶ m² on the 1st, CO2",
    ]);
  });

  test("writes formulas as TeX, once", async () => {
    const formula =
      '<span class="mwe-math-element"><span style="display:none"><math alttext="{\\displaystyle E=mc^{2}}"><mi>E</mi></math></span><img src="x.svg" alt="{\\displaystyle E=mc^{2}}"></span>';
    expect(await texts(`<p>Energy is ${formula} by mass.</p>`)).toEqual(["p Energy is E=mc^{2} by mass."]);
    expect(await texts("<p>Half is <math><mn>1</mn><mo>/</mo><mn>2</mn></math> here.</p>")).toEqual([
      "p Half is 1/2 here.",
    ]);
  });

  test("gives ids, and section paths that leave out the title", async () => {
    const { blocks } = await parsed(article(`<h2>A</h2><h3>B</h3><p>${long("Inner")}</p>`), html);
    expect(blocks.map(({ id }) => id)).toEqual(blocks.map((_, index) => `b${index + 1}`));
    expect(blocks.find((block) => block.type === "paragraph" && block.text.startsWith("Inner"))?.locator.section).toBe(
      "A › B",
    );
    expect(blocks[0]?.locator.section).toBeUndefined();
  });
});

describe("links", () => {
  test("are absolute, unique, of the main text, and only for the web", async () => {
    const { links } = await parsed(
      article(
        `<p>${long("See")} <a href="../b?x=1#top">the B page</a>, <a href="/a/../b?x=1">again</a>, <a href="javascript:alert(1)">bad</a>, <a href="mailto:a@b.c">mail</a>, <a href="#here">here</a>.</p>`,
      ),
      html,
    );
    expect(links).toEqual([{ url: "https://news.example/b?x=1", text: "the B page" }]);
  });

  test("follow the base element", async () => {
    const page = article(
      '<p>A sentence that is long enough to be kept with <a href="c">its link</a> inside it.</p>',
      '<base href="https://other.example/d/">',
    );
    expect((await parsed(page, html)).links[0]?.url).toBe("https://other.example/d/c");
  });
});

describe("bad input", () => {
  test("is a failure, never a throw", async () => {
    expect(await failureCode("", html)).toBe("empty");
    expect(await failureCode("<html><body><script>app()</script></body></html>", html)).toBe("empty");
    expect(await failureCode(new Uint8Array(31 * 1024 * 1024), html)).toBe("too-large");
  });

  test("reads the text of absurd nesting quickly", async () => {
    const started = cpuMilliseconds();
    expect(await texts(`${"<div>".repeat(2_000)}deep text`)).toEqual(["p deep text"]);
    expect(await texts(`<p>${"<b>".repeat(2_000)}bold text`)).toEqual(["p bold text"]);
    expect(cpuMilliseconds() - started).toBeLessThan(5_000);
  });

  test("reads a page of very many elements, where extractors are left out", async () => {
    const page = `<nav>Menu</nav>${Array.from({ length: 15_000 }, (_, index) => `<div>Line ${index}</div>`).join("")}`;
    const lines = await texts(page);
    expect(lines).toHaveLength(15_000);
    expect(lines[0]).toBe("p Line 0");
  });

  test("mends unclosed tags", async () => {
    expect(await texts("<p>One <b>two <i>three<p>four")).toEqual(["p One two three", "p four"]);
  });

  test("stops with the reason of the signal", async () => {
    const reason = new Error("stopped by the user");
    await expect(parseBytes(article(""), { ...html, signal: AbortSignal.abort(reason) })).rejects.toBe(reason);
  });
});
