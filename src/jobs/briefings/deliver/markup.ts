import {
  type DeltaLine,
  findQuantities,
  groupedBySource,
  headlineOf,
  isNews,
  sameQuantity,
  statementOf,
} from "../../../evidence/index.ts";
import { deltaWords, type Evidence, isRightToLeft, type Source } from "../../../report/index.ts";
import { headlineAbout, type Parcel } from "./parcel.ts";

const entities: Readonly<Record<string, string>> = {
  "&": "&amp;",
  "<": "&lt;",
  ">": "&gt;",
  '"': "&quot;",
  "'": "&#39;",
};

/** Text for HTML and XML; characters that XML cannot hold are left out. */
export const escapeMarkup = (text: string): string =>
  text
    .replace(/[^\t\n\r\u0020-\ud7ff\ue000-\ufffd\u{10000}-\u{10ffff}]/gu, "")
    .replace(/[&<>"']/g, (character) => entities[character] ?? character);

const maxLines = 25;

/** Colours of a status: what a reader must not miss is darkest. */
const colours: Readonly<Record<string, string>> = {
  contradicted: "#9f1d1d",
  changed: "#8a4b00",
  gone: "#5b5b66",
  new: "#0b5c3b",
};

/** A parcel as a fragment of HTML with its styles inline, for mail and feed readers. */
export function toHtmlFragment(parcel: Parcel): string {
  const { title } = parcel;
  const shown = parcel.delta?.outcome === "news" ? linesTable(parcel) : "";
  const { lead, others } = wordsOf(parcel);
  const paragraphs = (texts: readonly string[], style: string) =>
    texts.map((one) => `<p style="${style}">${escapeMarkup(one)}</p>`).join("\n");
  const headline = paragraphs(lead, "margin:0 0 8px;font-size:17px;line-height:1.35;font-weight:600");
  const rest = paragraphs(others, "margin:0 0 12px");
  return `<div dir="${isRightToLeft(parcel.language) ? "rtl" : "ltr"}" style="font:15px/1.5 system-ui,-apple-system,'Segoe UI',sans-serif;color:#1c1c22;max-width:720px">
<h1 style="font-size:15px;font-weight:600;color:#5b5b66;margin:0 0 4px">${escapeMarkup(title)}</h1>
${headline}
${shown}
${rest}
</div>`;
}

/** What stands large above the changes: the headline, or that nothing is new. That a briefing is the first is said last. */
function wordsOf(parcel: Parcel): { readonly lead: readonly string[]; readonly others: readonly string[] } {
  const { delta, summary, remarks, language } = parcel;
  if (!delta) return { lead: [], others: summary };
  const answer = summary.slice(remarks);
  if (delta.outcome === "first") return { lead: [], others: [...answer, ...summary.slice(0, remarks)] };
  if (delta.outcome === "nothing-new") return { lead: summary.slice(0, 1), others: summary.slice(1) };
  const told = headlineOf(delta.lines.filter(isNews), headlineAbout(delta, language));
  // The last remark counts; the others say what the headline does.
  return {
    lead: told.map(({ text }) => `${capitalised(text)}.`),
    others: [...summary.slice(remarks - 1, remarks), ...answer],
  };
}

const capitalised = (words: string): string => words.replace(/^\p{Ll}/u, (letter) => letter.toUpperCase());

const edge = "border-top:1px solid #dcdce3";
/** Mail readers know no `start`. */
const cellStyle = (language: string): string =>
  isRightToLeft(language)
    ? "padding:2px 0 2px 10px;vertical-align:top;text-align:right"
    : "padding:2px 10px 2px 0;vertical-align:top;text-align:left";

/** One change below the other, so that it can be read on a telephone. */
function linesTable({ delta, language }: Parcel): string {
  const words = deltaWords(language);
  const sources = new Map((delta?.sources ?? []).map((source) => [source.id, source]));
  const news = groupedBySource((delta?.lines ?? []).filter(isNews));
  const rows = news.slice(0, maxLines).map((group) => {
    const [line] = group;
    const { status, before, now } = line;
    const absent = status === "gone" ? undefined : escapeMarkup(words.withdrawn);
    const head = `<strong style="color:${colours[status] ?? "#1c1c22"}">${escapeMarkup(capitalised(words.status[status]))}</strong> – ${escapeMarkup(topicOf(group, sources))}`;
    const sides = [
      before ? ([words.before, side(before, now, { sources, language })] as const) : undefined,
      now || absent ? ([words.now, now ? side(now, before, { sources, language }) : absent] as const) : undefined,
    ].filter((one) => one !== undefined);
    const body = sides.map(
      ([label, shown]) =>
        `<tr><td style="${cellStyle(language)};width:1%;white-space:nowrap;font-size:13px;color:#5b5b66">${escapeMarkup(label)}</td><td style="${cellStyle(language)}">${shown}</td></tr>`,
    );
    return `<tr><td colspan="2" style="${cellStyle(language)};${edge};padding-top:10px">${head}</td></tr>\n${body.join("\n")}\n<tr><td colspan="2" style="height:8px"></td></tr>`;
  });
  const more = news.length - rows.length;
  const note = more > 0 ? `<p>${escapeMarkup(words.more.replace("{count}", String(more)))}</p>` : "";
  return `<table role="presentation" style="border-collapse:collapse;width:100%;margin:12px 0 16px">${rows.join("\n")}</table>${note}`;
}

/** Of a source that is gone its title, and how much else rested on it. */
function topicOf([line, ...more]: readonly [DeltaLine, ...DeltaLine[]], sources: ReadonlyMap<string, Source>): string {
  if (line.status !== "gone") return line.topic;
  const title = sources.get(line.before?.sourceId ?? "")?.title ?? line.topic;
  return more.length > 0 ? `${title} (+${more.length})` : title;
}

interface SideAbout {
  readonly sources: ReadonlyMap<string, Source>;
  readonly language: string;
}

function side(evidence: Evidence, other: Evidence | undefined, { sources, language }: SideAbout): string {
  const { title = "", url } = sources.get(evidence.sourceId) ?? {};
  const isWeb = url !== undefined && /^https?:\/\//.test(url);
  const named = isWeb
    ? `<a href="${escapeMarkup(url)}" style="color:#2b4fa8">${escapeMarkup(title)}</a>`
    : escapeMarkup(title);
  const words = emphasised(statementOf(evidence, language), other && statementOf(other, language));
  return `${words}<br><span style="font-size:12px;color:#5b5b66">${named}</span>`;
}

/** The numbers that the other side does not have stand out. */
function emphasised(words: string, against: string | undefined): string {
  if (against === undefined) return escapeMarkup(words);
  const others = findQuantities(against);
  let [marked, at] = ["", 0];
  for (const one of findQuantities(words)) {
    if (others.some((other) => sameQuantity(one, other))) continue;
    marked += `${escapeMarkup(words.slice(at, one.start))}<strong>${escapeMarkup(words.slice(one.start, one.end))}</strong>`;
    at = one.end;
  }
  return marked + escapeMarkup(words.slice(at));
}

/** The same in plain text. */
export function toPlainText(parcel: Parcel): string {
  const { title, delta, language } = parcel;
  const words = deltaWords(language);
  const sources = new Map((delta?.sources ?? []).map((source) => [source.id, source]));
  const said = (evidence: Evidence) =>
    `${statementOf(evidence, language)} [${sources.get(evidence.sourceId)?.title ?? ""}]`;
  const lines = groupedBySource((delta?.lines ?? []).filter(isNews)).map((group) => {
    const [{ status, before, now }] = group;
    const absent = status === "gone" ? words.status.gone : words.withdrawn;
    const parts = [`${words.before}: ${before ? said(before) : "–"}`, `${words.now}: ${now ? said(now) : absent}`];
    return `* ${words.status[status].toUpperCase()}: ${topicOf(group, sources)}\n    ${parts.join("\n    ")}`;
  });
  const { lead, others } = wordsOf(parcel);
  return [title, ...lead, ...lines, ...others].join("\n\n");
}
