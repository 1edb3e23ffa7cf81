import type { SqliteSaver } from "@langchain/langgraph-checkpoint-sqlite";
import { inquiryGraph } from "../graphs/inquiry.ts";
import type { Config } from "./config.ts";
import { ExhibitError } from "./errors.ts";
import type { Outcome } from "./events.ts";
import type { Models } from "./models/index.ts";
import { type InquiryServices, inquiryMarkdown, loadInquiry, type Services } from "./research/index.ts";
import { toolsOf } from "./tool-session.ts";

/**
 * Runs an inquiry to its end: `inquiry.json` holds the answer with every step, `inquiry.md` the same to read.
 *
 * Errors: `BAD_USAGE` when no model was chosen, because looking needs one.
 */
export async function driveInquiry(
  services: Services,
  options: { config: Config; models: Models | undefined; saver: SqliteSaver; thread: Thread },
): Promise<{ outcome: Outcome; artifacts: readonly string[] }> {
  const { saver, thread } = options;
  const inquiry = await inquiryServices(services, options);
  const graph = inquiryGraph(inquiry, saver);
  const { next, values } = await graph.getState(thread);
  const isFresh = next.length === 0 && Object.keys(values).length === 0;
  // Also where nothing is next: what the last node leads to may not have begun before a crash.
  await graph.invoke(isFresh ? {} : null, thread);
  const found = await loadInquiry(inquiry);
  if (!found) throw new ExhibitError("INTERNAL", `The inquiry in ${services.folder.path} ended without an answer.`);
  await services.folder.writeBytes("inquiry.md", new TextEncoder().encode(inquiryMarkdown(found)));
  const isWhole = found.outcome === "answered" && found.unsupported.length === 0;
  return { outcome: isWhole ? "complete" : "partial", artifacts: ["inquiry.md", "inquiry.json"] };
}

interface Thread {
  readonly configurable: { readonly thread_id: string };
  readonly signal: AbortSignal;
  readonly recursionLimit: number;
}

interface Composition {
  readonly config: Config;
  readonly models: Models | undefined;
}

async function inquiryServices(services: Services, { config, models }: Composition): Promise<InquiryServices> {
  const { request, folder, emit, signal } = services;
  if (!models) {
    const message =
      "Looking needs a model that sees: name one with --model. Without one, `exhibit research` reads documents and recognises the words in pictures.";
    throw new ExhibitError("BAD_USAGE", message);
  }
  const { context, tools: own } = await toolsOf(services, { config, models });
  return {
    question: request.question,
    targets: [...request.library, ...request.urls],
    models,
    tools: own,
    context,
    folder,
    emit,
    signal,
  };
}
