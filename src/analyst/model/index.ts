import type { Analyst } from "../analyst.ts";
import { assessWith } from "./assess.ts";
import { briefWith } from "./brief.ts";
import { digestWith } from "./digest.ts";
import { editWith } from "./edit.ts";
import type { Helm } from "./helm.ts";
import { judgeWith } from "./judge.ts";
import { lookWith } from "./look.ts";
import { outlineWith } from "./outline.ts";
import { planWith } from "./plan.ts";
import { readWith } from "./read.ts";
import { reviseWith } from "./revise.ts";
import { summariseWith } from "./summarise.ts";
import { writeWith } from "./write.ts";

/**
 * The analyst that thinks with chat models, one prompt a verb.
 *
 * Contract: what a model answers is held against what it was given (ids, quotes, cells), and what does not stand is left
 * out; a verb whose model fails or answers nonsense is done by the embedded analyst, and `onDegraded` hears it.
 */
export function createModelAnalyst(helm: Helm & { readonly name: string }): Analyst {
  return {
    name: helm.name,
    brief: briefWith(helm),
    plan: planWith(helm),
    queries: helm.embedded.queries,
    read: readWith(helm),
    digest: digestWith(helm),
    assess: assessWith(helm),
    outline: outlineWith(helm),
    write: writeWith(helm),
    summarise: summariseWith(helm),
    revise: reviseWith(helm),
    edit: editWith(helm),
    judge: judgeWith(helm),
    look: lookWith(helm),
  };
}
