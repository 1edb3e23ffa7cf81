import { type FormEvent, type KeyboardEvent, type ReactNode, useId, useRef, useState } from "react";
import { messageOf } from "../errors.ts";
import type { Offer, Settings } from "../server/api-types.ts";
import { AttachmentList, type Attachments, useAttachments } from "./attachments.tsx";
import { Icon } from "./icons.tsx";
import { Notice } from "./notice.tsx";
import { SettingsForm } from "./settings-form.tsx";

interface ComposerProps {
  readonly offer: Offer;
  readonly placeholder: string;
  readonly label: string;
  /** Put into the field when it changes, such as an example that was chosen. */
  readonly draft?: string;
  /** One line high until more is written. */
  readonly isCompact?: boolean;
  readonly onAsk: (question: string, settings: Settings) => Promise<void>;
}

/** Where a question is asked, with what it shall read and how the answer shall be. */
export function Composer({
  offer,
  placeholder,
  label,
  draft = "",
  isCompact = false,
  onAsk,
}: ComposerProps): ReactNode {
  const [question, setQuestion] = useState(draft);
  const [lastDraft, setLastDraft] = useState(draft);
  const [settings, setSettings] = useState<Settings>({ approval: "ask", clarify: true });
  const [problem, setProblem] = useState<string>();
  const [isSending, setIsSending] = useState(false);
  const [isOpen, setIsOpen] = useState(false);
  const attachments = useAttachments(offer.maxUploadBytes);
  const field = useId();
  if (draft !== lastDraft) {
    setLastDraft(draft);
    setQuestion(draft);
  }
  const isUploading = attachments.list.some((one) => one.type === "file" && !one.id && !one.problem);
  const send = async (event?: FormEvent) => {
    event?.preventDefault();
    if (question.trim() === "" || isSending || isUploading) return;
    setIsSending(true);
    setProblem(undefined);
    try {
      await onAsk(question.trim(), { ...settings, ...attached(attachments) });
      setQuestion("");
      attachments.clear();
      setIsOpen(false);
    } catch (error) {
      setProblem(messageOf(error));
    } finally {
      setIsSending(false);
    }
  };
  const onKeyDown = (event: KeyboardEvent) => {
    // Enter sends, as in every chat; Shift+Enter is a new line, and a word being composed is not yet written.
    if (event.key === "Enter" && !event.shiftKey && !event.nativeEvent.isComposing) void send();
    else return;
    event.preventDefault();
  };
  return (
    <form onSubmit={send} className="grid gap-2">
      {problem && <Notice>{problem}</Notice>}
      <DropZone attachments={attachments}>
        <label htmlFor={field} className="sr-only">
          {label}
        </label>
        <textarea
          id={field}
          rows={isCompact ? 1 : 2}
          maxLength={4000}
          className="field-sizing-content max-h-60 w-full resize-none bg-transparent px-4 pt-3.5 pb-1 text-base outline-none placeholder:text-muted"
          placeholder={placeholder}
          value={question}
          onChange={(event) => setQuestion(event.target.value)}
          onKeyDown={onKeyDown}
        />
        <AttachmentList attachments={attachments} />
        <div className="flex flex-wrap items-center gap-1 p-2">
          <AttachButtons attachments={attachments} withLinks={!offer.offline} />
          <button
            type="button"
            className="button button-quiet"
            aria-expanded={isOpen}
            onClick={() => setIsOpen(!isOpen)}
          >
            Options
          </button>
          <span className="flex-1" />
          <button
            type="submit"
            className="button button-primary"
            disabled={question.trim() === "" || isSending || isUploading}
          >
            {isSending ? "Sending" : "Research"}
            <Icon name="arrow" size={16} />
          </button>
        </div>
        {isOpen && (
          <div className="rise border-t border-line p-4">
            <SettingsForm offer={offer} settings={settings} onChange={setSettings} />
            <div className="mt-4 grid gap-2">
              <Tick isTicked={settings.clarify === true} onTick={(clarify) => setSettings({ ...settings, clarify })}>
                Ask me first where my question is unclear
              </Tick>
              <Tick
                isTicked={settings.approval === "ask"}
                onTick={(isAsked) => setSettings({ ...settings, approval: isAsked ? "ask" : "auto" })}
              >
                Show me the plan before anything is read
              </Tick>
            </div>
          </div>
        )}
      </DropZone>
    </form>
  );
}

function Tick({
  isTicked,
  onTick,
  children,
}: {
  readonly isTicked: boolean;
  readonly onTick: (isTicked: boolean) => void;
  readonly children: ReactNode;
}): ReactNode {
  return (
    <label className="flex items-center gap-2 text-sm">
      <input
        type="checkbox"
        className="accent-(--accent)"
        checked={isTicked}
        onChange={({ target }) => onTick(target.checked)}
      />
      {children}
    </label>
  );
}

function attached({ list }: Attachments): Pick<Settings, "urls" | "uploads"> {
  const urls = list.flatMap((one) => (one.type === "link" ? [one.url] : []));
  const uploads = list.flatMap((one) => (one.type === "file" && one.id ? [one.id] : []));
  return { ...(urls.length > 0 ? { urls } : {}), ...(uploads.length > 0 ? { uploads } : {}) };
}

function DropZone({
  attachments,
  children,
}: {
  readonly attachments: Attachments;
  readonly children: ReactNode;
}): ReactNode {
  const [isOver, setIsOver] = useState(false);
  return (
    // biome-ignore lint/a11y/noStaticElementInteractions: dropping is a shortcut for the buttons inside
    <div
      className={`@container card shadow-sm motion-safe:transition-colors focus-within:border-accent ${isOver ? "border-accent bg-sunken" : ""}`}
      onDragOver={(event) => {
        event.preventDefault();
        setIsOver(true);
      }}
      onDragLeave={() => setIsOver(false)}
      onDrop={(event) => {
        event.preventDefault();
        setIsOver(false);
        attachments.addFiles(event.dataTransfer.files);
      }}
    >
      {children}
    </div>
  );
}

function AttachButtons({
  attachments,
  withLinks,
}: {
  readonly attachments: Attachments;
  /** A server that works offline reads none. */
  readonly withLinks: boolean;
}): ReactNode {
  const files = useRef<HTMLInputElement>(null);
  return (
    <>
      <input
        ref={files}
        type="file"
        multiple
        hidden
        aria-label="Files to attach"
        onChange={({ target }) => {
          attachments.addFiles(target.files ?? []);
          target.value = "";
        }}
      />
      <button type="button" className="button button-quiet" onClick={() => files.current?.click()}>
        <Icon name="clip" size={16} />
        <span className="@max-md:sr-only">Files</span>
      </button>
      {withLinks && <LinkButton attachments={attachments} />}
    </>
  );
}

function LinkButton({ attachments }: { readonly attachments: Attachments }): ReactNode {
  const [link, setLink] = useState<string>();
  const add = () => {
    if (link !== undefined && attachments.addLink(link)) setLink(undefined);
  };
  if (link === undefined) {
    return (
      <button type="button" className="button button-quiet" onClick={() => setLink("")}>
        <Icon name="link" size={16} />
        <span className="@max-md:sr-only">Link</span>
      </button>
    );
  }
  return (
    <input
      type="url"
      className="field max-w-60"
      aria-label="Address to read"
      placeholder="https://…  then Enter"
      // biome-ignore lint/a11y/noAutofocus: the field appears because its button was pressed
      autoFocus
      value={link}
      onChange={({ target }) => setLink(target.value)}
      onBlur={() => (link === "" ? setLink(undefined) : add())}
      onKeyDown={(event) => {
        if (event.key === "Escape") setLink(undefined);
        if (event.key !== "Enter") return;
        event.preventDefault();
        event.stopPropagation();
        add();
      }}
    />
  );
}
