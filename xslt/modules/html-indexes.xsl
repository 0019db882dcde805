<?xml version="1.0" encoding="UTF-8"?>
<!-- Indexes of persons, organisations, places, events, works and dates, with a link to each mention. -->
<xsl:stylesheet version="3.0" xmlns:xsl="http://www.w3.org/1999/XSL/Transform"
  xmlns:xs="http://www.w3.org/2001/XMLSchema" xmlns:f="urn:x-preserve:functions"
  xpath-default-namespace="http://www.tei-c.org/ns/1.0" exclude-result-prefixes="#all" expand-text="yes">

  <!-- The entries of the page: those that are mentioned, and whoever took part. -->
  <xsl:variable name="entries" as="element()*" select="
      $document/*/(teiHeader/profileDesc/(particDesc | settingDesc) | standOff)//
      (person | personGrp | org | place | event | bibl | biblStruct)[@xml:id][exists(f:listed(.))]"/>

  <!-- The indexes that are not empty, in their order. -->
  <xsl:variable name="indexes" as="xs:string*" select="
      ('person', 'org', 'place', 'event', 'bibl')[. = $entries ! f:kind(.)], 'date'[exists($dated)]"/>

  <xsl:variable name="dated" as="element()*" select="
      $document/*/text//(date | time | docDate)[f:time-values(.) ! matches(., '^-?(\d{4}|-\d\d)') = true()]"/>

  <xsl:template name="indexes" as="element()?">
    <xsl:if test="exists($indexes)">
      <section class="indexes" aria-labelledby="{f:made-id('indexes')}">
        <h2 id="{f:made-id('indexes')}">{f:label('indexes')}</h2>
        <xsl:for-each select="$indexes">
          <section aria-labelledby="{f:made-id('index-' || .)}">
            <h3 id="{f:made-id('index-' || .)}">{f:label('index-' || .)}</h3>
            <xsl:sequence select="if (. eq 'date') then f:date-index() else f:entry-index(.)"/>
          </section>
        </xsl:for-each>
      </section>
    </xsl:if>
  </xsl:template>

  <!-- The entries of one kind. -->
  <xsl:function name="f:entry-index" as="element()">
    <xsl:param name="kind" as="xs:string"/>
    <ul class="index">
      <xsl:for-each select="$entries[f:kind(.) eq $kind]">
        <xsl:sort select="f:sort-key(.)" collation="http://www.w3.org/2005/xpath-functions/collation/codepoint"/>
        <li id="{@xml:id}">
          <xsl:call-template name="entry"/>
        </li>
      </xsl:for-each>
    </ul>
  </xsl:function>

  <!-- An entry: its names, what is said of it, where authorities keep it, and where it is mentioned. -->
  <xsl:template name="entry" as="element()+">
    <xsl:context-item as="element()" use="required"/>
    <p class="name">
      <b>
        <xsl:sequence select="f:foreign-attributes(f:name-element(.))"/>
        <xsl:text>{f:name(.)}</xsl:text>
      </b>
      <xsl:call-template name="other-names"/>
      <xsl:if test="ancestor::particDesc and @role"> ({f:roles(.)})</xsl:if>
      <xsl:for-each select="self::event/f:when(.), self::person[death] ! f:life(.)">, {.}</xsl:for-each>
    </p>
    <xsl:call-template name="bibliography"/>
    <xsl:for-each select="(desc, note[not(@type = 'biography')])">
      <div class="said">
        <xsl:sequence select="f:foreign-attributes(.)"/>
        <xsl:call-template name="description"/>
      </div>
    </xsl:for-each>
    <xsl:where-populated>
      <p class="ids">
        <xsl:apply-templates select="location, idno, location/geo" mode="identifier"/>
      </p>
    </xsl:where-populated>
    <xsl:sequence select="f:mentions(key('mention', @xml:id))"/>
  </xsl:template>

  <!-- The life of one who has died; of the living nothing is told. -->
  <xsl:function name="f:life" as="xs:string?">
    <xsl:param name="person" as="element()"/>
    <xsl:variable name="dates" as="xs:string*" select="$person/(birth, death) ! (f:when(.), f:words(.), '?')[.][1]"/>
    <xsl:sequence select="string-join($dates, ' – ')[.]"/>
  </xsl:function>

  <!-- What is told of a work besides its title. -->
  <xsl:template name="bibliography" as="element()?">
    <xsl:context-item as="element()" use="required"/>
    <xsl:variable name="parts" as="element()*" select="
        self::bibl/(author, editor, respStmt, publisher, pubPlace, date, biblScope, ref)"/>
    <xsl:if test="exists($parts)">
      <div class="said">
        <xsl:for-each select="$parts">
          <xsl:if test="position() gt 1">, </xsl:if>
          <xsl:apply-templates select="." mode="reading">
            <xsl:with-param name="withhold" select="true()" tunnel="yes"/>
          </xsl:apply-templates>
        </xsl:for-each>
      </div>
    </xsl:if>
  </xsl:template>

  <!-- The names of an entry besides the preferred one. -->
  <xsl:template name="other-names" as="item()*">
    <xsl:context-item as="element()" use="required"/>
    <xsl:variable name="preferred" as="element()?" select="f:name-element(.)"/>
    <xsl:for-each select="f:name-elements(.)[not(. is $preferred)]">
      <xsl:text>, </xsl:text>
      <span>
        <xsl:sequence select="f:foreign-attributes(.)"/>
        <xsl:text>{f:words(.)}</xsl:text>
      </span>
    </xsl:for-each>
  </xsl:template>

  <xsl:mode name="identifier" on-no-match="shallow-skip"/>

  <xsl:template match="idno" mode="identifier" as="element()">
    <xsl:variable name="address" as="xs:string?" select="f:authority(.)"/>
    <xsl:choose>
      <xsl:when test="exists($address)">
        <a href="{$address}">{@type[. ne 'URI']} {f:value(.)}</a>
      </xsl:when>
      <xsl:otherwise>
        <span>{@type} {f:value(.)}</span>
      </xsl:otherwise>
    </xsl:choose>
  </xsl:template>

  <!-- Where a place lies, from the smaller to the larger. -->
  <xsl:template match="location" mode="identifier" as="element()?">
    <xsl:variable name="parts" as="element()*" select="district, settlement, region, country, bloc"/>
    <xsl:if test="exists($parts)">
      <span>{string-join($parts ! f:words(.), ', ')}</span>
    </xsl:if>
  </xsl:template>

  <xsl:template match="geo" mode="identifier" as="element()">
    <span>{f:label('coordinates')}: {string-join(tokenize(translate(., ',', ' ')), ', ')}</span>
  </xsl:template>

  <!-- Links to where something is mentioned: each paragraph once, and what stands in none. -->
  <xsl:function name="f:mentions" as="element()?">
    <xsl:param name="mentions" as="element()*"/>
    <xsl:variable name="places" as="element()*" select="$mentions[f:is-shown(.)] ! f:place(.)"/>
    <xsl:where-populated>
      <ul class="mentions" aria-label="{f:label('mentioned')}">
        <xsl:for-each select="$places | ()">
          <li>
            <a href="#{f:id(.)}">{f:place-label(.)}</a>
          </li>
        </xsl:for-each>
      </ul>
    </xsl:where-populated>
  </xsl:function>

  <!-- The dates of the text by their normalised value. -->
  <xsl:function name="f:date-index" as="element()">
    <ul class="index dates">
      <xsl:for-each-group select="$dated[f:is-shown(.)]" group-by="string(f:when(.))">
        <xsl:sort select="f:sort-year(f:time-values(.)[1])" data-type="number"/>
        <xsl:sort select="f:time-values(.)[1]"
          collation="http://www.w3.org/2005/xpath-functions/collation/codepoint"/>
        <xsl:sort select="string(f:when(.))"
          collation="http://www.w3.org/2005/xpath-functions/collation/codepoint"/>
        <li>
          <p class="name">
            <xsl:sequence select="f:index-date(.)"/>
          </p>
          <xsl:sequence select="f:mentions(current-group())"/>
        </li>
      </xsl:for-each-group>
    </ul>
  </xsl:function>

  <!-- A date as the index shows it. -->
  <xsl:function name="f:index-date" as="element()">
    <xsl:param name="date" as="element()"/>
    <xsl:variable name="datetime" as="xs:string?" select="f:datetime($date)"/>
    <b>
      <xsl:choose>
        <xsl:when test="exists($datetime)">
          <time datetime="{$datetime}">{f:when($date)}</time>
        </xsl:when>
        <xsl:otherwise>{f:when($date)}</xsl:otherwise>
      </xsl:choose>
    </b>
  </xsl:function>
</xsl:stylesheet>
