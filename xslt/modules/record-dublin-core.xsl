<?xml version="1.0" encoding="UTF-8"?>
<!--
  An interview in Dublin Core: the fifteen elements in the container of OAI-PMH (oai_dc), or all of the DCMI Metadata
  Terms in the container that DCMI's own schema declares (qualifieddc, in no namespace).
-->
<xsl:stylesheet version="3.0" xmlns:xsl="http://www.w3.org/1999/XSL/Transform"
  xmlns:xs="http://www.w3.org/2001/XMLSchema" xmlns:map="http://www.w3.org/2005/xpath-functions/map"
  xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance" xmlns:dc="http://purl.org/dc/elements/1.1/"
  xmlns:dcterms="http://purl.org/dc/terms/" xmlns:oai_dc="http://www.openarchives.org/OAI/2.0/oai_dc/"
  xmlns:f="urn:x-preserve:functions" xpath-default-namespace="http://www.tei-c.org/ns/1.0"
  exclude-result-prefixes="#all" expand-text="yes">

  <xsl:param name="terms" as="xs:anyAtomicType" select="'oai_dc'"/>

  <xsl:mode name="dublin-core" on-no-match="fail"/>

  <xsl:template match="/" mode="dublin-core" as="element()">
    <xsl:call-template name="remarks"/>
    <xsl:choose>
      <xsl:when test="string($terms) eq 'dcterms'">
        <qualifieddc
          xsi:noNamespaceSchemaLocation="http://dublincore.org/schemas/xmls/qdc/2008/02/11/qualifieddc.xsd">
          <xsl:namespace name="dcterms" select="$dcterms"/>
          <xsl:sequence select="$terms-of-dcmi"/>
        </qualifieddc>
      </xsl:when>
      <xsl:otherwise>
        <oai_dc:dc
          xsi:schemaLocation="http://www.openarchives.org/OAI/2.0/oai_dc/ http://www.openarchives.org/OAI/2.0/oai_dc.xsd">
          <xsl:namespace name="dc" select="'http://purl.org/dc/elements/1.1/'"/>
          <xsl:sequence select="$fifteen-elements"/>
        </oai_dc:dc>
      </xsl:otherwise>
    </xsl:choose>
  </xsl:template>

  <!-- ==== The fifteen elements ==== -->

  <xsl:variable name="fifteen-elements" as="element()*" select="
      f:titles() ! f:dc('title', .('words'), .('language')),
      $creators ! f:dc('creator', f:inverted(.)), $topics ! f:dc('subject', .('words'), .('language')),
      $abstracts ! f:dc('description', .('words'), .('language')), f:dc('publisher', $publisher-name),
      $contributors ! f:dc('contributor', f:inverted(.)),
      f:dc('date', distinct-values(($issued, f:iso-dates($interview-dates)))), f:dc('type', ('Text', 'interview')),
      f:dc('format', $media-types), f:dc('identifier', f:addresses()),
      f:dc('source', $relations[not(.('kind') = 'series')] ! .('words')[.]), f:dc('language', $language-tags),
      f:dc('relation', $relations[.('kind') = 'series'] ! .('words')[.]),
      $places ! f:dc('coverage', .('name'), .('language')),
      f:dc('rights', ($access ! (.('label'), .('address')), $licences ! (.('address'), .('words')), $terms-of-use))"/>

  <xsl:function name="f:dc" as="element()*">
    <xsl:param name="name" as="xs:string"/>
    <xsl:param name="values" as="xs:string*"/>
    <xsl:sequence select="$values ! f:dc($name, ., '')"/>
  </xsl:function>

  <xsl:function name="f:dc" as="element()">
    <xsl:param name="name" as="xs:string"/>
    <xsl:param name="value" as="xs:string"/>
    <xsl:param name="language" as="xs:string"/>
    <xsl:element name="dc:{$name}">
      <xsl:sequence select="f:xml-lang($language)"/>
      <xsl:value-of select="$value"/>
    </xsl:element>
  </xsl:function>

  <xsl:function name="f:xml-lang" as="attribute()?">
    <xsl:param name="language" as="xs:string"/>
    <xsl:if test="$language">
      <xsl:attribute name="xml:lang" select="$language"/>
    </xsl:if>
  </xsl:function>

  <!-- Titles, each in its language: the main one with its subtitle, then the others. -->
  <xsl:function name="f:titles" as="map(xs:string, xs:string)*">
    <xsl:sequence select="
        $stated-titles[.('kind') eq 'main'] ! map:put(., 'words', $cited-title),
        $stated-titles[.('kind') = ('translated', 'alternative')]"/>
  </xsl:function>

  <!-- Identifiers, as addresses where there are such. -->
  <xsl:function name="f:addresses" as="xs:string*">
    <xsl:sequence select="
        distinct-values(($identifiers ! (.('address'), .('value'))[1], $web-page))"/>
  </xsl:function>

  <!-- ==== DCMI Metadata Terms ==== -->

  <xsl:variable name="dcterms" as="xs:string" select="'http://purl.org/dc/terms/'"/>

  <xsl:variable name="terms-of-dcmi" as="element()*" select="
      f:titles() ! f:term(if (.('kind') eq 'main') then 'title' else 'alternative', .('words'), .('language')),
      $creators ! f:term('creator', f:inverted(.), ''), $topics ! f:term('subject', .('words'), .('language')),
      $abstracts ! f:term('abstract', .('words'), .('language')), $publisher-name ! f:term('publisher', ., ''),
      $contributors ! f:term('contributor', f:inverted(.), ''), $issued ! f:date-term('issued', .),
      f:iso-dates($interview-dates) ! f:date-term('created', .), $modified ! f:date-term('modified', .),
      $embargo-end ! f:date-term('available', .), f:typed-term('type', 'DCMIType', 'Text'),
      $media-types ! f:typed-term('format', 'IMT', .), $extents ! f:term('extent', ., ''),
      f:addresses() ! (if (matches(., '^https?:')) then f:typed-term('identifier', 'URI', .) else f:term('identifier', ., '')),
      $relations[.('words')] ! f:term(f:relation-term(.), .('words'), ''), $language-tags ! f:typed-term('language', 'RFC4646', .),
      $places ! f:place-terms(.),
      $access ! (f:term('accessRights', .('label'), ''), f:typed-term('accessRights', 'URI', .('address'))),
      $licences ! (.('address') ! f:typed-term('license', 'URI', .), .('words') ! f:term('rights', ., '')),
      $terms-of-use ! f:term('rights', ., '')"/>

  <xsl:function name="f:term" as="element()">
    <xsl:param name="name" as="xs:string"/>
    <xsl:param name="value" as="xs:string"/>
    <xsl:param name="language" as="xs:string"/>
    <xsl:element name="dcterms:{$name}">
      <xsl:sequence select="f:xml-lang($language)"/>
      <xsl:value-of select="$value"/>
    </xsl:element>
  </xsl:function>

  <!-- A term whose value follows a scheme of the terms' own. -->
  <xsl:function name="f:typed-term" as="element()">
    <xsl:param name="name" as="xs:string"/>
    <xsl:param name="scheme" as="xs:string"/>
    <xsl:param name="value" as="xs:string"/>
    <xsl:element name="dcterms:{$name}">
      <xsl:attribute name="xsi:type" select="'dcterms:' || $scheme"/>
      <xsl:value-of select="$value"/>
    </xsl:element>
  </xsl:function>

  <!-- A point of time, or a period from one to another. -->
  <xsl:function name="f:date-term" as="element()">
    <xsl:param name="name" as="xs:string"/>
    <xsl:param name="value" as="xs:string"/>
    <xsl:variable name="ends" as="xs:string+" select="tokenize($value, '/')"/>
    <xsl:sequence select="
        if (count($ends) eq 1) then f:typed-term($name, 'W3CDTF', $value)
        else f:typed-term($name, 'Period', 'start=' || $ends[1] || '; end=' || $ends[2] || '; scheme=W3C-DTF;')"/>
  </xsl:function>

  <!-- How the interview relates to what it comes from. -->
  <xsl:function name="f:relation-term" as="xs:string">
    <xsl:param name="relation" as="map(xs:string, item()*)"/>
    <xsl:variable name="names" as="map(xs:string, xs:string)" select="map{
        'series': 'isPartOf', 'original': 'isVersionOf', 'translated-from': 'isVersionOf'}"/>
    <xsl:sequence select="($names($relation('kind')), 'source')[1]"/>
  </xsl:function>

  <!-- A place by its name, by its address at an authority, and by its coordinates. -->
  <xsl:function name="f:place-terms" as="element()+">
    <xsl:param name="place" as="map(xs:string, xs:string?)"/>
    <xsl:sequence select="
        f:term('spatial', $place('name'), $place('language')), $place('address') ! f:typed-term('spatial', 'URI', .),
        $place('latitude')
        ! f:typed-term('spatial', 'Point', 'east=' || $place('longitude') || '; north=' || . || ';')"/>
  </xsl:function>
</xsl:stylesheet>
