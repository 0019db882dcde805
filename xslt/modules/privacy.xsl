<?xml version="1.0" encoding="UTF-8"?>
<!-- Third parties: private persons who are named but did not take part. Their words stay in the text; nowhere else
     does an edition tell of them, so their names are withheld from headers, editors' notes, indexes, contents.
     Sensitive passages: an edition does not tell which they are. -->
<xsl:stylesheet version="3.0" xmlns:xsl="http://www.w3.org/1999/XSL/Transform"
  xmlns:xs="http://www.w3.org/2001/XMLSchema" xmlns:map="http://www.w3.org/2005/xpath-functions/map"
  xmlns:f="urn:x-preserve:functions" xpath-default-namespace="http://www.tei-c.org/ns/1.0"
  exclude-result-prefixes="#all">

  <xsl:function name="f:is-third-party" as="xs:boolean">
    <xsl:param name="element" as="element()"/>
    <xsl:sequence select="$element/self::person and tokenize($element/@role) = 'third-party'"/>
  </xsl:function>

  <!-- Whether an element names a third party. -->
  <xsl:function name="f:names-third-party" as="xs:boolean">
    <xsl:param name="mention" as="element()"/>
    <xsl:sequence select="
        exists(f:pointers($mention/@ref) ! key('third-party', substring-after(., '#'), $document))"/>
  </xsl:function>

  <!-- All elements that hold a third party's name, in its entry or in the text; descriptions (rs) are no names. -->
  <xsl:variable name="third-party-names" as="element()*" select="
      let $persons := $document//person[tokenize(@role) = 'third-party']
      return ($persons//(persName | name), $persons/key('mention', @xml:id)[self::persName or self::name])"/>

  <!-- Their words in capital letters, but for those that the names of others share. -->
  <xsl:variable name="third-party-words" as="map(xs:string, xs:boolean)" select="
      map:merge((
        f:name-words($third-party-names) ! map{. : true()},
        f:name-words($document[exists($third-party-names)]/(*/teiHeader//particDesc | */standOff)//
          (person | personGrp | org | place | event)[not(f:is-third-party(.))]/
          f:name-elements(.)) ! map{. : false()},
        ('Third', 'Party', 'Person', 'Private', 'Unnamed', 'Anonymous') ! map{. : false()}),
        map{'duplicates': 'use-last'})"/>

  <!-- Whether there is anything to withhold. -->
  <xsl:variable name="withholding" as="xs:boolean" select="exists($third-party-names)"/>

  <!-- The words of names that begin like names. -->
  <xsl:function name="f:name-words" as="xs:string*">
    <xsl:param name="names" as="element()*"/>
    <xsl:sequence select="
        distinct-values($names ! tokenize(string(.), '[^\p{L}\p{M}\p{N}]+')[matches(., '^[\p{Lu}\p{Lt}\p{Lo}].')])"/>
  </xsl:function>

  <!-- Whether an element has its id for no other reason than to be the edge of a sensitive passage. -->
  <xsl:function name="f:is-sensitive-edge" as="xs:boolean">
    <xsl:param name="element" as="element()"/>
    <xsl:sequence select="
        exists($element/(self::anchor | self::seg[not(parent::u)]))
        and exists(key('sensitive-edge', $element/@xml:id, $document))
        and empty(key('linked', $element/@xml:id, $document))"/>
  </xsl:function>

  <!-- A string without the names of third parties. -->
  <xsl:function name="f:withhold" as="xs:string">
    <xsl:param name="string" as="xs:string"/>
    <xsl:sequence select="if ($withholding) then f:without-names($string) else $string"/>
  </xsl:function>

  <!-- A string with each run of third parties' names replaced by a label; U+FDD0 is no character of any text. -->
  <xsl:function name="f:without-names" as="xs:string">
    <xsl:param name="string" as="xs:string"/>
    <xsl:variable name="parts" as="xs:string*">
      <xsl:analyze-string select="$string" regex="[\p{{L}}\p{{M}}\p{{N}}]+">
        <xsl:matching-substring>
          <xsl:sequence select="if ($third-party-words(.)) then '&#xFDD0;' else ."/>
        </xsl:matching-substring>
        <xsl:non-matching-substring>
          <xsl:sequence select="."/>
        </xsl:non-matching-substring>
      </xsl:analyze-string>
    </xsl:variable>
    <xsl:sequence select="replace(string-join($parts), '&#xFDD0;(\s+&#xFDD0;)*', f:label('withheld'))"/>
  </xsl:function>
</xsl:stylesheet>
