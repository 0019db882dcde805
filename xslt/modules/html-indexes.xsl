<?xml version="1.0" encoding="UTF-8"?>
<!-- Indexes of persons, organisations, places, events, works and dates, with a link to each mention. -->
<xsl:stylesheet version="3.0" xmlns:xsl="http://www.w3.org/1999/XSL/Transform"
  xmlns:xs="http://www.w3.org/2001/XMLSchema" xmlns:f="urn:x-preserve:functions"
  xpath-default-namespace="http://www.tei-c.org/ns/1.0" exclude-result-prefixes="#all" expand-text="yes">

  <!-- The entries of the indexes: those that the text mentions. Whoever took part and is not mentioned stands in the
       legend of participants alone, so that no index repeats it. -->
  <xsl:variable name="entries" as="element()*" select="
      $document/*/(teiHeader/profileDesc/(particDesc | settingDesc) | standOff)//
      (person | personGrp | org | place | event | bibl | biblStruct)[f:is-indexed(.)][exists(f:listed(.))]"/>

  <!-- What has no entry, but is known elsewhere: for each page on the web the first mention that points to it. -->
  <xsl:variable name="known-elsewhere" as="element()*">
    <xsl:for-each-group select="$document/*/text//*[@ref][exists(f:kind-of-mention(.))][f:is-shown(.)][empty(f:entry(.))]"
      group-by="f:page-elsewhere(.)">
      <xsl:sequence select="."/>
    </xsl:for-each-group>
  </xsl:variable>

  <!-- The indexes that are not empty, in their order. -->
  <xsl:variable name="indexes" as="xs:string*" select="
      ('person', 'org', 'place', 'event', 'bibl')[. = ($entries ! f:kind(.), $known-elsewhere ! f:kind-of-mention(.))],
      'date'[exists($dated)]"/>

  <!-- The dates of the text that have a value in a calendar; durations and hours are none. -->
  <xsl:variable name="dated" as="element()*" select="
      $document/*/text//(date | time | docDate)[f:is-shown(.)]
        [f:time-values(.) ! matches(., '^-?([0-9]{4}|-[0-9]{2})') = true()]"/>

  <!-- The index that a mention belongs to by its element. -->
  <xsl:function name="f:kind-of-mention" as="xs:string?">
    <xsl:param name="mention" as="element()"/>
    <xsl:sequence select="
        map{'persName': 'person', 'orgName': 'org', 'placeName': 'place', 'geogName': 'place', 'settlement': 'place',
            'region': 'place', 'country': 'place', 'eventName': 'event', 'title': 'bibl'}(local-name($mention))"/>
  </xsl:function>

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

  <!-- The entries of one kind, and what is known elsewhere among them. -->
  <xsl:function name="f:entry-index" as="element()">
    <xsl:param name="kind" as="xs:string"/>
    <ul class="index">
      <xsl:for-each select="$entries[f:kind(.) eq $kind], $known-elsewhere[f:kind-of-mention(.) eq $kind]">
        <xsl:sort select="f:sort-key(.)" collation="http://www.w3.org/2005/xpath-functions/collation/codepoint"/>
        <li>
          <xsl:choose>
            <xsl:when test="f:is-entry(.)">
              <xsl:attribute name="id" select="@xml:id"/>
              <xsl:call-template name="entry"/>
            </xsl:when>
            <xsl:otherwise>
              <xsl:call-template name="entry-elsewhere"/>
            </xsl:otherwise>
          </xsl:choose>
        </li>
      </xsl:for-each>
    </ul>
  </xsl:function>

  <!-- What has no entry here, by the words of its first mention. -->
  <xsl:template name="entry-elsewhere" as="element()+">
    <xsl:context-item as="element()" use="required"/>
    <xsl:variable name="page" as="xs:string" select="f:page-elsewhere(.)"/>
    <p class="name">
      <b>
        <xsl:sequence select="f:foreign-attributes(.)"/>
        <xsl:text>{f:words(.)}</xsl:text>
      </b>
    </p>
    <p class="ids">
      <a href="{$page}">{$page}</a>
    </p>
    <xsl:sequence select="f:mentions(key('mention-elsewhere', $page, $document))"/>
  </xsl:template>

  <xsl:key name="mention-elsewhere" match="text//*[@ref][exists(f:kind-of-mention(.))]" use="f:page-elsewhere(.)"/>

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
    <xsl:call-template name="identifiers"/>
    <xsl:sequence select="f:mentions(key('mention', @xml:id))"/>
  </xsl:template>

  <!-- Where an entry lies, and where others keep it. -->
  <xsl:template name="identifiers" as="element()?">
    <xsl:context-item as="element()" use="required"/>
    <xsl:param name="tag" as="xs:string" select="'p'"/>
    <xsl:where-populated>
      <xsl:element name="{$tag}">
        <xsl:variable name="parts" as="element()*">
          <xsl:sequence select="(parent::place, key('entry', f:local-ids(@where), $document))[1] ! f:surroundings(.)"/>
          <xsl:apply-templates mode="identifier"
            select="location, idno, self::biblStruct//idno, location/geo, @sameAs, f:name-elements(.)/@ref"/>
        </xsl:variable>
        <xsl:if test="exists($parts)">
          <xsl:attribute name="class" select="'ids'"/>
          <xsl:sequence select="$parts"/>
        </xsl:if>
      </xsl:element>
    </xsl:where-populated>
  </xsl:template>

  <!-- The place in which an entry lies. -->
  <xsl:function name="f:surroundings" as="element()">
    <xsl:param name="place" as="element()"/>
    <xsl:choose>
      <xsl:when test="f:is-indexed($place) and exists(f:listed($place))">
        <a href="#{$place/@xml:id}">
          <xsl:sequence select="f:foreign-attributes(f:name-element($place))"/>
          <xsl:text>{f:name($place)}</xsl:text>
        </a>
      </xsl:when>
      <xsl:otherwise>
        <span>
          <xsl:sequence select="f:foreign-attributes(f:name-element($place))"/>
          <xsl:text>{f:name($place)}</xsl:text>
        </span>
      </xsl:otherwise>
    </xsl:choose>
  </xsl:function>

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
        self::bibl/(author, editor, respStmt, publisher, pubPlace, date, biblScope, ref),
        self::biblStruct/(analytic, monogr, monogr/imprint)/(author, editor, respStmt, publisher, pubPlace, date, biblScope)"/>
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
      <xsl:for-each select="f:when(.)"> ({.})</xsl:for-each>
    </xsl:for-each>
  </xsl:template>

  <xsl:mode name="identifier" on-no-match="shallow-skip"/>

  <xsl:template match="idno" mode="identifier" as="element()">
    <xsl:variable name="address" as="xs:string?" select="f:authority(.)"/>
    <xsl:choose>
      <xsl:when test="exists($address)">
        <a href="{$address}">{string-join((f:whose-identifier(.), f:value(.)), ' ')}</a>
      </xsl:when>
      <xsl:otherwise>
        <span>{string-join((f:whose-identifier(.), f:value(.)), ' ')}</span>
      </xsl:otherwise>
    </xsl:choose>
  </xsl:template>

  <!-- Who gave an identifier. -->
  <xsl:function name="f:whose-identifier" as="xs:string*">
    <xsl:param name="idno" as="element()"/>
    <xsl:sequence select="($idno/@type, $idno/@subtype) ! tokenize(.)[not(upper-case(.) = ('URI', 'URL'))]"/>
  </xsl:function>

  <!-- Pages on the web that an entry says are of the same, or that its name points to. -->
  <xsl:template match="@sameAs | @ref" mode="identifier" as="element()*">
    <xsl:for-each select="f:pointers(.) ! f:web-address(.)">
      <a href="{.}">{.}</a>
    </xsl:for-each>
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
            <a href="#{f:id(.)}">
              <xsl:sequence select="f:place-attributes(.)"/>
              <xsl:text>{f:place-label(.)}</xsl:text>
            </a>
          </li>
        </xsl:for-each>
      </ul>
    </xsl:where-populated>
  </xsl:function>

  <!-- The dates of the text: a picture of them, then all in the order of the calendar, days of every year apart. -->
  <xsl:function name="f:date-index" as="element()*">
    <xsl:variable name="of-every-year" as="element()*" select="$dated[starts-with(f:time-values(.)[1], '--')]"/>
    <xsl:call-template name="timeline-of-dates"/>
    <xsl:sequence select="f:date-list($dated except $of-every-year)"/>
    <xsl:if test="exists($of-every-year)">
      <h4>{f:label('dates-of-every-year')}</h4>
      <xsl:sequence select="f:date-list($of-every-year)"/>
    </xsl:if>
  </xsl:function>

  <!-- Dates by their value: a year before its months, a month before its days, a day before its hours; what begins
       then after what is then; bounds last. -->
  <xsl:function name="f:date-list" as="element()?">
    <xsl:param name="dates" as="element()*"/>
    <xsl:where-populated>
      <ul class="index dates">
        <xsl:for-each-group select="$dates" group-by="string(f:when(.))">
          <xsl:sort select="f:calendar(f:time-values(.)[1])[1]" data-type="number"/>
          <xsl:sort select="f:calendar(f:time-values(.)[1])[2]" data-type="number"/>
          <xsl:sort select="f:calendar(f:time-values(.)[1])[3]" data-type="number"/>
          <xsl:sort select="f:time-rank(.)" data-type="number"/>
          <xsl:sort select="string-join(f:time-values(.), ' ')"
            collation="http://www.w3.org/2005/xpath-functions/collation/codepoint"/>
          <li>
            <p class="name">
              <xsl:sequence select="f:index-date(.)"/>
            </p>
            <xsl:sequence select="f:mentions(current-group())"/>
          </li>
        </xsl:for-each-group>
      </ul>
    </xsl:where-populated>
  </xsl:function>

  <!-- What comes first of dates that begin on one day: points, spans, then bounds. -->
  <xsl:function name="f:time-rank" as="xs:integer">
    <xsl:param name="date" as="element()"/>
    <xsl:sequence select="
        if ($date/(@when, @when-iso)) then 1 else if ($date/(@from, @from-iso)) then 2
        else if ($date/(@notBefore, @notBefore-iso)) then 3 else 4"/>
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
