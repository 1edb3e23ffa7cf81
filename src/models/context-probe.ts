import type { ChatModel } from "./model.ts";
import { askProbe, type Found, notTested, type ProbeTime, probeRoom, probeStep, shortAnswer } from "./probe-ask.ts";
import { textTokens } from "./tokens.ts";

/** More is not sent for a test: it would cost more than it tells. */
const mostTokens = 32_000;
const leastTokens = 2_000;
/** Tokenizers differ; a text a little below the limit must pass. */
const share = 0.9;

/**
 * Finds out whether a model holds the context that its profile claims, up to 32,000 tokens: a number stands before a
 * long text and is asked for after it. Servers that cut a prompt silently lose it.
 *
 * Contract: a context that holds less is measured by halves.
 */
export async function probeContext(model: ChatModel, time: ProbeTime): Promise<Found> {
  const claimed = model.profile.contextTokens;
  const least = Math.min(claimed, leastTokens);
  const tried: string[] = [];
  for (let tokens = Math.min(claimed, mostTokens); tokens >= least; tokens = Math.floor(tokens / 2)) {
    const room = Math.min(probeRoom(model.profile), Math.floor(tokens / 3));
    const asked = await askProbe(model, [{ type: "text", text: longText(tokens - room) }], { room, time });
    if (!asked.ok && !asked.isRefusal) return notTested("context", asked.failure);
    if (asked.ok && asked.text.includes(hidden)) return holds(tokens, claimed, tried);
    tried.push(
      asked.ok
        ? `of ${tokens} tokens the beginning was lost (“${shortAnswer(asked.text)}”)`
        : `${tokens} tokens were refused`,
    );
  }
  return { steps: [probeStep("context", false, tried.join("; "))], measured: { contextTokens: least } };
}

function holds(tokens: number, claimed: number, tried: readonly string[]): Found {
  if (tried.length === 0) {
    const more = claimed > tokens ? `; the profile says ${claimed}, more was not tried` : "";
    return { steps: [probeStep("context", true, `holds ${tokens} tokens${more}`)], measured: {} };
  }
  const detail = `${tried.join("; ")}; ${tokens} are held, and no call will be larger`;
  return { steps: [probeStep("context", true, detail)], measured: { contextTokens: tokens } };
}

const hidden = "58213";

/** A text of about these tokens with a number before it. */
function longText(tokens: number): string {
  const question = "What is the key number that stands before the text? Answer with the number alone.";
  const begin = `The key number is ${hidden}.\n\n`;
  const each = textTokens(line(1_000));
  const count = Math.max(1, Math.floor((tokens * share - 100) / each));
  return `${begin}${Array.from({ length: count }, (_, index) => line(index)).join("\n")}\n\n${question}`;
}

const line = (index: number): string =>
  `Line ${index}: the ferry left the harbour in the morning and came back in the evening with letters and bread.`;
