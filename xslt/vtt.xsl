<?xml version="1.0" encoding="UTF-8"?>
<!--
  The captions of an interview's recording: what is said when, as WebVTT, for players. Nothing where no turn has a time.

  Parameters
    lang       the language in which signs such as [laughs] speak, such as ru; without it the text's own

  What is known is said, and nothing is spread evenly over time that is not known. Each paragraph of a turn is a cue; so
  is what stands between paragraphs, and what happens between turns at a known time. A cue begins at the time of its
  paragraph, else at the latest time known before it in its turn. It ends at the paragraph's own end, else at the next
  time known in the turn, at the turn's end, at the next later beginning of a turn, at the last point of the timeline,
  or at the end of the recording: the words were spoken in between. So paragraphs of which only the turn's times are
  known share them, and turns that overlap do so here. A turn of which no time is known, or whose times contradict each
  other, has no cue; a remark at the top counts these. Captions are those of one recording, the one that the first turn
  with a time was recorded in.

  The words are those of the text edition, without the numbers of notes, which stand elsewhere.

  Warnings come as <xsl:message><warning code="XSL-004" path="…">…</warning></xsl:message>.
  Needs an XSLT 3.0 processor and nothing else: it reads no other document, and the same source gives the same captions.
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

  <xsl:include href="modules/vtt-cues.xsl"/>
  <xsl:include href="modules/vtt-words.xsl"/>

  <xsl:param name="lang" as="xs:anyAtomicType" select="''"/>

  <xsl:output method="text" encoding="UTF-8" normalization-form="NFC" byte-order-mark="no"/>

  <xsl:global-context-item as="document-node()" use="required"/>
  <xsl:variable name="document" as="document-node()" select="/"/>

  <!-- Whether the edition shows what marks a place and is no word: page breaks, joins, links. -->
  <xsl:variable name="marks" as="xs:boolean" select="false()"/>
</xsl:stylesheet>
