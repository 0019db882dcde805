<?xml version="1.0" encoding="UTF-8"?>
<!--
  An interview in the words of schema.org, as JSON-LD: what its page tells machines, and besides it the abstract, the
  places, and what the interview comes from.

  Parameters
    source-sha256   the SHA-256 of the TEI source, told where it is given
    lang       the language of the few words that are not the header's own, such as ru; without it the text's own

  Needs an XSLT 3.0 processor and nothing else: it reads no other document, and the same source gives the same record.
-->
<xsl:stylesheet version="3.0" xmlns:xsl="http://www.w3.org/1999/XSL/Transform"
  xmlns:xs="http://www.w3.org/2001/XMLSchema" xmlns:map="http://www.w3.org/2005/xpath-functions/map"
  xmlns:j="http://www.w3.org/2005/xpath-functions" xmlns:f="urn:x-preserve:functions"
  xpath-default-namespace="http://www.tei-c.org/ns/1.0" exclude-result-prefixes="#all" expand-text="yes">

  <xsl:include href="modules/records.xsl"/>
  <xsl:include href="modules/json.xsl"/>
  <xsl:include href="modules/citation-schema-org.xsl"/>

  <xsl:param name="source-sha256" as="xs:anyAtomicType" select="''"/>

  <xsl:output method="text" encoding="UTF-8" normalization-form="NFC" byte-order-mark="no"/>

  <xsl:template match="/" as="xs:string">
    <xsl:call-template name="remarks"/>
    <xsl:variable name="kinds" as="map(xs:string, xs:string)" select="map{
        'isBasedOn': 'source recording transcript original', 'translationOfWork': 'translated-from', 'isPartOf': 'series'}"/>
    <xsl:variable name="members" as="element()*">
      <xsl:sequence select="
          f:json-string('abstract', $abstracts[1] ! .('words')),
          f:json-array('about', f:in-role('interviewee') ! f:agent((), .('literal'), .('kind'))),
          ('funder', 'sponsor') ! f:json-array(., f:in-role(.) ! f:agent((), .('literal'), .('kind'))),
          f:json-array('spatialCoverage', $places ! f:json-place(.))"/>
      <xsl:for-each select="sort(map:keys($kinds))">
        <xsl:variable name="related" as="map(xs:string, item()*)*" select="
            $relations[.('kind') = tokenize($kinds(current()))]"/>
        <xsl:sequence select="f:json-array(., $related ! f:json-work(.))"/>
      </xsl:for-each>
    </xsl:variable>
    <xsl:sequence select="f:json-object(($linked-data, $members)) || '&#10;'"/>
  </xsl:template>

  <xsl:function name="f:json-place" as="element()">
    <xsl:param name="place" as="map(xs:string, xs:string?)"/>
    <j:map>
      <xsl:sequence select="
          f:json-string('@type', 'Place'), f:json-string('name', $place('name')), f:json-string('sameAs', $place('address'))"/>
      <xsl:if test="$place('latitude')">
        <j:map key="geo">
          <j:string key="@type">GeoCoordinates</j:string>
          <j:number key="latitude">{$place('latitude')}</j:number>
          <j:number key="longitude">{$place('longitude')}</j:number>
        </j:map>
      </xsl:if>
    </j:map>
  </xsl:function>

  <!-- What the interview comes from: a recording, or a work. -->
  <xsl:function name="f:json-work" as="element()">
    <xsl:param name="work" as="map(xs:string, item()*)"/>
    <xsl:variable name="types" as="map(xs:string, xs:string)" select="map{
        'Sound': 'AudioObject', 'Audiovisual': 'VideoObject', 'Text': 'CreativeWork'}"/>
    <j:map>
      <xsl:sequence select="
          f:json-string('@type', if ($work('kind') eq 'series') then 'CreativeWorkSeries' else $types($work('type'))),
          f:json-string('name', ($work('title'), $work('words')[.])[1]),
          f:json-array('author', $work('names') ! f:agent((), .('literal'), .('kind'))),
          f:json-string(if ($work('kind') eq 'recording') then 'dateCreated' else 'datePublished', f:iso-dates($work('date'))),
          f:json-string('inLanguage', $work('spoken')), f:json-string('duration', $work('length')),
          f:json-array('encodingFormat', $work('formats') ! f:json-item(.)), f:json-string('url', $work('address'))"/>
    </j:map>
  </xsl:function>
</xsl:stylesheet>
