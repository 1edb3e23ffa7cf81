import { expect, test } from "vitest";
import { type Closing, openTogether } from "../src/closing.ts";

test("ends what was opened, the last first, once", async () => {
  const ended: string[] = [];
  const closing = await openTogether(async (given) => {
    given.add(() => ended.push("first"));
    given.add(async () => ended.push("second"));
    return given;
  });
  await closing.close();
  await closing.close();
  expect(ended).toEqual(["second", "first"]);
});

test("ends what stands when a part cannot be opened, and tells why that was", async () => {
  const ended: string[] = [];
  const opening = openTogether(async ({ add }: Closing) => {
    add(() => ended.push("first"));
    add(() => {
      throw new Error("cannot end");
    });
    throw new Error("cannot open");
  });
  await expect(opening).rejects.toThrow("cannot open");
  expect(ended).toEqual(["first"]);
});

test("ends the other parts although one fails, and rejects with that failure", async () => {
  const ended: string[] = [];
  const closing = await openTogether(async (given) => {
    given.add(() => ended.push("first"));
    given.add(() => {
      throw new Error("cannot end");
    });
    return given;
  });
  await expect(closing.close()).rejects.toThrow("cannot end");
  expect(ended).toEqual(["first"]);
});
