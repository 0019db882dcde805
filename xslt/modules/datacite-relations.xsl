<?xml version="1.0" encoding="UTF-8"?>
<!-- What an interview comes from and belongs to, in the words of DataCite: by identifiers, and as items with a title. -->
<xsl:stylesheet version="3.0" xmlns:xsl="http://www.w3.org/1999/XSL/Transform"
  xmlns:xs="http://www.w3.org/2001/XMLSchema" xmlns:map="http://www.w3.org/2005/xpath-functions/map"
  xmlns:f="urn:x-preserve:functions" xmlns="http://datacite.org/schema/kernel-4"
  xpath-default-namespace="http://www.tei-c.org/ns/1.0" exclude-result-prefixes="#all" expand-text="yes">

  <!-- The identifiers that DataCite knows, by their types in TEI. -->
  <xsl:variable name="identifier-types" as="map(xs:string, xs:string)" select="map{
      'doi': 'DOI', 'handle': 'Handle', 'isbn': 'ISBN', 'issn': 'ISSN', 'urn': 'URN', 'ark': 'ARK'}"/>

  <xsl:function name="f:relation-of-kind" as="xs:string">
    <xsl:param name="kind" as="xs:string"/>
    <xsl:variable name="types" as="map(xs:string, xs:string)" select="map{
        'series': 'IsPartOf', 'translated-from': 'IsTranslationOf'}"/>
    <xsl:sequence select="($types($kind), 'IsDerivedFrom')[1]"/>
  </xsl:function>

  <!-- The identifier of a work: type and value; its address where it has no other. -->
  <xsl:function name="f:known-identifier" as="xs:string*">
    <xsl:param name="work" as="map(xs:string, item()*)"/>
    <xsl:variable name="known" as="map(*)?" select="$work('identifiers')[map:contains($identifier-types, .('type'))][1]"/>
    <xsl:sequence select="
        if (exists($known)) then ($identifier-types($known('type')), $known('value'))
        else $work('address') ! ('URL', .)"/>
  </xsl:function>

  <xsl:function name="f:related-identifier" as="element()?">
    <xsl:param name="work" as="map(xs:string, item()*)"/>
    <xsl:variable name="identifier" as="xs:string*" select="f:known-identifier($work)"/>
    <xsl:if test="exists($identifier)">
      <relatedIdentifier relatedIdentifierType="{$identifier[1]}" relationType="{f:relation-of-kind($work('kind'))}"
        resourceTypeGeneral="{f:type-of-work($work)}">{$identifier[2]}</relatedIdentifier>
    </xsl:if>
  </xsl:function>

  <xsl:function name="f:type-of-work" as="xs:string">
    <xsl:param name="work" as="map(xs:string, item()*)"/>
    <xsl:sequence select="if ($work('kind') eq 'series') then 'Collection' else $work('type')"/>
  </xsl:function>

  <!-- A work that has a title, and what it appeared in. -->
  <xsl:function name="f:related-items" as="element()*">
    <xsl:param name="work" as="map(xs:string, item()*)"/>
    <xsl:for-each select="$work('title')">
      <relatedItem relatedItemType="{f:type-of-work($work)}" relationType="{f:relation-of-kind($work('kind'))}">
        <xsl:for-each select="f:known-identifier($work)[1]">
          <relatedItemIdentifier relatedItemIdentifierType="{.}">{f:known-identifier($work)[2]}</relatedItemIdentifier>
        </xsl:for-each>
        <xsl:sequence select="f:wrapped('creators', $work('names') ! f:related-creator(.)), f:related-title(., $work('language'))"/>
        <xsl:sequence select="
            f:simple('publicationYear', f:iso-dates($work('date')) ! substring(., 1, 4)[matches(., '^\d{4}$')]),
            f:simple('volume', $work('volume')[1]), f:simple('publisher', $work('publisher'))"/>
      </relatedItem>
    </xsl:for-each>
    <xsl:for-each select="$work('host')">
      <relatedItem relatedItemType="{$work('host-type')}" relationType="IsPublishedIn">
        <xsl:sequence select="f:related-title(., $work('language'))"/>
      </relatedItem>
    </xsl:for-each>
  </xsl:function>

  <xsl:function name="f:related-title" as="element()">
    <xsl:param name="words" as="xs:string"/>
    <xsl:param name="language" as="xs:string?"/>
    <titles>
      <title>
        <xsl:sequence select="f:stated('xml:lang', $language)"/>
        <xsl:text>{$words}</xsl:text>
      </title>
    </titles>
  </xsl:function>

  <xsl:function name="f:related-creator" as="element()">
    <xsl:param name="name" as="map(xs:string, item()*)"/>
    <creator>
      <xsl:sequence select="f:name-elements($name, 'creatorName')"/>
    </creator>
  </xsl:function>
</xsl:stylesheet>
