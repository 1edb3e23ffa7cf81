import { expect, test } from "vitest";
import { hrefOf, parseRoute, type Route } from "../../src/web/route.ts";

test("every address of the page leads back to where it was made", () => {
  const routes: readonly Route[] = [
    { page: "new" },
    { page: "thread", threadId: "a/b c" },
    { page: "thread", threadId: "a/b c", runId: "run/1" },
    { page: "shared", token: "x_-y" },
    { page: "compare", before: "run 1", after: "run/2" },
  ];
  for (const route of routes) expect(parseRoute(hrefOf(route))).toEqual(route);
});

test("an address that means nothing is where one begins", () => {
  for (const hash of ["", "#", "#/thread", "#/compare/one", "#/elsewhere/x"])
    expect(parseRoute(hash)).toEqual({ page: "new" });
  expect(parseRoute("#/thread/%E0%A4%A")).toEqual({ page: "thread", threadId: "%E0%A4%A" });
});
