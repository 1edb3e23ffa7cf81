import type { ReactNode } from "react";
import type { Asset, Box } from "../report/evidence.ts";
import { assetUrl, type ReportBase } from "./addresses.ts";

interface PictureProps {
  readonly base: ReportBase;
  readonly asset: Asset;
}

/** A frame around everything points at nothing, and its yellow would only change the colours. */
const isWhole = ([left, top, right, bottom]: Box): boolean => right - left > 0.98 && bottom - top > 0.98;

/** A picture with the place of the evidence marked. */
export function BoxedPicture({
  base,
  asset,
  box,
  label,
}: PictureProps & { readonly box?: Box; readonly label: string }): ReactNode {
  return (
    <div className="relative overflow-hidden rounded-lg border border-line bg-white">
      <img
        src={assetUrl(base, asset.id)}
        width={asset.width}
        height={asset.height}
        alt={asset.alt ?? label}
        className="h-auto w-full"
      />
      {box && !isWhole(box) && <BoxMark box={box} />}
    </div>
  );
}

/** The same yellow frame on pictures and on pages. */
export function BoxMark({ box: [left, top, right, bottom] }: { readonly box: Box }): ReactNode {
  const percent = (part: number): string => `${part * 100}%`;
  return (
    <div
      aria-hidden="true"
      data-box=""
      className="absolute rounded-[1px] bg-[#ffd43b47] outline-2 outline-offset-2 outline-[#b35900]"
      style={{ left: percent(left), top: percent(top), width: percent(right - left), height: percent(bottom - top) }}
    />
  );
}

/** The part of a picture that was read, enlarged. */
export function Crop({ base, asset, box }: PictureProps & { readonly box: Box }): ReactNode {
  const [left, top, right, bottom] = box;
  const [width, height] = [(right - left) * asset.width, (bottom - top) * asset.height];
  if (isWhole(box) || width < 1 || height < 1) return undefined;
  return (
    <svg
      role="img"
      aria-label="The part that was read"
      viewBox={`${left * asset.width} ${top * asset.height} ${width} ${height}`}
      className="max-h-72 w-full rounded-lg border border-line bg-white"
    >
      <image href={assetUrl(base, asset.id)} width={asset.width} height={asset.height} />
    </svg>
  );
}
