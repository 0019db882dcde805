<?xml version="1.0" encoding="UTF-8"?>
<!-- What a script may add to the page, which lacks nothing without it; and what the page may load: nothing. -->
<xsl:stylesheet version="3.0" xmlns:xsl="http://www.w3.org/1999/XSL/Transform"
  xmlns:xs="http://www.w3.org/2001/XMLSchema" xmlns:map="http://www.w3.org/2005/xpath-functions/map"
  xmlns:f="urn:x-preserve:functions" xpath-default-namespace="http://www.tei-c.org/ns/1.0"
  exclude-result-prefixes="#all" expand-text="yes">

  <!-- The policy by which browsers refuse whatever the page was not made to do. -->
  <xsl:template name="content-security-policy" as="element()?"/>

  <xsl:template name="script" as="element()?"/>
</xsl:stylesheet>
