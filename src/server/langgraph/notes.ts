import { z } from "zod";
import type { Job } from "../../jobs/index.ts";
import { graphs } from "./assistants.ts";
import { streamModes } from "./payload.ts";

/** What this API keeps with a job: how the client asked for it. */
const notesSchema = z.object({
  graph: z.enum(graphs).catch("research"),
  metadata: z.record(z.string(), z.unknown()).catch({}),
  messageId: z.string().optional().catch(undefined),
  modes: z.array(z.enum(streamModes)).catch(["values", "custom"]),
  strategy: z.enum(["reject", "enqueue", "interrupt", "rollback"]).nullable().catch(null),
});

/** What is kept, as it is read. */
export type Notes = z.output<typeof notesSchema>;

/** Jobs that came by another protocol have none; they look like runs with nothing said. */
export function notesOf({ notes }: Pick<Job, "notes">): Notes {
  return notesSchema.parse(notes);
}
