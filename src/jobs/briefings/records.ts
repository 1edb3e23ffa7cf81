import type { Definition } from "./definition.ts";

/** A briefing as the server keeps it. */
export interface Briefing {
  readonly id: string;
  readonly tenant: string;
  readonly name: string;
  /** `file` is defined by a file of `briefings/`, and only changed there. */
  readonly origin: "file" | "api" | "cron";
  readonly definition: Definition;
  readonly isEnabled: boolean;
  /** What is wrong with its file; the last good definition goes on. */
  readonly problem?: string;
  readonly threadId: string;
  /** Slots until this instant (milliseconds) were decided on. */
  readonly cursor: number;
  /** ISO 8601 instants. */
  readonly created: string;
  readonly updated: string;
  /** What a client keeps with it. */
  readonly metadata: Readonly<Record<string, unknown>>;
}

/** `due` waits to be started; `missed` and `skipped` never are. */
export type SlotState = "due" | "running" | "done" | "failed" | "cancelled" | "skipped" | "missed";

/** One time at which a briefing was due, and what became of it. */
export interface SlotRecord {
  readonly briefingId: string;
  /** The wall time at which it was due, in the briefing's zone; names it within the briefing. */
  readonly slot: string;
  /** Milliseconds since 1970. */
  readonly due: number;
  readonly state: SlotState;
  readonly runId?: string;
  readonly reason?: string;
  /** ISO 8601 instant. */
  readonly updated: string;
}

/** The ways in which a result can reach somebody. */
export const channels = ["folder", "webhook", "mail", "feed"] as const;

/** One of the ways in which a result can reach somebody. */
export type Channel = (typeof channels)[number];

/** One parcel of one slot on its way to one target. */
export interface Delivery {
  /** Also the idempotency key that the receiver sees. */
  readonly id: string;
  readonly briefingId: string;
  readonly slot: string;
  readonly runId: string;
  readonly channel: Channel;
  /** A path, address or list of addresses; empty for the feed. */
  readonly target: string;
  readonly state: "pending" | "sending" | "delivered" | "failed" | "left-out";
  /** How often it was begun, the attempt under way included. */
  readonly attempts: number;
  /** Not before this instant (milliseconds). */
  readonly next: number;
  /** Why it failed last or was given up. */
  readonly message?: string;
  /** ISO 8601 instant. */
  readonly updated: string;
}
