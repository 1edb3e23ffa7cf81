import { inspectArtifact, type LayoutFault } from "../render/index.ts";
import type { Services } from "./services.ts";

/** Measures the exported files and reports faults of layout; `faultCount` asks for one more, adjusted rendering. */
export async function inspect(
  { artifacts }: { readonly artifacts: readonly string[] },
  services: Services,
): Promise<{ faultCount: number }> {
  const faults: LayoutFault[] = [];
  for (const name of artifacts) {
    const bytes = await services.folder.readBytes(name);
    if (bytes) faults.push(...(await inspectArtifact(name, bytes)));
  }
  for (const fault of faults)
    services.emit({ type: "warning", message: `${fault.format} ${fault.place}: ${fault.message}` });
  await services.folder.writeJson("layout.json", faults);
  return { faultCount: faults.length };
}
