import { createLibrary } from "../../src/library/index.ts";
import { entryOf, paragraphs } from "./entries.ts";

// Run as a program: adds sources to the library in the folder given until it is killed, and prints the number of each.

const [, , folder = "", first = "1"] = process.argv;
const library = createLibrary({ folder });
for (let number = Number(first); ; number++) {
  const texts = Array.from(
    { length: 40 },
    (_, index) => `Paragraph ${index} of unique${number}. ${"The river drives the wheel. ".repeat(30)}`,
  );
  const bytes = new Uint8Array(20_000).fill(number % 251);
  const asset = { id: `as-${number}`, mediaType: "image/png", width: 1, height: 1, sha256: `${number}` };
  await library.add(entryOf(`Source ${number}`, paragraphs(...texts)), {
    assets: [{ asset, bytes }],
    parser: "text@1",
  });
  process.stdout.write(`${number}\n`);
}
