import { type Command, InvalidArgumentError } from "commander";

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
    .option("--max-tokens <number>", "model tokens at most", whole)
    .option("--max-cost <dollars>", "dollars at most", dollars)
    .option("--max-calls <number>", "model calls at most", whole);
}

function collect(value: string, previous: readonly string[] = []): readonly string[] {
  return [...previous, value];
}

function whole(value: string): number {
  const number = Number(value);
  if (!Number.isInteger(number) || number < 1) throw new InvalidArgumentError("It must be a whole number above 0.");
  return number;
}

function dollars(value: string): number {
  const number = Number(value);
  if (!(number > 0)) throw new InvalidArgumentError("It must be a number above 0.");
  return number;
}
