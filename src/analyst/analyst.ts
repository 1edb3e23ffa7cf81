import type { Finding } from "../evidence/index.ts";
import type { PassageHit, StoredSource } from "../library/library.ts";
import type { ModelImage } from "../models/index.ts";
import type { Block, ClaimCheck, Conflict, Evidence, ReportEdit, Source, Support } from "../report/index.ts";
import type { Tool, ToolCall } from "../tools/tool.ts";
import type { Brief, Clarifying, EarlierQuestion, GenreCard, Intent } from "./brief.ts";

export type {
  Answers,
  Brief,
  Clarification,
  Clarifying,
  DeckForm,
  EarlierQuestion,
  Following,
  GenreCard,
  GenreCues,
  Intent,
  OutlineContract,
  RequiredSection,
} from "./brief.ts";
export { intents } from "./brief.ts";
export type { Finding };

/** A stretch of a document that makes one slide: a section, or a part of a long one. */
export interface Chapter {
  readonly id: string;
  readonly title: string;
  /** Its blocks in reading order, without its own heading. */
  readonly blockIds: readonly string[];
}

/** One part of the plan that can be answered alone. */
export interface SubQuestion {
  /** `q1`, `q2`, …, or the purpose of the genre's section that it serves. Unique in the plan. */
  readonly id: string;
  readonly question: string;
  readonly intent: Intent;
  /** What is searched first, in order; later rounds have queries of their own. */
  readonly queries: readonly string[];
  /** Names the answer must be about: `Apple`, `Amazon`. */
  readonly entities: readonly string[];
  /** What is asked of them: `total net sales`, `legal proceedings`. */
  readonly topics: readonly string[];
  /** The form in which an answer is best shown; absent where words do. */
  readonly visual?: "chart" | "table" | "figure";
  /** Calls of the user's tools, fixed before any page is read for it. */
  readonly calls?: readonly ToolCall[];
  /** Asked while the run was at work: a part of the report, but not what it is called after. */
  readonly isAdded?: true;
}

/** The parts of the answer, in the order in which a reader wants them. */
export interface Plan {
  readonly subQuestions: readonly SubQuestion[];
}

/** A sub-question without enough evidence, and what could still be done about it. */
export interface Gap {
  readonly subQuestionId: string;
  /** A sentence for the reader of the report's limitations. */
  readonly reason: string;
  /** What to search next; none when nothing more can be expected. */
  readonly queries: readonly string[];
}

/** One visual that a section asks for; `illustrate` fills it or leaves it out, never with other evidence. */
export interface VisualRequirement {
  readonly id: string;
  /** `evidence` shows what the text claims, `illustration` only what it speaks of. */
  readonly role: "evidence" | "illustration";
  /** `excerpt`: cells of one table as they stand in it. */
  readonly form: "chart" | "table" | "excerpt" | "figure";
  readonly title: string;
  /** Cells of a chart or table; the region of a figure. */
  readonly evidenceIds: readonly string[];
  /** Of a chart; a line where it is absent. */
  readonly mark?: "bar" | "line" | "point";
}

/** One section with all the evidence that its writer will see. */
export interface OutlineSection {
  readonly id: string;
  readonly title: string;
  /** What it must establish, for its writer; `overview` is the table of all numbers and has no text of its own. */
  readonly purpose: string;
  readonly subQuestionIds: readonly string[];
  /** The writer may cite these and no others. */
  readonly evidenceIds: readonly string[];
  readonly visuals: readonly VisualRequirement[];
}

/** What a report will contain, section by section. Frozen before a word of it is written. */
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
  /** Understands the question. Names a skill that was given, and no other. */
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
  /** Exact finds in the passages that serve the sub-question; each stands literally where it says. */
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
  /** Sub-questions without enough evidence, with what to search next; `round` counts finished rounds from 0. */
  assess(input: {
    readonly brief: Brief;
    readonly plan: Plan;
    readonly evidence: readonly EvidenceView[];
    readonly round: number;
  }): Promise<{ readonly gaps: readonly Gap[] }>;
  /** What the report contains, made of the evidence that there is. */
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
  /** Answers the question in its first sentences, from the finished sections and their evidence. */
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
