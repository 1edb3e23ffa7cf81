import { z } from "zod";
import { contentStems } from "../../evidence/index.ts";
import { type Block, type ClaimCheck, walkCitations } from "../../report/index.ts";
import type { Analyst, EvidenceView } from "../analyst.ts";
import { editUnits, isUnitOf, unitsOf, unitText } from "../claim-units.ts";
import { dataBlock, dataLine } from "./data-block.ts";
import { evidenceWords, fullList, handled } from "./evidence-list.ts";
import { fittingText } from "./fitting-text.ts";
import { answerOf, type Helm } from "./helm.ts";
import { holdsAddress } from "./own-words.ts";
import { revisePrompt } from "./prompts/revise.ts";
import { namesKnown } from "./speaks-of.ts";

const answer = z.object({
  edits: z.array(z.object({ sentence: z.coerce.number().int(), text: z.string().max(1_200) })),
});
/** Letters of a sentence as who mends it sees it. */
const longestClaim = 900;
/** Sentences mended in one call. */
const perCall = 12;

/**
 * New wordings for failing sentences by the model; what it does not mend the embedded analyst takes out.
 *
 * Contract: only failing sentences change, and they keep their citations; an edit that brings in other words than those of
 * the sentence and its evidence takes the sentence out.
 */
export function reviseWith(helm: Helm): Analyst["revise"] {
  return async (input) => {
    const { brief, blocks, problems, evidence } = input;
    // Without evidence nothing can be reworded: such sentences are taken out.
    const failing = problems.filter(
      (check) => check.support !== "supported" && check.evidenceIds.length > 0 && standsIn(check, blocks),
    );
    if (failing.length === 0) return helm.embedded.revise(input);
    const chunks = Array.from({ length: Math.ceil(failing.length / perCall) }, (_, index) =>
      failing.slice(index * perCall, (index + 1) * perCall),
    );
    const edits = (await Promise.all(chunks.map((chunk) => askEdits(chunk, { brief, evidence }, helm)))).flat();
    const mended = editUnits(blocks, (text, evidenceIds) => {
      const edit = edits.find(({ check }) => isUnitOf({ text, evidenceIds }, check));
      if (!edit) return "keep";
      return edit.text.trim() === "" ? "drop" : { text: edit.text.replace(/\[@?e\d+[^\]]*\]/g, "") };
    });
    const done = new Set(edits.map(({ check }) => check));
    const left = problems.filter((problem) => !done.has(problem));
    return helm.embedded.revise({ ...input, blocks: mended, problems: left });
  };
}

interface Edit {
  readonly check: ClaimCheck;
  readonly text: string;
}

async function askEdits(
  chunk: readonly ClaimCheck[],
  { brief, evidence }: Pick<Parameters<Analyst["revise"]>[0], "brief" | "evidence">,
  helm: Helm,
): Promise<readonly Edit[]> {
  const cited = new Set(chunk.flatMap(({ evidenceIds }) => evidenceIds));
  const own = evidence.filter((view) => cited.has(view.evidence.id));
  const beside = chunk.map(
    ({ claim, reason, evidenceIds }) =>
      `${dataLine(claim, longestClaim)} ${dataLine(reason)} ${evidenceIds.map(() => "e100, ")}`,
  );
  const given = handled(fittingText(own, "write", { ...helm, beside: beside.join("\n") }));
  const sentences = chunk.map(({ claim, reason, evidenceIds }, index) => {
    const names = evidenceIds.flatMap((id) => given.nameOf.get(id) ?? []).join(", ");
    return `${index + 1}. ${dataLine(claim, longestClaim)}\n   cites: ${names || "nothing"}\n   wrong: ${dataLine(reason)}`;
  });
  const listed = dataBlock("data", {}, sentences.join("\n"));
  const messages = revisePrompt(`${fullList(given)}\n\nSentences:\n${listed}`);
  const value = await answerOf({ role: "write", stage: "patch", messages, maxOutputTokens: 2_000 }, answer, helm);
  return (value?.edits ?? []).flatMap(({ sentence, text }) => {
    const check = chunk[sentence - 1];
    if (!check) return [];
    const cites = new Set(check.evidenceIds);
    const views = given.views.filter((view) => cites.has(view.evidence.id));
    return [
      {
        check,
        text:
          isMending(text, check.claim, views) &&
          namesKnown(text, views, { trusted: [brief.question], language: brief.language })
            ? text
            : "",
      },
    ];
  });
}

/** Share of an edit's words that the sentence or its evidence must have. */
const leastKnown = 0.6;

/** Whether an edit still says the same in words of the sentence and its evidence; anything else takes the sentence out. */
function isMending(text: string, claim: string, views: readonly EvidenceView[]): boolean {
  if (holdsAddress(text)) return false;
  const known = new Set(contentStems(`${claim}\n${views.map(evidenceWords).join("\n")}`));
  const stems = [...new Set(contentStems(text))];
  return stems.filter((stem) => known.has(stem)).length >= stems.length * leastKnown;
}

function standsIn(check: ClaimCheck, blocks: readonly Block[]): boolean {
  return blocks.some((block): boolean => {
    if (block.type === "paragraph")
      return unitsOf(block.children).some((unit) =>
        isUnitOf({ text: unitText(unit), evidenceIds: [...walkCitations([{ ...block, children: unit }])] }, check),
      );
    if (block.type === "list") return block.items.some((item) => standsIn(check, item));
    return "children" in block && standsIn(check, block.children);
  });
}
