import { z } from "zod";
import type { Box } from "../report/index.ts";
import { probeContext } from "./context-probe.ts";
import { scaleFrom } from "./coordinates.ts";
import type { ChatModel, ModelImage } from "./model.ts";
import {
  askProbe,
  type Found,
  notTested,
  type ProbeAnswer,
  type ProbeStep,
  type ProbeTime,
  probeStep,
  shortAnswer,
} from "./probe-ask.ts";
import type { ModelProfile } from "./profile.ts";
import { parseStructured } from "./structured.ts";
import { textTokens } from "./tokens.ts";

/** A picture with a number and a square whose place is known. */
export interface TestPicture {
  readonly image: ModelImage;
  readonly number: string;
  readonly square: Box;
}

/** What a probe found, step by step. */
export interface Probe {
  readonly steps: readonly ProbeStep[];
  /** What was measured, to go over the built-in profile; absent when the model could not be reached. */
  readonly measured?: Partial<ModelProfile>;
}

const word = "pineapple";

/**
 * Finds out what a model at a live endpoint can do, by small questions: words, JSON, a drawn test picture, tools and
 * pictures in their results, a long text, and how much it thinks.
 *
 * Contract: never throws for what the endpoint does wrong; stops after the first question when nobody answers; what
 * could not be tested is told and not measured.
 */
export async function probeModel(
  model: ChatModel,
  { picture, tools, ...time }: ProbeTime & { readonly picture: TestPicture; readonly tools: () => Promise<Found> },
): Promise<Probe> {
  const started = time.now().getTime();
  const asked = [{ type: "text" as const, text: `Answer with the one word: ${word}` }];
  const first = await askProbe(model, asked, { time });
  if (!first.ok) return { steps: [probeStep("answers", false, first.failure.message)] };
  const seconds = (time.now().getTime() - started) / 1_000;
  const follows = first.text.toLowerCase().includes(word);
  const detail = `${seconds.toFixed(1)} s${follows ? "" : `; said “${shortAnswer(first.text)}”`}`;
  const answers: Found = { steps: [probeStep("answers", follows, detail)], measured: {} };
  const found = [
    answers,
    await probeJson(model, time),
    await probeSight(model, picture, time),
    await tools(),
    await probeContext(model, time),
    thinkingOf(first),
  ];
  return {
    steps: found.flatMap(({ steps }) => steps),
    measured: Object.assign({}, ...found.map(({ measured }) => measured)),
  };
}

/** What is used beyond this for one word was thought. */
const wordTokens = 60;

function thinkingOf({ text, usage }: Extract<ProbeAnswer, { ok: true }>): Found {
  const name = "reasoning";
  const always = { thinking: "always" } as const;
  if (/<think/i.test(text))
    return { steps: [probeStep(name, true, "writes its reasoning into the answer")], measured: always };
  if (usage.isEstimate || usage.outputTokens <= wordTokens + textTokens(text))
    return { steps: [probeStep(name, true, "none in the answer")], measured: {} };
  const detail = `thinks before it answers: ${usage.outputTokens} tokens for one word`;
  return { steps: [probeStep(name, true, detail)], measured: always };
}

const jsonAnswer = z.object({ colour: z.string(), count: z.number() });

async function probeJson(model: ChatModel, time: ProbeTime): Promise<Found> {
  const text = 'Answer with this JSON object and nothing else: {"colour": "red", "count": 3}';
  const asked = await askProbe(model, [{ type: "text", text }], { json: true, time });
  const isPromised = model.profile.jsonMode === "object";
  if (asked.ok) {
    const parsed = parseStructured(asked.text, jsonAnswer);
    const how = isPromised ? "by the endpoint's JSON mode" : "in words";
    const detail = parsed.ok ? how : `could not be read: ${parsed.problem}`;
    return { steps: [probeStep("JSON", parsed.ok, detail)], measured: {} };
  }
  if (!asked.isRefusal) return notTested("JSON", asked.failure);
  // An endpoint without the mode refuses the call; asking in words still works.
  const detail = `the endpoint refuses JSON mode (${asked.failure.message}); JSON will be asked for in words`;
  return { steps: [probeStep("JSON", true, detail)], measured: isPromised ? { jsonMode: "none" } : {} };
}

const sightAnswer = z.object({ number: z.coerce.string(), box: z.unknown() });

async function probeSight(model: ChatModel, { image, number, square }: TestPicture, time: ProbeTime): Promise<Found> {
  const text =
    'The picture shows a number and a red square. Answer with JSON only: {"number": "the number", "box": [left, top, right, bottom of the red square]}';
  const asked = await askProbe(model, [image, { type: "text", text }], { time });
  const blind = { vision: false } as const;
  if (!asked.ok)
    return asked.isRefusal
      ? { steps: [probeStep("sight", false, asked.failure.message)], measured: blind }
      : notTested("sight", asked.failure);
  const parsed = parseStructured(asked.text, sightAnswer);
  const saw = parsed.ok && parsed.value.number.includes(number);
  const said = `the test number was not read: “${shortAnswer(asked.text)}”`;
  if (!saw) return { steps: [probeStep("sight", false, said)], measured: blind };
  const scale = scaleFrom(JSON.stringify(parsed.value.box), square, image);
  const place = probeStep("coordinates", scale !== undefined, scale ?? "the test square was not found");
  const measured = { vision: true, ...(scale ? { coordinates: scale } : {}) };
  return { steps: [probeStep("sight", true, "reads a drawn number"), place], measured };
}
