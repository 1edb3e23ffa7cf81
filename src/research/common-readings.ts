import { ExhibitError } from "../errors.ts";
import type { AssetBytes, ParsedSource } from "../evidence/parsed-source.ts";
import type { Resource } from "../evidence/resource.ts";
import type { Library, StoredSource } from "../library/index.ts";

/** A document as a parser gave it, with the bytes of its pictures. */
export interface Reading {
  readonly parsed: ParsedSource;
  readonly assets: readonly AssetBytes[];
}

/**
 * Readings of the documents that the operator lays out for all tenants, so that only the first of them waits for a
 * parser.
 *
 * Contract: gives and takes nothing of a document that is a tenant's own, and of a common one only what its bytes say.
 */
export interface CommonReadings {
  /** The reading of a common document; undefined for any other, and for one that was not read yet. */
  find(resource: Pick<Resource, "path" | "sha256">, parser: string): Promise<Reading | undefined>;
  /** Keeps a reading of a common document for the other tenants; any other is passed over. */
  add(entry: StoredSource, options: { readonly assets: readonly AssetBytes[]; readonly parser: string }): Promise<void>;
  close(): void;
}

/** Keeps them in a library; `isCommon` says of a file whether all may read it. */
export function createCommonReadings(library: Library, isCommon: (path: string) => boolean): CommonReadings {
  const isOurs = ({ path }: { readonly path?: string | undefined }) => path !== undefined && isCommon(path);
  return {
    async find(resource, parser) {
      const known = isOurs(resource) ? library.find(resource.sha256, parser) : undefined;
      if (!known) return undefined;
      const { parsed } = known;
      try {
        const load = async (asset: AssetBytes["asset"]) => ({ asset, bytes: await library.loadAsset(asset.id) });
        return { parsed, assets: await Promise.all(parsed.assets.map(load)) };
      } catch (error) {
        // A picture was removed from the folder: the document is read anew.
        if (error instanceof ExhibitError && error.code === "NOT_FOUND") return undefined;
        throw error;
      }
    },
    async add(entry, options) {
      if (isOurs(entry.source)) await library.add(entry, options);
    },
    close: () => library.close(),
  };
}
