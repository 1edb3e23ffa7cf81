import type { Analyst, Brief, EvidenceView, SubQuestion } from "../../../src/analyst/index.ts";
import { createExtractiveAnalyst } from "../../../src/analyst/index.ts";
import type { Helm } from "../../../src/analyst/model/helm.ts";
import { createModelAnalyst } from "../../../src/analyst/model/index.ts";
import type { Failure } from "../../../src/errors.ts";
import type { PassageHit, StoredSource } from "../../../src/library/index.ts";
import { type CallJournal, createLedger, createModels, type ModelProfile } from "../../../src/models/index.ts";
import type { Evidence, Source } from "../../../src/report/index.ts";
import { type Reply, type ScriptedModel, scriptedModel } from "../../support/scripted-model.ts";

export interface Bench {
  readonly analyst: Analyst;
  readonly helm: Helm;
  readonly model: ScriptedModel;
  readonly degraded: readonly { readonly role: string; readonly failure: Failure }[];
}

/** A model analyst over a scripted model, with nothing else replaced. */
export function analystWith(replies: readonly Reply[], profile: Partial<ModelProfile> = {}): Bench {
  const model = scriptedModel(replies, { profile: { thinking: "never", ...profile } });
  const degraded: { role: string; failure: Failure }[] = [];
  const journal: CallJournal = { find: async () => undefined, save: async () => undefined, all: async () => [] };
  const ledger = createLedger({}, { spent: [], emit: () => undefined, onLimit: () => undefined });
  const line = [model] as const;
  const models = createModels({
    roles: { plan: line, read: line, write: line, look: line, judge: line },
    prices: {},
    journal,
    ledger,
    emit: () => undefined,
    signal: new AbortController().signal,
    now: () => new Date(0),
    sleep: async () => undefined,
  });
  const helm: Helm = {
    models,
    embedded: createExtractiveAnalyst(),
    skills: [{ name: "research-report", folder: "", body: "Write findings first.", files: [] }],
    today: "2026-01-02",
    onDegraded: (role, failure) => degraded.push({ role, failure }),
  };
  return { analyst: createModelAnalyst({ ...helm, name: "scripted" }), helm, model, degraded };
}

export const brief: Brief = {
  question: "How much heat does the plant deliver?",
  language: "en",
  length: "standard",
  skill: "research-report",
  audience: "engineers",
  intents: ["how-much"],
  assumptions: [],
  checks: ["a number in GWh"],
};

export const subQuestion: SubQuestion = {
  id: "q1",
  question: "How much heat does the plant deliver?",
  intent: "how-much",
  queries: ["plant heat delivered"],
  entities: [],
  topics: ["heat delivered"],
};

export function sourceOf(name: string, changes: Partial<Source> = {}): Source {
  return {
    id: `src-${name}`,
    path: `${name}.pdf`,
    title: `Report of ${name}`,
    authors: [],
    fetched: "2026-01-01T00:00:00Z",
    mediaType: "application/pdf",
    sha256: name,
    language: "en",
    ...changes,
  };
}

/** A source of these blocks. */
export function storedOf(
  name: string,
  blocks: StoredSource["parsed"]["blocks"],
  assets: StoredSource["parsed"]["assets"] = [],
): StoredSource {
  const metadata = { title: `Report of ${name}`, authors: [] };
  return {
    source: sourceOf(name),
    parsed: { metadata, blocks, pages: [], links: [], assets, dropped: [], warnings: [] },
  };
}

/** A passage over blocks of a source. */
export function hitOf(
  stored: StoredSource,
  kind: PassageHit["kind"],
  blockIds: readonly string[],
  text: string,
): PassageHit {
  const { id: sourceId, title: sourceTitle } = stored.source;
  return {
    id: `ps-${sourceId}-${blockIds[0]}`,
    sourceId,
    sourceTitle,
    kind,
    blockIds,
    text,
    locator: { page: 3 },
    score: 1,
  };
}

/** Evidence of a quote. */
export function quoteView(id: string, exact: string, name = "plant"): EvidenceView {
  return viewOf(id, { type: "quote", exact, prefix: "", suffix: "" }, name);
}

/** Evidence of a cell with its typed number. */
export function cellView(
  id: string,
  at: { row: string; column: string; value: string; number: number },
  place: readonly [number, number] = [0, 1],
): EvidenceView {
  const { row, column, value, number } = at;
  const [rowIndex, columnIndex] = place;
  const view = viewOf(id, { type: "cell", tableId: "t1", row, column, rowIndex, columnIndex, value }, "plant");
  return {
    ...view,
    evidence: {
      ...view.evidence,
      quantities: [{ value: number, unit: "GWh", metric: row, period: column, periodEnd: column }],
    },
  };
}

function viewOf(id: string, content: Evidence["content"], name: string): EvidenceView {
  const source = sourceOf(name);
  const evidence: Evidence = { id, sourceId: source.id, subQuestionIds: ["q1"], locator: { page: 3 }, content };
  return { evidence, source, clusterId: `cluster-${name}` };
}
