import type { SourceBlock, SourceFigure, SourceTable } from "../evidence/parsed-source.ts";
import type { Locator } from "../report/index.ts";

/** A block's text and where it stands, its section filled in. */
export interface Place {
  readonly blockId: string;
  readonly text: string;
  readonly locator: Locator;
}

/** Running text of one section between tables and figures, or one of these. */
export type SectionRun =
  | { readonly type: "text"; readonly places: readonly Place[] }
  | { readonly type: "block"; readonly block: SourceTable | SourceFigure; readonly locator: Locator };

type Heading = Extract<SourceBlock, { readonly type: "heading" }>;

interface State {
  readonly runs: SectionRun[];
  readonly figures: SectionRun[];
  path: readonly Heading[];
  places: Place[];
  /** A heading with nothing under it yet: its words are kept when nothing follows. */
  pending: Heading | undefined;
}

/**
 * Divides a source at its headings.
 *
 * Contract: nothing is lost: a heading without a body becomes a text of its own; a table or figure between two halves
 * of a text does not divide the text, it follows it.
 */
export function sectionRuns(blocks: readonly SourceBlock[]): readonly SectionRun[] {
  const state: State = { runs: [], figures: [], path: [], places: [], pending: undefined };
  for (const block of blocks) {
    if (block.type === "heading") enter(state, block);
    else take(state, block);
  }
  keepPending(state, 0);
  flush(state);
  return state.runs;
}

function enter(state: State, heading: Heading): void {
  keepPending(state, heading.level);
  flush(state);
  state.path = [...state.path.filter((above) => above.level < heading.level), heading];
  state.pending = heading.text.trim() === "" ? undefined : heading;
}

/** A heading right above a deeper one is in that one's path and needs no text of its own. */
function keepPending(state: State, nextLevel: number): void {
  const { pending } = state;
  state.pending = undefined;
  if (!pending || nextLevel > pending.level) return;
  state.places.push({ blockId: pending.id, text: pending.text, locator: locate(state.path, pending) });
}

function take(state: State, block: Exclude<SourceBlock, Heading>): void {
  state.pending = undefined;
  const locator = locate(state.path, block);
  if (block.type === "table" || block.type === "figure") state.figures.push({ type: "block", block, locator });
  else if (block.text.trim() !== "") state.places.push({ blockId: block.id, text: block.text, locator });
}

function flush(state: State): void {
  if (state.places.length > 0) state.runs.push({ type: "text", places: state.places });
  state.places = [];
  state.runs.push(...state.figures.splice(0));
}

function locate(path: readonly Heading[], block: SourceBlock): Locator {
  if (block.locator.section !== undefined || path.length === 0) return block.locator;
  return { ...block.locator, section: path.map((heading) => heading.text.trim()).join(" › ") };
}
