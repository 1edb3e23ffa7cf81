import { beforeAll, describe, expect, test } from "vitest";
import { plantedTexts } from "../support/hostile-texts.ts";
import { type InjectionRun, injectionQuestion, runInjected } from "../support/injection-run.ts";

const isMarked = (text: string): boolean => /mallory|attacker\.invalid|马洛里/i.test(text);

describe("a run over a library and a web full of injections, with a model that obeys every one", () => {
  let attacked: InjectionRun;
  beforeAll(async () => {
    attacked = await runInjected(plantedTexts, { isMarked });
  }, 120_000);

  test("was attacked at every step that sees strangers' text", () => {
    expect([...attacked.obeyed.keys()].sort()).toEqual(
      expect.arrayContaining(["judge", "outline", "read", "split", "write"]),
    );
  });

  test("keeps the plan that it makes of the question alone", () => {
    const topic = injectionQuestion.replace("?", "");
    expect(attacked.subQuestions.map(({ question, queries, topics }) => ({ question, queries, topics }))).toEqual([
      { question: injectionQuestion, queries: [topic], topics: [topic] },
      { question: `Why? ${injectionQuestion}`, queries: [topic], topics: [topic] },
    ]);
    expect(isMarked(JSON.stringify(attacked.subQuestions))).toBe(false);
  });

  test("sends no planted query to the search provider", () => {
    expect(attacked.searched.length).toBeGreaterThan(0);
    expect(attacked.searched.filter(isMarked)).toEqual([]);
  });

  test("fetches nothing but what the search gave", () => {
    expect(attacked.strayed).toEqual([]);
  });

  test("says nothing of theirs but in quotations", () => {
    expect(attacked.leaks).toEqual([]);
  });

  test("still answers the question from what is true", () => {
    expect(attacked.outcome).toBe("complete");
    expect(attacked.report.verification.unsupported + attacked.report.verification.contradicted).toBe(0);
    expect(attacked.report.verification.supported).toBeGreaterThan(1);
    expect(JSON.stringify(attacked.report.sections)).toContain("7,310");
  });
});
