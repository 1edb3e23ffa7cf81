import type { Parcel } from "./parcel.ts";

/** How an attempt ended; `isFinal` says that another one would fail in the same way. */
export type Sent =
  | { readonly ok: true; readonly message?: string }
  | {
      readonly ok: false;
      readonly message: string;
      readonly isFinal: boolean;
      /** How long the receiver asks to be left alone, in milliseconds. */
      readonly pauseMs?: number;
    };

/**
 * A way to a target.
 *
 * Contract: sending the same parcel again does no harm: it is either seen as done, or carries the same key, by which the
 * receiver tells it. Rejects only with the abort reason.
 */
export type Send = (parcel: Parcel, target: string, signal: AbortSignal) => Promise<Sent>;
