<?xml version="1.0" encoding="UTF-8"?>
<!--
  An interview in MODS 3.8, for libraries: roles by the codes of MARC's relators, dates in EDTF, languages by ISO 639-2
  and RFC 5646.
-->
<xsl:stylesheet version="3.0" xmlns:xsl="http://www.w3.org/1999/XSL/Transform"
  xmlns:xs="http://www.w3.org/2001/XMLSchema" xmlns:map="http://www.w3.org/2005/xpath-functions/map"
  xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance" xmlns:xlink="http://www.w3.org/1999/xlink"
  xmlns:f="urn:x-preserve:functions" xmlns="http://www.loc.gov/mods/v3"
  xpath-default-namespace="http://www.tei-c.org/ns/1.0" exclude-result-prefixes="xs map f" expand-text="yes">

  <xsl:include href="record-languages.xsl"/>

  <xsl:mode name="mods" on-no-match="fail"/>

  <xsl:template match="/" mode="mods" as="element()">
    <xsl:call-template name="remarks"/>
    <mods version="3.8"
      xsi:schemaLocation="http://www.loc.gov/mods/v3 http://www.loc.gov/standards/mods/v3/mods-3-8.xsd">
      <xsl:sequence select="$stated-titles[not(.('kind') eq 'sub')] ! f:title-info(.)"/>
      <xsl:for-each select="$people">
        <xsl:sequence select="f:mods-name(., position() eq 1)"/>
      </xsl:for-each>
      <typeOfResource>text</typeOfResource>
      <genre>interview</genre>
      <xsl:call-template name="origin"/>
      <xsl:sequence select="$language-tags ! f:mods-language(.), f:physical($media-types, $extents)"/>
      <xsl:for-each select="$abstracts">
        <abstract xml:lang="{.('language')}">{.('words')}</abstract>
      </xsl:for-each>
      <xsl:sequence select="$topics ! f:subject(.), $places ! f:geographic(.), $relations ! f:mods-relation(.)"/>
      <xsl:sequence select="$identifiers ! f:mods-identifier(.), $web-page ! f:location(.)"/>
      <xsl:call-template name="access-conditions"/>
      <recordInfo>
        <recordIdentifier>{$citation-key}</recordIdentifier>
        <recordOrigin>Made from the header of the TEI file by mods.xsl of preserve</recordOrigin>
      </recordInfo>
    </mods>
  </xsl:template>

  <!-- A title: the main one with the subtitle, or another. -->
  <xsl:function name="f:title-info" as="element()">
    <xsl:param name="title" as="map(xs:string, xs:string)"/>
    <titleInfo>
      <xsl:choose>
        <xsl:when test="$title('kind') eq 'main'">
          <xsl:attribute name="usage" select="'primary'"/>
        </xsl:when>
        <xsl:otherwise>
          <xsl:attribute name="type" select="$title('kind')"/>
        </xsl:otherwise>
      </xsl:choose>
      <xsl:sequence select="f:tagged($title('language'))"/>
      <title>{$title('words')}</title>
      <xsl:for-each select="$stated-titles[$title('kind') eq 'main'][.('kind') eq 'sub']">
        <subTitle>{.('words')}</subTitle>
      </xsl:for-each>
    </titleInfo>
  </xsl:function>

  <xsl:function name="f:tagged" as="attribute()?">
    <xsl:param name="language" as="xs:string?"/>
    <xsl:if test="$language">
      <xsl:attribute name="xml:lang" select="$language"/>
    </xsl:if>
  </xsl:function>

  <!-- ==== Who ==== -->

  <xsl:function name="f:mods-name" as="element()">
    <xsl:param name="name" as="map(xs:string, item()*)"/>
    <xsl:param name="is-first" as="xs:boolean"/>
    <name>
      <xsl:if test="$name('kind')">
        <xsl:attribute name="type" select="if ($name('kind') eq 'person') then 'personal' else 'corporate'"/>
      </xsl:if>
      <xsl:if test="$is-first">
        <xsl:attribute name="usage" select="'primary'"/>
      </xsl:if>
      <xsl:sequence select="f:name-part-elements($name), $name('roles') ! f:mods-role(.)"/>
      <xsl:for-each select="$name('identifiers')">
        <nameIdentifier type="{lower-case(@type)}" typeURI="{f:authority(.)}">{f:value(.)}</nameIdentifier>
      </xsl:for-each>
    </name>
  </xsl:function>

  <xsl:function name="f:name-part-elements" as="element()+">
    <xsl:param name="name" as="map(xs:string, item()*)"/>
    <xsl:choose>
      <xsl:when test="map:contains($name, 'family')">
        <namePart type="family">{string-join(($name('particle'), $name('family')), ' ')}</namePart>
        <namePart type="given">{$name('given')}</namePart>
        <xsl:for-each select="$name('suffix')">
          <namePart type="termsOfAddress">{.}</namePart>
        </xsl:for-each>
      </xsl:when>
      <xsl:otherwise>
        <namePart>{$name('literal')}</namePart>
      </xsl:otherwise>
    </xsl:choose>
  </xsl:function>

  <!-- A role: by MARC's code and term, or in the header's own words. -->
  <xsl:function name="f:mods-role" as="element()">
    <xsl:param name="role" as="xs:string"/>
    <xsl:variable name="code" as="xs:string?" select="$relators($role)"/>
    <xsl:variable name="list" as="xs:string" select="'http://id.loc.gov/vocabulary/relators'"/>
    <role>
      <xsl:for-each select="$code">
        <roleTerm type="code" authority="marcrelator" authorityURI="{$list}" valueURI="{$list}/{.}">{.}</roleTerm>
      </xsl:for-each>
      <roleTerm type="text">
        <xsl:if test="$code">
          <xsl:attribute name="authority" select="'marcrelator'"/>
        </xsl:if>
        <xsl:text>{$role}</xsl:text>
      </roleTerm>
    </role>
  </xsl:function>

  <!-- ==== Where it appeared, and when ==== -->

  <xsl:template name="origin" as="element()?">
    <xsl:variable name="parts" as="element()*">
      <xsl:for-each select="($publication/pubPlace ! f:words(.)[.])[1]">
        <place>
          <placeTerm type="text">{.}</placeTerm>
        </place>
      </xsl:for-each>
      <xsl:for-each select="$publisher-name">
        <publisher>{.}</publisher>
      </xsl:for-each>
      <xsl:for-each select="$publication-date ! f:edtf(.)">
        <dateIssued encoding="edtf" keyDate="yes">{.}</dateIssued>
      </xsl:for-each>
      <xsl:sequence select="$interview-dates ! f:created(.)"/>
      <xsl:for-each select="$modified">
        <dateModified encoding="edtf">{.}</dateModified>
      </xsl:for-each>
      <xsl:for-each select="$embargo-end">
        <dateOther type="end of embargo" encoding="edtf">{.}</dateOther>
      </xsl:for-each>
      <xsl:for-each select="$cited-edition">
        <edition>{.}</edition>
      </xsl:for-each>
    </xsl:variable>
    <xsl:if test="exists($parts)">
      <originInfo>
        <xsl:sequence select="f:once($parts)"/>
      </originInfo>
    </xsl:if>
  </xsl:template>

  <!-- Elements, each once. -->
  <xsl:function name="f:once" as="element()*">
    <xsl:param name="elements" as="element()*"/>
    <xsl:sequence select="
        fold-left($elements, (), function($seen, $next) { $seen, $next[not(some $each in $seen satisfies deep-equal($each, .))] })"/>
  </xsl:function>

  <!-- When the interview took place; in words where it is in no calendar. -->
  <xsl:function name="f:created" as="element()">
    <xsl:param name="date" as="element()"/>
    <xsl:variable name="value" as="xs:string?" select="f:edtf($date)"/>
    <dateCreated>
      <xsl:if test="$value">
        <xsl:attribute name="encoding" select="'edtf'"/>
      </xsl:if>
      <xsl:if test="f:is-uncertain($date)">
        <xsl:attribute name="qualifier" select="'questionable'"/>
      </xsl:if>
      <xsl:text>{($value, f:harmless(f:date-words($date)), f:label('withheld'))[1]}</xsl:text>
    </dateCreated>
  </xsl:function>

  <!-- ==== What it is ==== -->

  <xsl:function name="f:mods-language" as="element()">
    <xsl:param name="tag" as="xs:string"/>
    <language>
      <xsl:for-each select="f:library-code($tag)">
        <languageTerm type="code" authority="iso639-2b">{.}</languageTerm>
      </xsl:for-each>
      <languageTerm type="code" authority="rfc5646">{$tag}</languageTerm>
    </language>
  </xsl:function>

  <xsl:function name="f:physical" as="element()?">
    <xsl:param name="types" as="xs:string*"/>
    <xsl:param name="extents" as="xs:string*"/>
    <xsl:if test="exists(($types, $extents))">
      <physicalDescription>
        <xsl:for-each select="$types">
          <internetMediaType>{.}</internetMediaType>
        </xsl:for-each>
        <xsl:for-each select="$extents">
          <extent>{.}</extent>
        </xsl:for-each>
      </physicalDescription>
    </xsl:if>
  </xsl:function>

  <xsl:function name="f:subject" as="element()">
    <xsl:param name="topic" as="map(xs:string, xs:string?)"/>
    <subject>
      <topic>
        <xsl:sequence select="f:tagged($topic('language')), f:value-uri($topic('address'))"/>
        <xsl:for-each select="$topic('scheme')">
          <xsl:attribute name="authorityURI" select="."/>
        </xsl:for-each>
        <xsl:text>{$topic('words')}</xsl:text>
      </topic>
    </subject>
  </xsl:function>

  <xsl:function name="f:value-uri" as="attribute()?">
    <xsl:param name="address" as="xs:string?"/>
    <xsl:if test="$address">
      <xsl:attribute name="valueURI" select="$address"/>
    </xsl:if>
  </xsl:function>

  <!-- A place; its latitude and longitude in degrees. -->
  <xsl:function name="f:geographic" as="element()">
    <xsl:param name="place" as="map(xs:string, xs:string?)"/>
    <subject>
      <geographic>
        <xsl:sequence select="f:tagged($place('language')), f:value-uri($place('address'))"/>
        <xsl:text>{$place('name')}</xsl:text>
      </geographic>
      <xsl:if test="$place('latitude')">
        <cartographics>
          <coordinates>{$place('latitude')},{$place('longitude')}</coordinates>
        </cartographics>
      </xsl:if>
    </subject>
  </xsl:function>

  <!-- ==== What it comes from ==== -->

  <xsl:function name="f:mods-relation" as="element()">
    <xsl:param name="work" as="map(xs:string, item()*)"/>
    <relatedItem>
      <xsl:sequence select="f:relation-type($work('kind'))"/>
      <xsl:for-each select="$work('title')">
        <titleInfo>
          <xsl:sequence select="f:tagged($work('language'))"/>
          <title>{.}</title>
          <xsl:for-each select="$work('volume')">
            <partNumber>{.}</partNumber>
          </xsl:for-each>
        </titleInfo>
      </xsl:for-each>
      <xsl:for-each select="$work('names')">
        <xsl:sequence select="f:mods-name(map:put(., 'roles', 'author'), false())"/>
      </xsl:for-each>
      <xsl:sequence select="f:related-origin($work), $work('spoken') ! f:mods-language(.)"/>
      <xsl:sequence select="f:physical($work('formats'), $work('length') ! f:duration(.))"/>
      <xsl:for-each select="$work('host')">
        <relatedItem type="host">
          <titleInfo>
            <title>{.}</title>
          </titleInfo>
        </relatedItem>
      </xsl:for-each>
      <xsl:sequence select="$work('identifiers') ! f:mods-identifier(.), $work('address') ! f:location(.)"/>
    </relatedItem>
  </xsl:function>

  <xsl:function name="f:relation-type" as="attribute()">
    <xsl:param name="kind" as="xs:string"/>
    <xsl:variable name="types" as="map(xs:string, xs:string)" select="map{
        'source': 'original', 'recording': 'original', 'original': 'otherVersion', 'series': 'series'}"/>
    <xsl:variable name="others" as="map(xs:string, xs:string)" select="map{
        'transcript': 'transcript', 'translated-from': 'translated from'}"/>
    <xsl:attribute name="{if ($types($kind)) then 'type' else 'otherType'}" select="($types($kind), $others($kind))[1]"/>
  </xsl:function>

  <xsl:function name="f:related-origin" as="element()?">
    <xsl:param name="work" as="map(xs:string, item()*)"/>
    <xsl:variable name="date" as="xs:string?" select="$work('date') ! f:edtf(.)"/>
    <xsl:if test="$work('publisher') or $date">
      <originInfo>
        <xsl:for-each select="$work('publisher')">
          <publisher>{.}</publisher>
        </xsl:for-each>
        <xsl:for-each select="$date">
          <xsl:element name="{if ($work('kind') eq 'recording') then 'dateCreated' else 'dateIssued'}">
            <xsl:attribute name="encoding" select="'edtf'"/>
            <xsl:value-of select="."/>
          </xsl:element>
        </xsl:for-each>
      </originInfo>
    </xsl:if>
  </xsl:function>

  <!-- ==== Where it is, and who may use it ==== -->

  <xsl:function name="f:mods-identifier" as="element()">
    <xsl:param name="identifier" as="map(xs:string, xs:string?)"/>
    <identifier type="{replace($identifier('type'), '^handle$', 'hdl')}">{$identifier('value')}</identifier>
  </xsl:function>

  <xsl:function name="f:location" as="element()">
    <xsl:param name="address" as="xs:string"/>
    <location>
      <url>{$address}</url>
    </location>
  </xsl:function>

  <xsl:template name="access-conditions" as="element()*">
    <xsl:for-each select="$access">
      <accessCondition type="restriction on access" xlink:href="{.('address')}">{.('label')}</accessCondition>
    </xsl:for-each>
    <xsl:for-each select="$licences">
      <accessCondition type="use and reproduction">
        <xsl:for-each select=".('address')">
          <xsl:attribute name="xlink:href" select="."/>
        </xsl:for-each>
        <xsl:text>{(.('words'), .('address'))[1]}</xsl:text>
      </accessCondition>
    </xsl:for-each>
    <xsl:for-each select="$terms-of-use">
      <accessCondition type="use and reproduction">{.}</accessCondition>
    </xsl:for-each>
  </xsl:template>
</xsl:stylesheet>
