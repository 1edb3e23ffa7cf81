import type { Theme, ThemeColours } from "../theme.ts";

/** The style sheet of a report. Contract: pure; depends on the theme only, so that its hash may stand in the policy. */
export function styleSheet(theme: Theme, isPrint: boolean): string {
  return [
    variables(theme, isPrint),
    textStyle,
    blockStyle,
    evidenceStyle,
    isPrint ? "" : screenStyle,
    printStyle(theme),
  ].join("\n");
}

function variables({ colours, darkColours, fonts, sizes }: Theme, isPrint: boolean): string {
  const list = (set: ThemeColours): string =>
    Object.entries(set)
      .flatMap(([name, value]: [string, string | readonly string[]]) =>
        typeof value === "string"
          ? [`--${name}:${value}`]
          : value.map((colour, index) => `--series-${index + 1}:${colour}`),
      )
      .join(";");
  const dark = isPrint
    ? ""
    : `@media screen and (prefers-color-scheme:dark){:root{color-scheme:dark;${list(darkColours)}}}`;
  return `:root{color-scheme:light;${list(colours)};--body:${sizes.body}pt;--small:${sizes.small}pt;--h1:${sizes.heading[0]}pt;--h2:${sizes.heading[1]}pt;--h3:${sizes.heading[2]}pt;--font:${fonts.body},"Helvetica Neue","Liberation Sans",system-ui,sans-serif;--heading:${fonts.heading},"Helvetica Neue","Liberation Sans",system-ui,sans-serif;--mono:${fonts.mono},"Liberation Mono",ui-monospace,monospace}${dark}`;
}

const textStyle = `
*{box-sizing:border-box}
html{-webkit-text-size-adjust:100%}
body{margin:0;background:var(--background);color:var(--text);font:400 var(--body)/1.6 var(--font);overflow-wrap:break-word}
h1,h2,h3,h4,h5,h6{font-family:var(--heading);line-height:1.25;text-wrap:balance;margin:2em 0 .6em;font-weight:700}
h1{font-size:var(--h1);letter-spacing:-.012em;margin:0 0 .5em}
h2{font-size:var(--h2);letter-spacing:-.006em}
h3,h4,h5,h6{font-size:var(--h3)}
.section-number{unicode-bidi:isolate;color:var(--muted);font-weight:400;margin-inline-end:.5em}
p{margin:0 0 .9em;text-wrap:pretty}
ul,ol{margin:0 0 1em;padding-inline-start:1.4em}
li{margin:.3em 0}
li>ul,li>ol{margin:.3em 0}
li::marker{color:var(--muted)}
a{color:var(--accent);text-underline-offset:.15em;text-decoration-thickness:.06em}
code,pre{font-family:var(--mono);font-size:.9em}
code{background:var(--surface);border-radius:3px;padding:.1em .3em}
pre{background:var(--surface);border:1px solid var(--line);border-radius:6px;padding:.8em 1em;overflow-x:auto;line-height:1.5}
pre code{background:none;padding:0;font-size:1em}
mark{background:var(--highlight);color:var(--text);padding:.08em .12em;border-radius:2px}
.hidden{position:absolute;width:1px;height:1px;overflow:hidden;clip-path:inset(50%);white-space:nowrap}
.skip{position:absolute;inset-inline-start:-999em;top:0;padding:.6em 1em;background:var(--accent);color:var(--background);z-index:9}
.skip:focus{inset-inline-start:0}
`;

const blockStyle = `
header .question{font-size:1.15em;color:var(--muted);margin:0 0 1em;text-wrap:pretty}
header .facts{border-bottom:1px solid var(--line);padding-bottom:1.4em;margin-bottom:1.6em}
.facts{color:var(--muted);font-size:var(--small);margin:0}
.facts span:not(:last-child)::after{content:" · "}
.summary>p:first-of-type{font-size:1.08em}
.citations{white-space:nowrap}
.citation{font-size:.78em;vertical-align:.22em;line-height:1;text-decoration:none;padding:.1em .08em;border-radius:3px;font-variant-numeric:tabular-nums}
a.citation:hover{text-decoration:underline}
.table{margin:1.4em 0}
.scroll{overflow-x:auto}
table{border-collapse:collapse;width:100%;font-size:.92em;line-height:1.4;font-variant-numeric:tabular-nums}
caption{text-align:start;padding:0 0 .6em;font-size:1em}
.caption-label{font-weight:700}
caption,figcaption{color:var(--text)}
th,td{padding:.45em .7em;text-align:start;vertical-align:top;border-bottom:1px solid var(--line)}
thead>tr>*{border-bottom:1.5px solid var(--muted);vertical-align:bottom;font-weight:700}
tbody th{font-weight:400}
tbody th.short{white-space:nowrap}
.long{overflow-wrap:anywhere}
.caption{display:inline-block;position:sticky;inset-inline-start:0}
th.number,td.number{text-align:end}
td.number{white-space:nowrap}
td.number .citations{margin-inline-start:.25em}
tbody tr:last-child>*{border-bottom:1.5px solid var(--muted)}
figure{margin:1.6em 0}
figure img{display:block;max-width:100%;height:auto;border-radius:4px}
figcaption{margin-top:.6em;font-size:.92em}
.credit{display:block;color:var(--muted);font-size:.9em}
.missing{background:var(--surface);border:1px dashed var(--line);border-radius:4px;padding:1em;color:var(--muted)}
.chart svg{display:block;max-width:100%;height:auto}
.chart-point{cursor:pointer}
blockquote{margin:1.2em 0;padding:.1em 0 .1em 1em;border-inline-start:3px solid var(--line);color:var(--text)}
blockquote>:last-child,.callout>:last-child{margin-bottom:0}
.callout{margin:1.4em 0;padding:.8em 1em;background:var(--surface);border-inline-start:3px solid var(--accent);border-radius:0 4px 4px 0}
.callout.warning{border-inline-start-color:var(--warning)}
.callout-label{font-weight:700;font-size:.86em;margin-bottom:.3em;color:var(--accent)}
.warning .callout-label{color:var(--warning)}
`;

const evidenceStyle = `
.bibliography{padding-inline-start:2em}
.entry{margin:0 0 1.6em}
.entry::marker{font-weight:700;color:var(--text)}
.source-title{margin:0}
cite{font-style:normal;font-weight:700}
.retracted{color:var(--warning)}
.evidence-list{list-style:none;padding:0;margin:.6em 0 0}
.evidence{margin:.5em 0;padding-inline-start:.9em;border-inline-start:2px solid var(--line);font-size:.92em;unicode-bidi:isolate}
.evidence:target{border-inline-start-color:var(--accent);background:var(--surface)}
.quoted{margin:0;padding:0;border:0}
.quoted .context{color:var(--muted)}
.quoted .context:first-child:not(:empty)::before,.quoted .context:last-child:not(:empty)::after{content:"…"}
.show-page{white-space:nowrap}
q{quotes:none}
.place{color:var(--muted);font-size:.9em;margin:.2em 0 0}
.reading,.meaning{margin:0}
.meaning{color:var(--muted);font-variant-numeric:tabular-nums}
table.cell{width:auto;font-size:1em}
table.cell thead th{border-bottom-width:1px;font-weight:400;color:var(--muted)}
table.cell th,table.cell td{padding:.2em .8em .2em 0;border:0}
`;

const screenStyle = `
@media screen{
:root{--body:1.0625rem;--small:.875rem;--h1:2.1rem;--h2:1.5rem;--h3:1.15rem}
.page{max-width:46rem;margin:0 auto;padding:3rem 1.25rem 6rem}
nav.contents{margin:2rem 0;padding:1rem 1.25rem;background:var(--surface);border-radius:8px;font-size:.94em}
nav.contents h2{font-size:1em;margin:0 0 .5em}
nav.contents ol{list-style:none;padding-inline-start:0;margin:0}
nav.contents ol ol{padding-inline-start:1.2em}
nav.contents li{margin:0}
nav.contents a{color:var(--text);text-decoration:none;display:block;padding:.25em 0}
nav.contents a:hover{color:var(--accent);text-decoration:underline}
.evidence-list .evidence>*,.evidence-list :is(table.cell,.cell thead,.cell tbody,.cell tr,.cell th,.cell td){display:inline;padding:0;font-size:1em;vertical-align:baseline}
.evidence-list .cell thead td{display:none}
.evidence-list .cell thead th::after{content:", "}
.evidence-list .cell tbody th::after{content:": "}
.evidence-list .evidence>*::after{content:" "}
.evidence-list p.place::before{content:"· "}
.narrow{display:none}
td.cited{cursor:pointer}
td.cited:hover{background:var(--surface)}
.chart-point:hover path,.chart-point:focus-visible path{stroke:var(--text);stroke-width:2}
:focus-visible{outline:2px solid var(--accent);outline-offset:2px;border-radius:2px}
.chart-data,.page-pictures details{margin-top:.6em;font-size:.92em}
summary{cursor:pointer;color:var(--muted);padding:.25em 0}
.page-picture{margin:1.2em 0}
.frame{position:relative;border:1px solid var(--line);border-radius:4px;overflow:hidden;background:#fff}
.frame img{display:block;width:100%;height:auto;border-radius:0}
.frame .boxes{position:absolute;inset:0;width:100%;height:100%}
.boxes rect{fill:#ffd43b;fill-opacity:.28;stroke:#b35900;stroke-width:3}
.frame .box{position:absolute;background:#ffd43b47;outline:2px solid #b35900;outline-offset:2px;border-radius:1px}
dialog{color:var(--text);background:var(--background);border:0;padding:0;margin:0 0 0 auto;width:min(34rem,100vw);max-width:none;height:100dvh;max-height:none;box-shadow:0 0 3rem #0006}
dialog[open]{display:flex;flex-direction:column}
dialog::backdrop{background:#0007}
[dir=rtl] dialog{margin:0 auto 0 0}
.panel-head{display:flex;align-items:center;gap:.5rem;padding:.7rem 1rem;border-bottom:1px solid var(--line)}
.panel-title{font-size:1.05rem;margin:0;flex:1}
.panel-steps{display:flex;align-items:center;gap:.4rem;font-size:.875rem;font-variant-numeric:tabular-nums}
.panel-steps[hidden]{display:none}
dialog button{font:inherit;font-size:.875rem;color:var(--text);background:var(--surface);border:1px solid var(--line);border-radius:6px;min-height:2.25rem;padding:0 .7rem;cursor:pointer}
dialog button:hover{border-color:var(--muted)}
.panel-body{overflow:auto;padding:1.2rem 1rem 2rem;flex:1}
.panel-evidence{font-size:1.05em;margin-bottom:1.4em}
.panel-body .source{padding-top:1em;border-top:1px solid var(--line);font-size:.92em}
.panel-body .frame{margin-top:1.4em}
#evidence-preview{position:fixed;z-index:5;max-width:min(26rem,calc(100vw - 1rem));max-height:14rem;overflow:hidden;background:var(--background);color:var(--text);border:1px solid var(--line);border-radius:8px;box-shadow:0 .4rem 1.6rem #0003;padding:.7rem .9rem;font-size:.875rem;pointer-events:none}
#evidence-preview[hidden]{display:none}
.preview-source{margin:.4em 0 0;color:var(--muted);font-size:.8125rem}
}
@media screen and (min-width:78rem){
.page{max-width:66rem;display:grid;grid-template-columns:15rem minmax(0,46rem);column-gap:4rem;padding-top:4rem}
.page>*{grid-column:2}
nav.contents{grid-column:1;grid-row:1/span 9;position:sticky;top:2rem;align-self:start;max-height:calc(100vh - 4rem);overflow:auto;margin:0;background:none;padding:.3rem 0}
}
@media screen and (max-width:38rem){
.page{padding-top:1.5rem}
:root{--h1:1.65rem;--h2:1.3rem}
.wide{display:none}
.narrow{display:block}
th,td{padding:.4em .5em}
thead th:not(.number){min-width:5.5em}
.caption{max-width:calc(100vw - 2.5rem)}
}
@media (prefers-reduced-motion:no-preference){html{scroll-behavior:smooth}}
`;

/** A point less than tables have otherwise, but never too small to read. */
const tightSize = (body: number): number => Math.max(8, body * 0.92 - 1);

function printStyle({ colours, sizes }: Theme): string {
  return `
@media print{
@page{size:A4;margin:20mm 18mm 22mm}
@page landscape{size:A4 landscape}
.landscape{page:landscape}
html{color-scheme:light}
body{line-height:1.45;background:none}
a{text-decoration:none;color:${colours.accent}}
nav.contents a{color:inherit}
.skip,dialog,#evidence-preview,.narrow,.page-pictures,.chart-data{display:none}
h1,h2,h3,h4,h5,h6{break-after:avoid;break-inside:avoid}
h2{margin-top:1.6em}
p,li{orphans:3;widows:3}
tr,img,figure,.callout,.evidence,pre{break-inside:avoid}
caption,figcaption{break-inside:avoid}
caption{break-after:avoid}
thead{display:table-header-group}
.scroll{overflow:visible}
.tight table{font-size:${tightSize(sizes.body)}pt}
.tight :is(th,td){padding:.4em .5em}
.breaking :is(th,td){overflow-wrap:anywhere;white-space:normal}
pre{white-space:pre-wrap}
figure img{max-height:110mm;width:auto}
.chart svg{max-height:230mm;width:auto;max-width:100%}
nav.contents{break-inside:avoid;margin:1.6em 0}
nav.contents h2{font-size:var(--h3);margin:0 0 .4em}
nav.contents ol{list-style:none;padding:0;margin:0}
nav.contents ol ol{padding-inline-start:1.2em}
nav.contents li{margin:.15em 0}
.bibliography .evidence{font-size:var(--small);margin:.25em 0;line-height:1.35}
.source,.source-title{break-after:avoid;break-inside:avoid}
.evidence-list>:first-child{break-before:avoid}
.entry{margin-bottom:1em}
mark{background:none;padding:0}
}
`;
}
