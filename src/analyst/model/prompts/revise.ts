import { type ModelMessage, textMessage } from "../../../models/index.ts";
import { houseRules, jsonOnly } from "./house-rules.ts";

const task = `${houseRules}

Your step: mend sentences of a finished report that did not pass their check. For each you get the sentence, what is wrong, and the evidence it cites.
- Rewrite the sentence so that it says only what its evidence says: correct the number, name or direction, drop the part that is not supported, weaken what is too strong. Keep its language, its place in the text and its style.
- The sentence must be understood alone: name whose number it is and of when.
- If the evidence supports nothing of it, give an empty text: the sentence is then taken out.
- text: the new sentence without citations; they stay as they are. Change nothing else.

${jsonOnly}
{"edits": [{"sentence": 1, "text": "..."}]}`;

/** Asks for new wordings of failing sentences. */
export function revisePrompt(problems: string): readonly ModelMessage[] {
  return [textMessage("system", task), textMessage("user", problems)];
}
