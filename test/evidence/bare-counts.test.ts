import { describe, expect, test } from "vitest";
import { makeTable } from "./fixtures.ts";
import { judging } from "./judging.ts";

const verdict = judging(
  makeTable("Company | 2022 | 2023\nNorda | 12 | 10\nSulvik | 10 | 30", { caption: "Revenue in EUR million" }),
);

describe("a small count in words", () => {
  test.each([
    "In 2022 and 2023 Norda’s revenue came from two plants.",
    "Three rivals had Sulvik’s revenue in 2022 and 2023.",
  ])("is no difference or ratio of what is cited: “%s”", (claim) => {
    expect(verdict(claim, ...(claim.includes("Sulvik") ? ["1:1", "1:2"] : ["0:1", "0:2"]))).not.toBe("supported");
  });

  test.each([
    ["Sulvik’s revenue in 2023 was three times that of 2022.", "1:1", "1:2"],
    ["Norda’s revenue fell by €2 million from 2022 to 2023.", "0:1", "0:2"],
    ["Norda’s revenue fell by two million euros from 2022 to 2023.", "0:1", "0:2"],
  ])("is one where it says so: “%s”", (claim, ...cells) => {
    expect(verdict(claim, ...cells)).not.toBe("contradicted");
    expect(verdict(claim, ...cells)).not.toBe("unsupported");
  });
});
