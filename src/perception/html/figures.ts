import type { CheerioAPI } from "cheerio";
import { canParseUrl } from "../../report/can-parse-url.ts";
import { cleanText } from "../clean-text.ts";
import { all, ancestorsOf, attributeOf, type Element, nameWords } from "./dom.ts";
import { textOf } from "./inline-text.ts";

/** A picture of a page that is worth showing, before it has a place in the source. */
export interface FigureDraft {
  readonly type: "figure";
  readonly url: string;
  readonly caption?: string;
  readonly alt?: string;
  readonly kind: "chart" | "diagram" | "photo" | "scan" | "unknown";
}

type FigureResult =
  | { readonly ok: true; readonly figure: FigureDraft }
  | { readonly ok: false; readonly what: string; readonly why: string };

const smallestSide = 80;
const longestAspect = 8;

/** Judges one image: a figure with its best address and caption, or the rule that rejects it. */
export function readFigure($: CheerioAPI, image: Element, baseUrl: string | undefined): FigureResult {
  const url = addressOf($, image, baseUrl);
  const alt = cleanText(attributeOf(image, "alt"));
  const what = `image ${shorten(url || alt || "without address")}`;
  if (url === "") return { ok: false, what, why: "no address" };
  const why = rejection(image, url, alt);
  if (why !== undefined) return { ok: false, what, why };
  const caption = captionOf($, image);
  const figure: FigureDraft = {
    type: "figure",
    url,
    ...(caption === "" ? {} : { caption }),
    ...(alt === "" || isFileName(alt) ? {} : { alt }),
    kind: kindOf(`${caption} ${alt} ${url.startsWith("data:") ? "" : url}`),
  };
  return { ok: true, figure };
}

const lazyAttributes = [
  "data-src",
  "data-original",
  "data-lazy-src",
  "data-full-src",
  "data-hi-res-src",
  "data-image",
  "data-url",
];
const lazySets = ["data-srcset", "data-lazy-srcset", "srcset"];

/** The largest candidate of `srcset`, else the lazy address, else `src`. */
function addressOf($: CheerioAPI, image: Element, baseUrl: string | undefined): string {
  const picture = $(image).parent("picture");
  const sources = picture.length === 0 ? [] : all($, "source", picture.get(0));
  const sets = [image, ...sources].flatMap((element) => lazySets.map((name) => attributeOf(element, name)));
  const largest = sets.flatMap(candidatesOf).sort((a, b) => b.size - a.size)[0]?.url;
  const lazy = lazyAttributes.map((name) => attributeOf(image, name)).find((value) => /[./]/.test(value));
  const plain = attributeOf(image, "src");
  return absolute(largest ?? lazy ?? plain, baseUrl);
}

interface Candidate {
  readonly url: string;
  /** Width in pixels; densities count as thousands of it. */
  readonly size: number;
}

/** The candidates of a `srcset` (HTML standard, "parse a srcset attribute"): an address ends at a space, not a comma. */
function candidatesOf(set: string): readonly Candidate[] {
  const found: Candidate[] = [];
  let url = "";
  const finish = (descriptor: string) => {
    const [, number = "1", unit = ""] = /^([\d.]+)([wx])$/.exec(descriptor) ?? [];
    if (url !== "" && !/^data:/i.test(url)) found.push({ url, size: Number(number) * (unit === "x" ? 1000 : 1) });
    url = "";
  };
  for (const token of set.split(/\s+/)) {
    const isAddress = url === "";
    const comma = isAddress ? -1 : token.indexOf(",");
    if (!isAddress) finish(comma === -1 ? token : token.slice(0, comma));
    const address = isAddress ? token : comma === -1 ? "" : token.slice(comma + 1);
    url = withoutCommas(address);
    if (address.endsWith(",")) finish("");
  }
  finish("");
  return found;
}

/** A loop, for a pattern would look for the end of every run of commas again and again. */
function withoutCommas(token: string): string {
  let start = 0;
  let end = token.length;
  while (token[start] === ",") start += 1;
  while (end > start && token[end - 1] === ",") end -= 1;
  return token.slice(start, end);
}

/** An address resolved against the page's, or as it stands when there is none. Only http, https, data and relative ones. */
export function absolute(address: string, baseUrl: string | undefined): string {
  const trimmed = address.trim();
  if (trimmed === "" || /^(?:javascript|about|blob|mailto|tel|vbscript):/i.test(trimmed)) return "";
  if (/^data:/i.test(trimmed)) return trimmed;
  const resolved = canParseUrl(trimmed, baseUrl) ? new URL(trimmed, baseUrl) : undefined;
  if (resolved === undefined) return /^[a-z][a-z0-9+.-]*:/i.test(trimmed) ? "" : trimmed;
  return resolved.protocol === "http:" || resolved.protocol === "https:" ? resolved.href : "";
}

const rejectedWords: readonly (readonly [RegExp, string])[] = [
  [/(?:^|[^a-z])(?:logo|logotype|brandmark|wordmark)s?(?:[^a-z]|$)/, "logo"],
  [/(?:^|[^a-z])(?:icons?|favicon|sprite|glyph|emoji|smil(?:ey|ies)|flagicon|bullet|arrow)(?:[^a-z]|$)/, "icon"],
  [
    /(?:^|[^a-z])(?:avatar|gravatar|userpic|profile-?(?:pic|photo|image)|headshot|author-(?:image|photo|img))(?:[^a-z]|$)/,
    "portrait of an author",
  ],
  [
    /(?:^|[^a-z])(?:spacer|blank|pixel|transparent|placeholder|loading|spinner|separator|divider)(?:[^a-z]|$)/,
    "spacer",
  ],
  [/(?:^|[^a-z])(?:ads?|advert\w*|sponsor\w*|promo|affiliate|doubleclick|adservice)(?:[^a-z]|$)/, "advert"],
  [/(?:^|[^a-z])(?:tracking|tracker|beacon|analytics|counter|piwik|matomo|stat(?:s|counter))(?:[^a-z]|$)/, "tracker"],
  [/(?:^|[^a-z])(?:share|social|facebook|twitter|linkedin|pinterest|whatsapp|badge|button|btn)(?:[^a-z]|$)/, "button"],
];

function rejection(image: Element, url: string, alt: string): string | undefined {
  const width = sizeOf(image, "width");
  const height = sizeOf(image, "height");
  if (width === 1 || height === 1) return "tracker";
  if (width !== undefined && height !== undefined) {
    if (Math.max(width, height) < smallestSide) return "icon";
    if (Math.max(width, height) / Math.min(width, height) > longestAspect) return "decoration";
  } else if ((width ?? height ?? smallestSide) < smallestSide / 2) return "icon";
  if (isPlaceholder(url)) return "spacer";
  const near = ancestorsOf(image).slice(0, 3).map(nameWords).join(" ");
  const words = `${pathWords(url)} ${alt.length < 60 ? alt.toLowerCase() : ""} ${near}`.replaceAll("_", "-");
  return rejectedWords.find(([pattern]) => pattern.test(words))?.[1];
}

function isPlaceholder(url: string): boolean {
  return /^data:image\/(?:gif|svg)/i.test(url);
}

/**
 * Host and path in lower case, without the query and without path parts of one or two letters, which are hash folders
 * (`/a/ad/`) far more often than words; of a data address nothing.
 */
function pathWords(url: string): string {
  if (url.startsWith("data:")) return "";
  const path =
    url
      .toLowerCase()
      .replace(/^https?:\/\//, "")
      .split(/[?#]/)[0] ?? "";
  return path
    .split("/")
    .filter((part, index) => index === 0 || part.length > 2)
    .join("/");
}

function sizeOf(image: Element, side: "width" | "height"): number | undefined {
  const style = new RegExp(`(?:^|[;\\s])${side}\\s*:\\s*(\\d+(?:\\.\\d+)?)px`).exec(attributeOf(image, "style"))?.[1];
  const value = /^\d+(?:\.\d+)?(?:px)?$/.exec(attributeOf(image, side).trim())?.[0] ?? style;
  return value === undefined ? undefined : Number.parseFloat(value);
}

const captionSelector =
  "figcaption, .thumbcaption, .gallerytext, .wp-caption-text, .caption, .image-caption, .media-caption, .photo-caption, .img-caption";
const figureSelector = "figure, .thumb, .thumbinner, .gallerybox, .wp-caption, .image-wrapper, .media-block, .tsingle";

/** The caption in the same figure; a figure with several images and one caption gives it to each. */
function captionOf($: CheerioAPI, image: Element): string {
  const frame = $(image).closest(figureSelector);
  const inner = frame.find(captionSelector).first().get(0) ?? frame.parent().children(captionSelector).first().get(0);
  return inner === undefined ? "" : textOf(inner);
}

function kindOf(words: string): FigureDraft["kind"] {
  const text = words.toLowerCase();
  if (
    /(?:^|[^a-z])(?:charts?|graphs?|plot(?:s|ted)?|histogram|time[- ]series|trend line|scatter|bar[- ]chart|pie)(?:[^a-z]|$)/.test(
      text,
    )
  )
    return "chart";
  if (
    /(?:^|[^a-z])(?:diagrams?|schematic|flow-?charts?|architecture|workflow|illustration|infographic|maps?)(?:[^a-z]|$)/.test(
      text,
    )
  )
    return "diagram";
  if (/(?:^|[^a-z])(?:photos?|photograph(?:ed|s)?|portrait|picture)(?:[^a-z]|$)/.test(text)) return "photo";
  return "unknown";
}

function isFileName(alt: string): boolean {
  return (
    /^[\w.-]+\.(?:jpe?g|png|gif|webp|svg)$|^enter image description/i.test(alt) ||
    /^(?:image|img|photo|picture|thumbnail)?[\s_-]*\d*$/i.test(alt)
  );
}

function shorten(text: string): string {
  return text.length > 120 ? `${text.slice(0, 117)}…` : text;
}
