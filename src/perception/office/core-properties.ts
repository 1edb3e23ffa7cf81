import { cleanText } from "../clean-text.ts";
import { isoDate } from "../iso-date.ts";
import type { ZipArchive } from "../zip.ts";

/** What an office file says of itself. */
export interface CoreProperties {
  readonly title?: string;
  readonly authors?: readonly string[];
  readonly published?: string;
  readonly language?: string;
  readonly description?: string;
}

/** Reads `docProps/core.xml` (ECMA-376 part 2, core properties); fields that are missing or empty are left out. */
export async function readCoreProperties(archive: ZipArchive): Promise<CoreProperties> {
  const xml = await archive.readText("docProps/core.xml");
  if (xml === undefined) return {};
  const { load } = await import("cheerio/slim");
  const $ = load(xml, { xml: true });
  const field = (name: string) =>
    cleanText(
      $(`*`)
        .filter((_, node) => "name" in node && node.name === name)
        .first()
        .text(),
    );
  const title = field("dc:title");
  const creator = field("dc:creator");
  const published = isoDate(field("dcterms:modified")) ?? isoDate(field("dcterms:created"));
  const language = field("dc:language");
  const description = field("dc:description");
  return {
    ...(isPlaceholder(title) ? {} : { title }),
    ...(isPlaceholder(creator) ? {} : { authors: creator.split(/\s*;\s*/) }),
    ...(published === undefined ? {} : { published }),
    ...(language === "" ? {} : { language }),
    ...(description === "" ? {} : { description }),
  };
}

/** Programs write these when nobody wrote anything. */
function isPlaceholder(text: string): boolean {
  return (
    text === "" ||
    /^(?:un-?named|untitled|document\d*|presentation\d*|powerpoint presentation|slide 1|python-docx|pptxgenjs( presentation)?|microsoft office user|openpyxl|user|author|administrator)$/i.test(
      text,
    )
  );
}
