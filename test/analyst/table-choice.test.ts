import { describe, expect, test } from "vitest";
import { answerSentences, bestTable } from "../../src/analyst/extractive/table-answer/index.ts";
import { createExtractiveAnalyst } from "../../src/analyst/index.ts";
import type { SourceTable } from "../../src/evidence/index.ts";
import { verifyReport } from "../../src/evidence/index.ts";
import type { StoredSource } from "../../src/library/index.ts";
import type { Block } from "../../src/report/index.ts";
import { sourcesOf } from "./report-of.ts";
import { gatherFor, paragraph, stored } from "./sample-filings.ts";
import { career, fleet, medals, race, season } from "./sample-tables.ts";

const page = (name: string, title: string, opening: string, block: SourceTable): StoredSource =>
  stored(name, title, [paragraph(`${name}-p`, opening, 1), block]);

const pages = sourcesOf(
  page("ski", "Lake Trophy 2020", "The Lake Trophy 2020 was a ski race of ten kilometres.", race),
  page("andes", "Andes Games 2011", "The Andes Games 2011 were held in Lima.", medals),
  page("comets", "1998 Valley Comets season", "The Valley Comets played six games in 1998.", season),
  page("jumper", "Karin Sund", "Karin Sund is a runner over 400 metres.", career),
  page("supply", "Alder class", "The Alder class is a class of four supply ships.", fleet),
);

describe("among many pages the one that is asked about answers", () => {
  test.each([
    ["how many skiers of the Lake Trophy 2020 were from norway?", "ski", "3"],
    ["which nation won the most gold medals at the Andes Games 2011?", "andes", "Peru"],
    ["which opponent of the Valley Comets had the highest attendance?", "comets", "Stone Bay"],
    ["where was the last competition of Karin Sund?", "jumper", "Zurich, Switzerland"],
    ["which ship of the Alder class has the most beds?", "supply", "Elm"],
  ])("%s", (question, name, answer) => {
    const best = bestTable(question, pages);
    expect(best?.answer.answer).toBe(answer);
    expect(best?.sourceId).toBe(`s-${name}`);
  });

  test("the order of the pages decides nothing", () => {
    const question = "how many skiers of the Lake Trophy 2020 were from norway?";
    const turned = new Map([...pages].reverse());
    expect(bestTable(question, turned)?.tableId).toBe(bestTable(question, pages)?.tableId);
  });

  test("what two pages answer differently is answered by neither, unless one is named", () => {
    const regatta = page("sail", "Bay Cup 2019", "The Bay Cup 2019 was a regatta of sailing boats.", {
      ...race,
      id: "regatta",
      rows: race.rows.slice(0, 4),
    });
    const both = new Map([...pages, [regatta.source.id, regatta]]);
    expect(bestTable("how many skiers were from norway?", pages)?.answer.answer).toBe("3");
    expect(bestTable("how many skiers were from norway?", both)).toBeUndefined();
    expect(bestTable("how many skiers of the lake trophy 2020 race were from norway?", both)?.sourceId).toBe("s-ski");
  });

  test("two pages that give the same answer do not hide it", () => {
    const copy = page("copy", "Lake Trophy 2020, results", "The Lake Trophy 2020 was a ski race.", race);
    const both = new Map([...pages, [copy.source.id, copy]]);
    expect(bestTable("how many skiers were from norway?", both)?.answer.answer).toBe("3");
  });

  test("no page answers what none is about", () => {
    expect(bestTable("how many passengers use the harbour ferry each year?", pages)).toBeUndefined();
  });

  test("a statement of accounts is left to those who read series", () => {
    const statement = { ...medals, caption: "Consolidated statements of operations" };
    expect(bestTable("how many total medals did chile win?", sourcesOf(stored("x", "X", [statement])))).toBeUndefined();
  });
});

const questions = [
  ["how many skiers were from norway?", race, "3"],
  ["which country had the most skiers?", race, "Norway"],
  ["what is the total number of points by norway?", race, "205"],
  ["what is the average number of points of norway and sweden?", race, "63.75"],
  ["what was the difference in points between anna berg and ella holm?", race, "40"],
  ["who had more points, mia laine or nora falk?", race, "Mia Laine"],
  ["who came next after mia laine?", race, "Ella Holm"],
  ["what was the total number of bronze medals?", medals, "8"],
  ["which nations won three gold medals?", medals, "Chile, Bolivia"],
  ["how many games did they win?", season, "3"],
  ["where was the last competition held?", career, "Zurich, Switzerland"],
  ["how many ships do not have notes?", fleet, "2"],
] as const;

describe("whoever writes computes the answer again from the banked cells", () => {
  const gather = (question: string, block: SourceTable) =>
    gatherFor(question, sourcesOf(stored("only", "A page", [block])));

  test.each(questions)("%s", async (question, block, answer) => {
    const { brief, evidence } = await gather(question, block);
    const [sentence] = answerSentences(evidence, brief);
    expect(sentence?.text.startsWith(answer)).toBe(true);
    const banked = new Set(evidence.map(({ evidence: { id } }) => id));
    expect(sentence?.evidenceIds.length).toBeGreaterThan(0);
    expect(sentence?.evidenceIds.every((id) => banked.has(id))).toBe(true);
  });

  test("a count cites each row it counts, the most each row that makes it so", async () => {
    for (const [question, cited] of [
      ["how many skiers were from norway?", 3],
      ["which country had the most skiers?", 3],
      ["how many skiers had at least 50 points?", 4],
    ] as const) {
      const { brief, evidence } = await gather(question, race);
      expect(answerSentences(evidence, brief)[0]?.evidenceIds).toHaveLength(cited);
    }
  });

  test("a large table is banked only in the columns that the answer rests on", async () => {
    const wide: SourceTable = {
      ...race,
      header: [[...(race.header[0] ?? []), ...Array.from({ length: 8 }, (_, index) => `Split ${index}`)]],
      rows: race.rows.map((row) => [...row, ...Array.from({ length: 8 }, (_, index) => ({ text: `x${index}` }))]),
    };
    const { evidence } = await gather("how many skiers were from norway?", wide);
    const columns = new Set(
      evidence.flatMap(({ evidence: { content } }) => (content.type === "cell" ? [content.column] : [])),
    );
    expect(columns.size).toBeLessThan(5);
    expect(columns).toContain("Country");
  });
});

describe("every computed sentence stands the check, in every language of the phrases", () => {
  const languages = ["en", "de", "fr", "es", "zh", "ar"] as const;

  test.each(languages)("%s", async (language) => {
    for (const [question, block, answer] of questions) {
      const source = stored("only", "A page", [block]);
      const gathered = await gatherFor(question, sourcesOf(source));
      const brief = { ...gathered.brief, language };
      const analyst = createExtractiveAnalyst();
      const outline = await analyst.outline({ ...gathered, brief, conflicts: [], gaps: [] });
      const given = { ...gathered, brief, outline, sections: [], conflicts: [], gaps: [] };
      const summary: readonly Block[] = await analyst.summarise(given);
      const report = {
        summary,
        sections: [],
        sources: [source.source],
        evidence: gathered.evidence.map(({ evidence }) => evidence),
        language,
      };
      const { checks } = verifyReport(report, { loadParsed: () => source.parsed });
      const own = checks.filter(({ claim }) => claim.startsWith(answer));
      expect(own.map(({ claim, support, reason }) => [claim, support, reason])).toEqual(
        own.map(({ claim, reason }) => [claim, "supported", reason]),
      );
      expect(own.length).toBeGreaterThan(0);
    }
  });
});

test.each([
  "How did the points of skiers develop since 2019?",
  "Why did Anna Berg have the most points?",
  "Compare the points of Anna Berg and Mia Laine",
])("no single cell answers: %s", async (question) => {
  const { brief, evidence } = await gatherFor(question, sourcesOf(stored("only", "A race", [race])));
  expect(answerSentences(evidence, brief)).toEqual([]);
});
