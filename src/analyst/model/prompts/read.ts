import { type ModelMessage, textMessage } from "../../../models/index.ts";
import { houseRules, jsonOnly } from "./house-rules.ts";

const task = `${houseRules}

Your step: read passages and pick out what answers one sub-question. You have no tools and you write no text of your own: you only point at places, and code checks that each place exists.
- quotes: sentences copied from a passage character by character, whole sentences, one to three in a row, at most 500 characters. A quote is read without its passage: where a sentence leaves open what it speaks of ("it", "the change", "since then"), begin with the sentence before. Choose those that state the answer, its numbers with unit and period, its reasons, its limits, or that contradict another passage. Do not take headings, menus, disclaimers, forecasts of form ("may be affected by"), or sentences that only repeat a quote you have.
- cells: cells of a table, by the table's id, the numbers in front of the rows and the columns' letters; "0-16" and "B-D" take all from the first to the last, "10, 12" single ones. Take every cell that a chart or comparison of the answer would need (all periods of a series, all named things), not what nobody asked for; where several tables give the same numbers, only the fullest.
- pictures: ids of passages of kind "picture" that may show what is asked; of several that show the same only the best. You see the words of a picture only, which may be few or garbled: somebody looks at those you name.
- Order by importance. If the passages do not answer the sub-question, give empty lists; that is a good answer.

${jsonOnly}
{"quotes": [{"passage": "p1", "exact": "..."}], "cells": [{"table": "p2", "rows": "0-16", "columns": "B-D"}], "pictures": ["p7"]}`;

/** Asks for places in passages that answer a sub-question. The reader has no tools. */
export function readPrompt(input: {
  readonly subQuestion: string;
  readonly question: string;
  /** Of a later round: what was not found before. */
  readonly lookFor: readonly string[];
  readonly passages: string;
  readonly most: number;
}): readonly ModelMessage[] {
  const { subQuestion, question, lookFor, passages, most } = input;
  const part = question === subQuestion ? "" : `\n(part of: ${question})`;
  const missing = lookFor.length > 0 ? `\nOnly this is still missing: ${lookFor.join("; ")}` : "";
  return [
    textMessage("system", task),
    textMessage("user", `${passages}\n\nSub-question: ${subQuestion}${part}${missing}\n\nPick at most ${most} quotes.`),
  ];
}
