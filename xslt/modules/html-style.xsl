<?xml version="1.0" encoding="UTF-8"?>
<!-- The look of the page: a system's own serif, a measure of about 34em, light and dark, screen and paper. -->
<xsl:stylesheet version="3.0" xmlns:xsl="http://www.w3.org/1999/XSL/Transform"
  xmlns:xs="http://www.w3.org/2001/XMLSchema" exclude-result-prefixes="#all">

  <!-- What an institution adds: a stylesheet that imports this one may declare it again. -->
  <xsl:variable name="custom-style" as="xs:string?" select="()"/>

  <xsl:variable name="style" as="xs:string"><![CDATA[
:root {
  color-scheme: light dark;
  --paper: #fdfcf9; --ink: #1f1d1a; --quiet: #5d5850; --line: #d9d3c7; --tint: #f3efe6;
  --link: #1d4f7c; --accent: #8a3324;
}
@media (prefers-color-scheme: dark) {
  :root {
    --paper: #171614; --ink: #e8e3d9; --quiet: #aaa397; --line: #3d3932; --tint: #221f1b;
    --link: #9cc4ea; --accent: #e39b83;
  }
}
*, *::before, *::after { box-sizing: border-box; }
html { font-size: 112.5%; -webkit-text-size-adjust: 100%; text-size-adjust: 100%; scroll-padding-block: 1.5rem; }
body {
  margin: 0 auto; padding: 0 1.1rem 4rem; max-inline-size: calc(34rem + 2.2rem);
  background: var(--paper); color: var(--ink);
  font-family: "Iowan Old Style", "Palatino Linotype", Palatino, Charter, "Noto Serif", Georgia, serif;
  line-height: 1.6; overflow-wrap: anywhere; hanging-punctuation: first allow-end;
}
a { color: var(--link); text-underline-offset: .18em; text-decoration-thickness: 1px; }
a:hover { text-decoration-thickness: 2px; }
:focus-visible { outline: 3px solid var(--accent); outline-offset: 2px; border-radius: 2px; }
:target { background: var(--tint); box-shadow: 0 0 0 .35rem var(--tint); }
.interview:target, .turn:target, .division:target { background: none; box-shadow: none; }
h1, h2, h3, h4, h5, h6 { line-height: 1.2; font-weight: 600; text-wrap: balance; margin-block: 2.2em .6em; }
h1 { font-size: clamp(1.75rem, 1.3rem + 2.6vw, 2.6rem); margin-block: 0 .25em; letter-spacing: -.01em; }
h2 { font-size: 1.45rem; border-block-start: 1px solid var(--line); padding-block-start: 1.4rem;
  margin-block-start: 3rem; }
h3 { font-size: 1.2rem; }
h4 { font-size: 1.05rem; }
h5, h6 { font-size: 1rem; font-style: italic; }
p, ul, ol, dl, blockquote, figure { margin-block: 0 .9em; }
ul, ol { padding-inline-start: 1.4rem; }
code { font-family: ui-monospace, "DejaVu Sans Mono", Menlo, Consolas, monospace; font-size: .82em;
  overflow-wrap: anywhere; }
.skip { position: absolute; inset-inline-start: 1rem; inset-block-start: -6rem; padding: .5rem 1rem;
  background: var(--ink);
  color: var(--paper); z-index: 1; }
.skip:focus { inset-block-start: 1rem; }

/* Before the text */
header.page { padding-block-start: clamp(2rem, 7vw, 5rem); }
.subtitle { font-size: 1.2rem; font-style: italic; color: var(--quiet); line-height: 1.35; text-wrap: pretty; }
.facts { list-style: none; padding: 0; color: var(--quiet); }
.rights { margin-block: 2rem; padding: 1.1rem 1.25rem; background: var(--tint);
  border-inline-start: 4px solid var(--accent);
  font-size: .92rem; line-height: 1.5; }
.rights h2 { margin: 0 0 .4rem; padding: 0; border: 0; font-size: 1.05rem; }
.rights .status { font-weight: 600; color: var(--accent); }
.rights div > :last-child { margin-block-end: 0; }
.contents ol { list-style: none; padding: 0; margin: 0; }
.contents ol ol { padding-inline-start: 1.25rem; }
.contents a { display: inline-block; padding-block: .2rem; min-block-size: 1.5rem; text-decoration-line: none; }
.contents a:hover { text-decoration-line: underline; }
.participants dt { font-weight: 600; }
.participants dt:not(:first-child) { margin-block-start: 1rem; }
.participants dd { margin: 0; }
.participants .role { color: var(--quiet); font-style: italic; }
.participants dd > :last-child { margin-block-end: 0; }
.signs ul { list-style: none; padding: 0; font-size: .92rem; line-height: 1.45; }
.signs li { display: grid; gap: 0 1rem; margin-block-end: .4rem; }
@media (min-width: 36rem) { .signs li { grid-template-columns: 10rem 1fr; } }

/* The text */
.speaker { margin-block: 1.6em .25em; font-weight: 600; font-size: .95rem; color: var(--accent); break-after: avoid; }
.clock { font-weight: 400; font-size: .8rem; color: var(--quiet); font-variant-numeric: tabular-nums;
  margin-inline-start: .5em; }
.paragraph { position: relative; }
div.paragraph { margin-block-end: .9em; }
.paragraph > .locator { float: inline-end; min-inline-size: 24px; min-block-size: 24px; padding: 0 .25rem;
  margin-inline-start: .5rem;
  font-size: .72rem; line-height: 24px; text-align: center; color: var(--quiet); text-decoration-line: none;
  font-variant-numeric: tabular-nums; font-style: normal; }
a.locator:hover, a.locator:focus { color: var(--link); text-decoration-line: underline; }
.paragraph:target .locator { color: var(--accent); font-weight: 600; }
@media (min-width: 58rem) {
  .paragraph > .locator { float: none; position: absolute; inset-inline-end: 100%; inset-block-start: .05rem;
    margin-inline: 0 1rem;
    text-align: end; min-inline-size: 3rem; }
}
a.mention { color: inherit; text-decoration-color: var(--link); text-decoration-style: dotted; }
a.mention:hover { color: var(--link); text-decoration-style: solid; }
.noteref { font-size: .72em; vertical-align: super; line-height: 1; padding: .35em .2em; text-decoration-line: none; }
.noteref:hover { text-decoration-line: underline; }
q { quotes: none; }
s.sic { text-decoration-color: var(--accent); text-decoration-thickness: 1px; }
.corr, .reg, .expan, .supplied, .sign, .writing, .file, .deleted { color: var(--quiet); }
del { text-decoration-color: var(--quiet); }
.sign, .writing { font-size: .92em; }
.unclear { text-decoration: underline dotted var(--quiet); }
.echoed { font-style: italic; }
.echoed i, .echoed em { font-style: normal; }
.join::before { content: "¦"; color: var(--quiet); padding-inline: .1em; }
.pb::before { content: "[" attr(aria-label) "]"; font-size: .75em; color: var(--quiet); }
.fw { font-size: .85rem; color: var(--quiet); line-height: 1.45; }
.made { font-variant-caps: small-caps; font-weight: 400; letter-spacing: .03em; }
.docTitle { font-size: 1.2rem; font-weight: 600; }
.byline, .dateline, .docAuthor, .docDate { color: var(--quiet); }
.closer, .signed, .salute { margin-block-start: 1em; }
.loose { color: inherit; }
.marks { line-height: 1.2; }
.caption { font-weight: 600; margin-block-end: .3em; }
.smallcaps { font-variant-caps: small-caps; }
.underline { text-decoration: underline; }
blockquote { margin-inline: 1.25rem 0; padding-inline-start: 1rem; border-inline-start: 2px solid var(--line); }
.lg { margin-block: 0 .9em; padding-inline-start: 1.5rem; }
.l { padding-inline-start: 1.5em; text-indent: -1.5em; }
figure { margin-inline: 0; padding: .75rem 1rem; background: var(--tint); }
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
.notes .whose { color: var(--quiet); font-style: italic; }
.return { display: inline-block; min-inline-size: 24px; min-block-size: 24px; text-align: center;
  text-decoration-line: none; }
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
.bibl .bibl { margin-inline-start: 1.25rem; }
.decision .label, .bibl .label { margin: 0; font-style: italic; color: var(--quiet); }
footer.page { color: var(--quiet); }
footer.page h2, footer.page h3 { color: var(--ink); }
footer.page h3 { margin-block: 1.5em .3em; font-size: 1.05rem; }

@media (prefers-reduced-motion: no-preference) { html { scroll-behavior: smooth; } }
@media print {
  :root { --paper: #fff; --ink: #000; --quiet: #444; --line: #999; --tint: #fff; --link: #000; --accent: #000; }
  @page { margin: 2.2cm 2cm 2.4cm; }
  html { font-size: 10.5pt; }
  body { max-inline-size: none; padding: 0; }
  a { text-decoration-line: none; }
  .skip, .contents, .return { display: none; }
  .rights { border: 1px solid #999; padding: .6rem .9rem; }
  h2, h3, h4, dt { break-after: avoid; }
  p { orphans: 3; widows: 3; }
  .locator { float: inline-end; position: static; font-size: .65rem; }
  .indexes .mentions a { min-inline-size: 0; min-block-size: 0; line-height: inherit; }
}
]]></xsl:variable>
</xsl:stylesheet>
