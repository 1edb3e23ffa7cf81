import type { RunEvent, RunUsage, Spending } from "./events.ts";

/** Calls, tokens and cost so far, for the status line; empty before the first answer. */
export function spendingTally({ calls, inputTokens, outputTokens, costUsd }: Spending): string {
  if (calls === 0) return "";
  return `${plural(calls, "model call")}, ${amount(inputTokens + outputTokens)} tokens, ${dollars(costUsd)}`;
}

/** What the models of a run used: the total, then each stage and role, dearest in tokens first. */
export function usageLines(usage: RunUsage): readonly string[] {
  if (usage.calls === 0) return ["Models: no call was answered."];
  const parts = Object.entries(usage.parts).sort(([, a], [, b]) => tokensOf(b) - tokensOf(a));
  const width = Math.max(...parts.map(([name]) => name.length));
  return [
    `Models: ${spendingLine(usage)}`,
    ...parts.map(([name, part]) => `  ${name.padEnd(width)}  ${spendingLine(part)}`),
  ];
}

/** What a run will probably take, in one line. */
export function forecastLine(event: Extract<RunEvent, { type: "forecast" }>): string {
  const { seconds, sources, modelCalls, inputTokens, outputTokens, costUsd, toolCalls = 0 } = event;
  const tokens = modelCalls > 0 ? `, ${amount(inputTokens)} tokens in and ${amount(outputTokens)} out` : "";
  const called = toolCalls > 0 ? `, ${plural(toolCalls, "call")} of your tools, whose price is not known` : "";
  return `Forecast: ${plural(sources, "source")}, about ${duration(seconds)}, ${plural(modelCalls, "model call")}${tokens}, ${dollars(costUsd)}${called}`;
}

/** `1 source`, `2 sources`. */
export function plural(count: number, word: string): string {
  return `${count} ${word}${count === 1 ? "" : "s"}`;
}

const tokensOf = ({ inputTokens, outputTokens }: Spending): number => inputTokens + outputTokens;

function spendingLine({ calls, inputTokens, cachedTokens, outputTokens, costUsd }: Spending): string {
  const cached = cachedTokens > 0 ? ` (${amount(cachedTokens)} cached)` : "";
  return `${plural(calls, "call")}, ${amount(inputTokens)} tokens in${cached}, ${amount(outputTokens)} out, ${dollars(costUsd)}`;
}

/** Three digits are enough to decide by: `950`, `12.3k`, `1.24M`. */
function amount(count: number): string {
  if (count < 1_000) return String(count);
  const [value, unit] = count < 999_500 ? [count / 1_000, "k"] : [count / 1_000_000, "M"];
  return `${value.toPrecision(3).replace(/\.0+$|(\.\d*[1-9])0+$/, "$1")}${unit}`;
}

/** A small cost is never printed as nothing. */
function dollars(costUsd: number | "unknown"): string {
  if (costUsd === "unknown") return "unknown cost";
  if (costUsd > 0 && costUsd < 0.01) return "under $0.01";
  return `$${costUsd.toFixed(2)}`;
}

function duration(seconds: number): string {
  const whole = Math.max(1, Math.round(seconds));
  return whole < 120 ? `${whole} s` : `${Math.round(whole / 60)} min`;
}
