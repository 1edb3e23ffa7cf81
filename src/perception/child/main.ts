import { serve } from "./serve.ts";
import { tasks } from "./tasks.ts";

/** Entry of a child process: started by the supervisor with its memory limit, never imported. */
serve(tasks, Number(process.argv[2]));
