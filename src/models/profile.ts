/**
 * What a model can do, which decides how it is called. The built-in table below holds what providers document; a
 * profile in the config file, or one that `exhibit doctor --model` measured, goes over it.
 */
export interface ModelProfile {
  readonly vision: boolean;
  /** Pictures may stand inside tool results; otherwise they follow in a user message. */
  readonly toolImages: boolean;
  readonly maxImages: number;
  readonly maxImageBytes: number;
  /** Longest side in pixels. */
  readonly maxImageSide: number;
  readonly imageTypes: readonly string[];
  /** How the provider counts a picture: see `imageTokens`. */
  readonly imageTokens: "tiles" | "area" | "patches";
  /** Scale of the coordinates the model writes. */
  readonly coordinates: "unit" | "thousand" | "pixels";
  /** `object`: the endpoint can promise a JSON object; `none`: JSON is asked for in words and repaired. */
  readonly jsonMode: "object" | "none";
  readonly toolChoice: "any" | "auto" | "none";
  /** Calls tools through its protocol reliably; otherwise it is asked in words for a step as JSON. */
  readonly toolCalls: boolean;
  /** Reasoning before the answer takes part of `maxOutputTokens`. */
  readonly thinking: "never" | "sometimes" | "always";
  readonly contextTokens: number;
  readonly maxOutputTokens: number;
  readonly streaming: boolean;
  /** Absent where the model takes no temperature. */
  readonly temperature?: number;
  /** Calls at the same time. */
  readonly concurrency: number;
}

/** A model nobody has described: words only, a small context, nothing promised. */
export const plainProfile: ModelProfile = {
  vision: false,
  toolImages: false,
  maxImages: 8,
  maxImageBytes: 4_000_000,
  maxImageSide: 2_048,
  imageTypes: ["image/png", "image/jpeg"],
  imageTokens: "patches",
  coordinates: "thousand",
  jsonMode: "none",
  toolChoice: "auto",
  toolCalls: false,
  thinking: "sometimes",
  contextTokens: 32_000,
  maxOutputTokens: 8_000,
  streaming: true,
  temperature: 0,
  concurrency: 4,
};

const hosted = { concurrency: 8, maxOutputTokens: 16_000 } as const;
const webImages = ["image/png", "image/jpeg", "image/webp", "image/gif"] as const;

/**
 * Rules over `provider:name`, in order; later ones go over earlier ones. Sources: the providers' model pages and, for
 * Z.ai, its API description (5 MB and 6,000 pixels a picture, no WebP, tool choice only `auto`, JSON mode for text
 * models only).
 */
const rules: readonly (readonly [RegExp, Partial<ModelProfile>])[] = [
  [/^openai:/, { ...hosted, jsonMode: "object", toolChoice: "any", imageTokens: "tiles", contextTokens: 128_000 }],
  [/^openai:(?:gpt-4o|gpt-4\.1|gpt-5|gpt-6|o1|o3|o4)/, { vision: true, maxImages: 50, imageTypes: webImages }],
  [/^openai:(?:gpt-4o|gpt-4\.1|gpt-5|gpt-6|o3|o4)/, { toolCalls: true }],
  [/^openai:(?:gpt-4\.1)/, { contextTokens: 1_000_000 }],
  [/^openai:(?:gpt-5|gpt-6)/, { contextTokens: 400_000, maxOutputTokens: 64_000 }],
  [/^anthropic:/, { ...hosted, contextTokens: 200_000, toolChoice: "any", imageTokens: "area", coordinates: "pixels" }],
  [
    /^anthropic:claude/,
    {
      vision: true,
      toolImages: true,
      toolCalls: true,
      maxImages: 100,
      maxImageBytes: 5_000_000,
      imageTypes: webImages,
    },
  ],
  [
    /^google-genai:/,
    { ...hosted, contextTokens: 1_000_000, jsonMode: "object", toolChoice: "any", imageTokens: "tiles", vision: true },
  ],
  // Later ones want back the signatures of their thoughts with each call, which a transcript made from steps has not.
  [/^google-genai:gemini-(?:1\.5|2)/, { toolCalls: true }],
  [/^google-genai:/, { maxImages: 200, maxImageSide: 3_072, imageTypes: webImages, maxOutputTokens: 32_000 }],
  [/^ollama:/, { jsonMode: "object", concurrency: 1, contextTokens: 16_000 }],
  [/^(?:vllm|llamacpp|lmstudio):/, { jsonMode: "object", concurrency: 2 }],
  [/(?:-vl\b|vl[:-]|llava|vision|pixtral|gemma-?3|gemma-?4|minicpm-v|internvl|qwen3\.5)/i, { vision: true }],
  [/^zai:/, { concurrency: 2, contextTokens: 128_000, maxOutputTokens: 16_000 }],
  [/^zai:glm-(?!\d+(?:\.\d+)?v)/, { jsonMode: "object" }],
  [
    /(?:^|[/:])glm-\d+(?:\.\d+)?v/i,
    { vision: true, maxImages: 50, maxImageBytes: 5_000_000, maxImageSide: 6_000, temperature: 0.1 },
  ],
  [/(?:^|[/:])glm-5v/i, { contextTokens: 200_000, thinking: "always", maxOutputTokens: 32_000 }],
  [/^zai:glm-(?:4\.[5-9]|[5-9])/i, { toolCalls: true }],
  [/^openrouter:/, { concurrency: 6, contextTokens: 128_000, maxOutputTokens: 16_000 }],
];

/** Models that reason before they answer and take no temperature. */
const reasoners = /^openai:(?:o\d|gpt-5|gpt-6)/;

/** The profile of a model by its id (`provider:name`), with what is known better of it put over the table. */
export function profileOf(id: string, known: Partial<ModelProfile> = {}): ModelProfile {
  const matching = rules.filter(([pattern]) => pattern.test(id)).map(([, part]) => part);
  const merged: ModelProfile = Object.assign({}, plainProfile, ...matching);
  if (!reasoners.test(id)) return { ...merged, ...known };
  const { temperature: _, ...withoutTemperature } = merged;
  return { ...withoutTemperature, thinking: "always", ...known };
}
