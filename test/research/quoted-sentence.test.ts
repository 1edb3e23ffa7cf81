import { describe, expect, test } from "vitest";
import { type Inline, quotationMarks, textOf } from "../../src/report/index.ts";
import { quotedSentence } from "../../src/research/quoted-sentence.ts";

const passages: Readonly<Record<string, string>> = {
  e1: "The Velden plant delivered 412 GWh of heat in 2023 to the district network of the town.",
  e2: "Heat sales grew because a city by-law of 2018 obliged new houses to join the network.",
  e3: "Wärme verkaufte sich besser, weil eine Satzung von 2018 neue Häuser zum Anschluss verpflichtete.",
  e4: "风电装机容量在2023年达到四百万千瓦，主要因为税收抵免政策的延长。",
};
const cite = (id: string): Inline => ({ type: "citation", evidenceIds: [id] });

/** "Heat grew [e1]." as inlines. */
const inlinesOf = (sentence: string): readonly Inline[] =>
  sentence.split(/(\[e\d\])/).flatMap((value): readonly Inline[] => {
    if (value === "") return [];
    return value.startsWith("[e") ? [cite(value.slice(1, -1))] : [{ type: "text", value }];
  });

const shown = (inlines: readonly Inline[]): string =>
  inlines
    .map((inline) => (inline.type === "citation" ? `[${inline.evidenceIds.join("; ")}]` : textOf([inline])))
    .join("");

function quoted(sentence: string, language = "en"): string {
  const { inlines } = quotedSentence(inlinesOf(sentence), {
    passagesOf: (ids) => ids.flatMap((id) => passages[id] ?? []),
    titles: ["Yearly report of the works of the town of Velden"],
    trusted: ["How much heat did the Velden plant deliver in 2023?"],
    marks: quotationMarks(language),
  });
  return shown(inlines);
}

describe("a sentence that copies its evidence", () => {
  test.each([
    [
      "whole becomes a clean quotation",
      "en",
      `${passages.e1?.slice(0, -1)} [e1].`,
      `“${passages.e1?.slice(0, -1)}” [e1]. `,
    ],
    [
      "with its full stop before the citation too",
      "en",
      `${passages.e1} [e1] `,
      `“${passages.e1?.slice(0, -1)}” [e1]. `,
    ],
    ["in German", "de", `${passages.e3?.slice(0, -1)} [e3].`, `„${passages.e3?.slice(0, -1)}“ [e3]. `],
    ["in French", "fr", `${passages.e2?.slice(0, -1)} [e2].`, `« ${passages.e2?.slice(0, -1)} » [e2]. `],
    ["in Chinese", "zh", `${passages.e4?.slice(0, -1)}[e4]。`, `“${passages.e4?.slice(0, -1)}”[e4]。`],
    [
      "in part is marked where it stands",
      "en",
      "Its sales grew because a city by-law of 2018 obliged new houses to join the network [e2], up from 250 GWh [e1].",
      "Its “sales grew because a city by-law of 2018 obliged new houses to join the network” [e2], up from 250 GWh [e1].",
    ],
    [
      "behind its citation cites it again",
      "en",
      "By [e2], sales grew because a city by-law of 2018 obliged new houses to join the network.",
      "By [e2], “sales grew because a city by-law of 2018 obliged new houses to join the network” [e2]. ",
    ],
    [
      "or names a source by a long title",
      "en",
      "The yearly report of the works of the town of Velden says 350 GWh [e1].",
      "The “yearly report of the works of the town of Velden” says 350 GWh [e1].",
    ],
  ])("%s", (_, language, sentence, expected) => expect(quoted(sentence, language)).toBe(expected));
});

test.each([
  "The Velden plant delivered 412 GWh of heat in 2023 [e1], up from 250 GWh in 2019 [e2].",
  "In 2023 the plant sold 412 GWh [e1].",
])("what says no more than numbers and the question stays: %s", (sentence) => expect(quoted(sentence)).toBe(sentence));
