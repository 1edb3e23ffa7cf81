import { type ReactNode, useState } from "react";
import type { Offer, Settings } from "../server/api-types.ts";
import { ask, createThread } from "./api.ts";
import { Composer } from "./composer.tsx";
import { count } from "./format.ts";
import { Icon } from "./icons.tsx";
import { goTo } from "./route.ts";

/** Where a conversation begins. */
export function Home({ offer }: { readonly offer: Offer }): ReactNode {
  const [draft, setDraft] = useState("");
  const begin = async (question: string, settings: Settings) => {
    const threadId = await createThread();
    await ask(threadId, question, settings);
    goTo({ page: "thread", threadId });
  };
  const documents = offer.libraries.reduce((sum, library) => sum + library.documents, 0);
  return (
    <main id="main" className="flex min-h-0 min-w-0 flex-1 overflow-y-auto px-4">
      <div className="mx-auto my-auto w-full max-w-2xl py-10">
        <h1 className="font-serif text-3xl leading-tight font-semibold text-balance sm:text-[2.6rem]">
          What do you want to know, and be able to prove?
        </h1>
        <p className="mt-3 mb-6 text-muted">
          {placesText(offer, documents)} Every sentence of the report leads back to the exact place it comes from.
        </p>
        <Composer offer={offer} label="Your question" placeholder="Ask a question" draft={draft} onAsk={begin} />
        {offer.examples.length > 0 && (
          <section className="mt-8" aria-labelledby="examples">
            <h2 id="examples" className="eyebrow">
              For example
            </h2>
            <ul className="mt-1 divide-y divide-line">
              {offer.examples.map((example) => (
                <li key={example}>
                  <button
                    type="button"
                    className="group flex w-full items-center gap-3 py-3 text-start hover:text-accent"
                    onClick={() => setDraft(example)}
                  >
                    <span className="flex-1">{example}</span>
                    <span className="text-muted group-hover:text-accent">
                      <Icon name="arrow" size={16} />
                    </span>
                  </button>
                </li>
              ))}
            </ul>
          </section>
        )}
      </div>
    </main>
  );
}

function placesText({ search, offline }: Offer, documents: number): string {
  const library =
    documents > 0 ? `It reads ${count(documents, "document")} of your library` : "It reads what you attach";
  return search.length > 0 && !offline ? `${library}, and searches the web.` : `${library}.`;
}
