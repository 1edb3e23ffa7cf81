import { contentStems } from "../../evidence/index.ts";
import {
  type Block,
  type EditTarget,
  type Report,
  reportBlocks,
  type Section,
  summaryId,
  textOf,
  walkBlocks,
} from "../../report/index.ts";

/** A part of a report that can be pointed at. */
export type Place =
  | { readonly kind: "summary"; readonly id: string }
  | { readonly kind: "section"; readonly id: string }
  | { readonly kind: "table" | "chart" | "figure"; readonly id: string }
  | { readonly kind: "report"; readonly id: string };

const pointing =
  /^(?:this|that|it|these|here|the selection|dies(?:e[mnrs]?)?|das|den|die|es|sie|ihn|daraus|hieraus)?(?:\s*(?:one|section|chapter|part|table|chart|figure|abschnitt|kapitel|teil|tabelle|diagramm|abbildung))?$/iu;
const summary = /^(?:the |die |der )?(?:summary|zusammenfassung)$/iu;
const whole = /^(?:the |den |der )?(?:(?:whole |ganzen |ganze )?report|bericht|title|titel)$/iu;
const sectionWord = "(?:sections?|chapters?|parts?|abschnitte?s?|kapitels?|teile?s?)";
const numbered = new RegExp(
  `^(?:the |den |das |der |die )?${sectionWord}\\s+(?:no\\.? |nr\\.? )?(\\d+(?:\\.\\d+)*)$`,
  "iu",
);
const ordinal = new RegExp(`^(?:the |den |das |der |die )?(\\p{L}+|\\d+(?:st|nd|rd|th|\\.))\\s+${sectionWord}$`, "iu");
const titled = new RegExp(
  `^(?:the |den |das |der |die )?${sectionWord}\\s+(?:(?:about|on|called|titled|named|with|über|zu[rm]?|namens|mit)\\s+)?["“„»'‘]?(.+?)["”“«'’]?$`,
  "iu",
);
const visual =
  /^(?:the |this |die |das |der |diese[rs]? )?(?:(?:only|einzige) )?(table|tabelle|figure|abbildung|chart|graph|diagram|diagramm|grafik|picture|bild)(?:\s+(\d+))?$/iu;

const ordinals: readonly (readonly string[])[] = [
  ["first", "ersten", "erste", "erster"],
  ["second", "zweiten", "zweite", "zweiter"],
  ["third", "dritten", "dritte", "dritter"],
  ["fourth", "vierten", "vierte", "vierter"],
  ["fifth", "fünften", "fünfte", "fünfter"],
  ["sixth", "sechsten", "sechste", "sechster"],
  ["seventh", "siebten", "siebte", "siebter"],
  ["eighth", "achten", "achte", "achter"],
];

/** Whether words name nothing but what is pointed at. */
export function isPointing(words: string): boolean {
  return pointing.test(words.trim());
}

/** The part of the report that words or the user's pointing mean; undefined where there is none, or more than one. */
export function findPlace(words: string, report: Report, target: EditTarget = {}): Place | undefined {
  const text = words.trim();
  if (pointing.test(text)) return pointedAt(target, report) ?? (text === "" ? undefined : onlyOf(text, report));
  if (summary.test(text)) return { kind: "summary", id: summaryId };
  if (whole.test(text)) return { kind: "report", id: "report" };
  return visualOf(text, report, target) ?? sectionOf(text, report);
}

function pointedAt({ sectionId, blockId }: EditTarget, report: Report): Place | undefined {
  const block = blockId === undefined ? undefined : visualsOf(report).find(({ id }) => id === blockId);
  if (block) return { kind: block.type, id: block.id };
  if (sectionId === summaryId) return { kind: "summary", id: summaryId };
  return sectionId !== undefined && sectionsOf(report).some(({ section }) => section.id === sectionId)
    ? { kind: "section", id: sectionId }
    : undefined;
}

/** "This table" where there is but one. */
function onlyOf(text: string, report: Report): Place | undefined {
  const kind = /table|tabelle/iu.test(text) ? "table" : /chart|diagramm/iu.test(text) ? "chart" : undefined;
  const found = visualsOf(report).filter(({ type }) => type === kind);
  return found[0] && found.length === 1 ? { kind: found[0].type, id: found[0].id } : undefined;
}

type Visual = Extract<Block, { readonly type: "table" | "chart" | "figure" }>;

/** Tables, charts and figures in reading order. */
export function visualsOf(report: Report): readonly Visual[] {
  return [...walkBlocks(reportBlocks(report))].filter(
    (block): block is Visual => block.type === "table" || block.type === "chart" || block.type === "figure",
  );
}

/** Charts are numbered with the figures. */
function visualOf(text: string, report: Report, target: EditTarget): Place | undefined {
  const [, word = "", number] = visual.exec(text) ?? [];
  if (word === "") return undefined;
  const isTable = /^tab/iu.test(word);
  const isChart = /^(?:chart|graph|diagram|grafik)/iu.test(word);
  const family = visualsOf(report).filter(({ type }) => (type === "table") === isTable);
  if (number !== undefined) return toPlace(family[Number(number) - 1]);
  const meant = family.filter(({ type }) => !isChart || type === "chart");
  const section = sectionsOf(report).find((one) => one.section.id === target.sectionId)?.section;
  const near = meant.filter((one) => section && [...walkBlocks(section.blocks)].includes(one));
  const found = near.length > 0 ? near : meant;
  return found.length === 1 ? toPlace(found[0]) : undefined;
}

function toPlace(block: Visual | undefined): Place | undefined {
  return block && { kind: block.type, id: block.id };
}

/** Sections with their numbers, depth first. */
export function sectionsOf(
  { sections }: { readonly sections: readonly Section[] },
  prefix = "",
): readonly { readonly section: Section; readonly number: string }[] {
  return sections.flatMap((section, index) => {
    const number = `${prefix}${index + 1}`;
    return [{ section, number }, ...sectionsOf(section, `${number}.`)];
  });
}

function sectionOf(text: string, report: Report): Place | undefined {
  const all = sectionsOf(report);
  const number = numbered.exec(text)?.[1];
  if (number !== undefined) return placeOf(all.find((one) => one.number === number)?.section);
  const which = ordinal.exec(text)?.[1]?.toLowerCase();
  if (which !== undefined) {
    if (/^(?:last|letzten?|letzter)$/u.test(which)) return placeOf(report.sections.at(-1));
    const at = /^\d/u.test(which)
      ? Number.parseInt(which, 10) - 1
      : ordinals.findIndex((words) => words.includes(which));
    if (at >= 0) return placeOf(report.sections[at]);
  }
  return byTitle(
    titled.exec(text)?.[1] ?? text,
    all.map(({ section }) => section),
  );
}

/** The one section whose title has all the words. */
function byTitle(words: string, sections: readonly Section[]): Place | undefined {
  const exact = sections.filter(({ title }) => title.toLowerCase() === words.toLowerCase());
  if (exact[0] && exact.length === 1) return placeOf(exact[0]);
  const stems = contentStems(words);
  const found = sections.filter(({ title }) => {
    const own = new Set(contentStems(title));
    return stems.length > 0 && stems.every((stem) => own.has(stem));
  });
  return found.length === 1 ? placeOf(found[0]) : undefined;
}

function placeOf(section: Section | undefined): Place | undefined {
  return section && { kind: "section", id: section.id };
}

/** What a visual is called in its caption. */
export function captionOf(block: Visual): string {
  return textOf(block.caption).trim();
}
