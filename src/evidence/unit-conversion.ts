/** How a unit is turned into the base unit of its dimension: `value * factor + offset`. */
export interface Conversion {
  readonly dimension: string;
  readonly factor: number;
  /** 0 but for temperatures. */
  readonly offset: number;
}

/** Units of one dimension with the size of each in the first of them (SI brochure; international yard and pound, 1959). */
const dimensions: Readonly<Record<string, Readonly<Record<string, number>>>> = {
  energy: {
    kWh: 1,
    Wh: 1e-3,
    MWh: 1e3,
    GWh: 1e6,
    TWh: 1e9,
    kJ: 1 / 3600,
    MJ: 1 / 3.6,
    GJ: 1e3 / 3.6,
    TJ: 1e6 / 3.6,
    PJ: 1e9 / 3.6,
    EJ: 1e12 / 3.6,
  },
  power: { kW: 1, MW: 1e3, GW: 1e6, TW: 1e9 },
  length: { m: 1, nm: 1e-9, µm: 1e-6, mm: 1e-3, cm: 1e-2, km: 1e3, mi: 1609.344, ft: 0.3048, in: 0.0254, yd: 0.9144 },
  mass: { kg: 1, µg: 1e-9, mg: 1e-6, g: 1e-3, t: 1e3, kt: 1e6, Mt: 1e9, Gt: 1e12, lb: 0.45359237, oz: 0.028349523125 },
  area: { "m²": 1, ha: 1e4, "km²": 1e6, acres: 4046.8564224, "sq mi": 2589988.110336, "sq ft": 0.09290304 },
  volume: { L: 1, ml: 1e-3, "m³": 1e3, "km³": 1e12, "cu ft": 28.316846592 },
  speed: { "km/h": 1, mph: 1.609344, "m/s": 3.6, "km/s": 3600 },
  data: { GB: 1, KB: 1e-6, MB: 1e-3, TB: 1e3, PB: 1e6 },
  frequency: { Hz: 1, kHz: 1e3, MHz: 1e6, GHz: 1e9 },
  duration: { s: 1, ms: 1e-3, min: 60, h: 3600, days: 86_400, weeks: 604_800 },
  // Months have no fixed number of days.
  "calendar time": { months: 1, years: 12 },
  temperature: { "°C": 1, "°F": 5 / 9 },
  share: { "%": 1, "‰": 0.1 },
  points: { "percentage points": 1, "basis points": 0.01 },
  mixture: { ppm: 1, ppb: 1e-3 },
};

const fahrenheitOffset = -160 / 9;

const conversions: ReadonlyMap<string, Conversion> = new Map(
  Object.entries(dimensions).flatMap(([dimension, units]) =>
    Object.entries(units).map(([unit, factor]) => [
      unit,
      { dimension, factor, offset: unit === "°F" ? fahrenheitOffset : 0 },
    ]),
  ),
);

/** The conversion of a unit as `readUnit` names it; undefined for money, counts and what cannot be converted. */
export function conversionOf(unit: string): Conversion | undefined {
  return conversions.get(unit);
}
