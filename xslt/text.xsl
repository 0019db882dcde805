<?xml version="1.0" encoding="UTF-8"?>
<!--
  The text edition of an interview: plain words, UTF-8, NFC, lines that end with LF.

  The format
    A block is a line or, when it is wrapped, several; an empty line stands between blocks, none between the items of a
    list, verses and the rows of a table. A heading has a line of = or - below it; the parts are the title, the rights,
    the signs, the interview, the notes. Lines are broken at spaces only. There is no markup: what looks like it was said.
    The first paragraph of a turn begins with the name of the speaker and a colon, where a speaker is known.
    For programs, wrap=0 and locators=true: each paragraph is one line, and it stands by itself:
      [4.7] Name: words      the seventh paragraph of the fourth turn; [0.1] words, outside of turns
    Where a paragraph has lists, verses or quotations in it, the line ends behind the name, or behind the locator, and
    what it says follows in blocks without a locator. Paragraphs in a quotation stand four columns further in. Times are not told: they are in the page and in the captions (vtt.xsl).

  Parameters
    wrap       columns of a line; 0 for one paragraph per line
    locators   true to set [turn.paragraph] before each paragraph, such as [4.7]
    lang       the language in which the edition speaks, such as ru; without it the text's own

  Warnings come as <xsl:message><warning code="XSL-004" path="…">…</warning></xsl:message>.
  Needs an XSLT 3.0 processor and nothing else: it reads no other document, and the same source gives the same text.
-->
<xsl:stylesheet version="3.0" xmlns:xsl="http://www.w3.org/1999/XSL/Transform"
  xmlns:xs="http://www.w3.org/2001/XMLSchema" xpath-default-namespace="http://www.tei-c.org/ns/1.0"
  exclude-result-prefixes="#all">

  <xsl:include href="modules/keys.xsl"/>
  <xsl:include href="modules/functions.xsl"/>
  <xsl:include href="modules/languages.xsl"/>
  <xsl:include href="modules/labels.xsl"/>
  <xsl:include href="modules/dates.xsl"/>
  <xsl:include href="modules/recordings.xsl"/>
  <xsl:include href="modules/names.xsl"/>
  <xsl:include href="modules/privacy.xsl"/>
  <xsl:include href="modules/withholding.xsl"/>
  <xsl:include href="modules/plain.xsl"/>
  <xsl:include href="modules/signs.xsl"/>
  <xsl:include href="modules/header.xsl"/>
  <xsl:include href="modules/inline.xsl"/>
  <xsl:include href="modules/mentions.xsl"/>
  <xsl:include href="modules/editorial.xsl"/>
  <xsl:include href="modules/unhandled.xsl"/>

  <xsl:include href="modules/text-lines.xsl"/>
  <xsl:include href="modules/text-page.xsl"/>
  <xsl:include href="modules/text-blocks.xsl"/>

  <xsl:param name="wrap" as="xs:anyAtomicType" select="80"/>
  <xsl:param name="locators" as="xs:anyAtomicType" select="false()"/>
  <xsl:param name="lang" as="xs:anyAtomicType" select="''"/>

  <xsl:output method="text" encoding="UTF-8" normalization-form="NFC" byte-order-mark="no"/>

  <xsl:global-context-item as="document-node()" use="required"/>
  <xsl:variable name="document" as="document-node()" select="/"/>

  <!-- Whether the edition shows what marks a place and is no word: page breaks, joins, links. -->
  <xsl:variable name="marks" as="xs:boolean" select="false()"/>
</xsl:stylesheet>
