<?xml version="1.0" encoding="UTF-8"?>
<!--
  An interview in MODS 3.8, for libraries: roles by the codes of MARC's relators, dates in EDTF, languages by ISO 639-2
  and RFC 5646.

  Parameters
    lang       the language of the few words that are not the header's own, such as ru; without it the text's own

  Warnings come as <xsl:message><warning code="MET-002" path="…">…</warning></xsl:message>.
  Needs an XSLT 3.0 processor and nothing else: it reads no other document, and the same source gives the same record.
-->
<xsl:stylesheet version="3.0" xmlns:xsl="http://www.w3.org/1999/XSL/Transform"
  xmlns:xs="http://www.w3.org/2001/XMLSchema" exclude-result-prefixes="#all">

  <xsl:include href="modules/records.xsl"/>
  <xsl:include href="modules/record-mods.xsl"/>

  <xsl:output method="xml" encoding="UTF-8" normalization-form="NFC" indent="yes" byte-order-mark="no"/>

  <xsl:template match="/" as="element()">
    <xsl:apply-templates select="." mode="mods"/>
  </xsl:template>
</xsl:stylesheet>
