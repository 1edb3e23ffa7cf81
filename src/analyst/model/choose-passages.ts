import { entityKey } from "../../evidence/index.ts";
import type { PassageHit, StoredSource } from "../../library/index.ts";
import type { SubQuestion } from "../analyst.ts";

/** Passages that were handed over in earlier rounds, in order. */
export type Earlier = readonly (readonly Pick<PassageHit, "id" | "sourceId">[])[];

/**
 * The passages that a reader is shown: those of documents that speak of the asked names go first, and where they are
 * enough the others stay away, because a rival's filing uses the same words; what was shown in an earlier round is not
 * shown again.
 *
 * Contract: pure; the order of the passages is kept within each part.
 */
export function choosePassages(
  passages: readonly PassageHit[],
  {
    limit,
    subQuestion,
    sources,
    earlier = [],
  }: {
    readonly limit: number;
    readonly subQuestion: Pick<SubQuestion, "entities">;
    readonly sources: ReadonlyMap<string, StoredSource>;
    readonly earlier?: Earlier | undefined;
  },
): readonly PassageHit[] {
  const names = subQuestion.entities.map((name) => entityKey(name)).filter((name) => name !== "");
  const speaks = new Map([...sources].map(([id, stored]) => [id, names.some((name) => namesIt(stored, name))]));
  const chosen = <Hit extends Pick<PassageHit, "id" | "sourceId">>(hits: readonly Hit[]): readonly Hit[] => {
    const own = hits.filter(({ sourceId }) => speaks.get(sourceId) === true);
    if (own.length >= limit / 2) return own.slice(0, limit);
    return [...own, ...hits.filter(({ sourceId }) => speaks.get(sourceId) !== true)].slice(0, limit);
  };
  const shown = new Set(earlier.flatMap((hits) => chosen(hits).map(({ id }) => id)));
  return chosen(passages.filter(({ id }) => !shown.has(id)));
}

function namesIt({ source, parsed }: StoredSource, name: string): boolean {
  const holds = (text: string | undefined): boolean =>
    text !== undefined && ` ${entityKey(text)} `.includes(` ${name} `);
  return (
    holds(source.title) ||
    parsed.blocks.some((block) =>
      "text" in block ? holds(block.text) : "caption" in block ? holds(block.caption) : false,
    )
  );
}
