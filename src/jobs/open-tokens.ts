import { openJobsDatabase } from "./database.ts";
import { createTokenStore, type TokenStore } from "./token-store.ts";

/**
 * The tokens of the server over `home`, for the command line; a server at work sees the changes at once.
 *
 * Errors: those of opening its database.
 */
export function openTokens(home: string): TokenStore & { close(): void } {
  const database = openJobsDatabase(home);
  return { ...createTokenStore(database), close: () => database.close() };
}
