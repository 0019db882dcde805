<?xml version="1.0" encoding="UTF-8"?>
<!-- JSON: a line for each member of an object, in one order for every processor. -->
<xsl:stylesheet version="3.0" xmlns:xsl="http://www.w3.org/1999/XSL/Transform"
  xmlns:xs="http://www.w3.org/2001/XMLSchema" xmlns:j="http://www.w3.org/2005/xpath-functions"
  xmlns:f="urn:x-preserve:functions" xpath-default-namespace="http://www.tei-c.org/ns/1.0" exclude-result-prefixes="#all" expand-text="yes">

  <xsl:function name="f:json-string" as="element()?">
    <xsl:param name="key" as="xs:string"/>
    <xsl:param name="value" as="xs:string?"/>
    <xsl:for-each select="$value[.]">
      <j:string key="{$key}">{.}</j:string>
    </xsl:for-each>
  </xsl:function>

  <!-- Members as an object; what could end a script, or be composed with what follows it, is escaped. -->
  <xsl:function name="f:json-object" as="xs:string">
    <xsl:param name="members" as="element()*"/>
    <xsl:variable name="lines" as="xs:string*">
      <xsl:for-each select="$members">
        <xsl:variable name="object" as="element()">
          <j:map>
            <xsl:sequence select="."/>
          </j:map>
        </xsl:variable>
        <xsl:variable name="json" as="xs:string" select="
            normalize-unicode(f:without-escaped-slashes(xml-to-json($object)))"/>
        <xsl:sequence select="'  ' || substring($json, 2, string-length($json) - 2)"/>
      </xsl:for-each>
    </xsl:variable>
    <xsl:sequence select="
        '{&#10;' || string-join($lines, ',&#10;') => replace('&lt;', '\\u003c') => replace('>', '\\u003e')
          => replace('&amp;', '\\u0026') || '&#10;}'"/>
  </xsl:function>

  <!-- JSON in which a slash is a slash: what may be escaped is not escaped by every processor. -->
  <xsl:function name="f:without-escaped-slashes" as="xs:string">
    <xsl:param name="json" as="xs:string"/>
    <xsl:sequence select="string-join(analyze-string($json, '\\.')/*/(if (. eq '\/') then '/' else string()))"/>
  </xsl:function>

  <xsl:function name="f:json-array" as="element()?">
    <xsl:param name="key" as="xs:string"/>
    <xsl:param name="items" as="element()*"/>
    <xsl:if test="exists($items)">
      <j:array key="{$key}">
        <xsl:sequence select="$items"/>
      </j:array>
    </xsl:if>
  </xsl:function>

  <xsl:function name="f:json-item" as="element()">
    <xsl:param name="value" as="xs:string"/>
    <j:string>{$value}</j:string>
  </xsl:function>
</xsl:stylesheet>
