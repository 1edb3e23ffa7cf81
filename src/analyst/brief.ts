import type { Source } from "../report/index.ts";
import type { ReportLength } from "../runs/index.ts";

/** What a question can ask for; steers plan, retrieval and form of the answer. */
export const intents = ["what", "how-much", "over-time", "compare", "why", "who", "where", "when", "how"] as const;

/** One thing that a question can ask for; a question may ask for several. */
export type Intent = (typeof intents)[number];

/** What a genre asks of the outline; whatever it leaves open the analyst decides. */
export interface OutlineContract {
  /** The table of all numbers: at the beginning whenever there are any, from two measures on, or not at all. */
  readonly overview?: "first" | "several" | "never";
  /** At most this many sections; the first sub-questions keep theirs. */
  readonly maxSections?: number;
  /** At most this many charts, tables and figures, those of the first sections. */
  readonly maxVisuals?: number;
  /** Sections that the genre needs wherever evidence allows them, in their order, after those of the question itself. */
  readonly sections?: readonly RequiredSection[];
}

/** A section that every report of a genre has, with what to look for. A sub-question whose id is its purpose serves it. */
export interface RequiredSection {
  /** Names it within the genre: lower-case words joined by hyphens. */
  readonly purpose: string;
  /** Its heading, for all languages or by language tag. */
  readonly title: string | Readonly<Record<string, string>>;
  /** What is asked of the question's subject, as documents put it: `market size`, `manufacturers`. */
  readonly topics: readonly string[];
}

/** Words of a question that make a genre clear, in any language; `…` stands for words between. */
export interface GenreCues {
  readonly when: readonly string[];
  /** Where one of these stands in the question, the others mean something else. */
  readonly unless?: readonly string[];
}

/** What an analyst sees of a skill before it chooses one. */
export interface GenreCard {
  readonly name: string;
  readonly description: string;
  readonly outline?: OutlineContract;
  readonly choose?: GenreCues;
}

/** What a run is to answer and how: the question as it was understood. Frozen once the plan is made. */
export interface Brief {
  readonly question: string;
  /** The user's own words, where their answers became part of the question. */
  readonly asked?: string;
  /** BCP 47 tag of the report's language. */
  readonly language: string;
  readonly length: ReportLength;
  /** Name of the genre, one of the skills that were given. */
  readonly skill: string;
  /** What the skill asks of the outline. */
  readonly outline?: OutlineContract;
  /** Who will use the report, in a few words. */
  readonly audience: string;
  /** All that the question asks for, most important first; never empty. */
  readonly intents: readonly Intent[];
  /** ISO 8601 dates, from the question. */
  readonly timeRange?: { readonly from?: string; readonly to?: string };
  /** What was unclear and how it was understood; printed among the limitations. */
  readonly assumptions: readonly string[];
  /** What was put to the user, with the answers once there are any; absent where nothing was. */
  readonly clarifications?: readonly Clarification[];
  /** What a good answer must contain; `assess` and `verify` look back at it. */
  readonly checks: readonly string[];
  /** Slides of one document instead of an answer; `question` is then the document's title. */
  readonly deck?: DeckForm;
  /** Of a follow-up; `question` is then what was asked as it stands for itself. */
  readonly follows?: Following;
}

/** Something that a question leaves open and whose answer changes the plan, as it is put to the user. */
export interface Clarification {
  /** Names it within the brief. */
  readonly id: string;
  readonly question: string;
  /** What depends on the answer. */
  readonly why?: string;
  /** Likely answers; the user may give another. */
  readonly options?: readonly string[];
  /** How it is understood without an answer, as a sentence for the reader of the report. */
  readonly assumed: string;
  /** The user's words; null where they were left out. */
  readonly answer?: string | null;
}

/** The user's answers by the ids of what was asked; null leaves it to the assumption. */
export type Answers = Readonly<Record<string, string | null>>;

/** What an analyst needs to find what is unclear, and what the user said to it. */
export interface Clarifying {
  /** Names of the documents at hand: strangers' words. */
  readonly documents: readonly string[];
  /** ISO 8601 date of the run. */
  readonly today: string;
  /** What was asked and answered already: nothing more is asked, and the brief heeds the answers. */
  readonly answered?: readonly Clarification[];
}

/** What a follow-up goes on from. */
export interface EarlierQuestion {
  /** As it stood for itself. */
  readonly question: string;
  readonly subQuestions: readonly string[];
  /** What was read for it. */
  readonly sources: readonly Source[];
}

/** What a follow-up goes on from, as far as judging and writing need it: no sources. */
export interface Following extends Pick<EarlierQuestion, "question" | "subQuestions"> {
  /** The words of the follow-up. */
  readonly asked: string;
}

/** How much room a deck has. */
export interface DeckForm {
  /** Slides in all, with title and sources. */
  readonly slides: number;
  /** Sections that there is room for. */
  readonly sections: number;
}
