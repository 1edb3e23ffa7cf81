import type { BibliographyEntry, Evidence, ResolvedReport, Source } from "../report/index.ts";
import { cellPlace, evidenceText } from "./evidence-text.ts";
import { formatLocator, formatMeaning, sourceFacts, sourceLink } from "./format.ts";
import { escapeText, linkTarget } from "./markdown-escape.ts";

/** The anchor that Markdown viewers derive from the heading of a source. */
export function sourceAnchor(number: number, { labels }: ResolvedReport): string {
  return `${labels.source.toLowerCase().replace(/\s+/g, "-")}-${number}`;
}

/** A source with everything the report cites from it: quote or cell, and where it stands. */
export function entryToMarkdown({ number, source, evidence }: BibliographyEntry, resolved: ResolvedReport): string {
  const { labels } = resolved;
  const lines = evidence.map((item) => `- ${evidenceLine(item, resolved)}`);
  return [`### ${escapeText(labels.source)} ${number}`, sourceLine(source, resolved), lines.join("\n")].join("\n\n");
}

function sourceLine(source: Source, resolved: ResolvedReport): string {
  const { labels } = resolved;
  const address = sourceLink(source);
  const title =
    address === undefined ? `**${escapeText(source.title)}**` : `[${escapeText(source.title)}](${linkTarget(address)})`;
  const facts = sourceFacts(source, resolved);
  const retracted = source.retracted ? ` **${escapeText(labels.retracted)}.**` : "";
  const sentences = [title, ...facts.map(escapeText)].map((fact) => fact.replace(/\.$/, ""));
  return `${sentences.join(". ")}.${retracted}`;
}

function evidenceLine(evidence: Evidence, { labels, report }: ResolvedReport): string {
  const { content, locator } = evidence;
  const place = formatLocator(locator, labels);
  const lead = place === "" ? "" : `${escapeText(place)}: `;
  if (content.type !== "cell")
    return lead + escapeText(evidenceText(evidence, { language: report.language, longest: Number.POSITIVE_INFINITY }));
  const name = cellPlace(content);
  const named = name === "" ? "" : `${escapeText(name)}: `;
  const meaning = formatMeaning(evidence, report.language);
  return `${lead}${named}**${escapeText(content.value)}**${meaning === "" ? "" : ` (= ${escapeText(meaning)})`}`;
}
