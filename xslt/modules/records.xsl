<?xml version="1.0" encoding="UTF-8"?>
<!-- What every record is made with: the modules that read the header as the editions do, and those that tell what a
     catalogue wants to know. A record holds what the header states; what it does not state is left out. -->
<xsl:stylesheet version="3.0" xmlns:xsl="http://www.w3.org/1999/XSL/Transform"
  xmlns:xs="http://www.w3.org/2001/XMLSchema" exclude-result-prefixes="#all">

  <xsl:include href="keys.xsl"/>
  <xsl:include href="functions.xsl"/>
  <xsl:include href="languages.xsl"/>
  <xsl:include href="labels.xsl"/>
  <xsl:include href="dates.xsl"/>
  <xsl:include href="names.xsl"/>
  <xsl:include href="privacy.xsl"/>
  <xsl:include href="withholding.xsl"/>
  <xsl:include href="plain.xsl"/>
  <xsl:include href="header.xsl"/>
  <xsl:include href="citation.xsl"/>
  <xsl:include href="record-facts.xsl"/>
  <xsl:include href="record-people.xsl"/>
  <xsl:include href="record-topics.xsl"/>
  <xsl:include href="record-relations.xsl"/>
  <xsl:include href="record-remarks.xsl"/>

  <xsl:mode on-no-match="shallow-skip" use-accumulators="#all"/>

  <xsl:param name="lang" as="xs:anyAtomicType" select="''"/>

  <xsl:global-context-item as="document-node()" use="required"/>
  <xsl:variable name="document" as="document-node()" select="/"/>
</xsl:stylesheet>
