<?xml version="1.0" encoding="UTF-8"?>
<!-- Words into lines. -->
<xsl:stylesheet version="3.0" xmlns:xsl="http://www.w3.org/1999/XSL/Transform"
  xmlns:xs="http://www.w3.org/2001/XMLSchema" xmlns:f="urn:x-preserve:functions"
  xpath-default-namespace="http://www.tei-c.org/ns/1.0" exclude-result-prefixes="#all" expand-text="yes">

  <xsl:variable name="columns" as="xs:integer" select="xs:integer($wrap)"/>

  <!-- A line never gets narrower than this, however deep its list. -->
  <xsl:variable name="least-columns" as="xs:integer" select="24"/>

  <!-- The words of nodes that stand in a line, as the page shows them; what Unicode calls ends of lines are spaces. -->
  <xsl:function name="f:reading" as="xs:string">
    <xsl:param name="nodes" as="node()*"/>
    <xsl:param name="withhold" as="xs:boolean"/>
    <xsl:variable name="parts" as="item()*">
      <xsl:apply-templates select="$nodes" mode="reading">
        <xsl:with-param name="withhold" select="$withhold" tunnel="yes"/>
      </xsl:apply-templates>
    </xsl:variable>
    <xsl:sequence select="normalize-space(translate(string-join($parts ! f:spaced(.)), '&#x85;&#x2028;&#x2029;', '   '))"/>
  </xsl:function>

  <!-- Words of which those in blocks, where blocks stand in a line, are kept apart. -->
  <xsl:function name="f:spaced" as="xs:string">
    <xsl:param name="part" as="item()"/>
    <xsl:sequence select="
        if (not($part instance of element()) or empty($part/descendant-or-self::*:div)) then string($part)
        else string-join((' ', $part/node() ! f:spaced(.), ' '))"/>
  </xsl:function>

  <!-- Words as lines of the width that is left, the second and later ones behind a margin. They are broken at spaces
       only, so that a program can join them again; a word that is longer has a line of its own. One regular expression
       breaks a paragraph faster than a loop over its words. -->
  <xsl:function name="f:lines" as="xs:string">
    <xsl:param name="words" as="xs:string"/>
    <xsl:param name="indent" as="xs:integer"/>
    <xsl:variable name="width" as="xs:integer" select="max(($columns - $indent, $least-columns))"/>
    <xsl:variable name="plain" as="xs:string" select="normalize-unicode(normalize-space($words), 'NFC')"/>
    <xsl:variable name="whole" as="xs:boolean" select="$columns eq 0 or f:width($plain) le $width"/>
    <xsl:sequence select="if ($whole) then $plain else f:broken($plain, $width, '&#10;' || f:repeat(' ', $indent))"/>
  </xsl:function>

  <!-- What takes no column: marks on letters, and characters that only direct. -->
  <xsl:variable name="no-column" as="xs:string" select="'[\p{M}\p{Cf}]'"/>

  <!-- What takes two columns: letters of East Asia, and pictures. -->
  <xsl:variable name="two-columns" as="xs:string" select="
      '[&#x1100;-&#x115F;&#x2E80;-&#x303E;&#x3041;-&#xA4CF;&#xA960;-&#xA97F;&#xAC00;-&#xD7A3;&#xF900;-&#xFAFF;' ||
      '&#xFE30;-&#xFE6F;&#xFF01;-&#xFF60;&#xFFE0;-&#xFFE6;&#x1F300;-&#x1F64F;&#x1F680;-&#x1F6FF;&#x1F900;-&#x1F9FF;' ||
      '&#x20000;-&#x3FFFD;]'"/>

  <!-- The columns that words take. -->
  <xsl:function name="f:width" as="xs:integer">
    <xsl:param name="words" as="xs:string"/>
    <xsl:sequence select="string-length(replace(f:stretched($words), $no-column, ''))"/>
  </xsl:function>

  <!-- Words in which each wide letter has a companion, so that it counts twice; U+FDD0 is no character of any text. -->
  <xsl:function name="f:stretched" as="xs:string">
    <xsl:param name="words" as="xs:string"/>
    <xsl:sequence select="replace($words, '(' || $two-columns || ')', '$1&#xFDD0;')"/>
  </xsl:function>

  <!-- Words in which what would look like the marker of an item or a locator at the beginning of a line is bound to the
       word before it, and a mark to the space that bears it. U+FDD1 stands for such a space. -->
  <xsl:function name="f:bound" as="xs:string">
    <xsl:param name="words" as="xs:string"/>
    <xsl:sequence select="
        replace($words, ' (\p{M}|([-=]+|\d+\.|\[\d[\d.]*\])( |&#xFDD1;|$))', '&#xFDD1;$1')"/>
  </xsl:function>

  <!-- Words with a break after each line but the last. Of markers in a row, each second is bound in a second round. -->
  <xsl:function name="f:broken" as="xs:string">
    <xsl:param name="words" as="xs:string"/>
    <xsl:param name="width" as="xs:integer"/>
    <xsl:param name="break" as="xs:string"/>
    <xsl:variable name="bound" as="xs:string" select="f:bound(f:bound(f:stretched($words)))"/>
    <xsl:variable name="column" as="xs:string" select="
        if (matches($words, $no-column)) then '(.' || $no-column || '*)' else '.'"/>
    <xsl:variable name="line" as="xs:string" select="'(' || $column || '{1,' || $width || '}|[^ ]+) '"/>
    <xsl:variable name="broken" as="xs:string" select="replace($bound || ' ', $line, '$1' || $break)"/>
    <xsl:sequence select="
        translate(substring($broken, 1, string-length($broken) - string-length($break)), '&#xFDD1;&#xFDD0;', ' ')"/>
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
    <xsl:variable name="longest" as="xs:integer" select="xs:integer(max(tokenize($lines, '\n') ! f:width(.)))"/>
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
