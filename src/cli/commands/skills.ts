import type { Config } from "../../config.ts";
import { ExhibitError } from "../../errors.ts";
import { skillSettings } from "../../services.ts";
import { type LoadedSkill, loadSkillSet, type SkillSet, trustSkill, type UnusedSkill } from "../../skills/index.ts";
import { configFor } from "../config-for.ts";
import { exitCodes } from "../exit-code.ts";
import type { Printer } from "../print.ts";

const states: Readonly<Record<UnusedSkill["because"] | "used", string>> = {
  used: "",
  untrusted: ", not trusted: not used",
  changed: ", changed since it was trusted: not used",
  overridden: ", overridden by a later one: not used",
};

/** Lists every skill, used or not, and what is wrong with those that could not be read; gives the exit code. */
export async function skillsList(printer: Printer): Promise<number> {
  const set = await load();
  for (const { skill, state } of allOf(set)) {
    printer.result(`${skill.name}  (${skill.origin}${states[state]})`);
    printer.result(`    ${skill.description.replace(/\s+/g, " ")}`);
  }
  for (const { folder, message } of set.diagnostics) printer.note(`! ${folder}: ${message}`);
  return exitCodes.complete;
}

/**
 * Prints front matter, instructions and files of each skill of this name. Errors: `NOT_FOUND` lists those there are.
 */
export async function skillsShow(name: string, printer: Printer): Promise<number> {
  const set = await load();
  for (const { skill, state } of named(name, set)) {
    printer.result(`${skill.name}  (${skill.origin}${states[state]})`);
    printer.result(`folder: ${skill.folder}`);
    printer.result(`content: ${skill.hash}`);
    printer.result(`description: ${skill.description}`);
    if (skill.outline) printer.result(`outline: ${JSON.stringify(skill.outline)}`);
    if (skill.choose) printer.result(`choose: ${JSON.stringify(skill.choose)}`);
    for (const [key, value] of Object.entries(skill.extra)) printer.result(`${key}: ${JSON.stringify(value)}`);
    for (const { path, bytes } of skill.files) printer.result(`file: ${path} (${bytes} bytes)`);
    printer.result(`\n${skill.body}\n`);
  }
  return exitCodes.complete;
}

/**
 * Trusts a skill as it is now; where user and project have one of this name, the one that would be used.
 *
 * Errors: `NOT_FOUND`; `BAD_USAGE` for one of the package, or where the user has no home; `NOT_WRITABLE`.
 */
export async function skillsTrust(name: string, printer: Printer): Promise<number> {
  const config = configFor({});
  const found = named(name, await load(config));
  const outside = found.filter(({ skill }) => skill.origin !== "package").at(-1);
  if (!outside) throw new ExhibitError("BAD_USAGE", `The skill "${name}" comes with Exhibit and needs no trust.`);
  const path = config.trustFile;
  if (!path)
    throw new ExhibitError("BAD_USAGE", "Trust is kept in your home folder; set HOME, or use --trust-skills instead.");
  await trustSkill(outside.skill, { path, now: () => new Date() });
  printer.note(`trusted ${name} in ${outside.skill.folder}, as it is now; a change asks again`);
  return exitCodes.complete;
}

const load = (config: Config = configFor({})): Promise<SkillSet> => loadSkillSet(skillSettings(config, {}));

interface Listed {
  readonly skill: LoadedSkill;
  readonly state: keyof typeof states;
}

/** By name, those of one name in the order of their shelves. */
function allOf({ skills, unused }: SkillSet): readonly Listed[] {
  const order = ["package", "user", "project"];
  return [
    ...skills.map((skill) => ({ skill, state: "used" as const })),
    ...unused.map(({ skill, because }) => ({ skill, state: because })),
  ].sort(
    (a, b) =>
      (a.skill.name < b.skill.name ? -1 : a.skill.name > b.skill.name ? 1 : 0) ||
      order.indexOf(a.skill.origin) - order.indexOf(b.skill.origin),
  );
}

function named(name: string, set: SkillSet): readonly Listed[] {
  const found = allOf(set).filter(({ skill }) => skill.name === name);
  if (found.length > 0) return found;
  const broken = set.diagnostics.find(({ folder }) => folder.split(/[\\/]/).at(-1) === name);
  const known = [...new Set(allOf(set).map(({ skill }) => skill.name))].join(", ") || "none";
  const message = broken
    ? `The skill in ${broken.folder} cannot be used: ${broken.message}`
    : `There is no skill "${name}"; there are: ${known}.`;
  throw new ExhibitError("NOT_FOUND", message);
}
