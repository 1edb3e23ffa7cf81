import { Tiktoken } from "js-tiktoken/lite";
import o200k from "js-tiktoken/ranks/o200k_base";

let tokenizer: Tiktoken | undefined;

/** Tokens of a text by OpenAI's o200k tokenizer, which comes with LangChain's core. */
export function countTokens(text: string): number {
  tokenizer ??= new Tiktoken(o200k);
  return tokenizer.encode(text, "all").length;
}
