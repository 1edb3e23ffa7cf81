import { findQuantities, isNews, sameQuantity, statementOf } from "../../../evidence/index.ts";
import { deltaWords, type Evidence, isRightToLeft, type Source } from "../../../report/index.ts";
import type { Parcel } from "./parcel.ts";

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
  const { delta, title, summary } = parcel;
  const shown = delta?.outcome === "news" ? linesTable(parcel) : "";
  const words = summary.map((paragraph) => `<p style="margin:0 0 12px">${escapeMarkup(paragraph)}</p>`).join("\n");
  const first = summary[0];
  // The first paragraph of a compared report counts what changed: it stands large, above the table.
  const rest = delta ? words.slice(words.indexOf("</p>") + 4) : words;
  const headline =
    delta && first ? `<p style="margin:0 0 16px;font-size:18px;font-weight:600">${escapeMarkup(first)}</p>` : "";
  return `<div dir="${isRightToLeft(parcel.language) ? "rtl" : "ltr"}" style="font:15px/1.5 system-ui,-apple-system,'Segoe UI',sans-serif;color:#1c1c22;max-width:720px">
<h1 style="font-size:15px;font-weight:600;color:#5b5b66;margin:0 0 4px">${escapeMarkup(title)}</h1>
${headline}
${shown}
${rest}
</div>`;
}

const cellStyle = "padding:8px 10px;border-top:1px solid #dcdce3;vertical-align:top";

/** Where lines begin; mail readers know no `start`. */
const startOf = (language: string): string => (isRightToLeft(language) ? "right" : "left");

function linesTable({ delta, language }: Parcel): string {
  const words = deltaWords(language);
  const sources = new Map((delta?.sources ?? []).map((source) => [source.id, source]));
  const news = (delta?.lines ?? []).filter(isNews);
  const heads = [words.change, words.what, words.before, words.now]
    .map(
      (head) =>
        `<th style="padding:4px 10px;text-align:${startOf(language)};font-size:13px;color:#5b5b66">${escapeMarkup(head)}</th>`,
    )
    .join("");
  const rows = news.slice(0, maxLines).map((line) => {
    const absent = line.status === "gone" ? words.status.gone : words.withdrawn;
    const cells = [
      `<strong style="color:${colours[line.status] ?? "#1c1c22"};white-space:nowrap">${escapeMarkup(words.status[line.status])}</strong>`,
      escapeMarkup(line.topic),
      line.before ? side(line.before, line.now, { sources, language }) : "–",
      line.now ? side(line.now, line.before, { sources, language }) : escapeMarkup(absent),
    ];
    return `<tr>${cells.map((cell) => `<td style="${cellStyle};text-align:${startOf(language)}">${cell}</td>`).join("")}</tr>`;
  });
  const more = news.length - rows.length;
  const note = more > 0 ? `<p>${escapeMarkup(words.more.replace("{count}", String(more)))}</p>` : "";
  return `<table style="border-collapse:collapse;width:100%;margin:0 0 16px"><tr>${heads}</tr>\n${rows.join("\n")}\n</table>${note}`;
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
export function toPlainText({ title, summary, delta, language }: Parcel): string {
  const words = deltaWords(language);
  const sources = new Map((delta?.sources ?? []).map((source) => [source.id, source]));
  const said = (evidence: Evidence) =>
    `${statementOf(evidence, language)} [${sources.get(evidence.sourceId)?.title ?? ""}]`;
  const lines = (delta?.lines ?? []).filter(isNews).map(({ status, topic, before, now }) => {
    const absent = status === "gone" ? words.status.gone : words.withdrawn;
    const parts = [`${words.before}: ${before ? said(before) : "–"}`, `${words.now}: ${now ? said(now) : absent}`];
    return `* ${words.status[status].toUpperCase()}: ${topic}\n    ${parts.join("\n    ")}`;
  });
  const [first, ...rest] = summary;
  return [title, ...(first ? [first] : []), ...lines, ...rest].join("\n\n");
}
