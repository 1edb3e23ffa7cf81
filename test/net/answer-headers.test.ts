import { expect, test } from "vitest";
import { hearingHeaders } from "../../src/net/index.ts";
import { modelServer } from "../support/model-server.ts";

test("each piece of work hears the last answer to its own requests, and none to those of others", async () => {
  const server = await modelServer((response, body) => {
    response.writeHead(200, { "x-number": String(body.number) });
    response.end("{}");
  });
  const ask = async (number: number) =>
    (await fetch(server.url, { method: "POST", body: JSON.stringify({ number }) })).text();
  const numberHeard = (numbers: readonly number[]) =>
    hearingHeaders(async (heard) => {
      for (const number of numbers) await ask(number);
      return heard()?.get("x-number");
    });
  const heard = await Promise.all([numberHeard([1]), numberHeard([2, 3]), numberHeard([]), ask(4), numberHeard([5])]);
  expect(heard).toEqual(["1", "3", undefined, "{}", "5"]);
  await server.close();
});
