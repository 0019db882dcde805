<?xml version="1.0" encoding="UTF-8"?>
<!--
  An interview in Dublin Core: the fifteen elements in the container of OAI-PMH (oai_dc), or all of the DCMI Metadata
  Terms in the container that DCMI's own schema declares (qualifieddc, in no namespace).

  Parameters
    terms      oai_dc or dcterms
    lang       the language of the few words that are not the header's own, such as ru; without it the text's own

  Warnings come as <xsl:message><warning code="MET-002" path="…">…</warning></xsl:message>.
  Needs an XSLT 3.0 processor and nothing else: it reads no other document, and the same source gives the same record.
-->
<xsl:stylesheet version="3.0" xmlns:xsl="http://www.w3.org/1999/XSL/Transform"
  xmlns:xs="http://www.w3.org/2001/XMLSchema" exclude-result-prefixes="#all">

  <xsl:include href="modules/records.xsl"/>
  <xsl:include href="modules/record-dublin-core.xsl"/>

  <xsl:output method="xml" encoding="UTF-8" normalization-form="NFC" indent="yes" byte-order-mark="no"/>

  <xsl:template match="/" as="element()">
    <xsl:apply-templates select="." mode="dublin-core"/>
  </xsl:template>
</xsl:stylesheet>
