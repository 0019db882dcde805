<?xml version="1.0" encoding="UTF-8"?>
<!-- How to cite: a section for readers, metadata for machines. -->
<xsl:stylesheet version="3.0" xmlns:xsl="http://www.w3.org/1999/XSL/Transform"
  xmlns:xs="http://www.w3.org/2001/XMLSchema" xmlns:map="http://www.w3.org/2005/xpath-functions/map"
  xmlns:f="urn:x-preserve:functions" xpath-default-namespace="http://www.tei-c.org/ns/1.0"
  exclude-result-prefixes="#all" expand-text="yes">

  <!-- For machines, in the head of the page. -->
  <xsl:template name="citation-metadata" as="element()*"/>

  <!-- For readers, at the end of the page. -->
  <xsl:template name="citation" as="element()?"/>
</xsl:stylesheet>
