import { createHash } from "node:crypto";
import { type ChatModel, type ModelCall, type ModelUsage, profileOf } from "../../src/models/index.ts";

/** One call and its answer; pictures stand in the prompt as their type, size and hash. */
export interface RecordedCall {
  /** Who speaks and what is said, line by line, so that a change can be read. */
  readonly prompt: readonly string[];
  readonly answer: readonly string[];
  readonly usage: ModelUsage;
}

/** A conversation of a whole run with a model, in the order of the answers. */
export interface Recording {
  /** What answered. */
  readonly model: string;
  readonly question: string;
  readonly calls: readonly RecordedCall[];
}

/** The same model; every answer goes into `calls`. */
export function recordingModel(model: ChatModel, calls: RecordedCall[]): ChatModel {
  return {
    ...model,
    async complete(call, signal) {
      const result = await model.complete(call, signal);
      if (result.ok) {
        const { text, usage } = result.answer;
        calls.push({ prompt: promptLines(call), answer: text.split("\n"), usage });
      }
      return result;
    },
  };
}

export interface ReplayedModel extends ChatModel {
  /** Recorded calls that nobody has asked for. */
  unused(): readonly RecordedCall[];
}

/** A prompt may have been reworded since it was recorded; one that has less in common is another prompt. */
const leastAlike = 0.7;

/**
 * A model that answers as it once did: each call gets the answer of the recorded call that is most like it, each recorded
 * answer is given once.
 *
 * Contract: a call that was not recorded throws and names what it comes closest to.
 */
export function replayedModel({ model: id, calls }: Recording): ReplayedModel {
  const left = new Set(calls);
  return {
    id,
    profile: profileOf(id),
    unused: () => [...left],
    async complete(call, signal) {
      signal.throwIfAborted();
      const prompt = promptLines(call);
      const rated = [...left].map((recorded) => ({ recorded, alike: alikeness(prompt, recorded.prompt) }));
      const best = rated.reduce<(typeof rated)[number] | undefined>(
        (first, second) => (first && first.alike >= second.alike ? first : second),
        undefined,
      );
      if (!best || best.alike < leastAlike) throw new Error(unexpected(prompt, best));
      left.delete(best.recorded);
      const { answer, usage } = best.recorded;
      return { ok: true, answer: { text: answer.join("\n"), model: id, usage } };
    },
  };
}

function unexpected(prompt: readonly string[], best?: { recorded: RecordedCall; alike: number }): string {
  const lines = new Set(best?.recorded.prompt);
  const first = prompt.find((line) => !lines.has(line)) ?? "";
  const share = Math.round((best?.alike ?? 0) * 100);
  return `A call was not recorded; the nearest recorded one that is left is ${share} % alike. First line that differs: ${first.slice(0, 200)}\nRecord the conversation again: see test/live/README.md.`;
}

/** Share of the words of both that they have in common (Sørensen and Dice over counted words), 0 to 1. */
function alikeness(first: readonly string[], second: readonly string[]): number {
  const words = (lines: readonly string[]): string[] => lines.join(" ").match(/[\p{L}\p{N}]+/gu) ?? [];
  const counts = new Map<string, number>();
  const own = words(first);
  for (const word of own) counts.set(word, (counts.get(word) ?? 0) + 1);
  const other = words(second);
  let shared = 0;
  for (const word of other) {
    const count = counts.get(word) ?? 0;
    if (count > 0) shared += 1;
    counts.set(word, count - 1);
  }
  return (2 * shared) / Math.max(1, own.length + other.length);
}

function promptLines({ messages }: ModelCall): readonly string[] {
  return messages.flatMap(({ role, parts }) => [
    `[${role}]`,
    ...parts.flatMap((part) => {
      if (part.type === "text") return part.text.split("\n");
      const hash = createHash("sha256").update(part.bytes).digest("hex").slice(0, 12);
      return [`[picture ${part.mediaType} ${part.width}×${part.height} ${hash}]`];
    }),
  ]);
}
