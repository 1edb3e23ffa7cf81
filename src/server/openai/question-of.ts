import { z } from "zod";
import { ExhibitError } from "../../errors.ts";

const part = z.looseObject({ type: z.string(), text: z.string().optional() });

/** A message of the chat completions and responses protocols, as far as it matters here. */
export const messageSchema = z.looseObject({
  role: z.string(),
  content: z.union([z.string(), z.array(part)]).nullish(),
});

type Message = z.output<typeof messageSchema>;

/** What a conversation asks. */
export interface Asked {
  readonly question: string;
  /** The run that the last answer came from, by the links in it. */
  readonly previousRunId?: string;
}

/**
 * The question is the last message of the user; what the operator of a chat client put before it is not ours to follow.
 *
 * Errors: `BAD_USAGE` for pictures and files, which are attached elsewhere, and when there is no question.
 */
export function questionOf(messages: readonly Message[]): Asked {
  const last = messages.findLast(({ role }) => role === "user");
  const foreign = partsOf(last).find(({ type }) => !["text", "input_text"].includes(type));
  if (foreign) {
    const message = `Content of type ${foreign.type} is not taken; put the file into a library of the server, or name its address in the setting urls.`;
    throw new ExhibitError("BAD_USAGE", message);
  }
  const question = textOf(last);
  if (question.trim() === "") throw new ExhibitError("BAD_USAGE", "The last message of the user holds no question.");
  const answers = messages.filter(({ role }) => role === "assistant").map(textOf);
  const previousRunId = answers.toReversed().map(runNamedIn).find(Boolean);
  return { question, ...(previousRunId ? { previousRunId } : {}) };
}

function partsOf(message: Message | undefined): readonly z.output<typeof part>[] {
  const content = message?.content ?? [];
  return typeof content === "string" ? [{ type: "text", text: content }] : content;
}

function textOf(message: Message | undefined): string {
  return partsOf(message)
    .map(({ text = "" }) => text)
    .join("\n");
}

/** Every answer ends with links to its files. */
function runNamedIn(text: string): string | undefined {
  const encoded = /\/artifacts\/([^/\s?]+)\//.exec(text)?.[1];
  try {
    return encoded && decodeURIComponent(encoded);
  } catch (error) {
    if (error instanceof URIError) return undefined;
    throw error;
  }
}
