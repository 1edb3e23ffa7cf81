import { type ReactNode, useRef, useState } from "react";
import { messageOf } from "../errors.ts";
import { canParseUrl } from "../report/can-parse-url.ts";
import { upload } from "./api.ts";
import { Icon } from "./icons.tsx";

/** A document or page that the run shall read. */
export type Attachment =
  | { readonly type: "link"; readonly key: string; readonly url: string }
  | {
      readonly type: "file";
      readonly key: string;
      readonly name: string;
      readonly id?: string;
      readonly problem?: string;
    };

/** What is attached to a question that was not sent yet. */
export interface Attachments {
  readonly list: readonly Attachment[];
  /** Uploads begin at once; what is too large or fails stays in the list with its problem. */
  readonly addFiles: (files: Iterable<File>) => void;
  /** False when the text is no address. */
  readonly addLink: (text: string) => boolean;
  /** Also ends an upload under way. */
  readonly remove: (key: string) => void;
  readonly clear: () => void;
}

/** Attachments for one composer; files above the limit are not sent. */
export function useAttachments(maxBytes: number): Attachments {
  const [list, setList] = useState<readonly Attachment[]>([]);
  const uploads = useRef(new Map<string, AbortController>());
  const change = (key: string, to: Partial<Extract<Attachment, { type: "file" }>>) =>
    setList((last) => last.map((one) => (one.key === key && one.type === "file" ? { ...one, ...to } : one)));
  const send = (file: File) => {
    const key = crypto.randomUUID();
    setList((last) => [...last, { type: "file", key, name: file.name }]);
    if (file.size > maxBytes)
      return change(key, { problem: `${file.name} is larger than ${Math.round(maxBytes / 1024 / 1024)} MB.` });
    const leaving = new AbortController();
    uploads.current.set(key, leaving);
    upload(file, leaving.signal).then(
      ({ id }) => change(key, { id }),
      (error: unknown) => leaving.signal.aborted || change(key, { problem: messageOf(error) }),
    );
  };
  return {
    list,
    addFiles: (files) => [...files].forEach(send),
    addLink(text) {
      const url = text.trim();
      if (!/^https?:\/\//i.test(url) || !canParseUrl(url)) return false;
      setList((last) => [...last, { type: "link", key: crypto.randomUUID(), url: new URL(url).href }]);
      return true;
    },
    remove(key) {
      uploads.current.get(key)?.abort();
      setList((last) => last.filter((one) => one.key !== key));
    },
    clear: () => setList([]),
  };
}

/** The attachments as chips, each with a button to take it away; nothing where there are none. */
export function AttachmentList({ attachments }: { readonly attachments: Attachments }): ReactNode {
  if (attachments.list.length === 0) return undefined;
  return (
    <ul className="flex flex-wrap gap-2 px-4 pb-2" aria-label="Attached">
      {attachments.list.map((one) => (
        <li
          key={one.key}
          className="flex max-w-full items-center gap-2 rounded-lg border border-line bg-sunken py-1 pr-1 pl-2.5 text-sm"
        >
          <Icon name={one.type === "link" ? "link" : "clip"} size={15} />
          {one.type === "file" && one.problem ? (
            <span className="min-w-0 text-warn">{one.problem}</span>
          ) : (
            <span className="min-w-0 truncate">{one.type === "link" ? one.url : one.name}</span>
          )}
          {one.type === "file" && !one.id && !one.problem && <span className="pulse text-muted">uploading</span>}
          <button
            type="button"
            className="rounded-md p-1 text-muted hover:text-ink"
            aria-label={`Remove ${one.type === "link" ? one.url : one.name}`}
            onClick={() => attachments.remove(one.key)}
          >
            <Icon name="close" size={14} />
          </button>
        </li>
      ))}
    </ul>
  );
}
