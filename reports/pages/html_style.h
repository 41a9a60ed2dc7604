// Defines the style of HTML pages.
#pragma once

#include <string_view>

namespace reprise {

/// The style sheet. Colour-blind readers can tell the colours of verdicts apart, and sure verdicts
/// are also bold. Figures are drawn for a light background; on a dark page they are inverted, and
/// their hues turned back, so that colours keep their meaning.
inline constexpr std::string_view kHtmlStyle = R"css(
:root {
  color-scheme: light dark;
  --ground: #ffffff; --text: #1f2328; --faint: #59636e; --line: #d1d9e0; --band: #f4f6f8;
  --better: #0a5f99; --worse: #a83f00; --link: #0757b3;
}
@media (prefers-color-scheme: dark) {
  :root {
    --ground: #15181c; --text: #e4e7eb; --faint: #9aa4af; --line: #3a424b; --band: #20252b;
    --better: #7cc4ff; --worse: #ffa066; --link: #8ab8ff;
  }
}
* { box-sizing: border-box; }
html { -webkit-text-size-adjust: 100%; }
body {
  margin: 0 auto; padding: 1.5rem 1rem 4rem; max-width: 76rem;
  background: var(--ground); color: var(--text);
  font: 1rem/1.55 system-ui, -apple-system, "Segoe UI", Roboto, "DejaVu Sans", sans-serif;
  overflow-wrap: anywhere;
}
h1 { font-size: 1.5rem; line-height: 1.3; margin: 0 0 1rem; }
h2 {
  font-size: 1.2rem; line-height: 1.3; margin: 2.5rem 0 0.75rem; padding-top: 0.75rem;
  border-top: 1px solid var(--line);
}
p, ul { margin: 0.75rem 0; }
ul { padding-left: 1.4rem; }
.question { color: var(--faint); margin-bottom: 0.25rem; }
.answer { font-size: 1.2rem; line-height: 1.5; margin-top: 0; }
a { color: var(--link); }
nav ul { list-style: none; padding: 0; display: flex; flex-wrap: wrap; gap: 0.25rem 1.25rem; }
code, pre {
  font-family: ui-monospace, "SF Mono", Menlo, Consolas, "DejaVu Sans Mono", monospace;
  font-size: 0.875em;
}
code { background: var(--band); border-radius: 3px; padding: 0.1em 0.3em; }
pre {
  background: var(--band); border-radius: 6px; padding: 0.75rem 1rem; margin: 0.75rem 0;
  overflow-x: auto; overflow-wrap: normal; line-height: 1.45;
}
.scroll { overflow-x: auto; margin: 0.75rem 0; }
table { border-collapse: collapse; font-size: 0.9375rem; font-variant-numeric: tabular-nums; }
th, td {
  padding: 0.3rem 0.6rem; border-bottom: 1px solid var(--line); text-align: right;
  vertical-align: top; min-width: 4.5rem; overflow-wrap: break-word;
}
td { white-space: nowrap; }
th { font-weight: 600; vertical-align: bottom; border-bottom-width: 2px; }
th code { background: none; padding: 0; }
th.left, td.left {
  text-align: left; min-width: 4.5rem; max-width: min(22rem, 50vw); white-space: normal;
}
/* The names stay while a wide table is scrolled. */
th.left:first-child, td.left:first-child {
  position: sticky; left: 0; background: var(--ground); z-index: 1;
}
td.better { color: var(--better); }
td.worse { color: var(--worse); }
td.unclear { color: var(--faint); }
td.key { font-weight: 700; }
figure {
  margin: 1.25rem 0; padding: 0.5rem; background: #ffffff; border: 1px solid var(--line);
  border-radius: 6px; overflow-x: auto;
}
figure svg { display: block; width: 100%; min-width: 40rem; height: auto; }
figure .narrow { display: none; }
@media (max-width: 48rem) {
  body { padding: 1rem 0.75rem 3rem; }
  h1 { font-size: 1.3rem; }
  .answer { font-size: 1.1rem; }
  th, td { padding: 0.3rem 0.45rem; min-width: 0; }
  th.left, td.left { min-width: 0; max-width: 55vw; }
  figure { padding: 0.25rem 0; }
}
/* The text of a wide picture would be too small to read here. */
@media screen and (max-width: 48rem) {
  figure .wide { display: none; }
  figure .narrow { display: block; }
  figure .narrow svg { min-width: 0; max-width: 36rem; margin: 0 auto; }
}
@media screen and (prefers-color-scheme: dark) {
  figure { border-color: #c9c4bd; filter: invert(0.92) hue-rotate(180deg); }
}
@media print {
  :root {
    --ground: #ffffff; --text: #000000; --faint: #444444; --line: #bbbbbb; --band: #f4f4f4;
    --better: #0a5f99; --worse: #a83f00; --link: #000000;
  }
  body { max-width: none; padding: 0; font-size: 10pt; }
  nav { display: none; }
  h2 { break-after: avoid; margin-top: 1.5rem; }
  tr, figure { break-inside: avoid; }
  thead { display: table-header-group; }
  table { font-size: 8pt; }
  th, td { padding: 0.2rem 0.35rem; }
  th.left:first-child, td.left:first-child { position: static; }
  th, td, th.left, td.left { min-width: 0; white-space: normal; overflow-wrap: anywhere; }
  td.left:not(:first-child) { overflow-wrap: break-word; }
  pre { white-space: pre-wrap; overflow-wrap: anywhere; }
  .scroll, figure, pre { overflow: visible; }
  figure { border: 0; padding: 0; }
  figure svg { min-width: 0; }
}
)css";

}  // namespace reprise
