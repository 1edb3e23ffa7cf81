import { z } from "zod";
import { oneLine } from "../report/index.ts";

const names = z.array(z.string().min(1));

/** `metadata.openclaw` as OpenClaw reads it; what else stands there is kept. */
const block = z.looseObject({
  requires: z
    .looseObject({
      bins: names.exactOptional(),
      anyBins: names.exactOptional(),
      env: names.exactOptional(),
      config: names.exactOptional(),
    })
    .exactOptional(),
  primaryEnv: z.string().exactOptional(),
  os: names.exactOptional(),
  homepage: z.string().exactOptional(),
  install: z.array(z.looseObject({ kind: z.enum(["brew", "node", "go", "uv", "download"]) })).exactOptional(),
});

const withBlock = z.looseObject({ metadata: z.looseObject({ openclaw: block }) });

/** What is wrong with the `metadata.openclaw` of a front matter; undefined when it is right or not there. */
export function openClawProblem(extra: Readonly<Record<string, unknown>>): string | undefined {
  const { metadata } = extra;
  if (typeof metadata !== "object" || metadata === null || !("openclaw" in metadata)) return undefined;
  const { error } = withBlock.safeParse(extra);
  return error && `OpenClaw will not understand its block: ${oneLine(z.prettifyError(error))}`;
}
