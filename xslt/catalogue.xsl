<?xml version="1.0" encoding="UTF-8"?>
<!--
  Any of the records that catalogues take: the same as dublin-core.xsl, mods.xsl and datacite.xsl make. To compile this
  once takes half the time of compiling those three.

  Parameters
    record     dublin-core, mods or datacite
    lang       the language of the few words that are not the header's own, such as ru; without it the text's own

  Warnings come as <xsl:message><warning code="MET-002" path="…">…</warning></xsl:message>.
  Needs an XSLT 3.0 processor and nothing else: it reads no other document, and the same source gives the same record.
-->
<xsl:stylesheet version="3.0" xmlns:xsl="http://www.w3.org/1999/XSL/Transform"
  xmlns:xs="http://www.w3.org/2001/XMLSchema" exclude-result-prefixes="#all">

  <xsl:include href="modules/records.xsl"/>
  <xsl:include href="modules/record-dublin-core.xsl"/>
  <xsl:include href="modules/record-mods.xsl"/>
  <xsl:include href="modules/record-datacite.xsl"/>

  <xsl:param name="record" as="xs:anyAtomicType" required="yes"/>

  <xsl:output method="xml" encoding="UTF-8" normalization-form="NFC" indent="yes" byte-order-mark="no"/>

  <xsl:template match="/" as="element()?">
    <xsl:choose>
      <xsl:when test="string($record) eq 'dublin-core'">
        <xsl:apply-templates select="." mode="dublin-core"/>
      </xsl:when>
      <xsl:when test="string($record) eq 'mods'">
        <xsl:apply-templates select="." mode="mods"/>
      </xsl:when>
      <xsl:when test="string($record) eq 'datacite'">
        <xsl:apply-templates select="." mode="datacite"/>
      </xsl:when>
      <xsl:otherwise>
        <xsl:message terminate="yes" expand-text="yes">There is no record {$record}.</xsl:message>
      </xsl:otherwise>
    </xsl:choose>
  </xsl:template>
</xsl:stylesheet>
