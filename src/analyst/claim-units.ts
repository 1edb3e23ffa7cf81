import type { Block, Inline } from "../report/index.ts";

/** What becomes of a sentence: it stays, it goes, or its words change while its citations stay. */
export type UnitEdit = "keep" | "drop" | { readonly text: string };

/**
 * Goes over the stretches of text that end with a citation (a sentence with what it rests on) and edits them.
 *
 * Contract: nothing but the edited stretches changes; a block of which nothing is left is left out.
 */
export function editUnits(
  blocks: readonly Block[],
  edit: (text: string, evidenceIds: readonly string[]) => UnitEdit,
): readonly Block[] {
  return blocks.flatMap((block) => editBlock(block, edit));
}

function editBlock(block: Block, edit: (text: string, evidenceIds: readonly string[]) => UnitEdit): readonly Block[] {
  switch (block.type) {
    case "paragraph": {
      const edited = unitsOf(block.children).flatMap((unit) => editUnit(unit, edit));
      const children = withoutLeadingSpace(edited);
      return children.some((inline) => inline.type !== "citation") ? [{ ...block, children }] : [];
    }
    case "list": {
      const items = block.items.map((item) => editUnits(item, edit)).filter((item) => item.length > 0);
      return items.length > 0 ? [{ ...block, items }] : [];
    }
    case "quote":
    case "callout": {
      const children = editUnits(block.children, edit);
      return children.length > 0 ? [{ ...block, children }] : [];
    }
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

function editUnit(
  unit: readonly Inline[],
  edit: (text: string, evidenceIds: readonly string[]) => UnitEdit,
): readonly Inline[] {
  const words = unitText(unit);
  const citations = unit.filter((inline) => inline.type === "citation");
  const cited = citations.flatMap(({ evidenceIds }) => evidenceIds);
  const edited = words === "" ? "keep" : edit(words, cited);
  if (edited === "keep") return unit;
  if (edited === "drop") return [];
  // The full stop stands behind the citations, as everywhere in a report.
  const [, text = "", end = ""] = /^([\s\S]*?)([.!?。！？]?)$/u.exec(edited.text.trim()) ?? [];
  const tail = unit.at(-1);
  const own = tail?.type === "text" ? (/^\s*[.!?。！？]/u.exec(tail.value)?.[0].trim() ?? "") : "";
  const mark = end || own || (unspaced.test(text.slice(-1)) ? "。" : ".");
  // A quotation that ends with its own full stop ends the sentence.
  if (/[.!?…。！？]["”’»“)\]」]+$/u.test(text))
    return [{ type: "text", value: `${text} ` }, ...citations, { type: "text", value: " " }];
  const isWide = /[。！？]/u.test(mark);
  return [
    { type: "text", value: isWide ? text : `${text} ` },
    ...citations,
    { type: "text", value: isWide ? mark : `${mark} ` },
  ];
}

const unspaced = /[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}]/u;

/** A full stop behind a citation belongs to the sentence before it. */
const stop = /^\s*(?:[.!?]["”’)\]]*(?:\s+|$)|[。！？]["”’」）]*\s*)/u;

/** Stretches that end with a citation and the full stop behind it. */
export function unitsOf(inlines: readonly Inline[]): readonly (readonly Inline[])[] {
  const units: Inline[][] = [];
  let open: Inline[] = [];
  for (const inline of inlines) {
    const last = units.at(-1);
    const end = open.length === 0 && inline.type === "text" ? (stop.exec(inline.value)?.[0].length ?? 0) : 0;
    if (last && end > 0 && inline.type === "text") {
      last.push({ type: "text", value: inline.value.slice(0, end) });
      if (end < inline.value.length) open.push({ type: "text", value: inline.value.slice(end) });
      continue;
    }
    if (last && open.length === 0 && inline.type === "citation") {
      last.push(inline);
      continue;
    }
    open.push(inline);
    if (inline.type !== "citation") continue;
    units.push(open);
    open = [];
  }
  return open.length > 0 ? [...units, open] : units;
}

/** Words of a stretch as claims are compared: white space folded, none before punctuation. */
export function unitText(unit: readonly Inline[]): string {
  const text = unit.map((inline) =>
    "children" in inline ? unitText(inline.children) : "value" in inline ? inline.value : "",
  );
  return foldClaim(text.join(""));
}

/** A claim's text as it is compared with a stretch. */
export function foldClaim(text: string): string {
  return text
    .replace(/\s+/g, " ")
    .replace(/\s+([.,;:!?。，；：！？、])/g, "$1")
    .trim();
}

/**
 * Whether a stretch is a claim, holds it, or is a part of it: what a claim's fault is a fault of.
 *
 * Contract: whole words only, so that no claim is found in a longer sentence that says something else; a stretch that
 * rests on evidence which the claim does not cite is another one of the same words.
 */
export function isUnitOf(
  unit: { readonly text: string; readonly evidenceIds: readonly string[] },
  { claim, evidenceIds }: { readonly claim: string; readonly evidenceIds: readonly string[] },
): boolean {
  const wanted = foldClaim(claim);
  if (wanted === "" || unit.text === "") return false;
  if (evidenceIds.length > 0 && !unit.evidenceIds.every((id) => evidenceIds.includes(id))) return false;
  return holdsWhole(unit.text, wanted) || holdsWhole(wanted, unit.text);
}

const wordSign = /[\p{L}\p{M}\p{N}]/u;

function holdsWhole(text: string, part: string): boolean {
  for (let start = text.indexOf(part); start >= 0; start = text.indexOf(part, start + 1)) {
    const [before, after] = [text.slice(0, start).at(-1) ?? "", text.charAt(start + part.length)];
    const isCut =
      (wordSign.test(before) && wordSign.test(part.charAt(0))) ||
      (wordSign.test(after) && wordSign.test(part.at(-1) ?? ""));
    if (!isCut) return true;
  }
  return false;
}
