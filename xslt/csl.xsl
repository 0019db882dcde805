<?xml version="1.0" encoding="UTF-8"?>
<!--
  The citation of an interview as CSL-JSON 1.0.2, for Zotero and other reference managers.

  Parameters
    lang       the language of the few words that are not the header's own, such as ru; without it the text's own

  Needs an XSLT 3.0 processor and nothing else: it reads no other document, and the same source gives the same record.
-->
<xsl:stylesheet version="3.0" xmlns:xsl="http://www.w3.org/1999/XSL/Transform"
  xmlns:xs="http://www.w3.org/2001/XMLSchema" exclude-result-prefixes="#all">

  <xsl:include href="modules/records.xsl"/>
  <xsl:include href="modules/json.xsl"/>
  <xsl:include href="modules/citation-csl.xsl"/>

  <xsl:output method="text" encoding="UTF-8" normalization-form="NFC" byte-order-mark="no"/>

  <xsl:template match="/" as="xs:string">
    <xsl:sequence select="$csl"/>
  </xsl:template>
</xsl:stylesheet>
