import { type IRunOptions, TextRun } from "docx";
import { printable } from "../format.ts";

/** Formatting that inline content inherits from what stands around it. */
export type RunFormat = Pick<IRunOptions, "bold" | "italics" | "style" | "noProof" | "size">;

const rightToLeftLetter = /[\p{Script=Arabic}\p{Script=Hebrew}\p{Script=Syriac}\p{Script=Thaana}]/u;
const letter = /\p{L}/u;

/**
 * Text as runs, split where the writing direction changes: Word formats a run of Arabic or Hebrew with its
 * complex-script font and size only when the run says so.
 */
export function textRuns(text: string, format: RunFormat = {}): TextRun[] {
  return directions(printable(text)).map(
    ({ value, rightToLeft }) => new TextRun({ ...format, text: value, ...(rightToLeft ? { rightToLeft } : {}) }),
  );
}

/** Whether a text holds letters that run from right to left. */
export function hasRightToLeft(text: string): boolean {
  return rightToLeftLetter.test(text);
}

function directions(text: string): readonly { readonly value: string; readonly rightToLeft: boolean }[] {
  if (!hasRightToLeft(text)) return text === "" ? [] : [{ value: text, rightToLeft: false }];
  const parts: { value: string; rightToLeft: boolean }[] = [];
  for (const character of text) {
    const last = parts.at(-1);
    const isRight = rightToLeftLetter.test(character);
    const isLeft = !isRight && letter.test(character);
    const direction = isRight ? true : isLeft ? false : (last?.rightToLeft ?? true);
    if (last && last.rightToLeft === direction) last.value += character;
    else parts.push({ value: character, rightToLeft: direction });
  }
  return parts;
}
