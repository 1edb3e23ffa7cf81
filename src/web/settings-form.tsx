import type { ReactNode } from "react";
import type { Offer, Settings } from "../server/api-types.ts";

interface FormProps {
  readonly offer: Offer;
  readonly settings: Settings;
  readonly onChange: (settings: Settings) => void;
}

/** What a run shall be like; what is left alone is the server's choice. */
export function SettingsForm({ offer, settings, onChange }: FormProps): ReactNode {
  const set = (change: Partial<Settings>) => onChange(without({ ...settings, ...change }));
  return (
    <div className="grid gap-x-4 gap-y-4 sm:grid-cols-2">
      <Choice
        label="Kind of report"
        value={settings.skill ?? ""}
        options={[
          ["", "What the question asks for"],
          ...offer.genres.map(({ name }) => [name, titleOf(name)] as const),
        ]}
        onChange={(skill) => set({ skill: skill || undefined })}
      />
      <Choice
        label="Length"
        value={settings.length ?? offer.length}
        options={[
          ["brief", "Brief"],
          ["standard", "Standard"],
          ["deep", "Deep"],
        ]}
        onChange={(length) => set({ length: length as Settings["length"] })}
      />
      <Choice
        label="Model"
        value={settings.model ?? offer.models[0] ?? "none"}
        options={[
          ...offer.models.map((model) => [model, model] as const),
          ["none", offer.models.length > 0 ? "None: embedded analyst" : "Embedded analyst"] as const,
        ]}
        onChange={(model) => set({ model })}
      />
      <Limits offer={offer} settings={settings} onChange={onChange} />
      <Ticks
        label="Files to make"
        all={offer.formats}
        chosen={settings.formats ?? offer.formats}
        nameOf={(format) => format.toUpperCase()}
        onChange={(formats) => set({ formats: formats.length > 0 ? [...formats] : undefined })}
      />
      <Ticks
        label="Read from"
        all={offer.libraries.map(({ name }) => name)}
        chosen={settings.libraries ?? offer.libraries.map(({ name }) => name)}
        nameOf={(name) => `${name} (${offer.libraries.find((one) => one.name === name)?.documents ?? 0})`}
        onChange={(libraries) => set({ libraries: [...libraries] })}
      />
      {offer.search.length > 0 && (
        <Ticks
          label="Search"
          all={offer.search}
          chosen={settings.search ?? offer.search}
          nameOf={titleOf}
          onChange={(search) => set({ search: [...search] })}
        />
      )}
    </div>
  );
}

/** `exactOptionalPropertyTypes`: a setting taken back is absent. */
function without(settings: { readonly [Key in keyof Settings]?: Settings[Key] | undefined }): Settings {
  return Object.fromEntries(Object.entries(settings).filter(([, value]) => value !== undefined)) as Settings;
}

/** The name of a skill or provider for people: `market-analysis` is `Market analysis`. */
export const titleOf = (name: string): string => {
  const words = name.replaceAll("-", " ");
  return words.charAt(0).toUpperCase() + words.slice(1);
};

function Choice({
  label,
  value,
  options,
  onChange,
}: {
  readonly label: string;
  readonly value: string;
  readonly options: readonly (readonly [value: string, text: string])[];
  readonly onChange: (value: string) => void;
}): ReactNode {
  return (
    <label>
      <span className="label">{label}</span>
      <select className="field" value={value} onChange={(event) => onChange(event.target.value)}>
        {options.map(([option, text]) => (
          <option key={option} value={option}>
            {text}
          </option>
        ))}
      </select>
    </label>
  );
}

function Limits({ offer, settings, onChange }: FormProps): ReactNode {
  const set = (key: "maxMinutes" | "maxCostUsd", text: string) => {
    const value = Number(text);
    onChange(without({ ...settings, [key]: text !== "" && value > 0 ? value : undefined }));
  };
  return (
    <div className="flex gap-3">
      <label className="flex-1">
        <span className="label">At most, minutes</span>
        <input
          className="field"
          type="number"
          min={1}
          max={1440}
          placeholder={String(offer.maxMinutes)}
          value={settings.maxMinutes ?? ""}
          onChange={(event) => set("maxMinutes", event.target.value)}
        />
      </label>
      {offer.models.length > 0 && (
        <label className="flex-1">
          <span className="label">At most, USD</span>
          <input
            className="field"
            type="number"
            min={0.01}
            step={0.01}
            placeholder="no limit"
            value={settings.maxCostUsd ?? ""}
            onChange={(event) => set("maxCostUsd", event.target.value)}
          />
        </label>
      )}
    </div>
  );
}

function Ticks<Name extends string>({
  label,
  all,
  chosen,
  nameOf,
  onChange,
}: {
  readonly label: string;
  readonly all: readonly Name[];
  readonly chosen: readonly Name[];
  readonly nameOf: (name: Name) => string;
  readonly onChange: (chosen: readonly Name[]) => void;
}): ReactNode {
  return (
    <fieldset className="sm:col-span-2">
      <legend className="label">{label}</legend>
      <div className="flex flex-wrap gap-2">
        {all.map((name) => (
          <label
            key={name}
            className="flex min-h-8 items-center gap-2 rounded-full border border-line bg-raised px-3 text-sm has-checked:border-accent has-focus-visible:outline-2 has-focus-visible:outline-accent"
          >
            <input
              type="checkbox"
              className="accent-(--accent)"
              checked={chosen.includes(name)}
              onChange={({ target }) =>
                onChange(all.filter((one) => (one === name ? target.checked : chosen.includes(one))))
              }
            />
            {nameOf(name)}
          </label>
        ))}
      </div>
    </fieldset>
  );
}
