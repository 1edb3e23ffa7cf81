/**
 * The script of the report: it opens the evidence panel on a citation, shows a preview on hover and focus, and makes
 * cells and chart points that carry a citation clickable as a whole.
 *
 * Contract: self-contained, because its compiled text is put into the file; it only copies and moves nodes that the
 * file already has and never makes HTML from text.
 */
export function evidencePanel(document: Document): void {
  const dialog = document.querySelector<HTMLDialogElement>("#evidence-panel");
  const body = dialog?.querySelector<HTMLElement>(".panel-body");
  const title = dialog?.querySelector<HTMLElement>(".panel-title");
  const steps = dialog?.querySelector<HTMLElement>(".panel-steps");
  const preview = document.querySelector<HTMLElement>("#evidence-preview");
  if (!dialog || !body || !title || !steps || !preview) return;
  let shown: readonly string[] = [];
  let position = 0;
  let opener: HTMLElement | SVGElement | null = null;

  const citationAt = (target: EventTarget | null): HTMLElement | SVGElement | null => {
    if (!(target instanceof Element)) return null;
    const direct = target.closest<HTMLElement | SVGElement>("[data-evidence]");
    if (direct || target.closest("a, button, summary")) return direct;
    return target.closest("td")?.querySelector<HTMLElement>("[data-evidence]") ?? null;
  };
  const idsOf = (citation: Element): readonly string[] => (citation.getAttribute("data-evidence") ?? "").split(" ");
  const sourceOf = (evidence: Element): Element | null =>
    document.querySelector(`#source-${evidence.getAttribute("data-source") ?? "0"}`);

  const copyOf = (element: Element): HTMLElement => {
    const copy = element.cloneNode(true) as HTMLElement;
    for (const node of [copy, ...copy.querySelectorAll("[id]")]) node.removeAttribute("id");
    return copy;
  };

  const pictureOf = (evidence: Element): HTMLElement | null => {
    const asset = evidence.getAttribute("data-picture");
    const image = asset ? document.querySelector<HTMLImageElement>(`main img[data-asset="${asset}"]`) : null;
    if (!image) return null;
    const frame = document.createElement("div");
    frame.className = "frame";
    frame.append(image.cloneNode());
    const [left, top, right, bottom] = (evidence.getAttribute("data-box") ?? "").split(" ").map(Number);
    if (left !== undefined && top !== undefined && right !== undefined && bottom !== undefined) {
      const box = document.createElement("div");
      box.className = "box";
      Object.assign(box.style, {
        left: `${left * 100}%`,
        top: `${top * 100}%`,
        width: `${(right - left) * 100}%`,
        height: `${(bottom - top) * 100}%`,
      });
      frame.append(box);
    }
    return frame;
  };

  const show = (): void => {
    const evidence = document.getElementById(shown[position] ?? "");
    const source = evidence && sourceOf(evidence);
    if (!evidence || !source) return;
    const content = document.createElement("div");
    content.className = "panel-evidence";
    content.append(...copyOf(evidence).childNodes);
    content.querySelector(".show-page")?.remove();
    const origin = source.querySelector(".source");
    const picture = pictureOf(evidence);
    body.replaceChildren(content, ...(origin ? [copyOf(origin)] : []), ...(picture ? [picture] : []));
    title.textContent = `${title.getAttribute("data-label") ?? ""} [${evidence.getAttribute("data-source") ?? ""}]`;
    steps.hidden = shown.length < 2;
    const count = steps.querySelector(".panel-count");
    if (count) count.textContent = `${position + 1} / ${shown.length}`;
    body.scrollTop = 0;
    // Scrolls no further than needed, so that the words stay in view beside the box wherever both fit.
    picture?.querySelector(".box")?.scrollIntoView({ block: "nearest" });
  };

  const open = (citation: HTMLElement | SVGElement): void => {
    shown = idsOf(citation).filter((id) => document.getElementById(id));
    position = 0;
    if (shown.length === 0) return;
    opener = citation;
    preview.hidden = true;
    show();
    if (!dialog.open) dialog.showModal();
  };

  const step = (by: number): void => {
    position = (position + by + shown.length) % shown.length;
    show();
  };

  const showPreview = (citation: HTMLElement | SVGElement): void => {
    const evidence = document.getElementById(idsOf(citation)[0] ?? "");
    const source = evidence && sourceOf(evidence);
    if (!evidence || !source || dialog.open) return;
    const words = evidence.querySelector("blockquote, table, .reading");
    const name = document.createElement("p");
    name.className = "preview-source";
    name.textContent = [source.querySelector("cite")?.textContent, evidence.querySelector(".place span")?.textContent]
      .filter((part) => part)
      .join(" · ");
    preview.replaceChildren(...(words ? [copyOf(words)] : []), name);
    preview.hidden = false;
    const place = citation.getBoundingClientRect();
    const room = document.documentElement.clientWidth;
    preview.style.left = `${Math.max(8, Math.min(place.left, room - preview.offsetWidth - 8))}px`;
    const above = place.top - preview.offsetHeight - 8;
    preview.style.top = `${above > 8 ? above : place.bottom + 8}px`;
  };

  document.addEventListener("click", (event) => {
    const citation = citationAt(event.target);
    const isPlain = !event.ctrlKey && !event.metaKey && !event.shiftKey && event.button === 0;
    if (!citation || !isPlain || String(getSelection()) !== "") return;
    event.preventDefault();
    open(citation);
  });
  dialog.addEventListener("click", (event) => {
    const button = event.target instanceof Element ? event.target.closest("button") : null;
    if (event.target === dialog || button?.classList.contains("panel-close")) dialog.close();
    else if (button?.classList.contains("panel-previous")) step(-1);
    else if (button?.classList.contains("panel-next")) step(1);
  });
  dialog.addEventListener("keydown", (event) => {
    if (event.key === "ArrowRight" && shown.length > 1) step(1);
    if (event.key === "ArrowLeft" && shown.length > 1) step(-1);
  });
  dialog.addEventListener("close", () => opener?.focus());
  for (const name of ["mouseover", "focusin"] as const) {
    document.addEventListener(name, (event) => {
      const citation = event.target instanceof Element ? event.target.closest<HTMLElement>("[data-evidence]") : null;
      if (citation) showPreview(citation);
      else preview.hidden = true;
    });
  }
  document.addEventListener("keydown", (event) => {
    if (event.key === "Escape") preview.hidden = true;
  });
  document.addEventListener("scroll", () => {
    preview.hidden = true;
  });
  for (const cell of document.querySelectorAll("td:has([data-evidence])")) cell.classList.add("cited");
}
