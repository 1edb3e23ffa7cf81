import { termSet } from "../words.ts";

/** Words that say what to compute, or point at the table itself: they ask for nothing that must stand in it. */
export const asking: ReadonlySet<string> = termSet(
  "total number name names named listed list chart table many much times come came comes amount different altogether overall ever actually take took get got receive received compete competed played play give tell whole entire following",
);
