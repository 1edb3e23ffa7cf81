import { z } from "zod";
import type { Failure } from "../errors.ts";
import type { ParsedSource, SourceLink } from "../evidence/parsed-source.ts";
import type { Library } from "../library/index.ts";
import type { Models } from "../models/index.ts";
import type { PageImage } from "../perception/index.ts";
import type { Source } from "../report/index.ts";
import type { Search } from "../search/index.ts";
import type { Addresses } from "./addresses.ts";
import type { Pictures } from "./pictures.ts";
import type { InputCheck, JsonSchema } from "./user/input-schema.ts";

/** What a tool gives back: words, and pictures by id. Pixels are loaded by whoever shows them, never inlined. */
export type ToolContent =
  | { readonly type: "text"; readonly text: string }
  | { readonly type: "picture"; readonly assetId: string };

/** What a call came to. A tool never rejects for what the outside does. */
export type ToolOutcome =
  | { readonly ok: true; readonly content: readonly ToolContent[] }
  /**
   * `message`: one sentence that names the thing, the expectation and the remedy, for whoever called. `said`: what a
   * stranger's tool told of it, which is data. `answered`: it was an answer, so that asking again would pay again.
   */
  | { readonly ok: false; readonly message: string; readonly said?: string; readonly answered?: true };

/** A file or address as it was read. */
export type ReadOutcome =
  | { readonly ok: true; readonly source: Source; readonly parsed: ParsedSource }
  | { readonly ok: false; readonly failure: Failure };

/** What tools may use; built for one run, inquiry or session. */
export interface ToolContext {
  readonly library: Library;
  /** What can be searched outside; nothing offline. */
  readonly searches: Readonly<Partial<Record<"web" | "scholar" | "images", Search>>>;
  /** Absent where no model is configured. */
  readonly models: Models | undefined;
  readonly pictures: Pictures;
  /** Addresses that a person, a search or a page that a person named gave; no other is opened. */
  readonly addresses: Addresses;
  /** Which links of a page that a person named may be opened; all of them where it is absent. */
  readonly mayFollow?: (link: SourceLink) => boolean;
  /** Reads a file or address into the library. */
  readonly read: (target: { readonly path: string } | { readonly url: string }) => Promise<ReadOutcome>;
  /** Pictures of pages of a source that has pages; fewer or none where they cannot be drawn. */
  readonly drawPages: (source: Source, pages: readonly number[]) => Promise<readonly PageImage[]>;
  readonly signal: AbortSignal;
}

/**
 * Something that a model, an MCP client or a program may call.
 *
 * Contract: a wrong input or a failing outside world is an outcome that is not ok; rejects only with the abort reason;
 * text from outside is returned as data and never acted upon.
 */
export interface Tool {
  readonly name: string;
  /** Other names that the tool answers to, among them those of the original toolchain. */
  readonly aliases: readonly string[];
  /** What it does and when to use it, in one to three sentences: all a model sees beside the input. */
  readonly description: string;
  readonly input: z.ZodType;
  /** What a user's tool has beside; the tools that come with Exhibit have none. */
  readonly user?: UserToolFacts;
  readonly run: (input: unknown, context: ToolContext) => Promise<ToolOutcome>;
}

/** One call of a tool with its input, as a plan fixes it. */
export interface ToolCall {
  readonly tool: string;
  readonly input: Readonly<Record<string, unknown>>;
}

/**
 * What is known of a tool that a user brought. Its name is checked; its description and results are strangers' words.
 */
export interface UserToolFacts {
  /** The server or module it comes from. */
  readonly group: string;
  /** Its own name there. */
  readonly own: string;
  /** As the server wrote it, cut to what is understood here. */
  readonly schema: JsonSchema;
  /** Says what is wrong with an input, or nothing; never throws. */
  readonly check: InputCheck;
  /** It says of itself that it changes something; then it must be allowed by its own name. */
  readonly changes?: true;
  /** The name of its one needed input when that is a query and the tool only reads: it can be asked without a model. */
  readonly queryInput?: string;
}

/** Declares a tool; its input is checked before `run` sees it. */
export function defineTool<Schema extends z.ZodType>(given: {
  readonly name: string;
  readonly aliases?: readonly string[];
  readonly description: string;
  readonly input: Schema;
  readonly run: (input: z.output<Schema>, context: ToolContext) => Promise<ToolOutcome>;
}): Tool {
  const { name, aliases = [], description, input } = given;
  return {
    name,
    aliases,
    description,
    input,
    async run(value, context) {
      context.signal.throwIfAborted();
      const parsed = input.safeParse(value);
      if (!parsed.success)
        return { ok: false, message: `${name} was called wrongly: ${z.prettifyError(parsed.error)}` };
      return given.run(parsed.data, context);
    },
  };
}

/** A successful outcome of words alone. */
export function textOutcome(text: string): ToolOutcome {
  return { ok: true, content: [{ type: "text", text }] };
}
