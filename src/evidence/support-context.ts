import type { ClaimCheck, Evidence, Source } from "../report/index.ts";
import type { Derivation } from "./derivations.ts";
import type { ParsedSource } from "./parsed-source.ts";

/** What claims are checked against. */
export interface SupportContext {
  readonly evidence: ReadonlyMap<string, Evidence>;
  readonly sources: ReadonlyMap<string, Source>;
  /** The stored reading of a source; undefined where it is not at hand, and then nothing is checked in it. */
  loadParsed(sourceId: string): ParsedSource | undefined;
  readonly derivations?: readonly Derivation[];
  /** BCP 47 tag of the claims. */
  readonly language?: string;
}

/** What a step of the cascade says of a claim that it settles. */
export type Settled = Pick<ClaimCheck, "support" | "step" | "reason">;
