import type { EditTarget, Refusal, Report, ReportEdit } from "../../report/index.ts";
import { type EditWords, editWords } from "./edit-words.ts";
import { findPlace, isPointing, type Place, sectionsOf, visualsOf } from "./find-place.ts";
import { isGerman, type Wish, wishesOf } from "./grammar.ts";

/** Letters of a title; more of them are a sentence, which would need evidence. */
const longestTitle = 120;

/** What an instruction asks for; undefined where its words are not understood, and a model may be asked. */
export function toEdits(
  instruction: string,
  report: Report,
  target: EditTarget = {},
): readonly ReportEdit[] | Refusal | undefined {
  const wishes = wishesOf(instruction);
  if (!wishes) return undefined;
  const words = editWords(isGerman(instruction));
  const edits: ReportEdit[] = [];
  for (const wish of wishes) {
    const edit = editFor(wish, { report, target, words });
    if ("refused" in edit) return edit;
    edits.push(edit);
  }
  return edits;
}

interface Context {
  readonly report: Report;
  readonly target: EditTarget;
  readonly words: EditWords;
}

function editFor(wish: Wish, context: Context): ReportEdit | Refusal {
  const { report, target, words } = context;
  if (wish.kind === "translate") return { refused: words.translate };
  if (wish.kind === "drop") return dropFor(wish, context);
  const place = findPlace(wish.place, report, target);
  if (!place) {
    const named = isPointing(wish.place) ? "" : wish.place;
    return { refused: `${words.noPlace(named)}. ${offerFor(report, words)}` };
  }
  switch (wish.kind) {
    case "rename":
      return isTitle(wish.title) ? { type: "rename", id: place.id, title: wish.title } : { refused: words.noTitle };
    case "move":
      return moveFor(wish, place, context);
    case "draw": {
      const mark = markOf(wish.mark);
      return { type: "draw", id: place.id, ...(mark ? { mark } : {}) };
    }
    case "tabulate":
      return { type: "tabulate", id: place.id };
    case "shorten":
      return place.kind === "section" || place.kind === "summary"
        ? { type: "shorten", sectionId: place.id }
        : { refused: words.tooShort(wish.place) };
    case "remove":
      return place.kind === "report" || place.kind === "summary"
        ? { refused: words.lastSection }
        : { type: "remove", id: place.id };
  }
}

function dropFor({ place, words: dropped }: Wish, { report, target, words }: Context): ReportEdit | Refusal {
  const within = place === "" ? undefined : findPlace(place, report, target);
  if (place !== "" && !within) return { refused: `${words.noPlace(place)}. ${offerFor(report, words)}` };
  return { type: "drop", words: dropped, ...(within ? { sectionId: within.id } : {}) };
}

function moveFor(wish: Wish, { kind, id }: Place, { report, target, words }: Context): ReportEdit | Refusal {
  if (kind !== "section") return { refused: words.onlySections };
  if (wish.beside === "")
    return {
      type: "move",
      sectionId: id,
      to: /^(?:front|top|begin|start|first|vorn|anfang)/iu.test(wish.where) ? "first" : "last",
    };
  const beside = findPlace(wish.beside, report, target);
  if (beside?.kind !== "section" || beside.id === id)
    return { refused: `${words.noPlace(wish.beside)}. ${offerFor(report, words)}` };
  return {
    type: "move",
    sectionId: id,
    to: /^(?:before|in front|above|vor)/iu.test(wish.where) ? "before" : "after",
    besideId: beside.id,
  };
}

function markOf(word: string): "bar" | "line" | "point" | undefined {
  if (/^(?:bar|column|balken|säulen)/iu.test(word)) return "bar";
  if (/^(?:line|linien)/iu.test(word)) return "line";
  return word === "" ? undefined : "point";
}

/** Whether a text may head a section: a few words that say nothing that would need evidence. */
export function isTitle(text: string): boolean {
  return (
    text.length > 0 &&
    text.length <= longestTitle &&
    /[\p{L}\p{N}]/u.test(text) &&
    !/[\p{Cc}]|:\/\/|\bwww\./iu.test(text)
  );
}

/** What can be asked of this report. */
export function offerFor(report: Report, { offer, examples }: EditWords): string {
  const numbers = sectionsOf(report).map(({ number }) => number);
  const [first = "1"] = numbers;
  const last = numbers.at(-1) ?? first;
  const visuals = visualsOf(report);
  const isFigure = visuals.filter(({ type }) => type !== "table");
  const chart = isFigure.findIndex(({ type }) => type === "chart");
  return offer([
    examples.shorten(first),
    ...(numbers.length > 1 ? [examples.remove(last), examples.move(last)] : []),
    examples.rename(first),
    ...(visuals.some(({ type }) => type === "table") ? [examples.draw(1)] : []),
    ...(chart >= 0 ? [examples.tabulate(chart + 1)] : []),
    examples.drop,
  ]);
}
