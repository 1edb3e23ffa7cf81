import { contentStems } from "../evidence/index.ts";
import type { Models } from "../models/index.ts";
import { parserFor } from "../perception/index.ts";
import { createAddresses, openPictures, type ToolContext } from "../tools/index.ts";
import { sharedWords } from "./follow-links.ts";
import { loadResource, perceive } from "./perceive.ts";
import type { Services } from "./services.ts";

/** Pages are drawn as large as a model usually looks at them. */
const pageDpi = 130;

/** What the tools of one run may use, over the services of its stages. */
export async function toolContextOf(
  services: Services,
  { models, searches }: { readonly models?: Models; readonly searches?: ToolContext["searches"] } = {},
): Promise<ToolContext> {
  const { request, search, library, folder, signal, temporaryFolder } = services;
  return {
    library,
    searches: { ...(search ? { web: search, images: search } : {}), ...searches },
    models,
    pictures: await openPictures(folder, signal),
    addresses: createAddresses(request.urls, request.library),
    mayFollow: (link) => sharedWords(link, new Set(contentStems(request.question))) > 0,
    read: (target) =>
      perceive("path" in target ? target : { ...target, userTyped: request.urls.includes(target.url) }, services),
    async drawPages(source, pages) {
      const target = source.path === undefined ? { url: source.url ?? "", userTyped: false } : { path: source.path };
      const loaded = await loadResource(target, services);
      const picture = loaded.ok ? parserFor(loaded.resource)?.picture : undefined;
      if (!loaded.ok || !picture) return [];
      return picture(loaded.resource, { pages, dpi: pageDpi }, { signal, temporaryFolder });
    },
    signal,
  };
}
