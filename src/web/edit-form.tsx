import { type FormEvent, type ReactNode, useCallback, useState } from "react";
import { messageOf } from "../errors.ts";
import { editReport, loadEdits, undoEdit } from "./api.ts";
import { Notice } from "./notice.tsx";
import { useLoaded } from "./use-loaded.ts";

/** Changes a finished report in words, and goes back. */
export function EditForm({ runId, onEdited }: { readonly runId: string; readonly onEdited: () => void }): ReactNode {
  const load = useCallback(() => loadEdits(runId), [runId]);
  const { reload, ...edits } = useLoaded(load);
  const [text, setText] = useState("");
  const [said, setSaid] = useState<readonly string[]>([]);
  const [problem, setProblem] = useState<string>();
  const [isAtWork, setIsAtWork] = useState(false);
  const act = async (work: () => ReturnType<typeof editReport>) => {
    setIsAtWork(true);
    setProblem(undefined);
    setSaid([]);
    try {
      const { change, problems } = await work();
      setSaid([change, ...problems]);
      setText("");
      reload();
      onEdited();
    } catch (error) {
      setProblem(messageOf(error));
    } finally {
      setIsAtWork(false);
    }
  };
  const send = (event: FormEvent) => {
    event.preventDefault();
    if (text.trim() !== "") void act(() => editReport(runId, text.trim()));
  };
  const canUndo = edits.state === "ready" && edits.value.current > 0;
  return (
    <form onSubmit={send} className="grid grid-cols-1 gap-2 text-sm">
      <div className="flex gap-2">
        <input
          className="field"
          aria-label="Change the report"
          placeholder="Change it: “shorten section 2”"
          maxLength={2000}
          value={text}
          onChange={({ target }) => setText(target.value)}
        />
        <button type="submit" className="button" disabled={isAtWork || text.trim() === ""}>
          {isAtWork ? "Changing" : "Change"}
        </button>
        {canUndo && (
          <button type="button" className="button" disabled={isAtWork} onClick={() => act(() => undoEdit(runId))}>
            Undo
          </button>
        )}
      </div>
      <div role="status" className="text-muted">
        {said.map((line) => (
          <p key={line}>{line}</p>
        ))}
      </div>
      {problem && <Notice>{problem}</Notice>}
    </form>
  );
}
