import { primaryOf } from "../../../report/index.ts";
import { ar } from "./ar.ts";
import { de } from "./de.ts";
import { en } from "./en.ts";
import { es } from "./es.ts";
import { fr } from "./fr.ts";
import type { Phrases } from "./phrases.ts";
import { zh } from "./zh.ts";

export { fill, type Phrases } from "./phrases.ts";

const tables: ReadonlyMap<string, Phrases> = new Map(Object.entries({ en, de, fr, es, zh, ar }));

/** Sentence templates of a BCP 47 tag; English where the language has none. */
export function phrasesFor(language: string): Phrases {
  return tables.get(primaryOf(language)) ?? en;
}
