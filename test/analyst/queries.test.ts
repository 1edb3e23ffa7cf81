import { describe, expect, test } from "vitest";
import { queries } from "../../src/analyst/extractive/queries.ts";
import type { Brief, SubQuestion } from "../../src/analyst/index.ts";
import type { PassageHit } from "../../src/library/index.ts";

const question = "Who designed the dam of Valderrubio?";
const brief: Brief = {
  question,
  language: "en",
  length: "standard",
  skill: "",
  audience: "",
  intents: ["who"],
  assumptions: [],
  checks: [],
};
const subQuestion: SubQuestion = {
  id: "q1",
  question,
  intent: "who",
  queries: [question],
  entities: ["Valderrubio"],
  topics: ["dam designed"],
};

const passage = (text: string, sourceTitle: string, at: number): PassageHit => ({
  id: `p${at}`,
  sourceId: `s${at}`,
  kind: "text",
  blockIds: ["b1"],
  text,
  locator: {},
  score: 1,
  sourceTitle,
});
const ask = (...texts: readonly (readonly [text: string, title: string])[]) =>
  queries({
    brief,
    subQuestion,
    evidence: [],
    passages: texts.map(([text, title], at) => passage(text, title, at)),
  });

describe("queries for what the question does not name", () => {
  test("ask for a name that the passages share, together with the topic", async () => {
    const found = await ask(
      ["The dam was planned by Marta Ruiz Delgado in 1931.", "Valderrubio dam"],
      ["Its walls, drawn by Marta Ruiz Delgado, are forty metres high.", "Dams of the south"],
    );
    expect(found[0]).toBe("Marta Ruiz Delgado dam designed");
  });

  test("are at most three, each once", async () => {
    const names = ["Marta Ruiz", "Ivo Lang", "Elsa Brandt", "Noel Pratt", "Tove Krag"];
    const text = `It was begun by ${names.join(", then by ")}.`;
    const found = await ask([text, "Dam of Valderrubio"], [text, "Dam of Valderrubio"], [text, "Valderrubio dam"]);
    expect(found).toHaveLength(3);
    expect(new Set(found).size).toBe(3);
  });

  test("never ask again for what the question names", async () => {
    const found = await ask(
      ["People saw the Valderrubio Dam from afar.", "Dam of Valderrubio"],
      ["They call it the Valderrubio Dam today.", "Dam of Valderrubio"],
    );
    expect(found).toEqual([]);
  });

  test("nothing found, nothing asked", async () => {
    expect(await ask()).toEqual([]);
  });

  test("the order is the same each time", async () => {
    const texts = [
      ["It was begun by Marta Ruiz and ended by Ivo Lang.", "Works of the south"],
      ["We know that Ivo Lang followed Marta Ruiz.", "Engineers of the south"],
    ] as const;
    expect(await ask(...texts)).toEqual(await ask(...texts));
  });
});
