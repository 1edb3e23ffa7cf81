import type { Labels } from "./labels.ts";
import type { Block, Conflict, Inline, Report, Section } from "./model.ts";
import { quotationMarks } from "./quotation-marks.ts";

/** What every report ends with, as ordinary sections: conflicts, limitations, verification. Empty ones are left out. */
export function appendices(report: Report, labels: Labels): readonly Section[] {
  const sections: Section[] = [];
  if (report.conflicts.length > 0)
    sections.push(section("conflicts", labels.conflicts, [conflictTable(report.conflicts, labels)]));
  if (report.limitations.length > 0)
    sections.push(section("limitations", labels.limitations, [listOf(report.limitations)]));
  sections.push(section("verification", labels.verification, verificationBlocks(report, labels)));
  return sections;
}

/** Who wrote the report, and that nobody reviewed it: two sentences that every format shows. */
export function disclosure(report: Pick<Report, "generator">, labels: Labels): readonly [string, string] {
  // A function, because `$&` in a replacement string would be more than itself.
  return [labels.disclosure.replace("{generator}", () => report.generator), labels.notReviewed];
}

function section(id: string, title: string, blocks: readonly Block[]): Section {
  return { id, title, blocks, sections: [] };
}

const text = (value: string): Inline => ({ type: "text", value });
const paragraph = (value: string): Block => ({ type: "paragraph", children: [text(value)] });

function listOf(sentences: readonly string[]): Block {
  return { type: "list", ordered: false, items: sentences.map((sentence) => [paragraph(sentence)]) };
}

function conflictTable(conflicts: readonly Conflict[], labels: Labels): Block {
  const rows = conflicts.flatMap((conflict) =>
    conflict.positions.map((position, index) => {
      const [first, ...rest] = position.evidenceIds;
      const citation: readonly Inline[] = first ? [{ type: "citation", evidenceIds: [first, ...rest] }] : [];
      return [
        { children: [text(index === 0 ? conflict.topic : "")], isHeader: true },
        { children: [text(`${position.statement} `), ...citation] },
        { children: [text(String(position.clusters))], align: "right" as const },
      ];
    }),
  );
  const header = [labels.topic, labels.position, labels.independentSources].map((value) => ({
    children: [text(value)],
  }));
  return { type: "table", id: "conflict-table", caption: [text(labels.conflicts)], header, rows };
}

function verificationBlocks(report: Report, labels: Labels): readonly Block[] {
  const { verification } = report;
  const counts = labels.verified
    .replace("{supported}", String(verification.supported))
    .replace("{claims}", String(verification.claims))
    .replace("{citations}", String(verification.citations));
  const doubtful = verification.checks.filter((check) => check.support !== "supported");
  const { open, close } = quotationMarks(report.language);
  const list = doubtful.map(
    ({ claim, support, reason }) => `${labels.support[support]}: ${open}${claim}${close} (${reason})`,
  );
  return [
    // "0 of 0 claims" says nothing; that nothing was found stands above.
    ...(verification.claims > 0 ? [paragraph(counts)] : []),
    ...(list.length > 0 ? [listOf(list)] : []),
    paragraph(disclosure(report, labels).join(" ")),
  ];
}
