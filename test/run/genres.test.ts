import { rm } from "node:fs/promises";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { miniLibrary, writeMiniLibrary } from "../support/mini-library.ts";
import { plainText, textOf } from "../support/report-text.ts";
import { type Finished, requestFor, runToEnd, temporaryOut } from "../support/runs.ts";

let out: string;
let docs: string;

beforeAll(async () => {
  out = await temporaryOut();
  docs = await writeMiniLibrary(out);
});
afterAll(() => rm(out, { recursive: true, force: true }));

/** What no genre may break: every claim cited and supported, every cited source one that was read. */
function expectSound({ report, outcome }: Finished, expected: Finished["outcome"] = "complete"): void {
  expect(outcome).toBe(expected);
  expect(report.verification.claims).toBeGreaterThan(0);
  expect(report.verification).toMatchObject({ unresolved: 0, unsupported: 0, contradicted: 0, uncited: 0 });
  for (const { path } of report.sources) expect(Object.keys(miniLibrary)).toContain(path);
}

describe("a comparison of two companies, one page each", () => {
  let finished: Finished;
  beforeAll(async () => {
    const question = "Compare the revenue and operating income of Norda and Sulvik in 2022.";
    finished = await runToEnd(out, requestFor(question, { library: [docs] }));
  });

  test("is recognised as one without being told, and is sound", async () => {
    expectSound(finished);
    const brief = finished.events.find((event) => event.type === "plan-end");
    expect(brief?.subQuestions.map(({ question }) => question.toLowerCase())).toEqual([
      expect.stringContaining("revenue"),
      expect.stringContaining("operating income"),
    ]);
  });

  test("says who leads and by how much, as one computes by hand", () => {
    const summary = plainText(finished.report.summary);
    expect(summary).toMatch(/Norda.s revenue was €240 million in 2022, 1\.5 times that of Sulvik \(€160 million/);
    expect(summary).toMatch(
      /Norda.s operating income was €36 million in 2022, 3\.0 times that of Sulvik \(€12 million/,
    );
  });

  test("says how each changed: 180 to 240 is a third, 18 to 12 a third less", () => {
    const text = textOf(finished.report);
    expect(text).toMatch(/Norda.s revenue[^.]*?(?:up|rose by) 33\.3% from €180 million/);
    expect(text).toMatch(/Sulvik.s operating income[^.]*?(?:down|fell by) 33\.3% from €18 million/);
  });

  test("cites each company's numbers to its own accounts", () => {
    const { evidence, sources } = finished.report;
    const pathOf = new Map(sources.map(({ id, path }) => [id, path]));
    const cells = evidence.flatMap((item) =>
      item.content.type === "cell" ? [[item.content.value, pathOf.get(item.sourceId)]] : [],
    );
    expect(cells).toEqual(
      expect.arrayContaining([
        ["240", "norda.html"],
        ["36", "norda.html"],
        ["160", "sulvik.html"],
        ["12", "sulvik.html"],
      ]),
    );
    expect(cells).not.toContainEqual(["240", "sulvik.html"]);
  });
});

describe("a development over years in a table", () => {
  let finished: Finished;
  beforeAll(async () => {
    const question = "How did the heat delivered by the Velden geothermal plant develop from 2019 to 2023?";
    finished = await runToEnd(out, requestFor(question, { library: [docs], skill: "research-report" }));
  });

  test("is sound and cites the plant's page or table, never the companies'", () => {
    expectSound(finished);
    const paths = finished.report.sources.map(({ path }) => path);
    expect(paths).not.toContain("norda.html");
    expect(paths).not.toContain("sulvik.html");
  });

  test("gives the last value where it stands", () => {
    expect(textOf(finished.report)).toContain("412 GWh");
  });

  test("never passes the neighbour's number off as the plant's own", () => {
    const said = textOf(finished.report);
    if (said.includes("350 GWh"))
      expect(said).toMatch(/According to “?Letter to the editor”?[^.]*350 GWh|against 350 GWh/);
  });
});

describe("a briefing on a reason", () => {
  let finished: Finished;
  beforeAll(async () => {
    const question = "Why did heat sales of the Velden plant grow?";
    finished = await runToEnd(out, requestFor(question, { library: [docs], skill: "briefing", length: "brief" }));
  });

  test("quotes the sentence that gives it, word by word, in the summary", () => {
    expectSound(finished);
    expect(plainText(finished.report.summary)).toContain(
      "grew because a city by-law of 2018 obliged new houses to join the network",
    );
  });

  test("leaves out what explains nothing", () => {
    expect(textOf(finished.report)).not.toMatch(/two wells|EUR million|auditor/);
  });
});

describe("a question that the documents do not answer", () => {
  test("ends partial, claims nothing, and names what was not found", async () => {
    const question = "How many museums does Reykjavik have?";
    const { report, outcome } = await runToEnd(out, requestFor(question, { library: [docs] }));
    expect(outcome).toBe("partial");
    expect(report.verification.claims).toBe(0);
    expect(report.limitations.join(" ").toLowerCase()).toContain("museums");
    expect(plainText(report.summary)).toMatch(/do not answer/);
  });

  test("about somebody whom no document names is not answered with what they say of others", async () => {
    const question = "What was the revenue of Quarzwerk in 2022?";
    const { report, outcome } = await runToEnd(out, requestFor(question, { library: [docs] }));
    expect(outcome).toBe("partial");
    expect(report.evidence).toEqual([]);
    expect(textOf(report)).not.toMatch(/240|160/);
  });

  test("in another language than the documents says so in its own", async () => {
    const question = "Warum ist der Umsatz von Quarzwerk gesunken?";
    const { report, outcome } = await runToEnd(out, requestFor(question, { library: [docs] }));
    expect(outcome).toBe("partial");
    expect(report.language).toBe("de");
    expect(plainText(report.summary)).not.toMatch(/The documents that were read/);
  });
});

describe("documents that cannot be read", () => {
  test("are limitations of a report that answers from the others", async () => {
    const folder = await writeMiniLibrary(await temporaryOut(), ["norda.html", "missing.pdf"]);
    const question = "What was the revenue of Norda in 2022?";
    const finished = await runToEnd(out, requestFor(question, { library: [folder] }));
    expectSound(finished);
    expect(textOf(finished.report)).toMatch(/240/);
    expect(finished.report.limitations).toEqual([expect.stringContaining("missing.pdf is empty")]);
    await rm(folder, { recursive: true });
  });

  test("leave a partial report when there are no others", async () => {
    const folder = await writeMiniLibrary(await temporaryOut(), ["missing.pdf"]);
    const { report, outcome } = await runToEnd(
      out,
      requestFor("What was the revenue of Norda?", { library: [folder] }),
    );
    expect(outcome).toBe("partial");
    expect(report.sources).toEqual([]);
    expect(report.limitations.some((line) => line.includes("missing.pdf is empty"))).toBe(true);
    await rm(folder, { recursive: true });
  });
});
