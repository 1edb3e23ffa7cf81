import type { VisualRequirement } from "../analyst/index.ts";
import { chartOf, excerptOf, tableOf } from "../evidence/index.ts";
import { type Asset, assetFileName, type Block, type Evidence, labelsFor } from "../report/index.ts";
import { loadBrief } from "./brief.ts";
import { loadOutline } from "./outline.ts";
import type { Services } from "./services.ts";

const fileName = "visuals.json";

/** A visual requirement with what fills it. */
export interface Visual {
  readonly requirementId: string;
  readonly block: Block;
  /** The picture of a figure. */
  readonly asset?: Asset;
}

/**
 * Fills each visual requirement of the outline: a chart drawn from cited numbers, a table, a figure of a source.
 *
 * Contract: nothing is drawn that is not evidence; a requirement that cannot be filled is reported and left out.
 */
export async function illustrate(services: Services): Promise<{ visualIds: readonly string[] }> {
  const { sections } = await loadOutline(services);
  const visuals: Visual[] = [];
  for (const requirement of sections.flatMap((section) => section.visuals)) {
    const visual = await fill(requirement, services);
    if (visual) visuals.push(visual);
    else
      services.emit({ type: "warning", message: `No ${requirement.form} could be made for “${requirement.title}”.` });
  }
  await services.folder.writeJson(fileName, visuals);
  return { visualIds: visuals.map((visual) => visual.requirementId) };
}

async function fill(requirement: VisualRequirement, services: Services): Promise<Visual | undefined> {
  const { id, title } = requirement;
  const evidence = requirement.evidenceIds.flatMap((evidenceId): readonly Evidence[] => {
    const item = services.evidence.get(evidenceId);
    return item ? [item] : [];
  });
  if (requirement.form === "figure") return figure(requirement, evidence, services);
  if (requirement.form === "excerpt") return excerpt(requirement, evidence, services);
  const block =
    requirement.form === "chart"
      ? chartOf({ id, title, evidence, mark: requirement.mark ?? "line" })
      : tableOf({ id, title, evidence });
  return block ? { requirementId: id, block } : undefined;
}

/** Part of a table under the table's own caption, and how much of it that is. */
async function excerpt(
  { id, title }: VisualRequirement,
  evidence: readonly Evidence[],
  services: Services,
): Promise<Visual | undefined> {
  const [first] = evidence;
  if (first?.content.type !== "cell") return undefined;
  const { tableId } = first.content;
  const table = services.library.get(first.sourceId)?.parsed.blocks.find((block) => block.id === tableId);
  const caption = table?.type === "table" ? table.caption : undefined;
  const block = excerptOf({ id, title: caption ?? title, evidence });
  if (!block) return undefined;
  const all = table?.type === "table" ? table.rows.length : 0;
  if (block.rows.length >= all) return { requirementId: id, block };
  const { rowsShown } = labelsFor((await loadBrief(services)).language);
  const part = rowsShown.replace("{shown}", String(block.rows.length)).replace("{all}", String(all));
  return { requirementId: id, block: { ...block, caption: [...block.caption, { type: "text", value: ` (${part})` }] } };
}

async function figure(
  requirement: VisualRequirement,
  evidence: readonly Evidence[],
  { library, folder }: Services,
): Promise<Visual | undefined> {
  const [region] = evidence;
  if (region?.content.type !== "region") return undefined;
  const { assetId, reading } = region.content;
  const stored = library.get(region.sourceId);
  const asset = stored?.parsed.assets.find((candidate) => candidate.id === assetId);
  if (!stored || !asset) return undefined;
  await folder.writeBytes(`assets/${assetFileName(assetId, asset.mediaType)}`, await library.loadAsset(assetId));
  const page = region.locator.page === undefined ? "" : `, p. ${region.locator.page}`;
  return {
    requirementId: requirement.id,
    asset: { ...asset, sourceId: region.sourceId, locator: region.locator },
    block: {
      type: "figure",
      id: requirement.id,
      assetId,
      alt: asset.alt ?? asset.caption ?? reading,
      caption: [
        { type: "text", value: `${requirement.title} ` },
        { type: "citation", evidenceIds: [region.id] },
      ],
      credit: [asset.credit ?? `${stored.source.title}${page}`, asset.licence].filter(Boolean).join(", "),
    },
  };
}

/** The visuals of this run as they were filled; empty before `illustrate`. */
export async function loadVisuals({ folder }: Pick<Services, "folder">): Promise<readonly Visual[]> {
  return (await folder.readJson<readonly Visual[]>(fileName)) ?? [];
}
