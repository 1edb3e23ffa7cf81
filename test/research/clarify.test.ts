import { readFile, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { afterEach, beforeEach, describe, expect, test } from "vitest";
import type { Brief, Clarification, Clarifying } from "../../src/analyst/index.ts";
import { brief, clarify, loadAnswers, writeAnswers } from "../../src/research/index.ts";
import { requestFor } from "../support/runs.ts";
import { type Bench, openBench, scriptedAnalyst, testBrief } from "./services.ts";

const question = "How did it go?";
const what: Clarification = { id: "what", question: "What went?", options: ["heat", "staff"], assumed: "All of it." };
const when: Clarification = { id: "when", question: "When?", why: "It decides.", assumed: "At all times." };

let bench: Bench;
const given: (Clarifying | undefined)[] = [];

/** Asks both things until they are answered, and then puts the answers behind the question. */
const analyst = scriptedAnalyst({
  brief: async (input): Promise<Brief> => {
    given.push(input.clarify);
    const clarifications = input.clarify?.answered ?? (input.clarify ? [what, when] : []);
    const said = clarifications.flatMap(({ answer }) => answer ?? []).join(", ");
    return { ...testBrief, question: `${input.question} ${said}`.trim(), assumptions: ["First."], clarifications };
  },
});

beforeEach(async () => {
  bench = await openBench({ analyst, request: requestFor(question, { library: [], clarify: true }) });
  given.length = 0;
});
afterEach(() => bench.close());

const stored = async (): Promise<Brief> =>
  JSON.parse(await readFile(join(bench.folder, "run", "brief.json"), "utf8")) as Brief;
const settle = (answers: Readonly<Record<string, string | null>>) => clarify({ question, answers }, bench.services);

describe("the brief", () => {
  test("gives what is unclear, tells it, and keeps it in the run's folder", async () => {
    await writeFile(join(bench.folder, "sulvik-2022.md"), "# Sulvik");
    const request = { ...bench.services.request, library: [join(bench.folder, "sulvik-2022.md")] };
    expect(await brief(question, { ...bench.services, request })).toEqual({ clarifications: [what, when] });
    expect(given).toEqual([{ documents: ["sulvik-2022"], today: "2026-01-01" }]);
    expect((await stored()).clarifications).toEqual([what, when]);
    expect(bench.events).toEqual([
      { type: "clarification-asked", ...what },
      { type: "clarification-asked", ...when },
    ]);
  });

  test("asks nothing unless the request says so", async () => {
    const { clarify: _, ...request } = bench.services.request;
    expect(await brief(question, { ...bench.services, request })).toEqual({ clarifications: [] });
    expect(given).toEqual([undefined]);
    expect(bench.events).toEqual([]);
  });

  test("made again keeps the answers that were given to the same questions", async () => {
    await brief(question, bench.services);
    await writeAnswers({ what: "heat" }, bench.services.folder);
    expect(await brief(question, bench.services)).toEqual({ clarifications: [what, when] });
    expect(await loadAnswers(bench.services.folder)).toEqual({ what: "heat", when: null });
  });
});

describe("answers", () => {
  beforeEach(async () => void (await brief(question, bench.services)));

  test("are heeded by the brief, and what is left out is assumed", async () => {
    await settle({ what: " heat\n" });
    expect(await stored()).toMatchObject({
      question: "How did it go? heat",
      assumptions: ["First.", "At all times."],
      clarifications: [
        { id: "what", answer: "heat" },
        { id: "when", answer: null },
      ],
    });
    expect(bench.events.slice(2)).toEqual([
      { type: "clarification-settled", id: "what", question: "What went?", answer: "heat", assumed: "All of it." },
      { type: "clarification-settled", id: "when", question: "When?", assumed: "At all times." },
    ]);
  });

  test("that are none need no second brief, and give the same however often", async () => {
    for (const _ of [1, 2]) {
      await settle({ what: null, when: " " });
      expect((await stored()).assumptions).toEqual(["First.", "All of it.", "At all times."]);
    }
    expect(given).toHaveLength(1);
    await settle({ what: "heat" });
    const once = await stored();
    await settle({ what: "heat" });
    expect(await stored()).toEqual(once);
  });

  test.each([
    [{ why: "so" }, 'nothing called "why" was asked; there is: what, when'],
    [{ what: 7 }, 'the answer to "what" must be a text, or null'],
    [{ what: ["heat"] }, 'the answer to "what" must be a text, or null'],
    [{ what: "x".repeat(301) }, 'the answer to "what" has 301 characters, and at most 300'],
    [["heat"], "they must be an object of answers by id"],
    ["heat", "they must be an object of answers by id"],
  ])("%j are refused, and nothing changes", async (answers, reason) => {
    const before = await stored();
    await expect(writeAnswers(answers, bench.services.folder)).rejects.toMatchObject({
      code: "BAD_USAGE",
      message: expect.stringContaining(reason),
    });
    expect(await stored()).toEqual(before);
  });

  test("edited by hand in brief.json are checked under its name; what is not answered there is still open", async () => {
    const path = join(bench.folder, "run", "brief.json");
    const edited = async (answer: unknown) =>
      writeFile(path, JSON.stringify({ ...(await stored()), clarifications: [{ ...what, answer }, when] }));
    await edited("staff");
    expect(await loadAnswers(bench.services.folder)).toEqual({ what: "staff" });
    await edited(7);
    await expect(loadAnswers(bench.services.folder)).rejects.toThrow(
      /brief\.json cannot be used: the answer to "what"/,
    );
  });
});
