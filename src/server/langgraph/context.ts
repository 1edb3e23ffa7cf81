import type { ServerServices } from "../services.ts";
import { type Answers, createAnswers } from "./answers.ts";
import { createPublicText } from "./public-text.ts";

/** What the routes of this API share. */
export interface ApiContext extends ServerServices {
  readonly answers: Answers;
  /** A text as users may see it: the operator's folders by their names. */
  readonly publicText: (text: string) => string;
}

export function createApiContext(services: ServerServices): ApiContext {
  return { ...services, answers: createAnswers(services.config), publicText: createPublicText(services) };
}
