import { ExhibitError } from "../errors.ts";

/** How to reach the models of one provider. */
export interface ModelProvider {
  readonly name: string;
  /** The wire protocol, which is the LangChain adapter that speaks it. */
  readonly protocol: "openai" | "anthropic" | "google-genai" | "ollama";
  /** Environment variables that may hold the key, best first; none for servers on one's own machine. */
  readonly keyVariables: readonly string[];
  /** Environment variables that may hold the address. */
  readonly urlVariables: readonly string[];
  /** The address when none is given; absent where the adapter knows it. */
  readonly url?: string;
}

/** Every provider that `--model provider:name` takes. */
export const modelProviders: readonly ModelProvider[] = [
  { name: "openai", protocol: "openai", keyVariables: ["OPENAI_API_KEY"], urlVariables: ["OPENAI_BASE_URL"] },
  {
    name: "anthropic",
    protocol: "anthropic",
    keyVariables: ["ANTHROPIC_API_KEY", "ANTHROPIC_AUTH_TOKEN"],
    urlVariables: ["ANTHROPIC_BASE_URL"],
  },
  {
    name: "google-genai",
    protocol: "google-genai",
    keyVariables: ["GOOGLE_API_KEY", "GEMINI_API_KEY"],
    urlVariables: ["GOOGLE_GEMINI_BASE_URL"],
  },
  {
    name: "ollama",
    protocol: "ollama",
    keyVariables: [],
    urlVariables: ["OLLAMA_BASE_URL", "OLLAMA_HOST"],
    url: "http://127.0.0.1:11434",
  },
  {
    name: "zai",
    protocol: "openai",
    keyVariables: ["ZAI_API_KEY", "Z_AI_API_KEY", "ZHIPU_API_KEY"],
    urlVariables: ["ZAI_BASE_URL"],
    url: "https://api.z.ai/api/paas/v4",
  },
  {
    name: "openrouter",
    protocol: "openai",
    keyVariables: ["OPENROUTER_API_KEY"],
    urlVariables: [],
    url: "https://openrouter.ai/api/v1",
  },
  { name: "vllm", protocol: "openai", keyVariables: [], urlVariables: [], url: "http://127.0.0.1:8000/v1" },
  { name: "llamacpp", protocol: "openai", keyVariables: [], urlVariables: [], url: "http://127.0.0.1:8080/v1" },
  { name: "lmstudio", protocol: "openai", keyVariables: [], urlVariables: [], url: "http://127.0.0.1:1234/v1" },
];

/** A model as the user names it, taken apart: `provider:name`. */
export interface ModelName {
  readonly provider: ModelProvider;
  /** The model's name at its provider; may hold further colons and slashes (`ollama:qwen3-vl:8b`). */
  readonly name: string;
}

/** Splits `provider:name`. Errors: `BAD_USAGE` names what was expected. */
export function parseModelName(text: string): ModelName {
  const colon = text.indexOf(":");
  const provider = modelProviders.find((candidate) => candidate.name === text.slice(0, colon));
  const name = text.slice(colon + 1).trim();
  if (colon > 0 && provider && name !== "") return { provider, name };
  const known = modelProviders.map((candidate) => candidate.name).join(", ");
  throw new ExhibitError(
    "BAD_USAGE",
    `"${text}" names no model; write provider:name, as in openai:gpt-5.2, with a provider of: ${known}.`,
  );
}
