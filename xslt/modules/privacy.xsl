<?xml version="1.0" encoding="UTF-8"?>
<!-- Third parties: private persons who are named but did not take part. Their words stay in the text; nowhere else
     does an edition tell of them, so their names are withheld from headers, editors' notes, indexes, contents
     (withholding.xsl knows them in words).
     Sensitive passages: an edition does not tell which they are. -->
<xsl:stylesheet version="3.0" xmlns:xsl="http://www.w3.org/1999/XSL/Transform"
  xmlns:xs="http://www.w3.org/2001/XMLSchema" xmlns:map="http://www.w3.org/2005/xpath-functions/map"
  xmlns:f="urn:x-preserve:functions" xpath-default-namespace="http://www.tei-c.org/ns/1.0"
  exclude-result-prefixes="#all">

  <xsl:function name="f:is-third-party" as="xs:boolean">
    <xsl:param name="element" as="element()"/>
    <xsl:sequence select="$element/self::person and tokenize($element/@role) = 'third-party'"/>
  </xsl:function>

  <!-- Whether there are any; where there are none, nothing needs to be looked for. -->
  <xsl:variable name="has-third-parties" as="xs:boolean"
    select="exists($document//person[tokenize(@role) = 'third-party'])"/>

  <!-- Whether an element names a third party. -->
  <xsl:function name="f:names-third-party" as="xs:boolean">
    <xsl:param name="mention" as="element()"/>
    <xsl:sequence select="
        $has-third-parties
        and exists(f:pointers($mention/@ref) ! key('third-party', substring-after(., '#'), $document))"/>
  </xsl:function>

  <!-- Whether an element is the name of a third party; a description (rs) is none. -->
  <xsl:function name="f:is-withheld" as="xs:boolean">
    <xsl:param name="element" as="element()"/>
    <xsl:sequence select="not($element/self::rs) and f:names-third-party($element)"/>
  </xsl:function>

  <!-- All elements that hold the name of a third party, in its entry or in the text. -->
  <xsl:variable name="third-party-names" as="element()*" select="
      let $persons := $document//person[tokenize(@role) = 'third-party']
      return ($persons//(persName | name), $persons/key('mention', @xml:id)[self::persName or self::name])"/>

  <!-- Whether there is anything to withhold. -->
  <xsl:variable name="withholding" as="xs:boolean" select="exists($third-party-names)"/>

  <!-- Whether an element has its id for no other reason than to be the edge of a sensitive passage. -->
  <xsl:function name="f:is-sensitive-edge" as="xs:boolean">
    <xsl:param name="element" as="element()"/>
    <xsl:sequence select="
        exists($element/(self::anchor | self::seg[not(parent::u)]))
        and exists(key('sensitive-edge', $element/@xml:id, $document))
        and empty(key('linked', $element/@xml:id, $document))"/>
  </xsl:function>

  <!-- Whether an element of the text has an id in the page: no judgement on a passage has, and no name withheld. -->
  <xsl:function name="f:is-shown" as="xs:boolean">
    <xsl:param name="element" as="element()"/>
    <xsl:sequence select="
        empty($element/ancestor-or-self::*[self::spanGrp or self::span or self::interpGrp])
        and not($has-third-parties and $element/ancestor-or-self::note[@resp]
                and $element/ancestor-or-self::*[@ref][f:is-withheld(.)])"/>
  </xsl:function>

  <!-- A string without the names of third parties. -->
  <xsl:function name="f:withhold" as="xs:string">
    <xsl:param name="string" as="xs:string"/>
    <xsl:sequence select="if ($withholding) then f:without-names($string) else $string"/>
  </xsl:function>
</xsl:stylesheet>
