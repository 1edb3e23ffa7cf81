export { createLibrary } from "./create-library.ts";
export { embed } from "./embed.ts";
export { type FollowUp, followUps } from "./follow-ups.ts";
export { type GatherOptions, gatherPassages } from "./gather-passages.ts";
export type { Library, Passage, PassageHit, PassageQuery, StoredSource } from "./library.ts";
export { sentencesOf } from "./sentences.ts";
export { stem } from "./stem.ts";
export { type Term, termsOf } from "./terms.ts";
export { toPassages } from "./to-passages.ts";
