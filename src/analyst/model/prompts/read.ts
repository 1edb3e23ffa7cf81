import { type ModelMessage, textMessage } from "../../../models/index.ts";
import { houseRules, jsonOnly } from "./house-rules.ts";

const task = `${houseRules}

Your step: read passages and pick out what answers one sub-question. You have no tools and you write no text of your own: you only point at places, and code checks that each place exists.
- quotes: sentences copied from a passage character by character, whole sentences, one to three in a row, at most 500 characters. Choose those that state the answer, its numbers with unit and period, its reasons, its limits, or that contradict another passage. Do not take headings, menus, disclaimers, forecasts of form ("may be affected by"), or sentences that only repeat a quote you have.
- cells: single cells of a table, by the table's id, the number in front of the row and the column's letter. Take every cell that a chart or comparison of the answer would need (all periods of a series, all named things), not totals that nobody asked for.
- pictures: ids of passages of kind "picture" whose caption says that the picture shows what is asked.
- Order by importance. If the passages do not answer the sub-question, give empty lists; that is a good answer.

${jsonOnly}
{"quotes": [{"passage": "p1", "exact": "..."}], "cells": [{"table": "p2", "row": 3, "column": "B"}], "pictures": ["p7"]}`;

/** Asks for places in passages that answer a sub-question. The reader has no tools. */
export function readPrompt(input: {
  readonly subQuestion: string;
  readonly question: string;
  readonly passages: string;
  readonly most: number;
}): readonly ModelMessage[] {
  const { subQuestion, question, passages, most } = input;
  return [
    textMessage("system", task),
    textMessage(
      "user",
      `${passages}\n\nSub-question: ${subQuestion}\n(part of: ${question})\n\nPick at most ${most} quotes and ${most * 3} cells.`,
    ),
  ];
}
