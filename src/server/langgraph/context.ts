import type { Context } from "hono";
import { originOf } from "../origin.ts";
import { createPublicText } from "../public-text.ts";
import type { ServerEnv, ServerServices } from "../services.ts";
import { type Answers, createAnswers } from "./answers.ts";

/** What the routes of this API share while a request is answered. */
export interface ApiContext extends ServerServices {
  readonly answers: Answers;
  /** A text as users may see it: the operator's folders by their names. */
  readonly publicText: (text: string) => string;
  /** Address of a run's file that opens without a token, because chat pages cannot send one with a link. */
  readonly linkTo: (runId: string, name: string) => string;
}

/** A route of this API. */
export type ApiHandler = (context: Context<ServerEnv>, api: ApiContext) => Response | Promise<Response>;

/** Makes handlers of Hono from ours, which get the services with addresses as the client knows the server. */
export type Handle = (handler: ApiHandler) => (context: Context<ServerEnv>) => Response | Promise<Response>;

/** Over the services of the server. */
export function createHandle(services: ServerServices): Handle {
  const shared = { ...services, answers: createAnswers(services.config), publicText: createPublicText(services) };
  return (handler) => (context) => {
    const origin = originOf(context);
    return handler(context, { ...shared, linkTo: (runId, name) => `${origin}${services.links.linkTo(runId, name)}` });
  };
}
