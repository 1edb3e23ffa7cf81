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

export interface DeltaAbout {
  /** ISO 8601 instant of the run that this one is compared with. */
  readonly since: string | undefined;
  readonly isCited: (evidence: Evidence) => boolean;
  /** Of a source, by id. */
  readonly titleOf: (sourceId: string) => string;
}

/** A table of more lines than these is not read; the rest stands in `delta.json`. */
const maxNews = 25;
const maxConfirmed = 15;
/** Statements that are told of one source that is gone. */
const maxLost = 3;

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
  const children = [paragraph(sentenceOf(headline, lines, about)), paragraph([strong(title), text(` – ${counted}`)])];
  // In the summary, not in a section of its own: a reader sees it before the contents.
  const callout: Block = { type: "callout", tone, children };
  return { ...report, summary: [callout, ...newsTable(report, lines, about), ...report.summary] };
}

/** The headline with its citations, as far as what it rests on can be shown; what only counts is a sentence of its own. */
function sentenceOf(
  parts: readonly HeadlinePart[],
  lines: readonly DeltaLine[],
  { isCited }: DeltaAbout,
): readonly Inline[] {
  const evidence = lines.flatMap(({ before, now }) => [before, now].filter((item) => item !== undefined));
  const shown = new Set(evidence.filter(isCited).map(({ id }) => id));
  return parts.flatMap(({ text: words, evidenceIds }, index): readonly Inline[] => {
    const next = parts[index + 1];
    const isCount = evidenceIds.length === 0;
    const isOpening = index === 0 || (isCount && (parts[index - 1]?.evidenceIds.length ?? 0) > 0);
    const isEnd = !next || (next.evidenceIds.length === 0 && !isCount);
    const [first, ...more] = evidenceIds.filter((id) => shown.has(id));
    const said = text(`${isOpening ? capitalised(words) : words}${first === undefined ? "" : " "}`);
    const end = text(isEnd ? `.${next ? " " : ""}` : "; ");
    return first === undefined ? [said, end] : [said, { type: "citation", evidenceIds: [first, ...more] }, end];
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

function newsTable(report: Report, lines: readonly DeltaLine[], about: DeltaAbout): readonly Block[] {
  const words = deltaWords(report.language);
  const groups = groupedBySource(lines.filter(isNews));
  const shown = groups.slice(0, maxNews);
  const table: Block = {
    type: "table",
    id: "delta-table",
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
    { children: [text(isGone ? titleOf(before.sourceId) || topic : topic)], isHeader: true },
    { children: isGone ? lostWith(group, about) : before ? stated(before, now, about) : [text("–")] },
    { children: now ? stated(now, before, about) : [text(absent)] },
  ];
}

/** What rested on a source that is gone. */
function lostWith(group: readonly DeltaLine[], about: RowAbout): readonly Inline[] {
  const told = group.slice(0, maxLost).flatMap(({ topic, before }, index): readonly Inline[] => {
    if (!before) return [];
    const lead = before.content.type === "quote" ? "" : `${topic}: `;
    return [text(`${index > 0 ? "; " : ""}${lead}`), ...stated(before, undefined, about)];
  });
  return group.length > maxLost ? [...told, text(`; +${group.length - maxLost}`)] : told;
}

/** What evidence says, with the numbers in bold that the other side does not have, and its citation. */
function stated(evidence: Evidence, other: Evidence | undefined, { language, isCited }: RowAbout): readonly Inline[] {
  if (!isCited(evidence)) return [text("–")];
  const words = statementOf(evidence, language);
  const against = other && statementOf(other, language);
  const isQuote = evidence.content.type === "quote";
  const inlines = against === undefined ? [text(words)] : emphasised(words, against);
  const { open, close } = quotationMarks(language);
  const quoted = isQuote ? [text(open), ...inlines, text(`${close} `)] : [...inlines, text(" ")];
  return [...quoted, { type: "citation", evidenceIds: [evidence.id] }];
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
    const { open, close } = quotationMarks(report.language);
    const line = now.content.type === "quote" ? `${open}${said}${close} ` : `${topic}: ${said} `;
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
