import type { Analyst } from "../analyst.ts";
import { assess } from "./assess.ts";
import { brief } from "./brief.ts";
import { digest } from "./deck/digest.ts";
import { judge } from "./judge.ts";
import { look } from "./look.ts";
import { outline } from "./outline.ts";
import { plan } from "./plan.ts";
import { queries } from "./queries.ts";
import { read } from "./read.ts";
import { revise } from "./revise.ts";
import { summarise } from "./summarise.ts";
import { write } from "./write.ts";

/**
 * The embedded analyst: rules, statistics and arithmetic, no model.
 *
 * Contract: deterministic, offline and free; the same inputs give the same answer; it computes only from numbers it was
 * given and quotes only what stands in the sources.
 */
export function createExtractiveAnalyst(): Analyst {
  return {
    name: "embedded analyst",
    brief,
    plan,
    queries,
    read,
    digest,
    assess,
    outline,
    write,
    summarise,
    revise,
    judge,
    look,
  };
}
