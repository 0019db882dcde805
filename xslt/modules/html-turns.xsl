<?xml version="1.0" encoding="UTF-8"?>
<!-- Turns, their speakers, and paragraphs with their locators. -->
<xsl:stylesheet version="3.0" xmlns:xsl="http://www.w3.org/1999/XSL/Transform"
  xmlns:xs="http://www.w3.org/2001/XMLSchema" xmlns:f="urn:x-preserve:functions"
  xpath-default-namespace="http://www.tei-c.org/ns/1.0" exclude-result-prefixes="#all" expand-text="yes">

  <xsl:template match="sp | u" mode="reading" as="element()">
    <div class="{string-join(('turn', f:turn-classes(.)), ' ')}" id="{f:id(.)}">
      <xsl:sequence select="f:attributes(.)"/>
      <xsl:call-template name="speaker-label"/>
      <xsl:choose>
        <xsl:when test="f:is-paragraph(.)">
          <xsl:call-template name="paragraph"/>
        </xsl:when>
        <xsl:otherwise>
          <xsl:call-template name="blocks">
            <xsl:with-param name="children" select="node() except speaker"/>
          </xsl:call-template>
        </xsl:otherwise>
      </xsl:choose>
    </div>
  </xsl:template>

  <!-- Who speaks: the source's own label, or the names that @who points to; and from when in the recording. -->
  <xsl:template name="speaker-label" as="element()?">
    <xsl:context-item as="element()" use="required"/>
    <xsl:variable name="name" as="xs:string" select="f:speaker(.)"/>
    <xsl:if test="speaker or $name">
      <p class="{string-join(('speaker', 'again'[f:goes-on(current())]), ' ')}">
        <xsl:choose>
          <xsl:when test="speaker">
            <xsl:apply-templates select="speaker" mode="reading"/>
          </xsl:when>
          <xsl:otherwise>
            <xsl:sequence select="f:speaker-attributes(.)"/>
            <xsl:text>{$name}</xsl:text>
          </xsl:otherwise>
        </xsl:choose>
        <xsl:for-each select="f:onset(.)">
          <xsl:text> </xsl:text>
          <span class="sign added">
            <xsl:sequence select="f:language-attributes($interface-language)"/>
            <xsl:text>{.}</xsl:text>
          </span>
        </xsl:for-each>
        <xsl:call-template name="time-code"/>
      </p>
    </xsl:if>
  </xsl:template>

  <!-- The roles of those who speak a turn, for its look; of third parties nothing is told. -->
  <xsl:function name="f:turn-classes" as="xs:string*">
    <xsl:param name="turn" as="element()"/>
    <xsl:variable name="speakers" as="element()*" select="
        tokenize($turn/@who) ! key('id', substring-after(., '#'), $document)[not(f:is-third-party(.))]"/>
    <xsl:sequence select="sort(distinct-values($speakers/@role ! tokenize(.))) ! ('role-' || .)"/>
  </xsl:function>

  <!-- Whether a turn of prose only goes on with the voice before it, so that its label need not be seen again. -->
  <xsl:function name="f:goes-on" as="xs:boolean">
    <xsl:param name="turn" as="element()"/>
    <xsl:sequence select="
        exists($turn/self::sp[@who][not(speaker)])
        and ($one-voice and f:turn-number($turn) gt 1
             or $turn/preceding-sibling::*[1]/self::sp/@who = $turn/@who)"/>
  </xsl:function>

  <!-- Whether one and the same speaks throughout. -->
  <xsl:variable name="one-voice" as="xs:boolean" select="
      count(distinct-values($document/*/text//(sp | u)/string(@who))) eq 1"/>

  <!-- lang and dir of a speaker's name, which is written in the header. -->
  <xsl:function name="f:speaker-attributes" as="attribute()*">
    <xsl:param name="turn" as="element()"/>
    <xsl:variable name="speaker" as="element()?" select="
        key('id', substring-after(tokenize($turn/@who)[1], '#'), $document)[1]"/>
    <xsl:sequence select="
        $speaker ! f:language-attributes(f:name-language(.), f:language($turn))"/>
  </xsl:function>

  <xsl:template match="speaker" mode="reading" as="element()">
    <xsl:call-template name="line"/>
  </xsl:template>

  <xsl:template match="p | u/seg" mode="reading" as="element()">
    <xsl:choose>
      <xsl:when test="f:is-paragraph(.)">
        <xsl:call-template name="paragraph"/>
      </xsl:when>
      <xsl:otherwise>
        <xsl:call-template name="block">
          <xsl:with-param name="class" select="()"/>
        </xsl:call-template>
      </xsl:otherwise>
    </xsl:choose>
  </xsl:template>

  <!-- A paragraph. A turn that is its own paragraph has given its id to the turn. -->
  <xsl:template name="paragraph" as="element()">
    <xsl:context-item as="element()" use="required"/>
    <xsl:variable name="boxed" as="xs:boolean" select="f:has-blocks(.)"/>
    <xsl:element name="{if ($boxed) then 'div' else 'p'}">
      <xsl:attribute name="class" select="string-join(('paragraph', 'echoed'[current()/@subtype = 'echoed']), ' ')"/>
      <xsl:if test="not(self::u)">
        <xsl:attribute name="id" select="f:id(.)"/>
        <xsl:sequence select="f:attributes(.)"/>
      </xsl:if>
      <xsl:call-template name="locator"/>
      <xsl:if test="not(self::u)">
        <xsl:call-template name="moment"/>
      </xsl:if>
      <xsl:choose>
        <xsl:when test="$boxed">
          <xsl:call-template name="blocks"/>
        </xsl:when>
        <xsl:otherwise>
          <xsl:apply-templates mode="reading"/>
        </xsl:otherwise>
      </xsl:choose>
    </xsl:element>
  </xsl:template>

  <!-- The locator of a paragraph, which is its permalink. -->
  <xsl:template name="locator" as="element()">
    <xsl:context-item as="element()" use="required"/>
    <xsl:variable name="locator" as="xs:string" select="f:locator(.)"/>
    <a class="locator" href="#{f:id(.)}" aria-label="{f:label('paragraph')} {$locator}">
      <xsl:sequence select="f:interface-attributes(.)"/>
      <xsl:text>{$locator}</xsl:text>
    </a>
  </xsl:template>
</xsl:stylesheet>
