<?xml version="1.0" encoding="UTF-8"?>
<!-- Words into lines. -->
<xsl:stylesheet version="3.0" xmlns:xsl="http://www.w3.org/1999/XSL/Transform"
  xmlns:xs="http://www.w3.org/2001/XMLSchema" xmlns:f="urn:x-preserve:functions"
  xpath-default-namespace="http://www.tei-c.org/ns/1.0" exclude-result-prefixes="#all" expand-text="yes">

  <xsl:variable name="columns" as="xs:integer" select="xs:integer($wrap)"/>

  <!-- A line never gets narrower than this, however deep its list. -->
  <xsl:variable name="least-columns" as="xs:integer" select="24"/>

  <!-- The words of nodes that stand in a line, as the page shows them. -->
  <xsl:function name="f:reading" as="xs:string">
    <xsl:param name="nodes" as="node()*"/>
    <xsl:param name="withhold" as="xs:boolean"/>
    <xsl:variable name="parts" as="item()*">
      <xsl:apply-templates select="$nodes" mode="reading">
        <xsl:with-param name="withhold" select="$withhold" tunnel="yes"/>
      </xsl:apply-templates>
    </xsl:variable>
    <xsl:sequence select="normalize-space(string-join($parts))"/>
  </xsl:function>

  <!-- Words as lines of the width that is left, the second and later ones behind a margin; a word that is longer has a
       line of its own. One regular expression breaks a paragraph faster than a loop over its words. -->
  <xsl:function name="f:lines" as="xs:string">
    <xsl:param name="words" as="xs:string"/>
    <xsl:param name="indent" as="xs:integer"/>
    <xsl:variable name="width" as="xs:integer" select="max(($columns - $indent, $least-columns))"/>
    <xsl:variable name="plain" as="xs:string" select="normalize-unicode(normalize-space($words), 'NFC')"/>
    <xsl:sequence select="
        if ($columns eq 0 or string-length($plain) le $width) then $plain
        else f:broken($plain || ' ', '(.{1,' || $width || '}|[^ ]+) ', '&#10;' || f:repeat(' ', $indent))"/>
  </xsl:function>

  <!-- Words with a break after each line but the last. -->
  <xsl:function name="f:broken" as="xs:string">
    <xsl:param name="words" as="xs:string"/>
    <xsl:param name="line" as="xs:string"/>
    <xsl:param name="break" as="xs:string"/>
    <xsl:variable name="broken" as="xs:string" select="replace($words, $line, '$1' || $break)"/>
    <xsl:sequence select="substring($broken, 1, string-length($broken) - string-length($break))"/>
  </xsl:function>

  <!-- A block: an empty line unless it is tight, then its words in lines, the first perhaps behind a marker. -->
  <xsl:template name="emit" as="xs:string*">
    <xsl:param name="words" as="xs:string"/>
    <xsl:param name="indent" as="xs:integer" select="0"/>
    <xsl:param name="marker" as="xs:string" select="''"/>
    <xsl:param name="tight" as="xs:boolean" select="false()"/>
    <xsl:if test="normalize-space($words)">
      <xsl:sequence select="
          '&#10;'[not($tight)], f:repeat(' ', $indent - string-length($marker)), $marker, f:lines($words, $indent),
          '&#10;'"/>
    </xsl:if>
  </xsl:template>

  <!-- A heading with a line below it. -->
  <xsl:template name="emit-heading" as="xs:string*">
    <xsl:param name="words" as="xs:string"/>
    <xsl:param name="stroke" as="xs:string" select="'-'"/>
    <xsl:param name="first" as="xs:boolean" select="false()"/>
    <xsl:variable name="lines" as="xs:string" select="f:lines($words, 0)"/>
    <xsl:variable name="longest" as="xs:integer" select="xs:integer(max(tokenize($lines, '\n') ! string-length(.)))"/>
    <xsl:if test="normalize-space($words)">
      <xsl:sequence select="
          ('&#10;', '&#10;'[$stroke = '='])[not($first)], $lines, '&#10;',
          f:repeat($stroke, min(($longest, max(($columns, 72))))), '&#10;'"/>
    </xsl:if>
  </xsl:template>

  <xsl:function name="f:repeat" as="xs:string">
    <xsl:param name="character" as="xs:string"/>
    <xsl:param name="times" as="xs:integer"/>
    <xsl:sequence select="string-join((1 to $times) ! $character)"/>
  </xsl:function>
</xsl:stylesheet>
