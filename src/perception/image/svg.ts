/** The words of a vector picture. */
export interface SvgText {
  readonly title?: string;
  readonly description?: string;
  /** Text elements in document order, without those that are not shown. */
  readonly texts: readonly string[];
}

const maxTexts = 2_000;

/** What is drawn nowhere, or not where it stands. */
const neverShown =
  'script, style, foreignObject, metadata, defs, symbol, clipPath, mask, [display="none"], [visibility="hidden"], [opacity="0"], [font-size="0"]';
const hidingStyle =
  /(?:^|;)\s*(?:display\s*:\s*none|visibility\s*:\s*hidden|(?:opacity|font-size)\s*:\s*0(?:\.0+)?(?:px|pt|r?em|%)?\s*(?:;|$))/iu;

/**
 * Reads `title`, `desc` and `text` elements as plain XML; nothing is run, resolved or fetched.
 *
 * Contract: what the picture does not show is left out; pieces of a text that are set in places of their own are parted
 * by a space.
 */
export async function readSvgText(bytes: Uint8Array): Promise<SvgText> {
  const { load } = await import("cheerio/slim");
  const $ = load(new TextDecoder().decode(bytes), { xml: { decodeEntities: true } });
  $(neverShown).remove();
  for (const element of $("[style]").toArray())
    if (hidingStyle.test($(element).attr("style") ?? "")) $(element).remove();
  $("tspan[x], tspan[y], tspan[dy]").before(" ");
  const clean = (text: string): string => text.replace(/\s+/g, " ").trim();
  const title = clean($("svg > title").first().text());
  const description = clean($("svg > desc").first().text());
  const texts = $("text")
    .toArray()
    .slice(0, maxTexts)
    .map((element) => clean($(element).text()))
    .filter((text) => text !== "");
  return { ...(title ? { title } : {}), ...(description ? { description } : {}), texts };
}
