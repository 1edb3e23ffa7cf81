import { ar } from "./labels/ar.ts";
import { de } from "./labels/de.ts";
import { en } from "./labels/en.ts";
import { es } from "./labels/es.ts";
import { fr } from "./labels/fr.ts";
import { it } from "./labels/it.ts";
import { ja } from "./labels/ja.ts";
import { ko } from "./labels/ko.ts";
import { nl } from "./labels/nl.ts";
import { pt } from "./labels/pt.ts";
import { ru } from "./labels/ru.ts";
import { zh } from "./labels/zh.ts";
import { primaryOf } from "./locale.ts";

/** The fixed words that every format prints, so that no renderer holds wording of its own. */
export interface Labels {
  readonly contents: string;
  readonly summary: string;
  readonly table: string;
  readonly figure: string;
  readonly sources: string;
  readonly page: string;
  readonly conflicts: string;
  readonly limitations: string;
  readonly verification: string;
  readonly topic: string;
  readonly position: string;
  readonly independentSources: string;
  readonly source: string;
  readonly evidence: string;
  readonly openSource: string;
  readonly close: string;
  readonly credit: string;
  readonly question: string;
  readonly created: string;
  /** `{generator}` stands for the generator. */
  readonly disclosure: string;
  /** `{supported}`, `{claims}` and `{citations}` stand for counts. */
  readonly verified: string;
  readonly support: {
    readonly supported: string;
    readonly partly: string;
    readonly unsupported: string;
    readonly contradicted: string;
  };
  readonly notReviewed: string;
  /** Words for powers of ten, ascending; languages that count in 10,000s have their own. */
  readonly scales: readonly { readonly divisor: number; readonly name: string }[];
  readonly data: string;
  readonly row: string;
  readonly column: string;
  /** Under a part of a table: `{shown}` and `{all}` stand for counts. */
  readonly rowsShown: string;
  /** `Assumed: {text}`: how the question was understood where it left that open. */
  readonly assumed: string;
  /** Before what was read from a picture. */
  readonly reading: string;
  readonly retracted: string;
  readonly published: string;
  readonly accessed: string;
  readonly licence: string;
  readonly file: string;
  readonly note: string;
  readonly warning: string;
  readonly pagePictures: string;
  readonly showPage: string;
  readonly pictureMissing: string;
  readonly previous: string;
  readonly next: string;
  readonly skipToContent: string;
}

const tables: Readonly<Record<string, Labels>> = { ar, de, en, es, fr, it, ja, ko, nl, pt, ru, zh };

/** Labels for a BCP 47 tag; English where the language has none yet. */
export function labelsFor(language: string): Labels {
  const primary = primaryOf(language);
  return Object.hasOwn(tables, primary) ? (tables[primary] ?? en) : en;
}
