import type { AIMessage, BaseMessage } from "@langchain/core/messages";
import { isAbort } from "../errors.ts";
import { connectModel, type ModelSettings } from "./langchain-model.ts";
import { failureOfThrown } from "./model-failure.ts";
import { parseModelName } from "./model-providers.ts";
import type { TestPicture } from "./probe.ts";
import { type Found, isRefusal, notTested, type ProbeTime, probeRoom, probeStep } from "./probe-ask.ts";
import { type ModelProfile, profileOf } from "./profile.ts";
import { withinTime } from "./within-time.ts";

const probeTimeoutMs = 120_000;
const tool = {
  name: "draw_picture",
  description: "Draws a picture with a number on it and returns it.",
  schema: { type: "object", properties: { title: { type: "string" } }, required: ["title"] },
} as const;
const request =
  "Call the tool draw_picture with the title “Test”. Then answer with the number on the picture, and nothing else.";

/**
 * Finds out whether a model calls a tool, whether it can be made to, and whether it sees a picture in a tool's result.
 *
 * Contract: one to four calls; rejects only with the signal's reason.
 */
export async function probeTools(
  settings: ModelSettings,
  { picture, time }: { readonly picture: TestPicture; readonly time: ProbeTime },
): Promise<Found> {
  const { HumanMessage } = await import("@langchain/core/messages");
  const asked = [new HumanMessage(request)];
  for (const choice of ["any", "auto"] as const) {
    const answer = await invoke(settings, { messages: asked, choice, time });
    if ("failure" in answer && !answer.isRefusal) return notTested("tools", answer.failure);
    if ("failure" in answer || !calls(answer.message)) continue;
    const how = choice === "any" ? "calls a tool when it must" : "calls a tool when it likes to; cannot be made to";
    const found: Found = { steps: [probeStep("tools", true, how)], measured: { toolChoice: choice, toolCalls: true } };
    const seen = await probeResult(settings, { messages: [...asked, answer.message], picture, time });
    return { steps: [...found.steps, ...seen.steps], measured: { ...found.measured, ...seen.measured } };
  }
  const none = "calls no tool; tools will be asked for in words";
  return {
    steps: [probeStep("tools", false, none)],
    measured: { toolChoice: "none", toolCalls: false, toolImages: false },
  };
}

/** Hands the picture back as what the tool gave. */
async function probeResult(
  settings: ModelSettings,
  given: { readonly messages: readonly BaseMessage[]; readonly picture: TestPicture; readonly time: ProbeTime },
): Promise<Found> {
  const { messages, picture, time } = given;
  const name = "pictures in tool results";
  const { ToolMessage } = await import("@langchain/core/messages");
  const { image, number } = picture;
  const url = `data:${image.mediaType};base64,${Buffer.from(image.bytes).toString("base64")}`;
  const ids = (messages.at(-1) as AIMessage).tool_calls?.map(({ id }) => id ?? "call") ?? [];
  const content = [{ type: "image_url" as const, image_url: { url } }];
  const results = ids.map((id) => new ToolMessage({ tool_call_id: id, name: tool.name, content }));
  const answer = await invoke(settings, { messages: [...messages, ...results], choice: "auto", time });
  if ("failure" in answer && !answer.isRefusal) return notTested(name, answer.failure);
  if ("failure" in answer) {
    const detail = `not taken (${answer.failure.message}); pictures will follow in a message of their own`;
    return { steps: [probeStep(name, true, detail)], measured: { toolImages: false } };
  }
  const saw = textOf(answer.message).includes(number);
  const detail = saw ? "are seen" : "are not seen; pictures will follow in a message of their own";
  return { steps: [probeStep(name, true, detail)], measured: { toolImages: saw } };
}

type Answer =
  | { readonly message: AIMessage }
  | { readonly failure: ReturnType<typeof failureOfThrown>["failure"]; readonly isRefusal: boolean };

interface Invocation {
  readonly messages: readonly BaseMessage[];
  readonly choice: "any" | "auto";
  readonly time: ProbeTime;
}

async function invoke(settings: ModelSettings, { messages, choice, time }: Invocation): Promise<Answer> {
  const { signal } = time;
  const profile: ModelProfile = profileOf(settings.id, settings.profile);
  const call = { messages: [], json: false, maxOutputTokens: probeRoom(profile) };
  try {
    const client = await connectModel(parseModelName(settings.id), settings, profile, call);
    const bound = client.bindTools([tool], choice === "any" ? { tool_choice: "any" } : {});
    const message = await withinTime(probeTimeoutMs, signal, bound.invoke([...messages], { signal }));
    return { message };
  } catch (error) {
    if (isAbort(error, signal) || signal.aborted) throw signal.reason;
    const { failure, retry } = failureOfThrown(error, settings.id, settings.apiKey ? [settings.apiKey] : []);
    // An adapter that cannot put the call into its protocol throws too; only a busy or silent endpoint tells nothing.
    const isAdapter = failure.code === "broken";
    return { failure, isRefusal: isRefusal(failure) || (isAdapter && retry !== undefined) };
  }
}

const calls = (message: AIMessage): boolean => (message.tool_calls ?? []).some(({ name }) => name === tool.name);

function textOf({ content }: AIMessage): string {
  if (typeof content === "string") return content;
  return content.map((part) => (part.type === "text" ? part.text : "")).join("");
}
