import { createHash } from "node:crypto";
import { refusal } from "../problem.ts";

/** The graphs that clients may name. */
export const graphs = ["research", "deck", "inquiry"] as const;

/** A graph by its name. */
export type Graph = (typeof graphs)[number];

/** What a client may ask for by name; each is one of our graphs. */
export interface Assistant {
  readonly graph: Graph;
  readonly name: string;
  readonly description: string;
}

/** All of them, the usual first. */
export const assistants: readonly Assistant[] = [
  {
    graph: "research",
    name: "Research",
    description: "Answers a question with a report whose every claim, number and picture leads back to its evidence.",
  },
  {
    graph: "deck",
    name: "Slides",
    description: "Makes slides of a finished report: the thread's last one, or the run that the setting report names.",
  },
  {
    graph: "inquiry",
    name: "Inquiry",
    description: "Answers one question about pictures and documents by looking at them; needs a model that sees.",
  },
];

/** The namespace from which LangGraph servers derive an assistant's id from its graph's name. */
const namespace = "6ba7b8219dad11d180b400c04fd430c8";

/** The assistant's id: as everywhere, a version 5 UUID of its graph's name. */
export function assistantId({ graph }: { readonly graph: string }): string {
  const hash = createHash("sha1").update(Buffer.from(namespace, "hex")).update(graph).digest();
  hash[6] = ((hash[6] ?? 0) & 0x0f) | 0x50;
  hash[8] = ((hash[8] ?? 0) & 0x3f) | 0x80;
  const hex = hash.toString("hex");
  return [hex.slice(0, 8), hex.slice(8, 12), hex.slice(12, 16), hex.slice(16, 20), hex.slice(20, 32)].join("-");
}

/** By graph name or id. Errors: 404. */
export function assistantOf(nameOrId: string): Assistant {
  const found = assistants.find((assistant) => assistant.graph === nameOrId || assistantId(assistant) === nameOrId);
  if (found) return found;
  const known = assistants.map(({ graph }) => graph).join(", ");
  throw refusal(`There is no assistant ${nameOrId}; this server has: ${known}.`, 404);
}
