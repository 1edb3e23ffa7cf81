import {
  type MathComponent,
  MathFraction,
  MathRadical,
  MathRun,
  MathSubScript,
  MathSubSuperScript,
  MathSuperScript,
  Math as WordMath,
} from "docx";
import { printable } from "../format.ts";

/**
 * TeX formulas as Word's own: fractions, roots, sub- and superscripts, Greek letters and common signs. A command that
 * is not known keeps its name, so that a formula is never silently shortened.
 */

const signs: Readonly<Record<string, string>> = {
  alpha: "α",
  beta: "β",
  gamma: "γ",
  delta: "δ",
  epsilon: "ε",
  zeta: "ζ",
  eta: "η",
  theta: "θ",
  kappa: "κ",
  lambda: "λ",
  mu: "μ",
  nu: "ν",
  xi: "ξ",
  pi: "π",
  rho: "ρ",
  sigma: "σ",
  tau: "τ",
  phi: "φ",
  chi: "χ",
  psi: "ψ",
  omega: "ω",
  Gamma: "Γ",
  Delta: "Δ",
  Theta: "Θ",
  Lambda: "Λ",
  Pi: "Π",
  Sigma: "Σ",
  Phi: "Φ",
  Psi: "Ψ",
  Omega: "Ω",
  times: "×",
  cdot: "·",
  div: "÷",
  pm: "±",
  le: "≤",
  leq: "≤",
  ge: "≥",
  geq: "≥",
  ne: "≠",
  neq: "≠",
  approx: "≈",
  equiv: "≡",
  sim: "∼",
  to: "→",
  rightarrow: "→",
  infty: "∞",
  sum: "∑",
  prod: "∏",
  int: "∫",
  partial: "∂",
  nabla: "∇",
  in: "∈",
  cup: "∪",
  cap: "∩",
  forall: "∀",
  exists: "∃",
  ldots: "…",
  dots: "…",
  cdots: "⋯",
  percent: "%",
  quad: "\u2003",
  qquad: "\u2003\u2003",
  left: "",
  right: "",
  displaystyle: "",
  ",": "\u2009",
  ";": "\u2005",
  ":": "\u2005",
  "!": "",
  " ": " ",
  "%": "%",
  $: "$",
  "&": "&",
  "#": "#",
  _: "_",
  "{": "{",
  "}": "}",
  "\\": " ",
};

/** A formula inside a line. */
export function inlineMath(value: string): readonly WordMath[] {
  const children = toMath(printable(value));
  return children.length > 0 ? [new WordMath({ children })] : [];
}

/** A formula on a line of its own. */
export function blockMath(value: string): readonly WordMath[] {
  return inlineMath(value);
}

/** The tokens that are left to read. */
interface Reader {
  readonly tokens: readonly string[];
  position: number;
}

function toMath(tex: string): MathComponent[] {
  const tokens = tex.match(/\\(?:[a-zA-Z]+|.)|[{}^_]|[^\\{}^_\s]|\s+/gsu) ?? [];
  return group({ tokens, position: 0 }, undefined);
}

/** Reads up to the closing token, or to the end: an unclosed group ends where the formula ends. */
function group(reader: Reader, closing: string | undefined): MathComponent[] {
  const components: MathComponent[] = [];
  while (reader.position < reader.tokens.length) {
    if (reader.tokens[reader.position] === closing) {
      reader.position += 1;
      break;
    }
    const base = atom(reader);
    components.push(...scripted(base, reader));
  }
  return components;
}

function atom(reader: Reader): MathComponent[] {
  const token = reader.tokens[reader.position] ?? "";
  reader.position += 1;
  if (token === "{") return group(reader, "}");
  if (token.startsWith("\\")) return command(token.slice(1), reader);
  return token === "^" || token === "_" || token === "}" || /^\s+$/u.test(token) ? [] : [new MathRun(token)];
}

function command(name: string, reader: Reader): MathComponent[] {
  if (name === "frac" || name === "dfrac" || name === "tfrac") {
    const numerator = argument(reader);
    return [new MathFraction({ numerator, denominator: argument(reader) })];
  }
  if (name === "sqrt") {
    const degree = optionalArgument(reader);
    return [new MathRadical({ children: argument(reader), ...(degree.length > 0 ? { degree } : {}) })];
  }
  if (/^(?:text|textbf|textit|math(?:rm|bf|it|bb|cal|sf)|operatorname)$/.test(name))
    return [new MathRun(plainArgument(reader))];
  const sign = signs[name] ?? name;
  return sign === "" ? [] : [new MathRun(sign)];
}

function argument(reader: Reader): MathComponent[] {
  skipSpace(reader);
  const components = atom(reader);
  return components.length > 0 ? components : [new MathRun(" ")];
}

/** What stands in square brackets, as the degree of a root; brackets that are not closed are signs. */
function optionalArgument(reader: Reader): MathComponent[] {
  skipSpace(reader);
  const { tokens, position } = reader;
  if (tokens[position] !== "[" || !tokens.includes("]", position)) return [];
  reader.position += 1;
  return group(reader, "]");
}

/** A group as it stands, spaces included. */
function plainArgument(reader: Reader): string {
  skipSpace(reader);
  if (reader.tokens[reader.position] !== "{") return reader.tokens[reader.position++] ?? "";
  const start = reader.position + 1;
  let depth = 1;
  let end = start;
  for (; end < reader.tokens.length; end += 1) {
    depth += reader.tokens[end] === "{" ? 1 : reader.tokens[end] === "}" ? -1 : 0;
    if (depth === 0) break;
  }
  reader.position = end + 1;
  return reader.tokens.slice(start, end).join("");
}

function skipSpace(reader: Reader): void {
  while (/^\s+$/u.test(reader.tokens[reader.position] ?? "")) reader.position += 1;
}

/** Sub- and superscripts after a base, in either order. */
function scripted(base: MathComponent[], reader: Reader): MathComponent[] {
  let subScript: MathComponent[] | undefined;
  let superScript: MathComponent[] | undefined;
  // Spaces mean nothing in a formula (The TeXbook, chapter 16), and none stands between a base and its scripts.
  for (;;) {
    skipSpace(reader);
    const token = reader.tokens[reader.position];
    if (token === "_" && !subScript) {
      reader.position += 1;
      subScript = argument(reader);
    } else if (token === "^" && !superScript) {
      reader.position += 1;
      superScript = argument(reader);
    } else break;
  }
  const children = base.length > 0 ? base : [new MathRun(" ")];
  if (subScript && superScript) return [new MathSubSuperScript({ children, subScript, superScript })];
  if (subScript) return [new MathSubScript({ children, subScript })];
  return superScript ? [new MathSuperScript({ children, superScript })] : base;
}
