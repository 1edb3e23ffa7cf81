import { MathRun, Math as WordMath } from "docx";

/** A formula inside a line. */
export function inlineMath(value: string): readonly WordMath[] {
  return [new WordMath({ children: [new MathRun(value)] })];
}

/** A formula on a line of its own. */
export function blockMath(value: string): readonly WordMath[] {
  return inlineMath(value);
}
