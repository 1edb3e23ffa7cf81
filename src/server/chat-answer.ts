import { join } from "node:path";
import { defaultTheme, renderers } from "../render/index.ts";
import { resolve } from "../report/resolve.ts";
import { loadReport } from "../research/index.ts";
import { runFolderAt } from "../runs/index.ts";
import type { ServerServices } from "./services.ts";

/** A citation of the answer: where its mark stands in the text, and the source it leads to. */
export interface AnswerCitation {
  /** Offsets in UTF-16 units. */
  readonly start: number;
  readonly end: number;
  readonly url: string;
  readonly title: string;
}

/** A report as a chat message. */
export interface ChatAnswer {
  readonly text: string;
  readonly citations: readonly AnswerCitation[];
}

/**
 * The report of a run as Markdown for a chat window: citations and pictures lead to addresses that open without a
 * token, the files are linked at its end. `origin` is the server's own address.
 *
 * Errors: `NOT_FOUND` for a run without a report.
 */
export async function chatAnswer(
  runId: string,
  { config, links, origin, signal }: Pick<ServerServices, "config" | "links"> & { origin: string; signal: AbortSignal },
): Promise<ChatAnswer> {
  const folder = runFolderAt(join(config.out, runId));
  const resolved = resolve(await loadReport(folder));
  const link = (name: string) => `${origin}${links.linkTo(runId, name)}`;
  // The pictures' bytes lie in the run folder already; only their names are wanted.
  const context = { theme: defaultTheme, loadAsset: async () => new Uint8Array(), signal };
  const [markdown] = await renderers.md.render(resolved, context);
  const text = new TextDecoder()
    .decode(markdown?.bytes)
    .replace(/\]\((assets\/[^)\s]+)\)/g, (_, name: string) => `](${link(name)})`);
  const names = (await Promise.all(downloads.map(async (name) => ((await folder.has(name)) ? [name] : [])))).flat();
  const files = names.map((name) => `[${name}](${link(name)})`).join(" · ");
  const sources = new Map(resolved.bibliography.map(({ number, source }) => [String(number), source]));
  const page = names.includes("report.html") ? link("report.html") : undefined;
  return cited(`${text.trimEnd()}\n\n---\n\n${files}\n`, (number) => {
    const source = sources.get(number);
    const url = source?.url ?? (page === undefined ? undefined : `${page}#source-${number}`);
    return source && url ? { url, title: source.title } : undefined;
  });
}

const downloads = ["report.html", "report.pdf", "report.docx", "report.pptx", "report.md", "evidence.json"];

/** Marks as the Markdown renderer writes them: `[[3]](#source-3)`, and what else refers into the page. */
const mark = /\[\[(\d+)\]\]\(#source-\d+\)/g;

/** A bracket that is not closed would end the link. */
const linkTarget = (url: string): string => url.replace(/[()\s<>]/g, (sign) => `%${sign.charCodeAt(0).toString(16)}`);

/** Puts addresses in the place of page-internal marks, and notes where each stands. */
function cited(
  text: string,
  targetOf: (number: string) => Pick<AnswerCitation, "url" | "title"> | undefined,
): ChatAnswer {
  const citations: AnswerCitation[] = [];
  let written = "";
  let read = 0;
  for (const found of text.matchAll(mark)) {
    const [whole, number = ""] = found;
    const target = targetOf(number);
    written += text.slice(read, found.index);
    read = found.index + whole.length;
    const start = written.length;
    written += target ? `[[${number}]](${linkTarget(target.url)})` : `[${number}]`;
    if (target) citations.push({ start, end: written.length, ...target });
  }
  return { text: written + text.slice(read), citations };
}
