<?xml version="1.0" encoding="UTF-8"?>
<!-- The bare words of an element, for labels, contents and indexes: without notes, without marks, names of third
     parties withheld. -->
<xsl:stylesheet version="3.0" xmlns:xsl="http://www.w3.org/1999/XSL/Transform"
  xmlns:xs="http://www.w3.org/2001/XMLSchema" xmlns:f="urn:x-preserve:functions"
  xpath-default-namespace="http://www.tei-c.org/ns/1.0" exclude-result-prefixes="#all">

  <xsl:mode name="plain" on-no-match="text-only-copy"/>

  <!-- The words of an element on one line. -->
  <xsl:function name="f:words" as="xs:string">
    <xsl:param name="element" as="element()"/>
    <xsl:variable name="parts" as="xs:string*">
      <xsl:apply-templates select="$element/node()" mode="plain"/>
    </xsl:variable>
    <xsl:variable name="words" as="xs:string" select="normalize-space(string-join($parts))"/>
    <xsl:sequence select="
        if ($element/self::date) then $words
        else if (f:is-withheld($element)) then f:label('withheld')
        else f:withhold($words)"/>
  </xsl:function>

  <!-- What is marked as the name of a third party, whatever its words. -->
  <xsl:template match="*[@ref][f:is-withheld(.)]" mode="plain" as="xs:string">
    <xsl:sequence select="f:label('withheld')"/>
  </xsl:template>

  <xsl:template mode="plain" match="
      note | index | author/idno | editor/idno | respStmt//idno | corr[../sic] | reg[../orig] | expan[../abbr]"/>

  <xsl:template match="lb | p" mode="plain">
    <xsl:sequence select="' '"/>
    <xsl:apply-templates mode="#current"/>
    <xsl:sequence select="' '"/>
  </xsl:template>

  <xsl:template match="lb[@break = 'no']" mode="plain"/>
</xsl:stylesheet>
