<?xml version="1.0" encoding="UTF-8"?>
<!--
  The HTML edition of an interview: one page that works from disk, asks for nothing and runs nothing.

  Parameters
    source-sha256   the SHA-256 of the TEI source, shown in the page where it is given
    lang            the language in which the page speaks, such as ru; without it the text's own
    media-base      what stands before the relative addresses of recordings: where the TEI lies, seen from the page

  Warnings come as <xsl:message><warning code="XSL-004" path="…">…</warning></xsl:message>.
  Needs an XSLT 3.0 processor and nothing else: it reads no other document, and the same source gives the same page.
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
  <xsl:include href="modules/sorting.xsl"/>
  <xsl:include href="modules/privacy.xsl"/>
  <xsl:include href="modules/withholding.xsl"/>
  <xsl:include href="modules/plain.xsl"/>
  <xsl:include href="modules/signs.xsl"/>
  <xsl:include href="modules/header.xsl"/>
  <xsl:include href="modules/citation.xsl"/>
  <xsl:include href="modules/json.xsl"/>
  <xsl:include href="modules/citation-csl.xsl"/>
  <xsl:include href="modules/citation-bibtex.xsl"/>
  <xsl:include href="modules/citation-schema-org.xsl"/>
  <xsl:include href="modules/inline.xsl"/>
  <xsl:include href="modules/mentions.xsl"/>
  <xsl:include href="modules/editorial.xsl"/>
  <xsl:include href="modules/unhandled.xsl"/>

  <xsl:include href="modules/html-page.xsl"/>
  <xsl:include href="modules/html-style.xsl"/>
  <xsl:include href="modules/html-script.xsl"/>
  <xsl:include href="modules/html-script-text.xsl"/>
  <xsl:include href="modules/html-contents.xsl"/>
  <xsl:include href="modules/html-participants.xsl"/>
  <xsl:include href="modules/html-recordings.xsl"/>
  <xsl:include href="modules/html-structure.xsl"/>
  <xsl:include href="modules/html-tables.xsl"/>
  <xsl:include href="modules/html-turns.xsl"/>
  <xsl:include href="modules/html-notes.xsl"/>
  <xsl:include href="modules/html-indexes.xsl"/>
  <xsl:include href="modules/html-timeline.xsl"/>
  <xsl:include href="modules/html-citation.xsl"/>
  <xsl:include href="modules/html-about.xsl"/>

  <xsl:param name="source-sha256" as="xs:anyAtomicType" select="''"/>
  <xsl:param name="lang" as="xs:anyAtomicType" select="''"/>
  <xsl:param name="media-base" as="xs:anyAtomicType" select="''"/>

  <xsl:output method="html" html-version="5.0" encoding="UTF-8" normalization-form="NFC" indent="no"/>

  <xsl:global-context-item as="document-node()" use="required"/>
  <xsl:variable name="document" as="document-node()" select="/"/>

  <!-- Whether the edition shows what marks a place and is no word: page breaks, joins, links. -->
  <xsl:variable name="marks" as="xs:boolean" select="true()"/>
</xsl:stylesheet>
