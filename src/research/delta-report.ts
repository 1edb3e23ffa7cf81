import {
  type DeltaLine,
  findQuantities,
  groupedBySource,
  type HeadlinePart,
  headlineOf,
  isNews,
  sameQuantity,
  shownCounts,
  statementOf,
} from "../evidence/index.ts";
import {
  type Block,
  type Cell,
  countsLine,
  type DeltaWords,
  deltaWords,
  type Evidence,
  filledWords,
  type Inline,
  localeOf,
  quotationMarks,
  type Report,
  type Section,
} from "../report/index.ts";

/** What the telling of changes needs to know beside them. */
export interface DeltaAbout {
  /** ISO 8601 instant of the run that this one is compared with. */
  readonly since: string | undefined;
  readonly isCited: (evidence: Evidence) => boolean;
  /** Of a source, by id. */
  readonly titleOf: (sourceId: string) => string;
}

/** The table of what changed; its caption is made of our own words. */
export const deltaTableId = "delta-table";

/** A table of more lines than these is not read; the rest stands in `delta.json`. */
const maxNews = 25;
const maxConfirmed = 15;
/** Statements that are told of one source that is gone. */
const maxLost = 2;

/** The report of a first run says that there is nothing to compare with. */
export function firstReport(report: Report): Report {
  return { ...report, summary: [note([text(deltaWords(report.language).first)]), ...report.summary] };
}

/** The report with what changed before everything else, or a short message in its place when nothing did. */
export function withDelta(report: Report, lines: readonly DeltaLine[], about: DeltaAbout): Report {
  const news = lines.filter(isNews);
  if (news.length === 0) return nothingNew(report, lines, about);
  const tone = news.some(({ status }) => status === "contradicted") ? "warning" : "note";
  const words = deltaWords(report.language);
  const title = filledWords(words.title, { date: dateOf(about.since, report.language) });
  const headline = headlineOf(news, { language: report.language, ...about });
  const counted = countsLine(shownCounts(lines), report.language);
  const told = sentencesOf(headline, lines, about);
  const counts = headline.filter(({ evidenceIds }) => evidenceIds.length === 0).map((part) => part.text);
  const children = [
    ...(told.length > 0 ? [paragraph(told)] : []),
    ...(counts.length > 0 ? [paragraph([strong(`${capitalised(counts.join("; "))}.`)])] : []),
    paragraph([text(`${title} – ${counted}`)]),
  ];
  // In the summary, not in a section of its own: a reader sees it before the contents.
  const callout: Block = { type: "callout", tone, children };
  return { ...report, summary: [callout, ...newsTable(report, lines, about), ...report.summary] };
}

/** The headline, a sentence a change, with its citations as far as what it rests on can be shown. */
function sentencesOf(
  parts: readonly HeadlinePart[],
  lines: readonly DeltaLine[],
  { isCited }: DeltaAbout,
): readonly Inline[] {
  const evidence = lines.flatMap(({ before, now }) => [before, now].filter((item) => item !== undefined));
  const shown = new Set(evidence.filter(isCited).map(({ id }) => id));
  const cited = parts.filter(({ evidenceIds }) => evidenceIds.length > 0);
  return cited.flatMap(({ text: words, evidenceIds }, index): readonly Inline[] => {
    const [first, ...more] = evidenceIds.filter((id) => shown.has(id));
    if (first === undefined) return [];
    return [
      strong(capitalised(words)),
      text(" "),
      { type: "citation", evidenceIds: [first, ...more] },
      text(index === cited.length - 1 ? "." : ". "),
    ];
  });
}

function nothingNew(report: Report, lines: readonly DeltaLine[], about: DeltaAbout): Report {
  const words = deltaWords(report.language);
  const confirmed = lines.filter(({ status }) => status === "confirmed");
  const unchecked = lines.length - confirmed.length;
  const message = [
    paragraph([strong(filledWords(words.nothing, { date: dateOf(about.since, report.language) }))]),
    paragraph([text(filledWords(words.stand, { count: confirmed.length }))]),
    ...(unchecked > 0 ? [paragraph([text(filledWords(words.unchecked, { count: unchecked }))])] : []),
  ];
  const section = confirmedSection(report, confirmed, about);
  return {
    ...report,
    summary: [{ type: "callout", tone: "note", children: message }],
    sections: section,
    conflicts: [],
  };
}

/** How many lines there are of each kind. */
export function countsOf(lines: readonly DeltaLine[]): Readonly<Record<DeltaLine["status"], number>> {
  const counts = { new: 0, changed: 0, contradicted: 0, gone: 0, confirmed: 0, unchecked: 0 };
  for (const { status } of lines) counts[status] += 1;
  return counts;
}

function newsTable(report: Report, lines: readonly DeltaLine[], about: DeltaAbout): readonly Block[] {
  const words = deltaWords(report.language);
  const groups = groupedBySource(lines.filter(isNews));
  const shown = groups.slice(0, maxNews);
  const table: Block = {
    type: "table",
    id: deltaTableId,
    caption: [text(filledWords(words.title, { date: dateOf(about.since, report.language) }))],
    header: [words.change, words.what, words.before, words.now].map((label) => ({ children: [text(label)] })),
    rows: shown.map((group) => newsRow(group, { words, language: report.language, ...about })),
  };
  return [table, ...rest(groups.length - shown.length, words)];
}

interface RowAbout extends DeltaAbout {
  readonly words: DeltaWords;
  readonly language: string;
}

/** Both names of a row are headers: what a topic says is no claim, its evidence stands beside it. */
function newsRow(group: readonly [DeltaLine, ...DeltaLine[]], about: RowAbout): readonly Cell[] {
  const { words, titleOf } = about;
  const [{ status, topic, before, now }] = group;
  const isGone = status === "gone" && before !== undefined;
  const absent = status === "gone" ? words.status.gone : words.withdrawn;
  return [
    { children: [text(capitalised(words.status[status]))], isHeader: true },
    {
      children: [text(isGone ? named(titleOf(before.sourceId), about) || topic : topicOf(group[0], about))],
      isHeader: true,
    },
    { children: isGone ? lostWith(group, about) : before ? stated(before, now, about) : [text("–")] },
    { children: now ? stated(now, before, about) : [text(absent)] },
  ];
}

/** What a line is about; words are about no more than their source, whose title is a stranger's. */
function topicOf({ topic, before, now }: DeltaLine, about: RowAbout): string {
  const isTitle = [now, before].some((side) => side && topic === about.titleOf(side.sourceId));
  return isTitle ? named(topic, about) : topic;
}

const named = (title: string, { language }: RowAbout): string => (title === "" ? "" : quoted(title, language));

function quoted(words: string, language: string): string {
  const { open, close } = quotationMarks(language);
  return `${open}${words}${close}`;
}

/** What rested on a source that is gone, with one citation for all of it. */
function lostWith(group: readonly DeltaLine[], { language, isCited }: RowAbout): readonly Inline[] {
  const lost = group.flatMap(({ topic, before }) => (before && isCited(before) ? [{ topic, before }] : []));
  const [first, ...more] = lost.slice(0, maxLost).map(({ before }) => before.id);
  if (first === undefined) return [text("–")];
  const told = lost.slice(0, maxLost).map(({ topic, before }) => {
    const words = statementOf(before, language);
    return before.content.type === "quote" ? quoted(words, language) : `${topic}: ${words}`;
  });
  const rest = group.length > maxLost ? `; +${group.length - maxLost}` : "";
  return [text(`${told.join("; ")}${rest} `), { type: "citation", evidenceIds: [first, ...more] }];
}

/** What evidence says, with the numbers in bold that the other side does not have, and its citation. */
function stated(evidence: Evidence, other: Evidence | undefined, { language, isCited }: RowAbout): readonly Inline[] {
  if (!isCited(evidence)) return [text("–")];
  const words = statementOf(evidence, language);
  const against = other && statementOf(other, language);
  const isQuote = evidence.content.type === "quote";
  const inlines = against === undefined ? [text(words)] : emphasised(words, against);
  const { open, close } = quotationMarks(language);
  const shown = isQuote ? [text(open), ...inlines, text(`${close} `)] : [...inlines, text(" ")];
  return [...shown, { type: "citation", evidenceIds: [evidence.id] }];
}

function emphasised(words: string, against: string): readonly Inline[] {
  const others = findQuantities(against);
  const differing = findQuantities(words).filter((one) => !others.some((other) => sameQuantity(one, other)));
  const inlines: Inline[] = [];
  let at = 0;
  for (const { start, end } of differing) {
    if (start > at) inlines.push(text(words.slice(at, start)));
    inlines.push(strong(words.slice(start, end)));
    at = end;
  }
  return at < words.length ? [...inlines, text(words.slice(at))] : inlines;
}

/** What still stands, as a list that a reader may skip. */
function confirmedSection(report: Report, lines: readonly DeltaLine[], about: DeltaAbout): readonly Section[] {
  const words = deltaWords(report.language);
  const items = lines.flatMap(({ topic, now }): readonly (readonly Block[])[] => {
    if (!now || !about.isCited(now)) return [];
    const said = statementOf(now, report.language);
    const line = now.content.type === "quote" ? `${quoted(said, report.language)} ` : `${topic}: ${said} `;
    return [[paragraph([text(line), { type: "citation", evidenceIds: [now.id] }])]];
  });
  if (items.length === 0) return [];
  const title = capitalised(words.status.confirmed);
  const list: Block = { type: "list", ordered: false, items: items.slice(0, maxConfirmed) };
  return [{ id: "confirmed", title, blocks: [list, ...rest(items.length - maxConfirmed, words)], sections: [] }];
}

function rest(count: number, words: DeltaWords): readonly Block[] {
  return count > 0 ? [note([text(filledWords(words.more, { count }))])] : [];
}

const capitalised = (words: string): string => words.replace(/^\p{Ll}/u, (letter) => letter.toUpperCase());
const text = (value: string): Inline => ({ type: "text", value });
const strong = (value: string): Inline => ({ type: "strong", children: [text(value)] });
const paragraph = (children: readonly Inline[]): Block => ({ type: "paragraph", children });
const note = (children: readonly Inline[]): Block => ({
  type: "callout",
  tone: "note",
  children: [paragraph(children)],
});

function dateOf(instant: string | undefined, language: string): string {
  if (instant === undefined) return "";
  return new Intl.DateTimeFormat(localeOf(language), { dateStyle: "long", timeZone: "UTC" }).format(new Date(instant));
}
