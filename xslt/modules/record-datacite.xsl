<?xml version="1.0" encoding="UTF-8"?>
<!--
  An interview in the metadata schema of DataCite, 4.7, for repositories that give DOIs.

  Title, publisher and year of publication are mandatory there, and nobody but the archive can say them: where the header
  lacks one of them, nothing is made. For two other mandatory properties DataCite has values of its own (its Appendix 3):
  creators who are not named are (:unav), "value unavailable, possibly unknown", and a DOI that is still to be given is
  (:tba), "to be assigned or announced later".
-->
<xsl:stylesheet version="3.0" xmlns:xsl="http://www.w3.org/1999/XSL/Transform"
  xmlns:xs="http://www.w3.org/2001/XMLSchema" xmlns:map="http://www.w3.org/2005/xpath-functions/map"
  xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance" xmlns:f="urn:x-preserve:functions"
  xmlns="http://datacite.org/schema/kernel-4" xpath-default-namespace="http://www.tei-c.org/ns/1.0"
  exclude-result-prefixes="xs map f" expand-text="yes">

  <xsl:include href="datacite-relations.xsl"/>

  <xsl:mode name="datacite" on-no-match="fail"/>

  <xsl:template match="/" mode="datacite" as="element()?">
    <xsl:call-template name="remarks"/>
    <xsl:if test="empty($doi)">
      <xsl:sequence select="f:remark('MET-005', $publication, 'the header states no DOI')"/>
    </xsl:if>
    <xsl:if test="exists($stated-titles) and exists($publisher-name) and exists($year)">
      <resource
        xsi:schemaLocation="http://datacite.org/schema/kernel-4 http://schema.datacite.org/meta/kernel-4.7/metadata.xsd">
        <identifier identifierType="DOI">{($doi, '(:tba)')[1]}</identifier>
        <xsl:sequence select="f:creators()"/>
        <xsl:sequence select="f:wrapped('titles', $stated-titles ! f:datacite-title(.))"/>
        <publisher>{$publisher-name}</publisher>
        <publicationYear>{$year}</publicationYear>
        <resourceType resourceTypeGeneral="Text">Interview</resourceType>
        <xsl:sequence select="
            f:wrapped('subjects', $topics ! f:datacite-subject(.)), f:wrapped('contributors', f:contributors()),
            f:wrapped('dates', f:dates()), f:simple('language', $language-tags[1]),
            f:wrapped('alternateIdentifiers', f:alternate-identifiers()), f:wrapped('sizes', f:simple('size', $extents)),
            f:wrapped('formats', f:simple('format', $media-types)),
            f:simple('version', ($header/fileDesc/editionStmt/edition/@n, $cited-edition)[1]),
            f:wrapped('rightsList', f:rights()), f:wrapped('descriptions', $abstracts ! f:datacite-abstract(.)),
            f:wrapped('geoLocations', $places ! f:geo-location(.)), f:wrapped('fundingReferences', f:funding()),
            f:wrapped('relatedIdentifiers', $relations ! f:related-identifier(.)),
            f:wrapped('relatedItems', $relations ! f:related-items(.))"/>
      </resource>
    </xsl:if>
  </xsl:template>

  <!-- ==== What properties consist of ==== -->

  <!-- Properties in their wrapper; no wrapper for none. -->
  <xsl:function name="f:wrapped" as="element()?">
    <xsl:param name="name" as="xs:string"/>
    <xsl:param name="properties" as="element()*"/>
    <xsl:if test="exists($properties)">
      <xsl:element name="{$name}">
        <xsl:sequence select="$properties"/>
      </xsl:element>
    </xsl:if>
  </xsl:function>

  <xsl:function name="f:simple" as="element()*">
    <xsl:param name="name" as="xs:string"/>
    <xsl:param name="values" as="xs:string*"/>
    <xsl:for-each select="$values">
      <xsl:element name="{$name}">{.}</xsl:element>
    </xsl:for-each>
  </xsl:function>

  <!-- An attribute, where there is a value for it. -->
  <xsl:function name="f:stated" as="attribute()?">
    <xsl:param name="name" as="xs:string"/>
    <xsl:param name="value" as="xs:string?"/>
    <xsl:for-each select="$value[.]">
      <xsl:attribute name="{$name}" select="."/>
    </xsl:for-each>
  </xsl:function>

  <xsl:function name="f:datacite-title" as="element()">
    <xsl:param name="title" as="map(xs:string, xs:string)"/>
    <xsl:variable name="types" as="map(xs:string, xs:string)" select="map{
        'sub': 'Subtitle', 'translated': 'TranslatedTitle', 'alternative': 'AlternativeTitle'}"/>
    <title>
      <xsl:sequence select="f:stated('titleType', $types($title('kind'))), f:stated('xml:lang', $title('language'))"/>
      <xsl:text>{$title('words')}</xsl:text>
    </title>
  </xsl:function>

  <xsl:function name="f:datacite-abstract" as="element()">
    <xsl:param name="abstract" as="map(xs:string, xs:string)"/>
    <description descriptionType="Abstract">
      <xsl:sequence select="f:stated('xml:lang', $abstract('language'))"/>
      <xsl:text>{$abstract('words')}</xsl:text>
    </description>
  </xsl:function>

  <xsl:function name="f:datacite-subject" as="element()">
    <xsl:param name="topic" as="map(xs:string, xs:string?)"/>
    <subject>
      <xsl:sequence select="
          f:stated('schemeURI', $topic('scheme')), f:stated('valueURI', $topic('address')),
          f:stated('xml:lang', $topic('language'))"/>
      <xsl:text>{$topic('words')}</xsl:text>
    </subject>
  </xsl:function>

  <!-- ==== Who ==== -->

  <!-- The creators; what DataCite has for those who are not named. -->
  <xsl:function name="f:creators" as="element()">
    <creators>
      <xsl:for-each select="$creators">
        <creator>
          <xsl:sequence select="f:name-elements(., 'creatorName'), .('identifiers') ! f:name-identifier(.)"/>
        </creator>
      </xsl:for-each>
      <xsl:if test="empty($creators)">
        <creator>
          <creatorName>(:unav)</creatorName>
        </creator>
      </xsl:if>
    </creators>
  </xsl:function>

  <!-- A name, Family, Given where they are told apart. -->
  <xsl:function name="f:name-elements" as="element()+">
    <xsl:param name="name" as="map(xs:string, item()*)"/>
    <xsl:param name="element" as="xs:string"/>
    <xsl:variable name="kinds" as="map(xs:string, xs:string)" select="map{'person': 'Personal', 'org': 'Organizational'}"/>
    <xsl:element name="{$element}">
      <xsl:sequence select="f:stated('nameType', $kinds($name('kind')))"/>
      <xsl:text>{f:inverted($name)}</xsl:text>
    </xsl:element>
    <xsl:sequence select="
        f:simple('givenName', $name('given')),
        f:simple('familyName', $name('family') ! string-join(($name('particle'), .), ' '))"/>
  </xsl:function>

  <xsl:function name="f:name-identifier" as="element()">
    <xsl:param name="idno" as="element()"/>
    <nameIdentifier nameIdentifierScheme="{$idno/@type}">{f:authority($idno)}</nameIdentifier>
  </xsl:function>

  <!-- The other people, once for each type of contributor; interviewers have collected what is there. -->
  <xsl:function name="f:contributors" as="element()*">
    <xsl:variable name="types" as="map(xs:string, xs:string)" select="map{
        'interviewer': 'DataCollector', 'recordist': 'DataCollector', 'editor': 'Editor', 'translator': 'Translator',
        'transcriber': 'DataCurator', 'markup editor': 'DataCurator', 'researcher': 'Researcher', 'sponsor': 'Sponsor'}"/>
    <xsl:for-each select="$people">
      <xsl:variable name="person" as="map(xs:string, item()*)" select="."/>
      <xsl:variable name="roles" as="xs:string*" select=".('roles')[not(. = ('author', 'interviewee', 'funder'))]"/>
      <xsl:for-each select="distinct-values($roles ! ($types(.), 'Other')[1])">
        <contributor contributorType="{.}">
          <xsl:sequence select="f:name-elements($person, 'contributorName'), $person('identifiers') ! f:name-identifier(.)"/>
        </contributor>
      </xsl:for-each>
    </xsl:for-each>
  </xsl:function>

  <xsl:function name="f:funding" as="element()*">
    <xsl:for-each select="f:in-role('funder')">
      <fundingReference>
        <funderName>{.('literal')}</funderName>
      </fundingReference>
    </xsl:for-each>
  </xsl:function>

  <!-- ==== When ==== -->

  <xsl:function name="f:dates" as="element()*">
    <xsl:sequence select="$issued ! f:date('Issued', ., ())"/>
    <xsl:for-each-group select="$interview-dates" group-by="f:iso-dates(.)">
      <xsl:sequence select="f:date('Collected', current-grouping-key(), .)"/>
    </xsl:for-each-group>
    <xsl:sequence select="$modified ! f:date('Updated', ., ()), $embargo-end ! f:date('Available', ., ())"/>
  </xsl:function>

  <!-- A date; where only its bounds are known, or it is not certain, that is said in words. -->
  <xsl:function name="f:date" as="element()">
    <xsl:param name="type" as="xs:string"/>
    <xsl:param name="value" as="xs:string"/>
    <xsl:param name="source" as="element()?"/>
    <xsl:variable name="is-vague" as="xs:boolean" select="
        exists($source/(@notBefore, @notBefore-iso, @notAfter, @notAfter-iso)) or $source ! f:is-uncertain(.) = true()"/>
    <date dateType="{$type}">
      <xsl:sequence select="
          f:stated('dateInformation', $source[$is-vague] ! string-join((f:when(.), 'uncertain'[f:is-uncertain($source)]), ', '))"/>
      <xsl:text>{$value}</xsl:text>
    </date>
  </xsl:function>

  <!-- ==== Identifiers, rights, places ==== -->

  <xsl:function name="f:alternate-identifiers" as="element()*">
    <xsl:for-each select="$identifiers[not(.('value') = $doi)]">
      <alternateIdentifier alternateIdentifierType="{.('type')}">{.('value')}</alternateIdentifier>
    </xsl:for-each>
    <xsl:for-each select="$web-page[not(. = $identifiers ! .('value'))]">
      <alternateIdentifier alternateIdentifierType="url">{.}</alternateIdentifier>
    </xsl:for-each>
  </xsl:function>

  <xsl:function name="f:rights" as="element()*">
    <xsl:for-each select="$access">
      <rights rightsURI="{.('address')}">{.('label')}</rights>
    </xsl:for-each>
    <xsl:for-each select="$licences">
      <rights>
        <xsl:sequence select="f:stated('rightsURI', .('address'))"/>
        <xsl:for-each select="f:spdx(.('address'))">
          <xsl:attribute name="rightsIdentifier" select="."/>
          <xsl:attribute name="rightsIdentifierScheme" select="'SPDX'"/>
          <xsl:attribute name="schemeURI" select="'https://spdx.org/licenses/'"/>
        </xsl:for-each>
        <xsl:text>{(.('words'), .('address'))[1]}</xsl:text>
      </rights>
    </xsl:for-each>
    <xsl:sequence select="f:simple('rights', $terms-of-use)"/>
  </xsl:function>

  <xsl:function name="f:geo-location" as="element()">
    <xsl:param name="place" as="map(xs:string, xs:string?)"/>
    <geoLocation>
      <geoLocationPlace>{$place('name')}</geoLocationPlace>
      <xsl:if test="$place('latitude')">
        <geoLocationPoint>
          <pointLongitude>{$place('longitude')}</pointLongitude>
          <pointLatitude>{$place('latitude')}</pointLatitude>
        </geoLocationPoint>
      </xsl:if>
    </geoLocation>
  </xsl:function>
</xsl:stylesheet>
