<?xml version="1.0" encoding="UTF-8"?>
<!-- No element is dropped silently: one that has no template is told of, once for each name, with its first place. -->
<xsl:stylesheet version="3.0" xmlns:xsl="http://www.w3.org/1999/XSL/Transform"
  xmlns:xs="http://www.w3.org/2001/XMLSchema" xmlns:f="urn:x-preserve:functions"
  xpath-default-namespace="http://www.tei-c.org/ns/1.0" exclude-result-prefixes="#all">

  <xsl:template name="warn" as="empty-sequence()">
    <xsl:context-item as="element()" use="required"/>
    <xsl:variable name="all" as="element()+" select="key('name', node-name())"/>
    <xsl:if test=". is $all[1]">
      <xsl:message>
        <warning code="XSL-004" path="{f:path(.)}">
          <xsl:text expand-text="yes">Element {name()} has no template, so its words are shown as they stand</xsl:text>
          <xsl:if test="count($all) gt 1" expand-text="yes"> ({count($all)} times)</xsl:if>
          <xsl:text>.</xsl:text>
        </warning>
      </xsl:message>
    </xsl:if>
  </xsl:template>
</xsl:stylesheet>
