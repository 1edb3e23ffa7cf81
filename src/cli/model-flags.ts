import type { Command } from "commander";
import { collect, positive, positiveWhole } from "./program/options.ts";

/** Adds the flags about models to a command. */
export function addModelOptions(command: Command): Command {
  return command
    .option("--model <provider:name>", "chat model to think with, or none (default: the embedded analyst)")
    .option("--model-url <address>", "endpoint of the model, for servers of your own")
    .option("--model-plan <provider:name>", "model that plans and outlines")
    .option("--model-read <provider:name>", "model that reads passages")
    .option("--model-write <provider:name>", "model that writes")
    .option("--model-look <provider:name>", "model that looks at pictures")
    .option("--model-judge <provider:name>", "model that judges claims")
    .option("--model-fallback <provider:name>", "model to ask when another fails; repeatable", collect)
    .option("--max-tokens <number>", "model tokens at most", positiveWhole)
    .option("--max-cost <dollars>", "dollars at most", positive)
    .option("--max-calls <number>", "model calls at most", positiveWhole);
}
