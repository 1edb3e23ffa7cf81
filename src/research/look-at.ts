import type { Finding, SubQuestion } from "../analyst/index.ts";
import type { SourceFigure } from "../evidence/parsed-source.ts";
import type { StoredSource } from "../library/index.ts";
import { fitImage } from "../perception/index.ts";
import type { Services } from "./services.ts";

type Region = Extract<Finding, { type: "region" }>;
type LookServices = Pick<Services, "analyst" | "library" | "signal" | "imageLimits">;

/** Pictures looked at per sub-question and round. */
const maxLooks = 6;

/**
 * Lets the analyst look at the pictures among the findings; those that it finds irrelevant or illegible are left out.
 *
 * Contract: findings keep their order; pixels are loaded only when the analyst asks for them.
 */
export async function lookAt(
  findings: readonly Finding[],
  from: { readonly subQuestion: SubQuestion; readonly sources: ReadonlyMap<string, StoredSource> },
  services: LookServices,
): Promise<readonly Finding[]> {
  const regions = findings.filter((finding) => finding.type === "region").slice(0, maxLooks);
  const seen = new Map(
    await Promise.all(regions.map(async (region) => [region, await look(region, from, services)] as const)),
  );
  return findings.flatMap((finding): readonly Finding[] => {
    if (finding.type !== "region") return [finding];
    const result = seen.get(finding);
    return result?.relevant ? [{ ...finding, reading: result.reading }] : [];
  });
}

async function look(
  region: Region,
  { subQuestion, sources }: { readonly subQuestion: SubQuestion; readonly sources: ReadonlyMap<string, StoredSource> },
  { analyst, library, signal, imageLimits }: LookServices,
): Promise<{ readonly relevant: boolean; readonly reading: string }> {
  const parsed = sources.get(region.sourceId)?.parsed;
  const figure = parsed?.blocks.find(
    (block): block is SourceFigure => block.id === region.figureId && block.type === "figure",
  );
  const asset = parsed?.assets.find(({ id }) => id === figure?.assetId);
  if (!figure || !asset) return { relevant: false, reading: "" };
  return analyst.look({
    subQuestion,
    caption: figure.caption ?? asset.caption ?? "",
    words: region.reading,
    loadPicture: async () => {
      const fitted = await fitImage(await library.loadAsset(asset.id), { limits: imageLimits, signal });
      return fitted && { type: "image", ...fitted };
    },
  });
}
