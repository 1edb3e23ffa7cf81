import type { Failure } from "../errors.ts";
import { compactTheme } from "../render/index.ts";
import { writeArtifacts } from "./artifacts.ts";
import { addPagePictures } from "./page-pictures.ts";
import { loadRevision } from "./revisions.ts";
import type { Services } from "./services.ts";

/** Makes the artifacts of the last revision; in smaller type when a first rendering had layout faults. */
export async function render(
  { revision, renderings }: { readonly revision: number; readonly renderings: number },
  services: Services,
): Promise<{ artifacts: readonly string[]; failures: readonly Failure[]; renderings: number }> {
  const last = await loadRevision(revision, services);
  // A report that was taken over brought the pictures of its pages along.
  const report = services.request.report === undefined ? await addPagePictures(last, services) : last;
  await services.folder.writeJson("report.json", report);
  const theme = renderings > 0 ? compactTheme(services.theme) : services.theme;
  const written = await writeArtifacts(report, { ...services, theme, formats: services.request.formats });
  return { ...written, renderings: renderings + 1 };
}
