<?xml version="1.0" encoding="UTF-8"?>
<!--
  An interview in the metadata schema of DataCite, 4.7, for repositories that give DOIs.

  Title, publisher and year of publication are mandatory there, and nobody but the archive can say them: where the header
  lacks one of them, nothing is made. For two other mandatory properties DataCite has values of its own (its Appendix 3):
  creators who are not named are (:unav), "value unavailable, possibly unknown", and a DOI that is still to be given is
  (:tba), "to be assigned or announced later".

  Parameters
    lang       the language of the few words that are not the header's own, such as ru; without it the text's own

  Warnings come as <xsl:message><warning code="MET-002" path="…">…</warning></xsl:message>.
  Needs an XSLT 3.0 processor and nothing else: it reads no other document, and the same source gives the same record.
-->
<xsl:stylesheet version="3.0" xmlns:xsl="http://www.w3.org/1999/XSL/Transform"
  xmlns:xs="http://www.w3.org/2001/XMLSchema" exclude-result-prefixes="#all">

  <xsl:include href="modules/records.xsl"/>
  <xsl:include href="modules/record-datacite.xsl"/>

  <xsl:output method="xml" encoding="UTF-8" normalization-form="NFC" indent="yes" byte-order-mark="no"/>

  <xsl:template match="/" as="element()?">
    <xsl:apply-templates select="." mode="datacite"/>
  </xsl:template>
</xsl:stylesheet>
