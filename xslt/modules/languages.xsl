<?xml version="1.0" encoding="UTF-8"?>
<!-- Languages: which one an element has, in which direction it is written, and where words are marked as foreign. -->
<xsl:stylesheet version="3.0" xmlns:xsl="http://www.w3.org/1999/XSL/Transform"
  xmlns:xs="http://www.w3.org/2001/XMLSchema" xmlns:f="urn:x-preserve:functions"
  xpath-default-namespace="http://www.tei-c.org/ns/1.0" exclude-result-prefixes="#all" expand-text="yes">

  <!-- The language of an element, as a BCP 47 tag: what is said at it or around it, or the text's; or the empty
       string. -->
  <xsl:function name="f:language" as="xs:string">
    <xsl:param name="element" as="element()?"/>
    <xsl:sequence select="($element/ancestor-or-self::*[@xml:lang][1]/@xml:lang/string(), $text-language)[1]"/>
  </xsl:function>

  <!-- Whether words in a language need a mark where those around them are in another: en in en-GB needs none, ru in
       ru-Latn does. -->
  <xsl:function name="f:stands-out" as="xs:boolean">
    <xsl:param name="language" as="xs:string"/>
    <xsl:param name="around" as="xs:string"/>
    <xsl:variable name="own" as="xs:string" select="lower-case($language)"/>
    <xsl:variable name="others" as="xs:string" select="lower-case($around)"/>
    <xsl:sequence select="
        $own ne '' and $own ne $others
        and (not(starts-with($others, $own || '-')) or matches(substring($others, string-length($own) + 1), '^-[a-z]{4}(-|$)'))"/>
  </xsl:function>

  <xsl:function name="f:language-attributes" as="attribute()+">
    <xsl:param name="language" as="xs:string"/>
    <xsl:attribute name="lang" select="normalize-space($language)"/>
    <xsl:attribute name="dir" select="f:direction(normalize-space($language))"/>
  </xsl:function>

  <!-- lang and dir for words in a language, where those around them are in another. -->
  <xsl:function name="f:language-attributes" as="attribute()*">
    <xsl:param name="language" as="xs:string"/>
    <xsl:param name="around" as="xs:string"/>
    <xsl:sequence select="
        if ($language ne $around and f:stands-out($language, $around)) then f:language-attributes($language) else ()"/>
  </xsl:function>

  <!-- The direction in which a language is written: ltr or rtl. -->
  <xsl:function name="f:direction" as="xs:string">
    <xsl:param name="language" as="xs:string"/>
    <xsl:variable name="subtags" as="xs:string*" select="tokenize(lower-case($language), '-')"/>
    <xsl:variable name="script" as="xs:string?" select="$subtags[position() gt 1][string-length(.) = 4][1]"/>
    <xsl:sequence select="
        if ($script = ('arab', 'hebr', 'syrc', 'thaa', 'nkoo', 'adlm', 'rohg')) then 'rtl'
        else if ($script) then 'ltr'
        else if ($subtags[1] = ('ar', 'arc', 'ckb', 'dv', 'fa', 'he', 'ps', 'sd', 'syr', 'ug', 'ur', 'yi')) then 'rtl'
        else 'ltr'"/>
  </xsl:function>

  <!-- The same for words of the interface, where those of the element around them are in another language. -->
  <xsl:function name="f:interface-attributes" as="attribute()*">
    <xsl:param name="around" as="element()"/>
    <xsl:sequence select="f:language-attributes($interface-language, f:language($around))"/>
  </xsl:function>

  <!-- Words of the interface inside of an element, marked where its own are in another language. -->
  <xsl:function name="f:interface-words" as="node()">
    <xsl:param name="words" as="xs:string"/>
    <xsl:param name="around" as="element()"/>
    <xsl:sequence select="f:marked($words, $interface-language, f:language($around))"/>
  </xsl:function>

  <!-- Words in a language, marked where those around them are in another. -->
  <xsl:function name="f:marked" as="node()">
    <xsl:param name="words" as="xs:string"/>
    <xsl:param name="language" as="xs:string"/>
    <xsl:param name="around" as="xs:string"/>
    <xsl:variable name="attributes" as="attribute()*" select="f:language-attributes($language, $around)"/>
    <xsl:choose>
      <xsl:when test="exists($attributes)">
        <span>
          <xsl:sequence select="$attributes"/>
          <xsl:text>{$words}</xsl:text>
        </span>
      </xsl:when>
      <xsl:otherwise>
        <xsl:text>{$words}</xsl:text>
      </xsl:otherwise>
    </xsl:choose>
  </xsl:function>
</xsl:stylesheet>
