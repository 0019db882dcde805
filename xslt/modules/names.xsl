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

  <!-- The preferred name: in the language of the text where there are several (kk stands for kk-Cyrl, too), else the
       first. -->
  <xsl:function name="f:name-element" as="element()?">
    <xsl:param name="entry" as="element()"/>
    <xsl:variable name="names" as="element()*" select="f:name-elements($entry)"/>
    <xsl:variable name="language" as="xs:string" select="substring-before($text-language || '-', '-')"/>
    <xsl:sequence select="($names[f:language(.) eq $text-language], $names[lang($language)], $names)[1]"/>
  </xsl:function>

  <!-- Whether an element is an entry, and not a name in the text. -->
  <xsl:function name="f:is-entry" as="xs:boolean">
    <xsl:param name="element" as="element()"/>
    <xsl:sequence select="
        local-name($element) = ('person', 'personGrp', 'org', 'place', 'event', 'bibl', 'biblStruct')"/>
  </xsl:function>

  <!-- The language of what an entry is called: of its name, or of the interface where it has none. -->
  <xsl:function name="f:name-language" as="xs:string" cache="yes">
    <xsl:param name="entry" as="element()"/>
    <xsl:sequence select="(f:name-element($entry)[f:words(.)] ! f:language(.), $interface-language)[1]"/>
  </xsl:function>

  <!-- The preferred name of an entry in words. -->
  <xsl:function name="f:name" as="xs:string" cache="yes">
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
        for $pointer in f:pointers($element/@who), $id in substring-after($pointer, '#')
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
        (for $id in f:local-ids($mention/@ref)
         return f:listed(key('entry', $id, $document)[1]))[1]"/>
  </xsl:function>

  <!-- The page on the web that a mention points to; nothing for a third party. -->
  <xsl:function name="f:page-elsewhere" as="xs:string?">
    <xsl:param name="mention" as="element()"/>
    <xsl:sequence select="
        (f:pointers($mention/@ref) ! f:web-address(.))[1]
          [matches(., '^http', 'i')][not(f:names-third-party($mention))]"/>
  </xsl:function>

  <!-- The pointers of an attribute, those with a prefix that the header defines written out. -->
  <xsl:function name="f:pointers" as="xs:string*">
    <xsl:param name="attribute" as="attribute()?"/>
    <xsl:sequence select="
        if (contains($attribute, ':') and exists($prefixes)) then tokenize($attribute) ! f:written-out(.)
        else tokenize($attribute)"/>
  </xsl:function>

  <!-- The ids in this document that an attribute points to. -->
  <xsl:function name="f:local-ids" as="xs:string*">
    <xsl:param name="attribute" as="attribute()?"/>
    <xsl:sequence select="f:pointers($attribute)[starts-with(., '#')] ! substring(., 2)"/>
  </xsl:function>

  <!-- The definitions of prefixes that can be followed: no group in them repeats, so that each pointer is soon read. -->
  <xsl:variable name="prefixes" as="element()*" select="
      $document/*/teiHeader/encodingDesc//prefixDef
        [not(matches(@matchPattern, '\)[*+?{]'))][string-length(replace(@matchPattern, '[^*+{]', '')) le 3]"/>

  <!-- A pointer by the first definition that fits, or as it stands. -->
  <xsl:function name="f:written-out" as="xs:string">
    <xsl:param name="pointer" as="xs:string"/>
    <xsl:variable name="rest" as="xs:string" select="substring-after($pointer, ':')"/>
    <xsl:variable name="fitting" as="element()*" select="
        $prefixes[@ident = substring-before($pointer, ':')][string-length($rest) le 200]"/>
    <xsl:try>
      <xsl:sequence select="
          ($fitting ! (let $whole := '^(?:' || @matchPattern || ')$'
                       return replace($rest, $whole, @replacementPattern)[matches($rest, $whole)]), $pointer)[1]"/>
      <xsl:catch errors="*" select="$pointer"/>
    </xsl:try>
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
        'lccn': 'https://lccn.loc.gov/', 'handle': 'https://hdl.handle.net/', 'ror': 'https://ror.org/',
        'pleiades': 'https://pleiades.stoa.org/places/'}"/>
    <xsl:sequence select="
        (f:web-address($value), $pages(lower-case($idno/@type)) ! (. || encode-for-uri($value)))[1]
        ! replace(., '%2F', '/')"/>
  </xsl:function>

  <!-- The ids that something in the text refers to, where it is shown. -->
  <xsl:variable name="mentioned" as="map(xs:string, xs:boolean)" select="
      map:merge(
        distinct-values($document/*/text//*[@ref][f:is-shown(.)] ! f:local-ids(@ref))
        ! map{. : true()})"/>

  <!-- An entry, if the page holds it: in an index where it is mentioned, else in the legend of those who took part. -->
  <xsl:function name="f:listed" as="element()?">
    <xsl:param name="entry" as="element()?"/>
    <xsl:sequence select="
        key('entry', string($entry/@xml:id), $document)[. is $entry]
          [f:is-indexed(.) or ancestor::particDesc and (self::person or self::personGrp or self::org)]"/>
  </xsl:function>

  <!-- Whether an entry stands in an index: where the text mentions it. -->
  <xsl:function name="f:is-indexed" as="xs:boolean">
    <xsl:param name="entry" as="element()"/>
    <xsl:sequence select="exists($entry/@xml:id) and $mentioned($entry/@xml:id) = true()"/>
  </xsl:function>
</xsl:stylesheet>
