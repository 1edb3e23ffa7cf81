import { readFileSync } from "node:fs";
import { basename, extname, join } from "node:path";
import { describe, expect, test } from "vitest";
import type { Answers, Brief } from "../../src/analyst/index.ts";
import { createExtractiveAnalyst } from "../../src/analyst/index.ts";
import { packageRoot } from "../../src/package-root.ts";
import { listLibrary } from "../../src/research/index.ts";
import { exampleQuestions } from "../../src/server/example-questions.ts";

const analyst = createExtractiveAnalyst();
const today = "2026-05-04";
const samples = join(packageRoot, "samples");

const briefOf = (question: string, documents: readonly string[] = [], answers?: Answers): Promise<Brief> =>
  asked(question, documents).then((brief) => {
    if (!answers) return brief;
    const answered = (brief.clarifications ?? []).map((one) => ({ ...one, answer: answers[one.id] ?? null }));
    return analyst.brief({
      ...{ question, options: { length: "standard" as const }, skills: [] },
      clarify: { documents, today, answered },
    });
  });
const asked = (question: string, documents: readonly string[]): Promise<Brief> =>
  analyst.brief({ question, options: { length: "standard" }, skills: [], clarify: { documents, today } });

/** Ids of what is asked. */
const unclear = async (question: string, documents: readonly string[] = []) =>
  ((await briefOf(question, documents)).clarifications ?? []).map(({ id }) => id);

const queriesOf = async (question: string, documents: readonly string[], answers: Answers) => {
  const brief = await briefOf(question, documents, answers);
  const { subQuestions } = await analyst.plan({ brief, corpus: [] });
  return { question: brief.question, queries: subQuestions.flatMap(({ queries }) => queries), brief };
};

describe("a plain question is asked nothing", () => {
  test("those of the sample library, of the README and of libraries without questions of their own", async () => {
    const { files } = await listLibrary([samples]);
    const documents = files.map((path) => basename(path, extname(path)));
    const own = await exampleQuestions([{ path: samples, files }]);
    const made = await exampleQuestions([{ path: "/nowhere", files }]);
    const readme = readFileSync(join(packageRoot, "README.md"), "utf8");
    const commands = [...readme.matchAll(/(?:research(?: --)?) "([^"]+\?)"/g)].map(([, question = ""]) => question);
    expect(commands.length).toBeGreaterThan(2);
    for (const question of [...own, ...made, ...commands, "Compare Apple's and Amazon's revenue"])
      expect([question, await unclear(question, documents)]).toEqual([question, []]);
  });

  test.each([
    "Compare the revenue and operating income of Norda and Sulvik in 2022.",
    "Compare Norda's revenue in 2021 and 2022",
    "Compare batteries for home storage",
    "How do heat pumps compare?",
    "How did Norda's revenue develop over the years?",
    "How did revenue grow since 2015?",
    "Why did Norda grow?",
    "How did climate change affect crops?",
    "How do plants grow?",
    "How does SEO work?",
    "What changed in the tax law?",
    "What is the history of Iowa?",
    "How did Norda do in its latest report: revenue?",
    "Wie hat sich der Umsatz von Siemens seit 2015 entwickelt?",
    "Wie funktioniert eine Wärmepumpe?",
    "Comparez les ventes de Renault et de Peugeot",
    "¿Cuáles fueron los ingresos de Norda en 2022?",
  ])("%s", async (question) => {
    expect(await unclear(question, ["norda-2022", "sulvik-2022"])).toEqual([]);
  });

  test("nor is anything where the user may not be asked", async () => {
    const brief = await analyst.brief({
      question: "How did Iowa develop?",
      options: { length: "standard" },
      skills: [],
    });
    expect(brief).not.toHaveProperty("clarifications");
    expect(brief.assumptions).toEqual([]);
  });
});

describe("what is missing is asked, in the language of the question", () => {
  test.each([
    ["How did Iowa's electricity generation from wind develop?", ["period"], "Which period do you mean?"],
    ["How has Norda changed?", ["measure", "period"], "What about Norda do you want to know?"],
    ["How is Tesla doing?", ["measure"], "What about Tesla do you want to know?"],
    ["Compare Norda's revenue.", ["other"], "What is Norda to be compared with?"],
    ["How does Norda compare?", ["other"], "What is Norda to be compared with?"],
    ["Vergleiche den Umsatz von Siemens", ["other"], "Womit soll Siemens verglichen werden?"],
    ["Comment Renault a-t-il évolué ?", ["measure", "period"], "Que voulez-vous savoir de Renault ?"],
    ["¿Cómo evolucionó Iberdrola?", ["measure", "period"], "¿Qué quiere saber de Iberdrola?"],
    ["Apple表现如何？", ["measure"], "您想了解Apple的哪个方面？"],
  ])("%s", async (question, ids, first) => {
    const { clarifications = [] } = await briefOf(question);
    expect(clarifications.map(({ id }) => id)).toEqual(ids);
    expect(clarifications[0]).toMatchObject({
      question: first,
      why: expect.stringMatching(/./),
      assumed: expect.stringMatching(/./),
    });
  });

  test("a name that several documents bear, not one that they are about", async () => {
    expect(await unclear("What is Mercury made of?", ["Mercury (planet)", "Mercury (element)"])).toEqual(["name"]);
    expect(await unclear("What is the revenue of Norda?", ["Norda Energy AG 2022", "Norda Shipping AG 2022"])).toEqual([
      "name",
    ]);
    const banks = ["Central-Bank-of-Ireland-bulletin", "Confederation of British Industry survey"];
    const { clarifications } = await briefOf("What did CBI say about inflation?", banks);
    expect(clarifications).toMatchObject([
      { id: "name", options: ["Central Bank of Ireland", "Confederation of British Industry"] },
    ]);
    const about = ["Norda annual report", "Norda environmental progress", "norda-press-release", "Norda"];
    expect(await unclear("What is the revenue of Norda?", about)).toEqual([]);
    expect(await unclear("What is Mercury made of?", ["Mercury", "Mercury (planet)", "Mercury (element)"])).toEqual([]);
  });

  test("with likely answers from the names of the documents", async () => {
    const documents = ["norda-annual-report-2019", "norda-annual-report-2022", "sulvik-annual-report-2022"];
    const { clarifications } = await briefOf("How did Norda develop?", documents);
    expect(clarifications).toMatchObject([
      { id: "measure", options: ["revenue", "operating income", "net income"] },
      { id: "period", options: ["2019–2022"] },
    ]);
    const [other] = (await briefOf("Compare Norda's revenue.", documents)).clarifications ?? [];
    expect(other?.options).toEqual(["Sulvik"]);
    const [period] = (await briefOf("How did the price of lithium develop?")).clarifications ?? [];
    expect(period?.options).toEqual(["2021–2026", "2016–2026"]);
  });

  test("at most three things", async () => {
    const towns = ["Springfield, Illinois", "Springfield, Missouri"];
    expect(await unclear("How has Springfield changed?", towns)).toEqual(["name", "measure", "period"]);
  });
});

describe("an answer changes the plan", () => {
  test.each([
    ["How did Norda do in 2022?", "measure", "revenue", "Norda revenue", "employees", "Norda employees"],
    ["Compare Norda's revenue.", "other", "Sulvik", "Sulvik revenue", "Velden", "Velden revenue"],
    ["Wie hat sich Siemens entwickelt?", "measure", "Umsatz", "Siemens Umsatz", "Mitarbeiter", "Mitarbeiter"],
    ["Apple表现如何？", "measure", "营业收入", "Apple 营业收入", "净利润", "净利润"],
    ["¿Cómo evolucionó Iberdrola?", "measure", "ingresos", "ingresos", "deuda", "deuda"],
  ])("%s", async (question, id, first, query, second, otherQuery) => {
    const documents = ["Siemens Geschäftsbericht"];
    const one = await queriesOf(question, documents, { [id]: first });
    const other = await queriesOf(question, documents, { [id]: second });
    expect(one.queries.join("\n")).toContain(query);
    expect(other.queries.join("\n")).toContain(otherQuery);
    expect(one.queries).not.toEqual(other.queries);
    expect(one.brief.clarifications?.find((asked) => asked.id === id)).toMatchObject({ answer: first });
  });

  test("a period becomes the time range, and stays beside a measure", async () => {
    const { brief, question } = await queriesOf("How did Norda develop?", [], {
      measure: "revenue",
      period: "2019–2022",
    });
    expect(brief.timeRange).toEqual({ from: "2019-01-01", to: "2022-12-31" });
    expect(question).toBe("How did revenue of Norda develop (2019–2022)?");
    const kept = await queriesOf("How did Norda do from 2019 to 2022?", [], { measure: "revenue" });
    expect(kept.brief.timeRange).toEqual({ from: "2019-01-01", to: "2022-12-31" });
    const chinese = await queriesOf("华为的营业收入如何变化？", [], { period: "2020年至2022年" });
    expect(chinese.brief.timeRange).toEqual({ from: "2020-01-01", to: "2022-12-31" });
  });

  test("a name takes the place of the one that several bear", async () => {
    const documents = ["Mercury (planet)", "Mercury (element)"];
    const { question } = await queriesOf("What is Mercury made of?", documents, { name: "Mercury (planet)" });
    expect(question).toBe("What is Mercury (planet) made of?");
  });

  test("words that are no name, and answers to what no rule asked, stand behind the question", async () => {
    const { question } = await queriesOf("Compare Norda's revenue.", [], { other: "its competitors" });
    expect(question).toBe("Compare Norda's revenue (its competitors).");
    const answered = [{ id: "c1", question: "For whom?", assumed: "For all.", answer: "investors" }];
    const brief = await analyst.brief({
      ...{ question: "What is known of Norda?", options: { length: "standard" as const }, skills: [] },
      clarify: { documents: [], today, answered },
    });
    expect(brief.question).toBe("What is known of Norda (investors)?");
  });

  test("without an answer the question stays as it was", async () => {
    const { brief, question } = await queriesOf("How did Norda develop?", [], {});
    expect(question).toBe("How did Norda develop?");
    expect(brief.clarifications?.map(({ answer }) => answer)).toEqual([null, null]);
  });
});
