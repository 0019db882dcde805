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

  <!-- A readable XPath such as /TEI/text/body/div[2]/sp[3]. -->
  <xsl:function name="f:path" as="xs:string">
    <xsl:param name="element" as="element()"/>
    <xsl:sequence select="string-join($element/ancestor-or-self::*/('/' || local-name() || f:position(.)))"/>
  </xsl:function>

  <!-- The place of an element among siblings of its name, such as [2]; nothing where it is the only one. -->
  <xsl:function name="f:position" as="xs:string">
    <xsl:param name="element" as="element()"/>
    <xsl:variable name="name" as="xs:QName" select="node-name($element)"/>
    <xsl:variable name="before" as="xs:integer" select="count($element/preceding-sibling::*[node-name() eq $name])"/>
    <xsl:variable name="alone" as="xs:boolean"
      select="$before eq 0 and empty($element/following-sibling::*[node-name() eq $name])"/>
    <xsl:sequence select="if ($alone) then '' else '[' || $before + 1 || ']'"/>
  </xsl:function>
</xsl:stylesheet>
