import { describe, expect, test } from "vitest";
import { featuresOf, isBoilerplate, isInLandmark, signatureOf } from "../../../src/perception/html/block-features.ts";
import { mainBlocks } from "../../../src/perception/html/main-text.ts";
import { walkBlocks } from "../../../src/perception/html/walk.ts";
import { cpuMilliseconds } from "../../support/cpu-time.ts";
import { elementOf, pageOf } from "../../support/page.ts";

const long = (topic: string) =>
  `${topic} has been studied for decades, and the results, which were published in many places, agree on the main points.`;

function blocksOf(html: string) {
  const $ = pageOf(html);
  return { $, blocks: walkBlocks($, elementOf($, "body"), undefined).blocks };
}
const featureOf = (html: string) => {
  const [feature] = featuresOf(blocksOf(html).blocks);
  if (feature === undefined) throw new Error("no block");
  return feature;
};

async function mainOf(html: string): Promise<readonly string[]> {
  const { $, blocks } = blocksOf(html);
  const main = await mainBlocks($, blocks, { elements: 100 });
  return main.map(({ draft }) => ("text" in draft ? draft.text : draft.type));
}

describe("the link density of a block", () => {
  test.each([
    ["<p>No links here at all.</p>", 0],
    ["<p><a href='x'>All of it</a></p>", 1],
    ["<p>1234<a href='x'>5678</a></p>", 0.5],
    ["<a href='x'><p>Inside one</p></a>", 1],
  ])("%s is %d", (html, density) => expect(featureOf(html).linkDensity).toBeCloseTo(density));

  test("is measured once for all the lines of one element", () => {
    const lines = Array.from({ length: 4_000 }, (_, index) => `Line ${index} <a href="/${index}">link</a><br><br>`);
    const started = cpuMilliseconds();
    expect(featuresOf(blocksOf(`<div>${lines.join("")}</div>`).blocks)).toHaveLength(4_000);
    expect(cpuMilliseconds() - started).toBeLessThan(5_000);
  });
});

describe("what is about the site, not its subject", () => {
  test.each([
    "<nav><p>Home</p></nav>",
    "<footer><p>Imprint</p></footer>",
    "<aside><p>More</p></aside>",
    '<div role="navigation"><p>Home</p></div>',
    '<div role="complementary"><p>More</p></div>',
  ])("%s stands in a landmark", (html) => expect(isInLandmark(featureOf(html))).toBe(true));

  test("a main part inside other parts is none", () => {
    expect(isInLandmark(featureOf("<main><section><p>Text</p></section></main>"))).toBe(false);
  });

  test.each([
    ["<p>42</p>", true],
    ["<p>(7)</p>", true],
    ["<h2>2023</h2>", false],
    ["<p>© 2024 Example</p>", true],
    ["<p>All rights reserved.</p>", true],
    ["<p>Lorem ipsum dolor sit amet</p>", true],
    ['<div class="author"><p>By Ann Example</p></div>', true],
    ['<div class="popup"><p>Join us!</p></div>', true],
    ["<p>The copyright dispute ended.</p>", true],
    [`<p>${long("The copyright of seals")} ${long("It")}</p>`, false],
    ["<p>An ordinary sentence.</p>", false],
  ])("%s is boilerplate: %s", (html, expected) => expect(isBoilerplate(featureOf(html))).toBe(expected));
});

describe("things built by one template", () => {
  test("have one signature, whatever their numbers", () => {
    const $ = pageOf(
      '<div class="post p1"><p id="a">x</p></div><div class="post p2"><p>y</p></div><div class="ad"><p>z</p></div>',
    );
    const [first, second, third] = $("p").toArray().map(signatureOf);
    expect(first).toBe(second);
    expect(first).not.toBe(third);
  });
});

describe("the main text", () => {
  test("keeps its tables and pictures, which no extractor can vote for", async () => {
    const html = `<nav><a href="/">Home</a></nav><article><h1>Catch</h1><p>${long("Cod")}</p>
      <table><tr><th>Year</th><th>Tonnes</th></tr><tr><td>2022</td><td>5</td></tr></table>
      <img src="https://example.org/a.jpg" width="600" height="400"><p>${long("Herring")}</p></article>`;
    const main = await mainOf(html);
    expect(main).toEqual(["Catch", long("Cod"), "table", "figure", long("Herring")]);
  });

  test("keeps a short line between two parts of it", async () => {
    const main = await mainOf(
      `<article><p>${long("Cod")}</p><div><span>Key point</span></div><p>${long("Herring")}</p></article>`,
    );
    expect(main).toContain("Key point");
  });

  test("is the whole page when nothing would be left", async () => {
    expect(await mainOf("<footer><p>Only a footer.</p></footer>")).toEqual(["Only a footer."]);
  });

  test("is chosen without extractors on a page too large for them", async () => {
    const { $, blocks } = blocksOf(`<nav><p>Menu</p></nav><div><p>${long("Cod")}</p></div>`);
    const main = await mainBlocks($, blocks, { elements: 100_000 });
    expect(main.map(({ draft }) => ("text" in draft ? draft.text : ""))).toEqual([long("Cod")]);
  });

  test("does not depend on attributes of absurd length", async () => {
    const html = `<article><p>${long("Cod")}</p><img src="a.jpg" srcset="${",".repeat(60_000)}"><p>${long("Herring")}</p></article>`;
    const started = cpuMilliseconds();
    expect(await mainOf(html)).toEqual(expect.arrayContaining([long("Cod"), long("Herring")]));
    expect(cpuMilliseconds() - started).toBeLessThan(8_000);
  });
});
