import { checkTasks } from "./check-tasks.ts";
import type { Task } from "./serve.ts";

/**
 * Everything that runs in a child, by name. Each task loads its own code on first use, so that a child which reads
 * images never loads a PDF engine.
 */
export const tasks: Readonly<Record<string, Task>> = {
  ...checkTasks,
  "pdf-read": async (input, context) => (await import("../pdf/read-task.ts")).readTask(input, context),
  "image-measure": async (input) => (await import("../image/tasks.ts")).measureTask(input),
  "image-annotate": async (input) => (await import("../image/annotate.ts")).annotateTask(input),
  "image-fit": async (input) => (await import("../image/fit.ts")).fitTask(input),
  "image-read": async (input, context) => (await import("../image/tasks.ts")).readImageTask(input, context),
  parse: async (input) => (await import("../parse-task.ts")).parseTask(input),
  "pdf-picture": async (input) => (await import("../pdf/picture-task.ts")).pictureTask(input),
};
