import type { Block, ClaimCheck } from "../../report/index.ts";
import type { Analyst } from "../analyst.ts";
import { editUnits, isUnitOf } from "../claim-units.ts";
import { phrasesFor } from "./phrases/index.ts";

/**
 * Takes failing sentences out, and visuals whose numbers fail.
 *
 * Contract: where nothing is left, it says so; nothing else changes. A sentence of which some numbers are missing in its
 * evidence goes where others stay; one that is only partly supported otherwise stays, its check is printed with the
 * report.
 */
export async function revise({ brief, blocks, problems }: Parameters<Analyst["revise"]>[0]): Promise<readonly Block[]> {
  const failing = problems.filter(({ support }) => support === "unsupported" || support === "contradicted");
  const doubtful = problems.filter(({ support, step }) => support === "partly" && step === "numbers");
  if (failing.length + doubtful.length === 0) return blocks;
  const sound = without([...failing, ...doubtful], blocks);
  const kept = sound.length > 0 ? sound : without(failing, blocks);
  // A slide of nothing but a remark is no slide.
  if (kept.length > 0 || brief.deck) return kept;
  const remark: Block = { type: "paragraph", children: [{ type: "text", value: phrasesFor(brief.language).nothing }] };
  return [{ type: "callout", tone: "note", children: [remark] }];
}

function without(failing: readonly ClaimCheck[], blocks: readonly Block[]): readonly Block[] {
  const places = new Set(failing.map(({ place }) => place));
  const shown = blocks.filter((block) => !((block.type === "table" || block.type === "chart") && places.has(block.id)));
  return editUnits(shown, (text, evidenceIds) =>
    failing.some((check) => isUnitOf({ text, evidenceIds }, check)) ? "drop" : "keep",
  );
}
