import { z } from "zod";
import { refusal } from "../problem.ts";
import { settingsSchema } from "../settings.ts";

/** The stream modes of the API; those that mean nothing here tell nothing. */
export const streamModes = [
  "custom",
  "updates",
  "values",
  "messages",
  "messages-tuple",
  "events",
  "debug",
  "tasks",
  "checkpoints",
  "tools",
  "lifecycle",
] as const;

/** A way in which a client wants to be told of a run. */
export type StreamMode = (typeof streamModes)[number];

const record = z.record(z.string(), z.unknown());
const part = z.looseObject({ type: z.string(), text: z.string().optional() });
const message = z.looseObject({
  id: z.string().nullish(),
  type: z.string().optional(),
  role: z.string().optional(),
  content: z.union([z.string(), z.array(z.union([z.string(), part]))]),
});
/** One mode or several. */
export const modesSchema = z
  .union([z.enum(streamModes), z.array(z.enum(streamModes))])
  .transform((modes) => (typeof modes === "string" ? [modes] : modes));

/** What a client sends to begin a run; keys that only tell a server how to keep its books are let through. */
export const payloadSchema = z.looseObject({
  assistant_id: z.string(),
  input: z.looseObject({ question: z.string().optional(), messages: z.array(message).optional() }).nullish(),
  command: z.looseObject({ resume: z.unknown(), goto: z.unknown(), update: z.unknown() }).partial().nullish(),
  config: z.looseObject({ configurable: record.nullish() }).nullish(),
  context: record.nullish(),
  metadata: record.nullish(),
  stream_mode: modesSchema.nullish(),
  multitask_strategy: z.enum(["reject", "enqueue", "interrupt", "rollback"]).nullish(),
  on_disconnect: z.enum(["continue", "cancel"]).nullish(),
  on_completion: z.enum(["delete", "keep", "complete", "continue"]).nullish(),
  if_not_exists: z.enum(["create", "reject"]).nullish(),
  after_seconds: z
    .number()
    .nonnegative()
    .max(366 * 24 * 3600)
    .nullish(),
  checkpoint: z.looseObject({ checkpoint_id: z.string().nullish() }).nullish(),
  checkpoint_id: z.string().nullish(),
  webhook: z.string().nullish(),
  interrupt_before: z.union([z.string(), z.array(z.string())]).nullish(),
  interrupt_after: z.union([z.string(), z.array(z.string())]).nullish(),
});

/** A run as it was asked for. */
export type Payload = z.output<typeof payloadSchema>;

/** The question that an input asks, and the id of the message it came in. Errors: 422 says what is missing. */
export function questionOf(input: NonNullable<Payload["input"]>): {
  readonly question: string;
  readonly messageId?: string;
} {
  if (input.question !== undefined) return { question: input.question };
  const last = input.messages?.at(-1);
  if (!last) throw refusal("The input holds no question: send { question } or { messages } with the user's last.");
  const { id, content } = last;
  const role = last.type ?? last.role ?? "human";
  if (role !== "human" && role !== "user")
    throw refusal(`The last message must be the user's question, not of ${role}.`);
  return { question: typeof content === "string" ? content : textOf(content), ...(id ? { messageId: id } : {}) };
}

type Content = Exclude<z.output<typeof message>["content"], string>;

function textOf(content: Content): string {
  const texts = content.map((item) => {
    if (typeof item === "string") return item;
    if (item.type === "text" && item.text !== undefined) return item.text;
    throw refusal(`A message may hold text only, not ${item.type}; give files to the library, and addresses as urls.`);
  });
  return texts.join("\n");
}

/** Keys that clients and servers of the LangGraph API put there for themselves. */
const ownKeys = /^(?:__|langgraph_|checkpoint_|x-)|^(?:thread_id|run_id|assistant_id|graph_id|user_id)$/;

/** What only the assistant for slides is told. */
const deckSettings = z.strictObject({
  /** The run whose report is shown; the thread's last one when absent. */
  report: z.string().max(200).optional(),
  /** At most so many. */
  slides: z.number().int().min(4).max(100).optional(),
});

/** What was said about slides. */
export type DeckSettings = z.output<typeof deckSettings>;

/** Everything that clients may say about a run, of every assistant. */
export const anySettings = settingsSchema.extend(deckSettings.shape);

/** What the user says about the run, in `context` or `config.configurable`. Errors: 422 names the unknown setting. */
export function settingsOf({ config, context }: Pick<Payload, "config" | "context">): z.output<typeof anySettings> {
  const said = Object.entries({ ...config?.configurable, ...context });
  return anySettings.parse(Object.fromEntries(said.filter(([key]) => !ownKeys.test(key))));
}

/** What this server cannot do, said before anything begins. Errors: 422. */
export function refuseUnsupported({ command, ...payload }: Payload): void {
  const { webhook, interrupt_before, interrupt_after, on_completion } = payload;
  if (on_completion === "delete")
    throw refusal("Threads are kept with their reports until they are deleted; leave out on_completion.");
  if (webhook)
    throw refusal("This server calls no webhook per run; schedule a briefing with a webhook delivery instead.");
  if ((interrupt_before ?? []).length + (interrupt_after ?? []).length > 0)
    throw refusal(
      'Runs wait for answers and at their plan only: set clarify to true or approval to "ask" in config.configurable instead of naming nodes.',
    );
  if (command?.update !== undefined && command.update !== null)
    throw refusal("A command cannot change the state; resume with an edited plan instead.");
}
