import type { Finding } from "../evidence/index.ts";
import type { PassageHit, StoredSource } from "../library/library.ts";
import type { ModelImage } from "../models/index.ts";
import type { Block, ClaimCheck, Conflict, Evidence, ReportEdit, Source, Support } from "../report/index.ts";
import type { ReportLength } from "../runs/index.ts";
import type { Tool, ToolCall } from "../tools/tool.ts";

export type { Finding };

/** What a question can ask for; steers plan, retrieval and form of the answer. */
export const intents = ["what", "how-much", "over-time", "compare", "why", "who", "where", "when", "how"] as const;

/** What a question asks for. */
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

export interface Brief {
  readonly question: string;
  /** The user's own words, where their answers became part of the question. */
  readonly asked?: string;
  /** BCP 47 tag of the report's language. */
  readonly language: string;
  readonly length: ReportLength;
  readonly skill: string;
  /** What the skill asks of the outline. */
  readonly outline?: OutlineContract;
  readonly audience: string;
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

export interface Following extends Pick<EarlierQuestion, "question" | "subQuestions"> {
  /** The words of the follow-up. */
  readonly asked: string;
}

export interface DeckForm {
  /** Slides in all, with title and sources. */
  readonly slides: number;
  /** Sections that there is room for. */
  readonly sections: number;
}

/** A stretch of a document that makes one slide: a section, or a part of a long one. */
export interface Chapter {
  readonly id: string;
  readonly title: string;
  /** Its blocks in reading order, without its own heading. */
  readonly blockIds: readonly string[];
}

export interface SubQuestion {
  readonly id: string;
  readonly question: string;
  readonly intent: Intent;
  readonly queries: readonly string[];
  /** Names the answer must be about: `Apple`, `Amazon`. */
  readonly entities: readonly string[];
  /** What is asked of them: `total net sales`, `legal proceedings`. */
  readonly topics: readonly string[];
  readonly visual?: "chart" | "table" | "figure";
  /** Calls of the user's tools, fixed before any page is read for it. */
  readonly calls?: readonly ToolCall[];
  /** Asked while the run was at work: a part of the report, but not what it is called after. */
  readonly isAdded?: true;
}

export interface Plan {
  readonly subQuestions: readonly SubQuestion[];
}

export interface Gap {
  readonly subQuestionId: string;
  readonly reason: string;
  /** What to search next; none when nothing more can be expected. */
  readonly queries: readonly string[];
}

export interface VisualRequirement {
  readonly id: string;
  readonly role: "evidence" | "illustration";
  /** `excerpt`: cells of one table as they stand in it. */
  readonly form: "chart" | "table" | "excerpt" | "figure";
  readonly title: string;
  /** Cells of a chart or table; the region of a figure. */
  readonly evidenceIds: readonly string[];
  readonly mark?: "bar" | "line" | "point";
}

export interface OutlineSection {
  readonly id: string;
  readonly title: string;
  readonly purpose: string;
  readonly subQuestionIds: readonly string[];
  readonly evidenceIds: readonly string[];
  readonly visuals: readonly VisualRequirement[];
}

export interface Outline {
  readonly title: string;
  /** Evidence of the summary. */
  readonly summaryEvidenceIds: readonly string[];
  readonly sections: readonly OutlineSection[];
}

/** A verdict on one claim, found again by its text, place and what it cites. */
export interface Judgement {
  readonly claim: string;
  readonly place: string;
  /** What was judged; absent for whatever the claim cites. */
  readonly evidenceIds?: readonly string[];
  readonly support: Support;
  readonly reason: string;
}

/** Evidence with the source it stands in, as the writing verbs see it: no search, no page text. */
export interface EvidenceView {
  readonly evidence: Evidence;
  readonly source: Source;
  /** Id of the cluster of sources that depend on each other. */
  readonly clusterId: string;
}

/**
 * The only interface behind which judgement lives.
 *
 * Contract: inputs and outputs are typed; every id returned was given; no verb writes, fetches or searches; the stage
 * around it persists, checks and emits events. A verb rejects only with the abort reason or a programming error.
 */
export interface Analyst {
  readonly name: string;
  brief(input: {
    readonly question: string;
    readonly options: { readonly language?: string; readonly length: Brief["length"]; readonly skill?: string };
    readonly skills: readonly GenreCard[];
    /** The question that this one goes on from. */
    readonly earlier?: EarlierQuestion | undefined;
    /** Given where the user may be asked; without it nothing is unclear enough to be asked. */
    readonly clarify?: Clarifying | undefined;
  }): Promise<Brief>;
  /**
   * `corpus` tells what the library is about, so that names and terms can be recognised; `tools` are those of the user
   * that may be called, each by its name.
   */
  plan(input: {
    readonly brief: Brief;
    readonly corpus: readonly Source[];
    readonly tools?: readonly Tool[];
  }): Promise<Plan>;
  /** Queries of the next round: names and terms of what was found so far lead to the next documents. */
  queries(input: {
    readonly brief: Brief;
    readonly subQuestion: SubQuestion;
    readonly evidence: readonly EvidenceView[];
    readonly passages: readonly PassageHit[];
  }): Promise<readonly string[]>;
  read(input: {
    readonly brief: Brief;
    readonly subQuestion: SubQuestion;
    readonly passages: readonly PassageHit[];
    readonly sources: ReadonlyMap<string, StoredSource>;
    /** What the plan did not look for and a later round does. */
    readonly lookFor?: readonly string[] | undefined;
    /** Passages handed over in the rounds before, in order. */
    readonly earlier?: readonly (readonly Pick<PassageHit, "id" | "sourceId">[])[] | undefined;
  }): Promise<readonly Finding[]>;
  /** What a chapter of a document says: its telling sentences, most telling first, and what shows it best. */
  digest(input: {
    readonly brief: Brief;
    readonly chapter: Chapter;
    readonly stored: StoredSource;
  }): Promise<readonly Finding[]>;
  assess(input: {
    readonly brief: Brief;
    readonly plan: Plan;
    readonly evidence: readonly EvidenceView[];
    readonly round: number;
  }): Promise<{ readonly gaps: readonly Gap[] }>;
  outline(input: {
    readonly brief: Brief;
    readonly plan: Plan;
    readonly evidence: readonly EvidenceView[];
    readonly conflicts: readonly Conflict[];
    readonly gaps: readonly Gap[];
  }): Promise<Outline>;
  /** `visuals` are the filled tables, figures and charts; the writer places each of them once. */
  write(input: {
    readonly brief: Brief;
    readonly section: OutlineSection;
    /** Of all sections, in order. */
    readonly titles?: readonly string[] | undefined;
    readonly evidence: readonly EvidenceView[];
    readonly conflicts: readonly Conflict[];
    readonly visuals: readonly Block[];
  }): Promise<readonly Block[]>;
  summarise(input: {
    readonly brief: Brief;
    readonly outline: Outline;
    readonly sections: readonly { readonly id: string; readonly title: string; readonly blocks: readonly Block[] }[];
    readonly evidence: readonly EvidenceView[];
    readonly conflicts: readonly Conflict[];
    readonly gaps: readonly Gap[];
  }): Promise<readonly Block[]>;
  /** Surgical edits of failing sentences; what cannot be mended is taken out. */
  revise(input: {
    readonly brief: Brief;
    readonly blocks: readonly Block[];
    readonly problems: readonly ClaimCheck[];
    readonly evidence: readonly EvidenceView[];
  }): Promise<readonly Block[]>;
  /** What an instruction about a finished report asks for; nothing where it cannot be done by edits of the parts given. */
  edit?(input: {
    readonly instruction: string;
    /** Sections, tables, charts and figures by id, each with what it is called; the first may be what is pointed at. */
    readonly parts: readonly { readonly id: string; readonly name: string; readonly kind: string }[];
    /** Id of the part that the user points at. */
    readonly pointedAt?: string | undefined;
  }): Promise<readonly ReportEdit[]>;
  /** Verdicts on claims that the checks by rule left open; those it does not judge keep the verdict of the rules. */
  judge(input: {
    readonly brief: Brief;
    readonly checks: readonly ClaimCheck[];
    readonly evidence: readonly EvidenceView[];
  }): Promise<readonly Judgement[]>;
  /**
   * Looks at a picture for a sub-question: whether it shows what is asked, and what it gives. `words` is what was read
   * from it before; `loadPicture` gives it in a size that a model may be sent.
   */
  look(input: {
    readonly subQuestion: SubQuestion;
    readonly caption: string;
    readonly words: string;
    readonly loadPicture: () => Promise<ModelImage | undefined>;
  }): Promise<{ readonly relevant: boolean; readonly reading: string }>;
}
