<?xml version="1.0" encoding="UTF-8"?>
<!-- The look of the page: serif for what was said, sans for what the edition says around it, a measure of 34rem with the
     locators in the margin; light and dark, screen and paper. It runs in browsers of 2021; newer ones add a little. -->
<xsl:stylesheet version="3.0" xmlns:xsl="http://www.w3.org/1999/XSL/Transform"
  xmlns:xs="http://www.w3.org/2001/XMLSchema" exclude-result-prefixes="#all">

  <!-- What an institution adds: a stylesheet that imports this one may declare it again. -->
  <xsl:variable name="custom-style" as="xs:string?" select="()"/>

  <xsl:variable name="style" as="xs:string"><![CDATA[
/* Colours stand once, light first, then dark. Of the switches --light and --dark one is empty and one is not set; a
   colour is taken where its switch is not set. data-theme on the root wins over the system's wish. */
:root { color-scheme: light dark; --light: initial; --dark: ; }
@media (prefers-color-scheme: dark) { :root { --light: ; --dark: initial; } }
:root[data-theme=light] { color-scheme: light; --light: initial; --dark: ; }
:root[data-theme=dark] { color-scheme: dark; --light: ; --dark: initial; }
:root {
  --paper: var(--light, #fdfcf9) var(--dark, #171614);
  --ink: var(--light, #1f1d1a) var(--dark, #e8e3d9);
  --quiet: var(--light, #5d5850) var(--dark, #aaa397);
  --line: var(--light, #d9d3c7) var(--dark, #3d3932);
  --trace: var(--light, #948b7a) var(--dark, #7d7568);
  --tint: var(--light, #f3efe6) var(--dark, #221f1b);
  --link: var(--light, #1d4f7c) var(--dark, #9cc4ea);
  --accent: var(--light, #8a3324) var(--dark, #e39b83);
  --measure: 34rem; --margin: 1.15rem; --gutter: 0rem;
  /* Faces that have the letters of Kazakh and its neighbours; scripts that they lack come whole from the system. */
  --serif: ui-serif, "Source Serif 4", "Noto Serif", "Gentium Plus", Cambria, "Times New Roman", serif;
  --sans: system-ui, -apple-system, "Segoe UI", "Noto Sans", "Liberation Sans", Arial, sans-serif;
  --mono: ui-monospace, "DejaVu Sans Mono", Menlo, Consolas, monospace;
  --slant: italic;
}
/* Where a system's own Times lacks letters of these languages, words are not to be patched from two faces. */
:is([lang|=kk], [lang|=ky], [lang|=tt], [lang|=ba], [lang|=tg], [lang|=mn], [lang|=sah]) {
  --serif: ui-serif, "Source Serif 4", "Noto Serif", "Gentium Plus", Cambria, "DejaVu Serif", serif; }
/* What slants in Latin letters is bold where letters join or have no slanted form. */
[dir=rtl] { --slant: normal; --stress: 600; line-height: 1.85; }
[dir=ltr] { --slant: italic; --stress: initial; }
*, *::before, *::after { box-sizing: border-box; }
html { font-size: 106.25%; -webkit-text-size-adjust: 100%; text-size-adjust: 100%; scroll-padding-block: 1.5rem; }
body { margin: 0; background: var(--paper); color: var(--ink); font-family: var(--serif); line-height: 1.6;
  overflow-wrap: anywhere; }
a { color: var(--link); text-underline-offset: .18em; text-decoration-thickness: 1px; }
a:hover { text-decoration-thickness: 2px; }
a[href*="//"], code { hyphens: none; }
:focus-visible { outline: 3px solid var(--accent); outline-offset: 2px; border-radius: 2px; }
:target { background: var(--tint); box-shadow: 0 0 0 .35rem var(--tint); }
.interview:target, .turn:target, .division:target { background: none; box-shadow: none; }
h1, h2, h3, h4, h5, h6 { line-height: 1.2; font-weight: 600; text-wrap: balance; margin-block: 2.2em .6em;
  break-after: avoid; break-inside: avoid; }
h1 { font-size: clamp(1.8rem, 1.3rem + 2.4vw, 2.5rem); line-height: 1.12; margin-block: 0 .35em; }
h2 { font-size: 1.5rem; border-block-start: 1px solid var(--line); padding-block-start: 1.5rem;
  margin-block: clamp(2.4rem, 6vw, 3.5rem) 1.1rem; }
h3 { font-size: 1.22rem; }
h4 { font-size: 1.08rem; }
h5, h6 { font-size: 1rem; }
[dir=rtl] :is(h1, h2, h3, h4), h1[dir=rtl] { line-height: 1.45; }
/* Names and titles in the other direction begin where the page's own lines begin. */
[dir=ltr] :is(h1, .subtitle, .contents a, .participants dt)[dir=rtl] { text-align: left; }
[dir=rtl] :is(h1, .subtitle, .contents a, .participants dt)[dir=ltr] { text-align: right; }
p, ul, ol, dl, blockquote, figure { margin-block: 0 .9em; }
p { text-wrap: pretty; }
p, dd, li { hyphens: auto; hyphenate-limit-chars: 8 4 4; }
ul, ol { padding-inline-start: 1.4rem; }
i, em, cite { font-style: var(--slant); font-weight: var(--stress, inherit); }
code { font-family: var(--mono); font-size: .82em; }
button, input, select { max-inline-size: 100%; font: inherit; }
.skip { position: absolute; inset-inline-start: 1rem; inset-block-start: -6rem; padding: .5rem 1rem;
  background: var(--ink); color: var(--paper); font-family: var(--sans); font-size: .9rem; z-index: 1; }
.skip:focus { inset-block-start: 1rem; }

/* The sheet: one column; from tablets on with a margin for the locators, from desks on with the contents beside it. */
.sheet { max-inline-size: calc(var(--measure) + 2 * var(--margin)); margin-inline: auto; padding: 0 var(--margin) 4rem; }
@media (min-width: 46rem) {
  html { font-size: 112.5%; }
  :root { --gutter: 4.25rem; }
  .sheet { max-inline-size: calc(var(--measure) + var(--gutter) + var(--margin)); padding-inline-start: var(--gutter); }
}
@media (min-width: 68rem) {
  .sheet { display: grid; grid-template: "contents title" auto "contents main" auto "contents about" 1fr
      / 13.5rem minmax(0, var(--measure));
    column-gap: calc(var(--gutter) + 1rem); justify-content: center;
    max-inline-size: none; padding-inline: var(--margin); }
  .sheet > * { grid-column: 2; }
  .sheet > .contents { grid-area: contents; position: sticky; inset-block-start: 0; align-self: start;
    max-block-size: 100vh; overflow: auto; padding-block: clamp(2rem, 7vw, 5rem) 2rem; }
  .sheet > .contents h2 { margin-block: 0 .5rem; padding: 0; border: 0; font-size: 1rem; }
}

/* Before the text */
header.page { padding-block-start: clamp(2rem, 7vw, 5rem); }
.subtitle { font-size: 1.2rem; font-style: var(--slant); color: var(--quiet); line-height: 1.35;
  margin-block-end: .5em; }
.authors { margin-block-end: 1.4em; }
.particulars { display: grid; gap: .3rem 1rem; margin-block: 1.4rem; line-height: 1.45; }
.particulars dt { font-family: var(--sans); font-size: .78rem; line-height: 1.5; color: var(--quiet); }
.particulars dd { margin: 0; }
@media (min-width: 30rem) {
  .particulars > div { display: grid; grid-template-columns: minmax(6rem, 9rem) minmax(0, 1fr); gap: 0 1rem;
    align-items: baseline; }
}
.rights { margin-block: 2rem; padding: 1.1rem 1.25rem; background: var(--tint);
  border-inline-start: 4px solid var(--accent); font-size: .92rem; line-height: 1.5; }
.rights h2 { margin: 0 0 .4rem; padding: 0; border: 0; font-size: 1.05rem; }
.rights .status { font-family: var(--sans); font-size: .88rem; font-weight: 600; color: var(--accent); }
.rights > :last-child, .rights div > :last-child { margin-block-end: 0; }
.contents { font-family: var(--sans); font-size: .84rem; line-height: 1.35; }
.contents h2 { font-family: var(--serif); }
.contents ol { list-style: none; padding: 0; margin: 0; }
.contents ol ol { padding-inline-start: .8rem; margin-block: .1rem .35rem; border-inline-start: 1px solid var(--line); }
.contents a { display: block; padding-block: .25rem; min-block-size: 24px; text-decoration-line: none; }
.contents a:hover { text-decoration-line: underline; }
.participants dl > div { margin-block-end: 1rem; break-inside: avoid; }
.participants dt { font-weight: 600; }
.participants dd { margin: 0; }
.participants .role { font-family: var(--sans); font-size: .8rem; color: var(--quiet); }
.participants .role + dd { margin-block-start: .15rem; }
.participants dd > :last-child { margin-block-end: 0; }
.signs ul { list-style: none; padding: 0; font-size: .92rem; line-height: 1.45; }
.signs li { display: grid; gap: 0 1rem; align-items: baseline; margin-block-end: .5rem; break-inside: avoid; }
.signs li > :first-child { justify-self: start; }
.signs .clock { margin: 0; font-family: var(--sans); }
@media (min-width: 36rem) { .signs li { grid-template-columns: 9.5rem minmax(0, 1fr); } }

/* The text */
.turn { margin-block-end: 1.5em; }
.turn, .paragraph, .participants dt { font-family: var(--serif); }
.speaker { margin-block: 1.5em .2em; font-family: var(--sans); font-size: .8rem; font-weight: 600; line-height: 1.5;
  color: var(--accent); break-after: avoid; }
h3 + .turn > .speaker, h4 + .turn > .speaker { margin-block-start: 0; }
/* The same voice goes on: its name is there for those who listen, and is not printed again. */
.speaker.again { position: absolute; inline-size: 1px; block-size: 1px; margin: -1px; overflow: hidden;
  clip-path: inset(50%); white-space: nowrap; }
/* Questions are set in the other face and inset behind a line: voices are told apart without colour. */
.turn.role-interviewer:not(.role-interviewee) { --inset: 1rem; padding-inline-start: calc(var(--inset) - 2px);
  border-inline-start: 2px solid var(--line); }
.turn.role-interviewer:not(.role-interviewee) > .paragraph { font-family: var(--sans); font-size: .92em; line-height: 1.55; }
.turn > :last-child { margin-block-end: 0; }
.clock { font-weight: 400; font-size: .75rem; color: var(--quiet); font-variant-numeric: tabular-nums;
  margin-inline-start: .5em; }
.paragraph { position: relative; }
div.paragraph { margin-block-end: .9em; }
/* The number is quiet and always there; the sign of the permalink comes with pointer and keyboard, and stays where
   nothing hovers. Numbers are not copied with the words that are quoted. */
.locator { font-family: var(--sans); font-size: .72rem; font-style: normal; font-weight: 400; color: var(--quiet);
  font-variant-numeric: tabular-nums lining-nums; }
a.locator { text-decoration-line: none; white-space: nowrap; -webkit-user-select: none; user-select: none; }
.paragraph > .locator { float: right; float: inline-end; direction: inherit; min-inline-size: 24px;
  min-block-size: 24px; line-height: 24px; padding-inline: .25rem; margin-inline-start: .5rem; text-align: center; }
[dir=rtl] .paragraph > .locator { float: left; float: inline-end; }
a.locator::before { content: "¶"; content: "¶" / ""; margin-inline-end: .35em; opacity: 0; }
.paragraph:hover > .locator::before, a.locator:focus::before, .paragraph:target > .locator::before { opacity: 1; }
@media (hover: none) { a.locator::before { opacity: 1; } }
a.locator:hover, a.locator:focus { color: var(--link); text-decoration-line: underline; }
.paragraph:target > .locator { color: var(--accent); font-weight: 600; }
@media (min-width: 46rem) {
  .paragraph > .locator { float: none; position: absolute; inset-inline-end: 100%; inset-block-start: .15rem;
    margin-inline: 0 calc(.55rem + var(--inset, 0rem) + var(--nested)); text-align: end; }
  [dir=rtl] .paragraph > .locator { float: none; inset-block-start: .25rem; }
  [dir=ltr] .reading[dir=rtl], [dir=rtl] .reading[dir=ltr],
  .reading:not([dir=rtl]) [dir=rtl]:is(.division, .turn), .reading[dir=rtl] [dir=ltr]:is(.division, .turn),
  .turn:not([dir=rtl]) > .paragraph[dir=rtl], .turn[dir=rtl] > .paragraph[dir=ltr] {
    margin-inline-start: var(--gutter); }
}
a.mention { color: inherit; text-decoration-color: var(--trace); text-decoration-style: dotted; }
a.mention:hover { color: var(--link); text-decoration-style: solid; }
.noteref { font-family: var(--sans); font-size: .68em; vertical-align: super; line-height: 1; padding: .35em .2em;
  text-decoration-line: none; white-space: nowrap; }
.noteref:hover { text-decoration-line: underline; }
.noteref.alone { display: inline-block; min-block-size: 24px; font-size: .8rem; vertical-align: baseline; padding: .35em 0; }
q { quotes: none; }
s.sic { text-decoration-color: var(--accent); text-decoration-thickness: 1px; }
.corr, .reg, .expan, .supplied, .sign, .writing, .file, .deleted { color: var(--quiet); }
del { text-decoration-color: var(--quiet); }
.sign, .writing { font-size: .92em; }
.unclear { text-decoration: underline dotted var(--quiet); }
/* Echoed questions: slanted, on a ground of their own, behind a short stroke. */
.echoed { font-style: var(--slant); font-weight: inherit; background: var(--tint);
  border-inline-start: 2px solid var(--accent); padding-inline: .35em .25em;
  -webkit-box-decoration-break: slice; box-decoration-break: slice; }
.sample.foreign { font-style: var(--slant); font-weight: var(--stress, inherit); }
.echoed :is(i, em, cite) { font-style: normal; }
.join::before { content: "¦"; color: var(--quiet); padding-inline: .1em; }
.pb::before { content: "[" attr(aria-label) "]"; font-family: var(--sans); font-size: .72em; color: var(--quiet); }
.fw { font-family: var(--sans); font-size: .78rem; color: var(--quiet); line-height: 1.5; }
.made { font-style: var(--slant); font-weight: 400; }
.docTitle { font-size: 1.2rem; font-weight: 600; line-height: 1.3; margin-block-end: .4em; }
.docTitle > :last-child { margin-block-end: 0; }
.byline, .dateline, .docAuthor, .docDate { color: var(--quiet); }
.closer, .salute { margin-block: 1em 1.4em; }
.signed { text-align: end; margin-block: 0; }
.loose { color: inherit; }
.marks { line-height: 1.2; }
.caption { font-weight: 600; margin-block-end: .3em; }
.smallcaps { font-variant-caps: small-caps; }
.underline { text-decoration: underline; }
blockquote { margin-inline: 1.25rem 0; padding-inline-start: 1rem; border-inline-start: 2px solid var(--line); }
/* A quotation with its source is one block, not two; what it holds has its locators in the same margin. */
blockquote > blockquote:first-child { margin-inline: 0; padding: 0; border: 0; }
.reading { --nested: 0rem; }
.reading :is(ul, ol) { --nested: 1.4rem; }
.reading blockquote { --nested: calc(2.25rem + 2px); }
.lg { margin-block: 0 .9em; padding-inline-start: 1.5rem; }
.l { padding-inline-start: 1.5em; text-indent: -1.5em; }
figure { margin-inline: 0; padding: .75rem 1rem; background: var(--tint); border: 1px solid var(--line); }
figure > :last-child { margin-block-end: 0; }
figcaption { font-size: .92rem; color: var(--quiet); }
div.table { overflow-x: auto; margin-block-end: .9em; }
table { border-collapse: collapse; min-inline-size: min(100%, 16rem); font-size: .92rem; line-height: 1.4; }
caption { text-align: start; font-weight: 600; padding-block-end: .4rem; }
th, td { text-align: start; vertical-align: top; padding: .3rem .8rem .3rem 0;
  border-block-end: 1px solid var(--line); }
.unhandled { outline: 1px dashed var(--accent); outline-offset: 2px; }

/* After the text */
.notes, .indexes, footer.page { font-size: .92rem; line-height: 1.5; }
.notes li { padding-inline-start: .25rem; margin-block-end: .6em; }
.notes li::marker { font-family: var(--sans); font-size: .85em; color: var(--quiet); }
.notes .whose { font-family: var(--sans); font-size: .88em; color: var(--quiet); }
.return { display: inline-block; min-inline-size: 24px; min-block-size: 24px; text-align: center;
  font-family: var(--sans); text-decoration-line: none; }
.index { list-style: none; padding: 0; }
.index > li { margin-block-end: 1rem; padding-inline-start: 1.25rem; break-inside: avoid; }
.index p, .index .said { margin: 0; }
.index .name { margin-inline-start: -1.25rem; }
.index.dates > li { display: flex; flex-wrap: wrap; align-items: baseline; gap: 0 1rem; margin-block-end: .35rem; }
.index.dates .mentions { margin-block: 0; }
.index .said, .ids { color: var(--quiet); }
.ids a, .ids span { margin-inline-end: 1em; display: inline-block; min-block-size: 24px; }
.mentions { list-style: none; padding: 0; margin: .1rem -.2rem 0; display: flex; flex-wrap: wrap; gap: .1rem .35rem; }
.mentions a { display: inline-block; min-inline-size: 24px; min-block-size: 24px; line-height: 24px;
  padding-inline: .2rem;
  text-align: center; font-variant-numeric: tabular-nums; }
.bibl { margin-block-end: .9em; }
.bibl > :last-child { margin-block-end: 0; }
.bibl .bibl { margin-inline-start: 1.25rem; }
.decision .label, .bibl .label { margin: 0; font-style: var(--slant); color: var(--quiet); }
.statement { padding-block: .7rem; border-block-start: 1px solid var(--line); }
h2 + .statement { border: 0; padding-block-start: 0; }
.statement h3 { margin: 0 0 .3rem; font-family: var(--sans); font-size: .84rem; line-height: 1.6; }
.statement p, .statement ul { margin-block-end: .45em; }
.statement > div > :last-child, .statement > div > :last-child > :last-child { margin-block-end: 0; }
@media (min-width: 36rem) {
  .statement { display: grid; grid-template-columns: 9.5rem minmax(0, 1fr); gap: 0 1rem; }
  .statement h3 { margin: 0; }
}
/* On paper a statement may go on overleaf, and so its label floats. */
@media print and (min-width: 36rem) {
  .statement { display: flow-root; }
  .statement h3 { float: left; inline-size: 9.5rem; }
  [dir=rtl] .statement h3 { float: right; }
  .statement > :not(h3) { margin-inline-start: 10.5rem; }
}

/* The recordings */
.player audio, .player video { display: block; inline-size: 100%; max-block-size: 24rem; }
.player figcaption { margin-block-start: .6rem; }
.player figcaption p, .player .files { margin: 0; }
.player .name { color: var(--ink); font-weight: 600; }
.files { list-style: none; padding: 0; overflow-wrap: anywhere; }
.files a, .player .facts a { display: inline-block; min-inline-size: 24px; min-block-size: 24px; }
a.clock { display: inline-block; min-inline-size: 24px; min-block-size: 24px; line-height: 24px; text-align: center;
  padding-inline: .25rem; text-underline-offset: .3em; }
.paragraph .clock { margin-inline: .25em; user-select: none; -webkit-user-select: none; }
a.played { text-decoration-color: var(--line); }
@media print { .player audio, .player video { display: none; } }

/* What the script adds */
.tools { --beside: 0rem; position: sticky; inset-block-start: 0; z-index: 1; display: flex; flex-wrap: wrap;
  align-items: center; justify-content: space-between; gap: .4rem 1.25rem;
  padding: .4rem max(var(--margin), (100% - var(--measure) - var(--gutter) - var(--beside)) / 2);
  background: var(--paper); border-block-end: 1px solid var(--line);
  font-family: var(--sans); font-size: .8rem; line-height: 1.4; }
.tools :is(button, select, input), .at-hand button, .to-copy button { margin: 0; padding: 0 .6rem; font: inherit;
  color: var(--ink); background: var(--paper); border: 1px solid var(--quiet); border-radius: 3px; }
.tools :is(button, select, input), .to-copy button { block-size: 1.75rem; min-inline-size: 1.75rem; }
:is(.tools, .at-hand, .to-copy) button:hover, .tools select:hover { border-color: var(--ink); background: var(--tint); }
.tools button[aria-pressed=true] { color: var(--paper); background: var(--ink); border-color: var(--ink); }
.tools .view, .tools .search, .tools .found { display: flex; align-items: center; gap: .4rem; }
.tools .view { flex-wrap: wrap; min-inline-size: 0; }
.tools .search { flex: 0 1 auto; min-inline-size: 0; }
.tools .found[hidden] { display: none; }
.tools .found button { padding: 0; }
.tools output { white-space: nowrap; font-variant-numeric: tabular-nums; color: var(--quiet); }
.tools output:empty { margin-inline-start: -.4rem; }
.tools input { inline-size: 9rem; min-inline-size: 4rem; }
.tools input::placeholder { color: transparent; }
.tools ~ .sheet > .contents { inset-block-start: var(--tools, 0); max-block-size: calc(100vh - var(--tools, 0px)); }
@media (min-width: 68rem) { .tools { --beside: 14.5rem; } .tools input { inline-size: 15rem; } }
/* Where it is narrow, the bar has two rows, of which only the search stays in sight, unless the other is used. */
@media (max-width: 45.99rem) {
  .tools { inset-block-start: -2.15rem; }
  .tools:has(.view :focus-visible) { inset-block-start: 0; }
  .tools .view, .tools .search { flex: 1 1 100%; flex-wrap: wrap; }
  .tools .view { justify-content: space-between; }
  .tools > button { position: fixed; inset-block-end: .6rem; inset-inline-end: .6rem; }
  .tools .search label { position: absolute; inline-size: 1px; block-size: 1px; overflow: hidden; clip-path: inset(50%); }
  .tools input { flex: 1 1 4rem; }
  .tools input::placeholder { color: var(--quiet); opacity: 1; }
}
@media (max-height: 28rem) { .tools { position: static; } }
.skip:focus { z-index: 2; }
mark { background: var(--tint); color: inherit; box-shadow: inset 0 -2px var(--accent); }
mark.current { background: var(--accent); color: var(--paper); }
.at-hand { position: absolute; inset-inline-end: 0; inset-block-end: calc(100% - 5px); z-index: 1; display: flex;
  gap: .3rem; font: .72rem/1 var(--sans); -webkit-user-select: none; user-select: none; }
.at-hand button { block-size: 24px; color: var(--quiet); border-color: var(--line); white-space: nowrap; }
.at-hand button:is(:hover, :focus) { color: var(--link); }
.told { position: fixed; inset-block-end: 1rem; inset-inline: var(--margin); z-index: 2; inline-size: fit-content;
  margin: 0 auto; font: .84rem/1.4 var(--sans); pointer-events: none; }
.told:not(:empty) { padding: .5rem 1rem; color: var(--paper); background: var(--ink); border-radius: 3px; }
.to-copy { inline-size: min(32rem, 100% - 2 * var(--margin)); color: var(--ink); background: var(--paper);
  border: 1px solid var(--quiet); font: .9rem/1.4 var(--sans); }
.to-copy textarea { display: block; inline-size: 100%; margin-block-end: .6rem; font: inherit; color: inherit;
  background: var(--tint); border: 1px solid var(--quiet); overflow-wrap: anywhere; }
.turn[aria-current=true] { background: var(--tint); box-shadow: 0 0 0 .35rem var(--tint); }
/* The text as received. Numbers of notes keep their place, for the links that lead back to them. */
.received :is(.added, .corr, .reg, .expan, .supplied) { display: none; }
.received .noteref { position: absolute; visibility: hidden; inline-size: 1px; padding: 0; overflow: hidden; }
.received :is(.sic, .unclear, .deleted) { text-decoration: none; }
.received :is(.writing, .deleted, .file, .sign) { color: inherit; font-size: inherit; }
.received .sign { font-style: var(--slant); }
.received .echoed { font-style: inherit; background: none; border: 0; padding: 0; }
.received .join { display: block; block-size: .9em; }
.received .join::before { content: none; }
@media print {
  .tools, .at-hand, .told, .to-copy { display: none; }
  mark, mark.current, .turn[aria-current=true] { color: inherit; background: none; box-shadow: none; }
}

/* The line of time. Its colours are those of the words around it, which a system that forces colours changes, too. */
.timeline { margin-block: 0 1rem; font-family: var(--sans); break-inside: avoid; }
.timeline svg { display: block; font-size: .75rem; overflow: visible; direction: ltr; }
.timeline text { fill: currentColor; font-variant-numeric: tabular-nums; }
.timeline line { stroke: currentColor; }
.timeline .known, .timeline .bound { stroke-width: .6em; stroke-linecap: round; }
.timeline .bound { stroke-opacity: .55; }
.timeline .axis, .timeline .cut { stroke-width: 1px; }
.timeline .cut { stroke-dasharray: 2 4; }
/* Where the letters are enlarged on a small screen, the first label and the last have room. */
@media (max-width: 16em) { .timeline text:not(:first-of-type):not(:last-of-type) { display: none; } }

@media (prefers-contrast: more) {
  :root { --quiet: var(--ink); --line: var(--ink); --trace: var(--ink); --tint: var(--paper); }
  a.mention { text-decoration-style: solid; }
  .rights { border-block: 1px solid; border-inline-end: 1px solid; }
  .paragraph:target { outline: 2px solid; outline-offset: .3rem; }
}
/* Where colours are the system's, grounds are lost: lines take their place. */
@media (forced-colors: active) {
  .rights { border-block: 1px solid; border-inline-end: 1px solid; }
  .paragraph:target { outline: 2px solid Highlight; outline-offset: .3rem; }
  .skip:focus { outline: 2px solid; }
}

/* Paper: nothing to press, addresses written out, locators kept in the margin, pages numbered. */
@media print {
  :root, :root[data-theme] { color-scheme: light; --paper: #fff; --ink: #000; --quiet: #444; --line: #999; --trace: #999; --tint: #fff;
    --link: #000; --accent: #000; --measure: none; --gutter: 3.6rem; }
  @page { margin: 2cm 2cm 2.2cm; @bottom-center { content: counter(page) " / " counter(pages); font: 8.5pt sans-serif; } }
  html { font-size: 10.5pt; scroll-behavior: auto; }
  .sheet { display: block; max-inline-size: none; padding: 0 0 0 var(--gutter); padding-inline: var(--gutter) 0; }
  .skip, .contents, .return, a.locator::before { display: none; }
  header.page { padding: 0; }
  h1 { font-size: 22pt; }
  h2 { margin-block-start: 2.4rem; padding-block-start: 1.1rem; }
  a { text-decoration-line: none; }
  a[href^="http"]:not(.address)::after { content: " <" attr(href) ">"; font-size: .85em; color: var(--quiet); }
  a.mention::after { content: none; }
  .rights { border-block: 1px solid var(--line); border-inline-end: 1px solid var(--line); padding: .7rem .9rem; }
  .rights, .signs { break-inside: avoid; }
  .speaker, dt, caption { break-after: avoid; }
  .particulars dt, .statement h3 { break-after: auto; }
  figure, tr, blockquote { break-inside: avoid; }
  p, li, dd { orphans: 3; widows: 3; }
  .paragraph > .locator, [dir=rtl] .paragraph > .locator { float: none; position: absolute; inset-inline-end: 100%;
    inset-block-start: 0; margin-inline: 0 calc(.6rem + var(--inset, 0rem) + var(--nested)); padding: 0; font-size: .72rem;
    line-height: 1.6rem; text-align: end; }
  [dir=ltr] .reading[dir=rtl], [dir=rtl] .reading[dir=ltr] { margin-inline-start: var(--gutter); }
  :target { background: none; box-shadow: none; outline: 0; }
  div.table { overflow: visible; }
  .mentions { margin-inline: 0; }
  .indexes .mentions a, .ids a, .ids span { min-inline-size: 0; min-block-size: 0; line-height: inherit; }
}

/* How to cite */
.citation .whole, .citation .example { padding-inline-start: 1rem; border-inline-start: 2px solid var(--line); }
.citation summary { min-block-size: 24px; padding-block: .2rem; cursor: pointer; }
.citation pre { white-space: pre-wrap; overflow-wrap: anywhere; padding: .75rem 1rem; background: var(--tint);
  line-height: 1.45; }
.citation details:last-of-type { margin-block-end: .9em; }
.citation .save { display: inline-block; min-block-size: 24px; padding-block: .2rem; }
@media print {
  .citation details { display: none; }
  .citation .whole, .citation .example { break-inside: avoid; }
}
]]></xsl:variable>
</xsl:stylesheet>
