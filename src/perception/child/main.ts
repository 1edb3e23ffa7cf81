import { runTasksHere } from "./pool.ts";
import { runHere, serve } from "./serve.ts";
import { tasks } from "./tasks.ts";

/** Entry of a child process: started by the supervisor with its memory limit, never imported. */
runTasksHere(runHere(tasks));
serve(tasks, Number(process.argv[2]));
