import type { InquiryServices } from "./inquiry.ts";
import { takeHop } from "./take-hop.ts";

/** Opens what the user gave; its pictures are the ones that stay in view. */
export async function begin(services: InquiryServices): Promise<{ hopCount: number; givenIds: readonly string[] }> {
  const opener = services.tools.find(({ name }) => name === "open_url");
  let hopCount = 0;
  const givenIds: string[] = [];
  for (const target of services.targets) {
    hopCount += 1;
    const hop = await takeHop(
      { number: hopCount, tool: "open_url", input: { url: target, mode: "auto" } },
      opener,
      services,
    );
    givenIds.push(...hop.pictures);
  }
  return { hopCount, givenIds };
}
