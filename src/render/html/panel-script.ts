/**
 * The script of the report: it opens the evidence panel on a citation, shows a preview on hover and focus, and makes
 * cells and chart points that carry a citation clickable as a whole.
 *
 * The functions below `panelScript` run in the reader's browser, where their compiled text is put into the file. They may
 * therefore use nothing but each other and the page: no import, no constant of this file. They only copy and move nodes
 * that the file already has and never make HTML from text.
 */
export function panelScript(): string {
  const parts = [
    startPanel,
    createPanel,
    listenToPanel,
    createPreview,
    panelContent,
    previewContent,
    evidenceOf,
    citationAt,
    sourceOf,
    copyOf,
    framedPicture,
    boxIn,
  ];
  return `(() => {\n${parts.map(String).join("\n")}\nstartPanel(document);\n})()`;
}

type Opener = HTMLElement | SVGElement;

/** What the panel can be told to do. */
interface Panel {
  readonly open: (citation: Opener) => void;
  readonly isOpen: () => boolean;
}

/** What the preview can be told to do. */
interface Preview {
  readonly show: (citation: Opener) => void;
  readonly hide: () => void;
}

function startPanel(document: Document): void {
  const dialog = document.querySelector<HTMLDialogElement>("#evidence-panel");
  const box = document.querySelector<HTMLElement>("#evidence-preview");
  if (!dialog || !box) return;
  const panel = createPanel(document, dialog);
  const preview = createPreview(document, box);
  document.addEventListener("click", (event) => {
    const citation = citationAt(event.target);
    const isPlain = !event.ctrlKey && !event.metaKey && !event.shiftKey && event.button === 0;
    if (!citation || !isPlain || String(getSelection()) !== "") return;
    event.preventDefault();
    preview.hide();
    panel.open(citation);
  });
  for (const name of ["mouseover", "focusin"] as const) {
    document.addEventListener(name, (event) => {
      const citation = event.target instanceof Element ? event.target.closest<Opener>("[data-evidence]") : null;
      if (citation && !panel.isOpen()) preview.show(citation);
      else preview.hide();
    });
  }
  document.addEventListener("keydown", (event) => {
    if (event.key === "Escape") preview.hide();
  });
  document.addEventListener("scroll", preview.hide);
  for (const cell of document.querySelectorAll("td:has([data-evidence])")) cell.classList.add("cited");
}

function createPanel(document: Document, dialog: HTMLDialogElement): Panel {
  const body = dialog.querySelector<HTMLElement>(".panel-body");
  const title = dialog.querySelector<HTMLElement>(".panel-title");
  const steps = dialog.querySelector<HTMLElement>(".panel-steps");
  let shown: readonly Element[] = [];
  let position = 0;
  let opener: Opener | null = null;
  const step = (by: number): void => {
    position = (position + by + shown.length) % shown.length;
    const evidence = shown[position];
    if (!evidence || !body || !title || !steps) return;
    body.replaceChildren(...panelContent(document, evidence));
    title.textContent = `${title.getAttribute("data-label") ?? ""} [${evidence.getAttribute("data-source") ?? ""}]`;
    steps.hidden = shown.length < 2;
    const count = steps.querySelector(".panel-count");
    if (count) count.textContent = `${position + 1} / ${shown.length}`;
    body.scrollTop = 0;
    // Scrolls no further than needed, so that the words stay in view beside the box wherever both fit.
    body.querySelector(".box")?.scrollIntoView({ block: "nearest" });
  };
  const open = (citation: Opener): void => {
    const evidence = evidenceOf(document, citation);
    if (evidence.length === 0) return;
    [shown, position, opener] = [evidence, 0, citation];
    step(0);
    if (!dialog.open) dialog.showModal();
  };
  listenToPanel(document, dialog, (by) => (shown.length > 1 ? step(by) : undefined));
  dialog.addEventListener("close", () => opener?.focus());
  return { open, isOpen: () => dialog.open };
}

/** Buttons, a click beside the panel, and the arrow keys in the direction in which the report is read. */
function listenToPanel(document: Document, dialog: HTMLDialogElement, step: (by: number) => void): void {
  dialog.addEventListener("click", (event) => {
    const button = event.target instanceof Element ? event.target.closest("button") : null;
    if (event.target === dialog || button?.classList.contains("panel-close")) dialog.close();
    else if (button?.classList.contains("panel-previous")) step(-1);
    else if (button?.classList.contains("panel-next")) step(1);
  });
  const forwards = document.documentElement.dir === "rtl" ? -1 : 1;
  dialog.addEventListener("keydown", (event) => {
    if (event.key === "ArrowRight") step(forwards);
    if (event.key === "ArrowLeft") step(-forwards);
  });
}

function createPreview(document: Document, box: HTMLElement): Preview {
  const hide = (): void => {
    box.hidden = true;
  };
  const show = (citation: Opener): void => {
    const [evidence] = evidenceOf(document, citation);
    if (!evidence) return;
    box.replaceChildren(...previewContent(document, evidence));
    box.hidden = false;
    const place = citation.getBoundingClientRect();
    const room = document.documentElement.clientWidth;
    box.style.left = `${Math.max(8, Math.min(place.left, room - box.offsetWidth - 8))}px`;
    const above = place.top - box.offsetHeight - 8;
    box.style.top = `${above > 8 ? above : place.bottom + 8}px`;
  };
  return { show, hide };
}

/** The evidence, its source, and the picture of its page. */
function panelContent(document: Document, evidence: Element): readonly Node[] {
  const content = document.createElement("div");
  content.className = "panel-evidence";
  content.append(...copyOf(evidence).childNodes);
  content.querySelector(".show-page")?.remove();
  const origin = sourceOf(document, evidence)?.querySelector(".source");
  const picture = framedPicture(document, evidence);
  return [content, ...(origin ? [copyOf(origin)] : []), ...(picture ? [picture] : [])];
}

/** The words of the evidence, and where they stand. */
function previewContent(document: Document, evidence: Element): readonly Node[] {
  const words = evidence.querySelector("blockquote, table, .reading");
  const title = sourceOf(document, evidence)?.querySelector("cite")?.textContent;
  const place = evidence.querySelector(".place span")?.textContent;
  const name = document.createElement("p");
  name.className = "preview-source";
  name.textContent = [title, place].filter((part) => part).join(" · ");
  return [...(words ? [copyOf(words)] : []), name];
}

/** The pieces of evidence that a citation names, as far as the file has them with their source. */
function evidenceOf(document: Document, citation: Element): readonly Element[] {
  const ids = (citation.getAttribute("data-evidence") ?? "").split(" ");
  return ids.flatMap((id) => {
    const evidence = id === "" ? null : document.getElementById(id);
    return evidence && sourceOf(document, evidence) ? [evidence] : [];
  });
}

/** The citation that a click means: the mark itself, or the only one of a table cell. */
function citationAt(target: EventTarget | null): Opener | null {
  if (!(target instanceof Element)) return null;
  const direct = target.closest<Opener>("[data-evidence]");
  if (direct || target.closest("a, button, summary")) return direct;
  return target.closest("td")?.querySelector<HTMLElement>("[data-evidence]") ?? null;
}

function sourceOf(document: Document, evidence: Element): Element | null {
  return document.querySelector(`#source-${evidence.getAttribute("data-source") ?? "0"}`);
}

/** A copy without ids, which must stay unique in the file. */
function copyOf(element: Element): HTMLElement {
  const copy = element.cloneNode(true) as HTMLElement;
  for (const node of [copy, ...copy.querySelectorAll("[id]")]) node.removeAttribute("id");
  return copy;
}

/** The picture of the page or region with the evidence marked on it, if the file holds it. */
function framedPicture(document: Document, evidence: Element): HTMLElement | null {
  const asset = evidence.getAttribute("data-picture");
  const image = asset ? document.querySelector<HTMLImageElement>(`main img[data-asset="${asset}"]`) : null;
  if (!image) return null;
  const frame = document.createElement("div");
  frame.className = "frame";
  frame.append(image.cloneNode());
  const box = boxIn(document, evidence);
  if (box) frame.append(box);
  return frame;
}

function boxIn(document: Document, evidence: Element): HTMLElement | null {
  const [left, top, right, bottom] = (evidence.getAttribute("data-box") ?? "").split(" ").map(Number);
  if (left === undefined || top === undefined || right === undefined || bottom === undefined) return null;
  const box = document.createElement("div");
  box.className = "box";
  Object.assign(box.style, {
    left: `${left * 100}%`,
    top: `${top * 100}%`,
    width: `${(right - left) * 100}%`,
    height: `${(bottom - top) * 100}%`,
  });
  return box;
}
