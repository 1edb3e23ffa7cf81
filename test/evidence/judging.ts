import { type Claim, checkClaim, type SourceTable } from "../../src/evidence/index.ts";
import { makeParsed, makeSource, mustBank } from "./fixtures.ts";

/** Verdicts on sentences that cite cells of one table, given as `row:column`. */
export function judging(table: SourceTable, language = "en") {
  const source = makeSource("src-a", { title: "Figures", language: "en" });
  const parsed = makeParsed([table]);
  return (text: string, ...cells: readonly string[]) => {
    const evidence = cells.map((cell) => {
      const [rowIndex = 0, columnIndex = 0] = cell.split(":").map(Number);
      return mustBank({ type: "cell", sourceId: "src-a", tableId: table.id, rowIndex, columnIndex }, source, parsed);
    });
    const claim: Claim = {
      kind: "sentence",
      text,
      place: "s1",
      evidenceIds: evidence.map(({ id }) => id),
      factual: true,
    };
    return checkClaim(claim, {
      evidence: new Map(evidence.map((item) => [item.id, item])),
      sources: new Map([[source.id, source]]),
      loadParsed: () => parsed,
      language,
    }).support;
  };
}
