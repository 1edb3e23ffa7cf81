/** Whether a font is bold. The name says it; a weight alone is unreliable (400 on a "-Demi" font). */
export function isBoldFont(name: string, weight = 0): boolean {
  return /bold|black|heavy|demi|[-,]b(?:d|i)?$/i.test(name) || weight >= 700;
}
