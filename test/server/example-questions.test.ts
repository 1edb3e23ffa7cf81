import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, expect, test } from "vitest";
import { exampleQuestions } from "../../src/server/example-questions.ts";

let folder = "";
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), "exhibit-examples-"));
});
afterEach(() => rm(folder, { recursive: true, force: true }));

async function examplesOf(files: Readonly<Record<string, string>>): Promise<readonly string[]> {
  for (const [name, content] of Object.entries(files)) await writeFile(join(folder, name), content);
  return exampleQuestions([{ path: folder, files: Object.keys(files).map((name) => join(folder, name)) }]);
}

test.each([
  ["year,mean CO2 (ppm)\n1961,317.6\n", "How did mean CO2 develop over the years?"],
  ["Year,Source,Net Generation (GWh)\n2001,Coal,35361\n", "How did net generation develop over the years?"],
  [
    '"Date","Open","Close","Volume"\r\n"2020-01-01","1.5","-2","300"\r\n',
    "How did open and close develop over the years?",
  ],
])("a table by year is asked for its numbers, without units", async (table, question) => {
  expect(await examplesOf({ "table.csv": table })).toEqual([question]);
});

test.each([["name,height\nAda,1.6\n"], ["year,source\n2001,Coal\n"], ["year,1,2\n2001,5,6"], ["year,a\n"], [""]])(
  "a table without years or numbers (%j) asks nothing",
  async (table) => {
    expect(await examplesOf({ "table.csv": table })).toEqual([]);
  },
);

test("texts are asked for what they found, by their names, at most three", async () => {
  const files = { "annual-review_2017.pdf": "%PDF-", "b.MD": "", "c.html": "", "d.txt": "", "e.zip": "" };
  expect(await examplesOf(files)).toEqual(
    ["annual review 2017", "b", "c"].map(
      (name) => `What are the main findings of “${name}”, and what do they rest on?`,
    ),
  );
});

test("a library's own questions go before made ones, without its comments", async () => {
  const own = "# first\nHow many?\n\n  Why?  \nWho?\nA fourth?\n";
  const questions = await examplesOf({ ".questions.txt": own, "table.csv": "year,n\n2001,1\n" });
  expect(questions).toEqual(["How many?", "Why?", "Who?"]);
});

test("a library that is gone has no examples", async () => {
  expect(await exampleQuestions([{ path: join(folder, "none"), files: [join(folder, "none.csv")] }])).toEqual([]);
});
