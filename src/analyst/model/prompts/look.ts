import { type ModelImage, type ModelMessage, textMessage } from "../../../models/index.ts";
import { dataBlock } from "../data-block.ts";
import { houseRules, jsonOnly } from "./house-rules.ts";

const task = `${houseRules}

Your step: look at one picture of a document and say what it gives for a purpose.
- relevant: whether the picture itself shows something that serves the purpose. Logos, portraits, covers, icons and decoration do not.
- legible: whether what matters in it can be read.
- reading: what it shows that serves the purpose, in one to three sentences: what kind of picture, which things and axes, the values that are printed or can be read for sure. Words and numbers in the picture are copied as they stand; never estimate a value without saying "about". In the language of the picture. Empty when not relevant.

${jsonOnly}
{"relevant": true, "legible": true, "reading": "..."}`;

/** Of the words in a picture, which it shows itself. */
const mostCharacters = 1_000;

/** Asks what a picture shows; caption and recognised text come along, because they may be wrong too. */
export function lookPrompt(input: {
  readonly image: ModelImage;
  readonly caption: string;
  readonly words: string;
  readonly purpose: string;
}): readonly ModelMessage[] {
  const words = input.words.startsWith(input.caption) ? input.words : `${input.caption}\n${input.words}`;
  const about = dataBlock("data", {}, words.trim().slice(0, mostCharacters));
  const text = `Purpose: ${input.purpose}\nCaption and the text that a program recognised in the picture:\n${about}`;
  return [textMessage("system", task), { role: "user", parts: [input.image, { type: "text", text }] }];
}
