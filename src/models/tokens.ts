import type { ModelCall, ModelImage, ModelMessage } from "./model.ts";
import type { ModelProfile } from "./profile.ts";

/** Tokenizers differ; an estimate that is a little too large never overflows a context. */
const margin = 1.15;
const tokensPerMessage = 8;

/**
 * Tokens that one sign takes, by what it is. Fitted from above to OpenAI's cl100k and o200k over prose in eight
 * languages, tables, CSV, JSON and ids: prose takes 4 to 5 letters a token, numbers and punctuation one for every one
 * or two signs.
 */
const weights = {
  letter: 0.23,
  lateLetter: 0.32,
  codeLetter: 0.9,
  space: 0.03,
  lineEnd: 0.5,
  digit: 0.7,
  mark: 0.75,
} as const;
/** Letters of a word after these are the rest of a compound or a rare word, which tokenizers know less of. */
const knownLetters = 7;
/** The first code of a block of scripts, and what a sign from there on takes. */
const scripts: readonly (readonly [number, number])[] = [
  [0x0900, 1.1],
  [0x0530, 0.8],
  [0x0370, 0.5],
  [0x0080, 0.9],
];

/** Tokens of a text, estimated without the model's own tokenizer and rather above its count than below. */
export function textTokens(text: string): number {
  let sum = 0;
  let word = 0;
  // A word that a digit began is a code, not a word: nearly every letter counts.
  let isCode = false;
  for (let index = 0; index < text.length; index += 1) {
    const code = text.charCodeAt(index);
    const isLetter = (code >= 0x61 && code <= 0x7a) || (code >= 0x41 && code <= 0x5a);
    word = isLetter ? word + 1 : 0;
    isCode = isDigit(code) || (isCode && isLetter);
    if (isLetter) sum += isCode ? weights.codeLetter : word > knownLetters ? weights.lateLetter : weights.letter;
    else sum += signTokens(code);
  }
  return Math.ceil(sum * margin);
}

const isDigit = (code: number): boolean => code >= 0x30 && code <= 0x39;

function signTokens(code: number): number {
  if (code >= 0x80) return scripts.find(([first]) => code >= first)?.[1] ?? 1;
  if (code === 0x20) return weights.space;
  if (isDigit(code)) return weights.digit;
  return code < 0x20 ? weights.lineEnd : weights.mark;
}

const tile = { side: 512, tokens: 170, base: 85, longest: 2_048, shortest: 768 } as const;
const area = { longest: 1_568, pixelsPerToken: 750 } as const;
const patch = { side: 28 } as const;

/**
 * Tokens of a picture as providers document them: OpenAI counts 170 for each tile of 512 pixels after scaling and 85
 * for the picture; Anthropic counts width × height / 750 at a longest side of 1,568; open models of the Qwen-VL and
 * GLM-V families take one token for each patch of 28 × 28 pixels.
 */
export function imageTokens({ width, height }: Pick<ModelImage, "width" | "height">, profile: ModelProfile): number {
  if (profile.imageTokens === "tiles") return tileTokens(width, height);
  if (profile.imageTokens === "area") {
    const scale = Math.min(1, area.longest / Math.max(width, height));
    return Math.ceil((width * height * scale * scale) / area.pixelsPerToken);
  }
  return Math.ceil(width / patch.side) * Math.ceil(height / patch.side);
}

function tileTokens(width: number, height: number): number {
  const first = Math.min(1, tile.longest / Math.max(width, height));
  const second = Math.min(1, tile.shortest / (Math.min(width, height) * first));
  const tiles = (side: number): number => Math.ceil((side * first * second) / tile.side);
  return tile.base + tile.tokens * tiles(width) * tiles(height);
}

/** Tokens that a call sends, estimated. */
export function inputTokens({ messages, tools }: Pick<ModelCall, "messages" | "tools">, profile: ModelProfile): number {
  const offered = tools ? textTokens(JSON.stringify(tools)) : 0;
  return messages.reduce((sum, message) => sum + messageTokens(message, profile), offered);
}

function messageTokens({ parts, calls }: ModelMessage, profile: ModelProfile): number {
  const called = calls ? textTokens(JSON.stringify(calls)) : 0;
  const tokens = parts.map((part) => (part.type === "text" ? textTokens(part.text) : imageTokens(part, profile)));
  return tokens.reduce((sum, count) => sum + count, tokensPerMessage + called);
}
