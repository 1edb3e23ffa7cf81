import { createHash } from "node:crypto";
import { join } from "node:path";

/**
 * The tenant of whoever uses this machine itself: the command line, a server that needs no token, files of briefings.
 */
export const localTenant = "local";

/** A folder's name for a tenant, whose own name may hold anything. */
export function tenantFolderName(tenant: string): string {
  return createHash("sha256").update(tenant).digest("hex").slice(0, 24);
}

/**
 * Where what was read for a tenant lies: library index, page cache and the pictures of its tools; below the folder of
 * what outlives a run.
 *
 * Contract: no two tenants share one, so that nothing read for one stands in another's report. The machine's own user
 * has `home` itself.
 */
export function tenantHome(home: string, tenant: string = localTenant): string {
  return tenant === localTenant ? home : join(home, "tenants", tenantFolderName(tenant));
}
