import type { AssetBytes, ParsedSource } from "../evidence/parsed-source.ts";
import type { Locator, Source } from "../report/index.ts";

/**
 * A contiguous stretch of a source of 800 to 1,000 characters, or one table (large ones in row groups, each with its
 * header), or one figure's words. The unit of retrieval.
 */
export interface Passage {
  readonly id: string;
  readonly sourceId: string;
  readonly kind: "text" | "table" | "figure";
  /** The blocks it covers, in order. */
  readonly blockIds: readonly string[];
  readonly text: string;
  readonly locator: Locator;
}

/** A passage that a search found. */
export interface PassageHit extends Passage {
  /** Fused rank score, higher is better; comparable within one answer only. */
  readonly score: number;
  readonly sourceTitle: string;
}

/** What passages are looked for. */
export interface PassageQuery {
  /** Plain words; quotation marks hold words that must stand together. */
  readonly query: string;
  /** Passages at most. */
  readonly limit: number;
  /** Only these sources; all when absent. */
  readonly sourceIds?: readonly string[];
  readonly kinds?: readonly Passage["kind"][];
  /** 0 (relevance only) to 1 (diversity only); 0.3 by default. Maximal marginal relevance over vectors. */
  readonly diversity?: number;
  /** Finds nothing rather than passages without the words in quotation marks. */
  readonly quotedOnly?: boolean;
}

/** A source with all that was read from it. */
export interface StoredSource {
  readonly source: Source;
  readonly parsed: ParsedSource;
}

/**
 * Everything that was read, local documents and fetched pages alike: full text and vectors in one SQLite file, pictures
 * as files beside it.
 *
 * Contract: adding the same content twice stores it once; a source is searchable as soon as `add` returns; any number of
 * processes read and write, one write at a time.
 */
export interface Library {
  /** Stores a reading with its pictures; an older reading of the same source is replaced. */
  add(entry: StoredSource, options: { readonly assets: readonly AssetBytes[]; readonly parser: string }): Promise<void>;
  /** The reading stored for these bytes by this parser and version (`pdf@3`), if any. */
  find(sha256: string, parser: string): StoredSource | undefined;
  /** Undefined for an id that is not in the library. */
  get(sourceId: string): StoredSource | undefined;
  /** In the order in which they were added. */
  list(): readonly Source[];
  /** Whether there was one. Its passages and pictures go with it, unless another source uses them. */
  remove(sourceId: string): boolean;
  /** Best first, at most `limit`; empty where nothing has the words. Never touches the network. */
  search(query: PassageQuery): readonly PassageHit[];
  /** How rare a word is among all passages: 0 when each has it, 1 when at most one has. Several words: the rarest's. */
  rarity(words: string): number;
  /** Errors: `NOT_FOUND` for a picture that is unknown or gone from the disk. */
  loadAsset(assetId: string): Promise<Uint8Array>;
  /** Gives the file back; nothing may be asked afterwards. */
  close(): void;
}
