import type { MathJsInstance } from "mathjs";
import { z } from "zod";
import { messageOf } from "../errors.ts";
import { defineTool, textOutcome } from "./tool.ts";

const maxCharacters = 500;

/** Evaluates an expression with units. */
export const calculate = defineTool({
  name: "calculate",
  aliases: ["zai_calculate", "calculator"],
  description:
    "Computes an expression exactly, with units where they help: (81797 - 82959) / 82959 * 100, 120 GWh to MWh, mean(3, 4, 8).",
  input: z.object({ expression: z.string().min(1).max(maxCharacters) }),
  async run({ expression }) {
    try {
      return textOutcome(`${expression} = ${await evaluate(expression)}`);
    } catch (error) {
      return { ok: false, message: `“${expression}” cannot be computed: ${messageOf(error)}` };
    }
  },
});

const forbidden =
  /\b(?:import|createUnit|evaluate|parse|simplify|derivative|config|typed|reviver|parser|compile|help)\b/;
/** More would let a short text fill the memory. */
const costly =
  /\b(?:ones|zeros|range|random\w*|diag|identity|kron|pickRandom|permutations|combinations\w*|factorial|gamma)\b|:|\^\s*\(?\s*\d{4,}|!/;

/**
 * The value of an expression, as mathjs writes it.
 *
 * Contract: functions that could run text as code, change the calculator or fill the memory are refused; nothing is
 * remembered between calls. Errors: rejects with what mathjs throws.
 */
export async function evaluate(expression: string): Promise<string> {
  if (forbidden.test(expression) || costly.test(expression) || /[=;{}"'`\\]|\bfunction\b/.test(expression))
    throw new Error("only arithmetic, units and statistical functions are allowed");
  const math = await calculator();
  const value: unknown = math.evaluate(expression, {});
  if (typeof value === "function" || value === undefined) throw new Error("it has no value");
  return math.format(value, { precision: 12 });
}

let made: Promise<MathJsInstance> | undefined;

/** Loading mathjs takes longer than all else that a command loads, so it happens once, on first use. */
function calculator(): Promise<MathJsInstance> {
  made ??= import("mathjs").then(({ all, create }) => create(all ?? {}, {}));
  return made;
}
