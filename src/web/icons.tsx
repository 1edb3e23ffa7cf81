import type { ReactNode } from "react";

/** Drawn on a grid of 20, in the colour of the text; always beside words or a label, so never read aloud. */
const paths = {
  add: "M10 4v12M4 10h12",
  arrow: "M4 10h12M11 5l5 5-5 5",
  back: "M16 10H4M9 5l-5 5 5 5",
  check: "M4 10.5 8.2 15 16 5.5",
  clip: "m15.5 9-6 6a3.6 3.6 0 0 1-5-5l6.6-6.6a2.4 2.4 0 0 1 3.4 3.4l-6.4 6.4a1.1 1.1 0 0 1-1.6-1.6L12 6",
  close: "M5 5l10 10M15 5 5 15",
  compare: "M7 3v14M13 3v14M3 7h4M13 13h4",
  clock: "M10 5.5V10l3 2M10 17a7 7 0 1 0 0-14 7 7 0 0 0 0 14",
  down: "M10 4v10M5.5 10 10 14.5 14.5 10M4 17h12",
  drag: "M10 4v12M7 6.5 10 3.5l3 3M7 13.5l3 3 3-3",
  link: "M8.5 11.5a3 3 0 0 0 4.3 0l3-3a3 3 0 0 0-4.3-4.3L10.4 5.300M11.5 8.500a3 3 0 0 0-4.3 0l-3 3a3 3 0 0 0 4.3 4.3l1.1-1.1",
  menu: "M3 6h14M3 10h14M3 14h9",
  pause: "M7 5v10M13 5v10",
  play: "M6.500 4.5v11l9-5.500z",
  search: "M9 15a6 6 0 1 0 0-12 6 6 0 0 0 0 12M13.500 13.500 17 17",
  stop: "M5.500 5.500h9v9h-9z",
  up: "M10 16V4M5 9l5-5 5 5",
  warn: "M10 7v4.200M10 14.200v.1M10 3 2.500 16.500h15z",
} as const;

/** One of the drawn icons, `size` pixels square. */
export function Icon({ name, size = 18 }: { readonly name: keyof typeof paths; readonly size?: number }): ReactNode {
  return (
    <svg
      viewBox="0 0 20 20"
      width={size}
      height={size}
      fill="none"
      stroke="currentColor"
      strokeWidth="1.6"
      strokeLinecap="round"
      strokeLinejoin="round"
      aria-hidden="true"
      className="shrink-0"
    >
      <path d={paths[name]} />
    </svg>
  );
}
