/** The words of a vector picture. */
export interface SvgText {
  readonly title?: string;
  readonly description?: string;
  /** Text elements in document order, without those in scripts and styles. */
  readonly texts: readonly string[];
}

const maxTexts = 2_000;

/** Reads `title`, `desc` and `text` elements as plain XML; nothing is run, resolved or fetched. */
export async function readSvgText(bytes: Uint8Array): Promise<SvgText> {
  const { load } = await import("cheerio/slim");
  const $ = load(new TextDecoder().decode(bytes), { xml: { decodeEntities: true } });
  $("script, style, foreignObject").remove();
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
