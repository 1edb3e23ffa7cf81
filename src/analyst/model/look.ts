import { z } from "zod";
import type { Analyst } from "../analyst.ts";
import { answerOf, type Helm } from "./helm.ts";
import { lookPrompt } from "./prompts/look.ts";

const answer = z.object({
  relevant: z.boolean(),
  legible: z.boolean().catch(true),
  reading: z.string().max(1_500).catch(""),
});

/**
 * What a picture shows, by a model that sees; by caption and recognised words where none does.
 *
 * Contract: a picture that is not relevant or not legible is never shown.
 */
export function lookWith(helm: Helm): Analyst["look"] {
  return async (input) => {
    const { loadPicture, caption, words, subQuestion } = input;
    if (!helm.models.profileOf("look").vision) return helm.embedded.look(input);
    const image = await loadPicture();
    if (!image) return helm.embedded.look(input);
    const messages = lookPrompt({ image, caption, words, purpose: subQuestion.question });
    const value = await answerOf({ role: "look", stage: "gather", messages, maxOutputTokens: 600 }, answer, helm);
    if (!value) return helm.embedded.look(input);
    const isUseful = value.relevant && value.legible && value.reading.trim() !== "";
    return { relevant: isUseful, reading: value.reading.trim() };
  };
}
