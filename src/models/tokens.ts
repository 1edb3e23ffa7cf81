import type { ModelCall, ModelImage, ModelMessage } from "./model.ts";
import type { ModelProfile } from "./profile.ts";

/** Tokenizers differ; an estimate that is a little too large never overflows a context. */
const margin = 1.15;
const tokensPerMessage = 8;

/**
 * Tokens of a text, estimated without the model's own tokenizer: about four characters of Latin letters a token, two of
 * other alphabets, and one CJK sign each.
 */
export function textTokens(text: string): number {
  let wide = 0;
  let foreign = 0;
  for (const character of text) {
    const code = character.codePointAt(0) ?? 0;
    if (code >= 0x2e80) wide += 1;
    else if (code >= 0x0370) foreign += 1;
  }
  const latin = text.length - wide - foreign;
  return Math.ceil((latin / 4 + foreign / 2 + wide) * margin);
}

const tile = { side: 512, tokens: 170, base: 85, longest: 2_048, shortest: 768 } as const;
const area = { longest: 1_568, pixelsPerToken: 750 } as const;
const patch = { side: 28 } as const;

/**
 * Tokens of a picture as providers document them: OpenAI counts 170 for each tile of 512 pixels after scaling and 85
 * for the picture; Anthropic counts width × height / 750 at a longest side of 1,568; open models of the Qwen-VL and GLM-V
 * families take one token for each patch of 28 × 28 pixels.
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
export function inputTokens({ messages }: Pick<ModelCall, "messages">, profile: ModelProfile): number {
  return messages.reduce((sum, message) => sum + messageTokens(message, profile), 0);
}

function messageTokens({ parts }: ModelMessage, profile: ModelProfile): number {
  const tokens = parts.map((part) => (part.type === "text" ? textTokens(part.text) : imageTokens(part, profile)));
  return tokens.reduce((sum, count) => sum + count, tokensPerMessage);
}
