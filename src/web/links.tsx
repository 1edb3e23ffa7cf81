import { type ReactNode, useCallback, useState } from "react";
import { messageOf } from "../errors.ts";
import type { SharesPath } from "./addresses.ts";
import { addShare, loadShares, revokeShare } from "./api.ts";
import { when } from "./format.ts";
import { Notice } from "./notice.tsx";
import { useLoaded } from "./use-loaded.ts";

/** Making, copying and revoking links to one thing; `toHref` is where a token leads, below the server's address. */
export function Links({
  path,
  toHref,
}: {
  readonly path: SharesPath;
  readonly toHref: (token: string) => string;
}): ReactNode {
  const load = useCallback(() => loadShares(path), [path]);
  const shares = useLoaded(load);
  const [link, setLink] = useState<string>();
  const [isCopied, setIsCopied] = useState(false);
  const [problem, setProblem] = useState<string>();
  const act = async (work: () => Promise<void>) => {
    try {
      setProblem(undefined);
      await work();
      shares.reload();
    } catch (error) {
      setProblem(messageOf(error));
    }
  };
  const add = () =>
    act(async () => {
      const { token } = await addShare(path);
      setLink(new URL(toHref(token), `${location.origin}/`).href);
      setIsCopied(false);
    });
  const copy = (text: string) =>
    act(async () => {
      await navigator.clipboard.writeText(text);
      setIsCopied(true);
    });
  return (
    <div className="grid gap-4 text-sm">
      {problem && <Notice>{problem}</Notice>}
      {link ? (
        <div className="flex gap-2">
          <input className="field" readOnly aria-label="Link" value={link} onFocus={({ target }) => target.select()} />
          <button type="button" className="button button-primary" onClick={() => copy(link)}>
            {isCopied ? "Copied" : "Copy"}
          </button>
        </div>
      ) : (
        <button type="button" className="button button-primary w-fit" onClick={add}>
          Make a link
        </button>
      )}
      {shares.state === "ready" && shares.value.length > 0 && (
        <ul className="grid gap-2" aria-label="Links">
          {shares.value.map(({ id, created }) => (
            <li key={id} className="flex items-center justify-between gap-3 border-t border-line pt-2">
              <span className="text-muted">Link of {when(created)}</span>
              <button type="button" className="button" onClick={() => act(() => revokeShare(id))}>
                Revoke
              </button>
            </li>
          ))}
        </ul>
      )}
    </div>
  );
}
