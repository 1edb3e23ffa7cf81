import type { CheerioAPI } from "cheerio";
import type { SourceMetadata } from "../../evidence/parsed-source.ts";
import { canParseUrl } from "../../report/can-parse-url.ts";
import { cleanText } from "../clean-text.ts";
import { isoDate } from "../iso-date.ts";
import { nameWithoutEnding } from "../name-title.ts";
import { all, attributeOf } from "./dom.ts";
import { absolute } from "./figures.ts";
import { type LinkedData, linkedDataOf } from "./linked-data.ts";

/** Reads what a page says of itself: JSON-LD, citation and Dublin Core tags, OpenGraph, `<title>`, `<time>`. */
export function readMetadata($: CheerioAPI, options: { readonly url?: string; readonly name: string }): SourceMetadata {
  const meta = metaOf($);
  const data = linkedDataOf($);
  const site = first(meta, ["og:site_name", "application-name"]) || data.publisher || hostOf(options.url);
  const canonical = absolute($("link[rel=canonical]").attr("href") ?? first(meta, ["og:url"]), options.url);
  const fields = {
    published: publishedOf($, meta, data),
    language: languageOf($, meta, data),
    licence: licenceOf($, meta, data),
    site,
    description:
      first(meta, ["description", "og:description", "twitter:description", "dc.description"]) || data.description,
    canonicalUrl: canonical.startsWith("http") ? canonical : "",
  };
  return {
    title: titleOf($, { meta, data, site }) || nameWithoutEnding(options.name),
    authors: authorsOf($, meta, data),
    ...withoutEmpty(fields),
  };
}

type Meta = ReadonlyMap<string, readonly string[]>;

function metaOf($: CheerioAPI): Meta {
  const found = new Map<string, string[]>();
  for (const element of all($, "meta[content]")) {
    const name = (
      attributeOf(element, "name") ||
      attributeOf(element, "property") ||
      attributeOf(element, "itemprop")
    ).toLowerCase();
    const content = cleanText(attributeOf(element, "content"));
    if (name !== "" && content !== "") found.set(name, [...(found.get(name) ?? []), content]);
  }
  return found;
}

function first(meta: Meta, names: readonly string[]): string {
  return names.map((name) => meta.get(name)?.[0] ?? "").find((value) => value !== "") ?? "";
}

function titleOf(
  $: CheerioAPI,
  from: { readonly meta: Meta; readonly data: LinkedData; readonly site: string },
): string {
  const headings = all($, "h1")
    .map((heading) => cleanText($(heading).text()))
    .filter((text) => text !== "");
  const tag = cleanText($("head > title").first().text() || $("title").first().text());
  const said =
    first(from.meta, ["citation_title", "dc.title", "dcterms.title"]) ||
    from.data.headline ||
    first(from.meta, ["og:title", "twitter:title"]) ||
    tag;
  const heading = headings.find((text) => tag.includes(text) || said.includes(text));
  if (heading !== undefined && heading.length > 3) return heading;
  if (said === "") return headings[0] ?? "";
  return withoutSite(said, from.site);
}

/** `Title | Site` and `Title - Site` lose the site. */
function withoutSite(title: string, site: string): string {
  const parts = title.split(/\s+[|–—·»-]\s+|\s+::\s+/);
  if (parts.length < 2) return title;
  const last = parts.at(-1) ?? "";
  const isSite = site !== "" && squeeze(last).includes(squeeze(site).slice(0, 40));
  const named = isSite || (site !== "" && squeeze(last) !== "" && squeeze(site).includes(squeeze(last)));
  return named ? title.slice(0, title.lastIndexOf(last)).replace(/\s*(?:[|–—·»-]|::)\s*$/, "") : title;
}

function squeeze(text: string): string {
  return text.toLowerCase().replace(/[^\p{L}\p{N}]/gu, "");
}

function authorsOf($: CheerioAPI, meta: Meta, data: LinkedData): readonly string[] {
  const tagged = ["citation_author", "dc.creator", "dcterms.creator"]
    .map((name) => meta.get(name) ?? [])
    .find((list) => list.length > 0);
  const typed = tagged ?? data.authors;
  const loose = meta.get("author") ?? meta.get("article:author") ?? [];
  // Only a line for readers begins with "by"; in names "von" and "di" are part of them.
  const shown =
    typed.length > 0
      ? typed
      : (loose.length > 0 ? loose : bylines($)).map((name) =>
          cleanText(name).replace(/^(?:by|von|par|por|di)\s+/i, ""),
        );
  const clean = shown
    .flatMap((name) => name.split(";"))
    .map(cleanText)
    .filter((name) => name !== "" && !/^https?:|@/.test(name));
  return [...new Set(clean)].filter((name) => name.length < 120).slice(0, 50);
}

function bylines($: CheerioAPI): readonly string[] {
  const found = all(
    $,
    "[rel=author], [itemprop=author] [itemprop=name], [itemprop=author], .byline .author, .byline-name, .author-name",
  )
    .map((element) => cleanText($(element).text()))
    .filter((text) => text.length > 2 && text.length < 60);
  return found.slice(0, 1);
}

function publishedOf($: CheerioAPI, meta: Meta, data: LinkedData): string {
  const names = [
    "citation_publication_date",
    "citation_date",
    "article:published_time",
    "og:published_time",
    "datepublished",
    "dc.date",
    "dcterms.date",
    "dc.date.issued",
    "dcterms.created",
    "date",
    "pubdate",
    "publish-date",
    "parsely-pub-date",
    "sailthru.date",
  ];
  const said = [
    data.published,
    first(meta, names),
    $("time[pubdate], time[itemprop=datePublished], article header time, time.entry-date, time.published")
      .first()
      .attr("datetime") ?? "",
  ];
  return said.map((value) => isoDate(value ?? "")).find((value) => value !== undefined) ?? "";
}

function languageOf($: CheerioAPI, meta: Meta, data: LinkedData): string {
  const said =
    $("html").attr("lang") ||
    $("html").attr("xml:lang") ||
    data.language ||
    first(meta, ["content-language", "og:locale", "dc.language", "citation_language"]);
  const tag = (said ?? "").trim().replaceAll("_", "-");
  return /^[a-z]{2,3}(?:-[a-z0-9]{2,8})*$/i.test(tag) ? tag : "";
}

function licenceOf($: CheerioAPI, meta: Meta, data: LinkedData): string {
  const link = $("a[rel~=license], link[rel~=license]").first().attr("href") ?? "";
  const creativeCommons = /creativecommons\.org\/(licenses|publicdomain)\/([a-z-]+)\/([\d.]+)/i.exec(
    link || data.licence || first(meta, ["dc.rights", "dcterms.license", "dcterms.rights"]),
  );
  if (creativeCommons !== null) return spdxOf(creativeCommons[2] ?? "", creativeCommons[3] ?? "");
  return data.licence || first(meta, ["dcterms.license", "dc.rights", "dcterms.rights"]);
}

function spdxOf(kind: string, version: string): string {
  if (kind === "zero") return `CC0-${version}`;
  return kind === "mark" ? "Public domain" : `CC-${kind.toUpperCase()}-${version}`;
}

function hostOf(url: string | undefined): string {
  return url !== undefined && canParseUrl(url) ? new URL(url).hostname.replace(/^www\./, "") : "";
}

function withoutEmpty(fields: Readonly<Record<string, string | undefined>>): Readonly<Record<string, string>> {
  return Object.fromEntries(
    Object.entries(fields).filter((entry): entry is [string, string] => entry[1] !== undefined && entry[1] !== ""),
  );
}
