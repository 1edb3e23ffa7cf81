import type { Block, ClaimCheck, Inline } from "../../report/index.ts";
import type { Analyst } from "../analyst.ts";
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
  const sound = blocks.flatMap((block) => reviseBlock(block, [...failing, ...doubtful]));
  const kept = sound.length > 0 ? sound : blocks.flatMap((block) => reviseBlock(block, failing));
  if (kept.length > 0) return kept;
  const remark: Block = { type: "paragraph", children: [{ type: "text", value: phrasesFor(brief.language).nothing }] };
  return [{ type: "callout", tone: "note", children: [remark] }];
}

function reviseBlock(block: Block, failing: readonly ClaimCheck[]): readonly Block[] {
  switch (block.type) {
    case "paragraph": {
      const children = withoutLeadingSpace(
        unitsOf(block.children)
          .filter((unit) => !fails(unit, failing))
          .flat(),
      );
      return children.some((inline) => inline.type !== "citation") ? [{ ...block, children }] : [];
    }
    case "list": {
      const items = block.items
        .map((item) => item.flatMap((child) => reviseBlock(child, failing)))
        .filter((item) => item.length > 0);
      return items.length > 0 ? [{ ...block, items }] : [];
    }
    case "quote":
    case "callout": {
      const children = block.children.flatMap((child) => reviseBlock(child, failing));
      return children.length > 0 ? [{ ...block, children }] : [];
    }
    case "table":
    case "chart":
      return failing.some(({ place }) => place === block.id) ? [] : [block];
    default:
      return [block];
  }
}

/** What stood between a sentence that went and the next one opens no paragraph. */
function withoutLeadingSpace([first, ...rest]: readonly Inline[]): readonly Inline[] {
  if (first?.type !== "text") return first ? [first, ...rest] : [];
  const value = first.value.trimStart();
  return value === "" ? rest : [{ ...first, value }, ...rest];
}

/** Stretches that end with a citation: a sentence with what it rests on. */
function unitsOf(inlines: readonly Inline[]): readonly (readonly Inline[])[] {
  const units: Inline[][] = [];
  let open: Inline[] = [];
  for (const inline of inlines) {
    open.push(inline);
    if (inline.type !== "citation") continue;
    units.push(open);
    open = [];
  }
  return open.length > 0 ? [...units, open] : units;
}

function fails(unit: readonly Inline[], failing: readonly ClaimCheck[]): boolean {
  const text = plain(unit.map((inline) => ("value" in inline ? inline.value : "")).join(""));
  return (
    text !== "" &&
    failing.some(({ claim }) => plain(claim) !== "" && (text.includes(plain(claim)) || plain(claim).includes(text)))
  );
}

const plain = (text: string): string =>
  text
    .replace(/\s+/g, " ")
    .replace(/\s+([.,;:!?])/g, "$1")
    .trim();
