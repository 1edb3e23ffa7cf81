import type { Box } from "../../report/index.ts";
import type { Rect } from "./item.ts";

/** In page units; negative only for a rectangle that is turned inside out. */
export function widthOf(rect: Rect): number {
  return rect.right - rect.left;
}

/** In page units; negative only for a rectangle that is turned inside out. */
export function heightOf(rect: Rect): number {
  return rect.bottom - rect.top;
}

/** In square page units, never negative. */
export function areaOf(rect: Rect): number {
  return Math.max(0, widthOf(rect)) * Math.max(0, heightOf(rect));
}

/** The smallest rectangle around all; of nothing, an empty one at the origin. */
export function union(rects: readonly Rect[]): Rect {
  const [first] = rects;
  if (!first) return { left: 0, top: 0, right: 0, bottom: 0 };
  let { left, top, right, bottom } = first;
  for (const rect of rects) {
    left = Math.min(left, rect.left);
    top = Math.min(top, rect.top);
    right = Math.max(right, rect.right);
    bottom = Math.max(bottom, rect.bottom);
  }
  return { left, top, right, bottom };
}

/** Length of the common part on the x axis, 0 or less if there is none. */
export function overlapX(a: Rect, b: Rect): number {
  return Math.min(a.right, b.right) - Math.max(a.left, b.left);
}

/** Length of the common part on the y axis, 0 or less if there is none. */
export function overlapY(a: Rect, b: Rect): number {
  return Math.min(a.bottom, b.bottom) - Math.max(a.top, b.top);
}

/** Area of the common part, 0 if there is none. */
export function intersection(a: Rect, b: Rect): number {
  return Math.max(0, overlapX(a, b)) * Math.max(0, overlapY(a, b));
}

/** The middle on the x axis. */
export function centerX(rect: Rect): number {
  return (rect.left + rect.right) / 2;
}

/** The middle on the y axis, which runs down the page. */
export function centerY(rect: Rect): number {
  return (rect.top + rect.bottom) / 2;
}

/** Whether the middle of `inner` lies in `outer`. */
export function holds(outer: Rect, inner: Rect): boolean {
  const x = centerX(inner);
  const y = centerY(inner);
  return x >= outer.left && x <= outer.right && y >= outer.top && y <= outer.bottom;
}

/** The rectangle with so much more on each side; it may reach beyond its page. */
export function grow(rect: Rect, by: number): Rect {
  return { left: rect.left - by, top: rect.top - by, right: rect.right + by, bottom: rect.bottom + by };
}

/** Fractions of the page, cut to it, with four decimals (a fifth of a point on a letter page). */
export function toBox(rect: Rect, page: { readonly width: number; readonly height: number }): Box {
  const x = (value: number) => fraction(value / page.width);
  const y = (value: number) => fraction(value / page.height);
  return [x(rect.left), y(rect.top), x(rect.right), y(rect.bottom)];
}

function fraction(value: number): number {
  return Number.isFinite(value) ? Math.round(Math.min(1, Math.max(0, value)) * 10_000) / 10_000 : 0;
}

/** The middle value, the lower of two; 0 of nothing. */
export function median(values: readonly number[]): number {
  const sorted = [...values].sort((a, b) => a - b);
  return sorted[Math.floor((sorted.length - 1) / 2)] ?? 0;
}
