import { serve } from "../../src/perception/child/serve.ts";

/** A child process that takes longer to start than its task may take; started by the supervisor's tests, never imported. */
await new Promise((resolve) => setTimeout(resolve, 1_500));
serve({ echo: async (input) => input }, Number(process.argv[2]));
