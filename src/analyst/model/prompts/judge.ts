import { type ModelMessage, textMessage } from "../../../models/index.ts";
import { houseRules, jsonOnly } from "./house-rules.ts";

const task = `${houseRules}

Your step: judge whether the cited evidence supports a sentence. You did not write it, and you know nothing but what stands here.
- supported: the evidence states everything that the sentence states, if in other words. What follows by arithmetic from the cited numbers (a difference, share, growth, order) is stated by them.
- partly: the main statement is supported, a detail is not.
- unsupported: the main statement is not in the evidence, however plausible it is.
- contradicted: the evidence says otherwise.
Be strict with numbers, names, causes ("because", "due to"), comparisons and how sure a thing is.

${jsonOnly}
{"verdicts": [{"sentence": 1, "support": "supported", "reason": "..."}]}
Give one verdict for each sentence. reason: one short sentence, empty for "supported"; for the others it must tell who mends the sentence what to change.`;

/** Asks for a verdict on sentences that the checks by rule could not settle. */
export function judgePrompt(sentences: string): readonly ModelMessage[] {
  return [textMessage("system", task), textMessage("user", sentences)];
}
