<?xml version="1.0" encoding="UTF-8"?>
<!-- What leads elsewhere: mentions of entries, dates, links. -->
<xsl:stylesheet version="3.0" xmlns:xsl="http://www.w3.org/1999/XSL/Transform"
  xmlns:xs="http://www.w3.org/2001/XMLSchema" xmlns:f="urn:x-preserve:functions"
  xpath-default-namespace="http://www.tei-c.org/ns/1.0" exclude-result-prefixes="#all" expand-text="yes">

  <!-- Mentions: linked to their entry; a third party's name is its words and nothing more. -->
  <xsl:template mode="reading" as="item()*" match="
      persName | orgName | placeName | eventName | objectName | name | rs | title | docAuthor
      | (geogName | settlement | region | country)[@ref]">
    <xsl:param name="withhold" as="xs:boolean" select="false()" tunnel="yes"/>
    <xsl:param name="linked" as="xs:boolean" select="false()" tunnel="yes"/>
    <xsl:variable name="entry" as="element()?" select="if (@ref and $marks and not($linked)) then f:entry(.) else ()"/>
    <xsl:variable name="page" as="xs:string?" select="
        if (@ref and $marks and not($linked) and not(f:has-blocks(.))) then f:page-elsewhere(.) else ()"/>
    <xsl:choose>
      <xsl:when test="$withhold and f:is-withheld(.)">{f:label('withheld')}</xsl:when>
      <xsl:when test="exists($entry) and not(f:has-blocks(.))">
        <xsl:call-template name="mention">
          <xsl:with-param name="target" select="'#' || $entry/@xml:id"/>
        </xsl:call-template>
      </xsl:when>
      <xsl:when test="exists($page)">
        <xsl:call-template name="mention">
          <xsl:with-param name="target" select="$page"/>
        </xsl:call-template>
      </xsl:when>
      <xsl:when test="self::title[not(@level = ('a', 'u'))]">
        <xsl:call-template name="line">
          <xsl:with-param name="tag" select="'cite'"/>
        </xsl:call-template>
      </xsl:when>
      <xsl:otherwise>
        <xsl:call-template name="unmarked"/>
      </xsl:otherwise>
    </xsl:choose>
  </xsl:template>

  <!-- A link to an entry, or to a page elsewhere. Names in names are marked inside; links in links there are none. -->
  <xsl:template name="mention" as="element()">
    <xsl:context-item as="element()" use="required"/>
    <xsl:param name="target" as="xs:string"/>
    <a class="mention" href="{$target}">
      <xsl:sequence select="f:attributes(.)"/>
      <xsl:apply-templates mode="reading">
        <xsl:with-param name="linked" select="true()" tunnel="yes"/>
      </xsl:apply-templates>
    </a>
  </xsl:template>

  <!-- Dates: <time> where HTML can hold the value. -->
  <xsl:template match="date | time | measure | docDate" mode="reading" as="element()">
    <xsl:variable name="datetime" as="xs:string?" select="f:datetime(.)"/>
    <xsl:choose>
      <xsl:when test="exists($datetime) and not(f:has-blocks(.))">
        <time datetime="{$datetime}">
          <xsl:sequence select="f:attributes(.)"/>
          <xsl:apply-templates mode="reading"/>
        </time>
      </xsl:when>
      <xsl:otherwise>
        <xsl:call-template name="line"/>
      </xsl:otherwise>
    </xsl:choose>
  </xsl:template>

  <!-- A date of the header that has a value and no words. -->
  <xsl:template match="date[not(node())][not(ancestor::text)]" mode="reading" as="item()*" priority="1">
    <xsl:value-of select="f:when(.)"/>
  </xsl:template>

  <!-- Links: to the web, or to what is in the page. A target that is neither is no link, but its words stay; nor are
       blocks, in which there may be links. -->
  <xsl:template match="ref | ptr" mode="reading" as="element()">
    <xsl:param name="linked" as="xs:boolean" select="false()" tunnel="yes"/>
    <xsl:variable name="target" as="xs:string?" select="if ($linked or f:has-blocks(.)) then () else f:target(.)"/>
    <xsl:choose>
      <xsl:when test="exists($target) and $marks">
        <a href="{$target}">
          <xsl:if test="not(starts-with($target, '#')) and normalize-space() = ('', $target)">
            <xsl:attribute name="class" select="'address'"/>
          </xsl:if>
          <xsl:sequence select="f:attributes(.)"/>
          <xsl:call-template name="link-words">
            <xsl:with-param name="linked" select="true()" tunnel="yes"/>
          </xsl:call-template>
        </a>
      </xsl:when>
      <xsl:otherwise>
        <xsl:element name="{f:tag(., 'span')}">
          <xsl:sequence select="f:attributes(.)"/>
          <xsl:call-template name="link-words"/>
        </xsl:element>
      </xsl:otherwise>
    </xsl:choose>
  </xsl:template>

  <!-- The words of a link; without any, its target. -->
  <xsl:template name="link-words" as="item()*">
    <xsl:context-item as="element()" use="required"/>
    <xsl:apply-templates mode="reading"/>
    <xsl:if test="not(normalize-space())">
      <span class="added">{f:target-words(.)}</span>
    </xsl:if>
  </xsl:template>

  <!-- What to call the target of a pointer without words: its place in the text, or its address. -->
  <xsl:function name="f:target-words" as="xs:string">
    <xsl:param name="pointer" as="element()"/>
    <xsl:variable name="goal" as="element()?" select="
        key('id', substring-after($pointer/@target, '#'), $document)[ancestor::text][1]"/>
    <xsl:sequence select="
        if (starts-with($pointer/@target, '#')) then '→' || $goal ! (' ' || f:place-label(f:place(.)))
        else string($pointer/@target)"/>
  </xsl:function>

  <!-- Where a link leads to, if it may be followed. -->
  <xsl:function name="f:target" as="xs:string?">
    <xsl:param name="link" as="element()"/>
    <xsl:variable name="target" as="xs:string" select="string(tokenize($link/@target)[1])"/>
    <xsl:variable name="id" as="xs:string" select="substring-after($target, '#')"/>
    <xsl:variable name="goal" as="element()*" select="
        if (starts-with($target, '#')) then key('id', $id, $document) else ()"/>
    <xsl:sequence select="
        ($target[$goal/ancestor-or-self::text and f:is-shown($goal[1])],
         $target[exists(f:listed($goal[1]))],
         f:web-address($target))[1]"/>
  </xsl:function>
</xsl:stylesheet>
