import { writeAtomically } from "../../../runs/index.ts";
import { escapeMarkup, toHtmlFragment } from "./markup.ts";
import type { Parcel } from "./parcel.ts";

/** A feed keeps its latest entries only; readers have the others already. */
export const maxFeedEntries = 50;

/** An Atom feed (RFC 4287) of parcels, latest first. Contract: the same parcels give the same bytes. */
export function atomFeed(
  about: { readonly id: string; readonly title: string; readonly created: string },
  parcels: readonly Parcel[],
): string {
  const updated = parcels[0]?.created ?? about.created;
  return `<?xml version="1.0" encoding="utf-8"?>
<feed xmlns="http://www.w3.org/2005/Atom">
<id>${escapeMarkup(`urn:exhibit:briefing:${about.id}`)}</id>
<title>${escapeMarkup(about.title)}</title>
<updated>${escapeMarkup(updated)}</updated>
<author><name>Exhibit</name></author>
<generator>Exhibit</generator>
${parcels.map(entryOf).join("\n")}
</feed>
`;
}

function entryOf(parcel: Parcel): string {
  return `<entry xml:lang="${escapeMarkup(parcel.language)}">
<id>${escapeMarkup(`urn:exhibit:delivery:${parcel.key}`)}</id>
<title>${escapeMarkup(parcel.subject)}</title>
<updated>${escapeMarkup(parcel.created)}</updated>
<summary>${escapeMarkup(parcel.summary[0] ?? parcel.subject)}</summary>
<content type="html">${escapeMarkup(toHtmlFragment(parcel))}</content>
</entry>`;
}

/** Writes the whole feed at once: a parcel that is in it already is in it once. */
export function writeFeed(path: string, ...[about, parcels]: Parameters<typeof atomFeed>): Promise<void> {
  const unique = new Map(parcels.map((parcel) => [parcel.key, parcel]));
  const latest = [...unique.values()].sort((a, b) => (a.created < b.created ? 1 : -1)).slice(0, maxFeedEntries);
  return writeAtomically(path, atomFeed(about, latest));
}
