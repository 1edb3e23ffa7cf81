import { detectLanguage, nextInquiryStep } from "../analyst/index.ts";
import { fitImage } from "../perception/index.ts";
import { toolNamed } from "../tools/index.ts";
import { containedAnswer } from "./contain-answer.ts";
import { type InquiryServices, saveInquiry } from "./inquiry.ts";
import { loadHops, readIn, takeHop } from "./take-hop.ts";

/** Turns after which the model must answer. */
export const maxTurns = 14;
/** One turn: asks for the next step and takes it. Gives true when the inquiry is over. */
export async function hop(
  { hopCount, givenIds }: { readonly hopCount: number; readonly givenIds: readonly string[] },
  services: InquiryServices,
): Promise<{ hopCount: number; isDone: boolean }> {
  const hops = await loadHops(hopCount, services);
  const { models, context, question, tools } = services;
  const turnsLeft = maxTurns - (hopCount - services.targets.length);
  const view = {
    question,
    tools,
    hops,
    pictures: context.pictures.all(),
    given: givenIds,
    turnsLeft,
    load: loader(services),
  };
  const next = await nextInquiryStep(view, models);
  if (!next.ok) {
    await saveInquiry({ answer: "", steps: [], limitations: [next.failure.message] }, hops, services);
    return { hopCount, isDone: true };
  }
  if ("answer" in next.step) {
    const language = await detectLanguage(question);
    const read = readIn(hops, context.pictures.all());
    const { answer, left } = containedAnswer(next.step.answer, { question, language, read });
    const limitations = left > 0 ? [leftOut] : [];
    await saveInquiry({ answer, steps: next.step.steps, limitations }, hops, services);
    return { hopCount, isDone: true };
  }
  if (turnsLeft <= 1) {
    await saveInquiry(
      { answer: "", steps: [], limitations: [`No answer was found within ${maxTurns} steps.`] },
      hops,
      services,
    );
    return { hopCount, isDone: true };
  }
  const { tool: name, input } = next.step;
  const tool = toolNamed(name, tools);
  await takeHop({ number: hopCount + 1, tool: tool?.name ?? "unknown", input }, tool, services, hops);
  return { hopCount: hopCount + 1, isDone: false };
}

const leftOut =
  "A part of the answer was left out, because its words stand neither in the question nor in what was read.";

function loader({ models, context, signal }: InquiryServices) {
  const { maxImageSide, maxImageBytes, imageTypes } = models.profileOf("look");
  return async (assetId: string, half: boolean) => {
    const { width = 0, height = 0 } = context.pictures.get(assetId)?.asset ?? {};
    const largest = Math.min(maxImageSide, Math.max(width, height));
    const limits = {
      maxSide: Math.max(1, Math.round(half ? largest / 2 : largest)),
      maxBytes: maxImageBytes,
      types: imageTypes,
    };
    const fitted = await fitImage(await context.pictures.bytes(assetId), { limits, signal });
    return fitted && { type: "image" as const, ...fitted };
  };
}
