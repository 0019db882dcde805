<?xml version="1.0" encoding="UTF-8"?>
<!-- What people, places and other entries are called, how they are sorted, and where authorities keep them. -->
<xsl:stylesheet version="3.0" xmlns:xsl="http://www.w3.org/1999/XSL/Transform"
  xmlns:xs="http://www.w3.org/2001/XMLSchema" xmlns:map="http://www.w3.org/2005/xpath-functions/map"
  xmlns:f="urn:x-preserve:functions"
  xpath-default-namespace="http://www.tei-c.org/ns/1.0" exclude-result-prefixes="#all">

  <!-- The elements that may hold the preferred name of an entry. -->
  <xsl:function name="f:name-elements" as="element()*">
    <xsl:param name="entry" as="element()"/>
    <xsl:sequence select="
        $entry/(persName, orgName, placeName, eventName, geogName, settlement, region, country, name, label,
                self::bibl/title, self::biblStruct//title, head)"/>
  </xsl:function>

  <!-- The preferred name: in the language of the text where there are several, else the first. -->
  <xsl:function name="f:name-element" as="element()?">
    <xsl:param name="entry" as="element()"/>
    <xsl:variable name="names" as="element()*" select="f:name-elements($entry)"/>
    <xsl:sequence select="($names[@xml:lang = $text-language], $names)[1]"/>
  </xsl:function>

  <!-- The preferred name of an entry in words. -->
  <xsl:function name="f:name" as="xs:string">
    <xsl:param name="entry" as="element()"/>
    <xsl:variable name="name" as="xs:string?" select="f:name-element($entry) ! f:words(.)"/>
    <xsl:sequence select="
        ($name[.], $entry/@role/f:label('role', .), $entry/self::bibl ! f:words(.)[.], $entry/@xml:id,
         f:label('unnamed'))[1]"/>
  </xsl:function>

  <!-- The names of those who speak a turn, or of those who are said to do something. -->
  <xsl:function name="f:who" as="xs:string*">
    <xsl:param name="element" as="element()"/>
    <xsl:sequence select="
        for $pointer in tokenize($element/@who), $id in substring-after($pointer, '#')
        return (f:label('unnamed')[key('third-party', $id, $document)],
                key('id', $id, $document) ! f:name(.), $id[.], $pointer)[1]"/>
  </xsl:function>

  <!-- The label of a turn where its source has none. -->
  <xsl:function name="f:speaker" as="xs:string">
    <xsl:param name="turn" as="element()"/>
    <xsl:sequence select="string-join(f:who($turn), ', ')"/>
  </xsl:function>

  <!-- The roles of an entry, for people. -->
  <xsl:function name="f:roles" as="xs:string">
    <xsl:param name="entry" as="element()"/>
    <xsl:sequence select="string-join(tokenize($entry/@role) ! f:label('role', .), ', ')"/>
  </xsl:function>

  <!-- The kind of an entry: person, org, place, event or bibl. -->
  <xsl:function name="f:kind" as="xs:string">
    <xsl:param name="entry" as="element()"/>
    <xsl:variable name="name" as="xs:string" select="local-name($entry)"/>
    <xsl:sequence select="
        if ($name eq 'personGrp') then 'person' else if ($name eq 'biblStruct') then 'bibl' else $name"/>
  </xsl:function>

  <!-- The entry that a mention is linked to: the first of its targets that may be shown. -->
  <xsl:function name="f:entry" as="element()?">
    <xsl:param name="mention" as="element()"/>
    <xsl:sequence select="
        (for $ref in tokenize($mention/@ref)
         return f:listed(key('entry', substring-after($ref, '#'), $document)[1]))[1]"/>
  </xsl:function>

  <!-- An identifier itself, without those that refine it. -->
  <xsl:function name="f:value" as="xs:string">
    <xsl:param name="idno" as="element()"/>
    <xsl:sequence select="normalize-space(string-join($idno/text()))"/>
  </xsl:function>

  <!-- Where an authority keeps an identifier; nothing where there is no such page. -->
  <xsl:function name="f:authority" as="xs:string?">
    <xsl:param name="idno" as="element()"/>
    <xsl:variable name="value" as="xs:string" select="f:value($idno)"/>
    <xsl:variable name="pages" as="map(xs:string, xs:string)" select="map{
        'geonames': 'https://www.geonames.org/', 'wikidata': 'https://www.wikidata.org/wiki/',
        'viaf': 'https://viaf.org/viaf/', 'gnd': 'https://d-nb.info/gnd/', 'isni': 'https://isni.org/isni/',
        'orcid': 'https://orcid.org/', 'doi': 'https://doi.org/', 'tgn': 'https://vocab.getty.edu/tgn/',
        'lccn': 'https://lccn.loc.gov/', 'handle': 'https://hdl.handle.net/', 'pleiades':
        'https://pleiades.stoa.org/places/'}"/>
    <xsl:sequence select="
        (f:web-address($value), $pages(lower-case($idno/@type)) ! (. || encode-for-uri($value)))[1]
        ! replace(., '%2F', '/')"/>
  </xsl:function>

  <!-- The ids that something in the text refers to. -->
  <xsl:variable name="mentioned" as="map(xs:string, xs:boolean)" select="
      map:merge(
        distinct-values($document/*/text//@ref ! tokenize(.)[starts-with(., '#')] ! substring(., 2))
        ! map{. : true()})"/>

  <!-- An entry, if the indexes hold it. -->
  <xsl:function name="f:listed" as="element()?">
    <xsl:param name="entry" as="element()?"/>
    <xsl:sequence select="
        key('entry', string($entry/@xml:id), $document)[. is $entry]
          [ancestor::particDesc or $mentioned(@xml:id)]"/>
  </xsl:function>
</xsl:stylesheet>
