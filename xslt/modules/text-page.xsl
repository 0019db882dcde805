<?xml version="1.0" encoding="UTF-8"?>
<!-- The text edition from its title to its last note. -->
<xsl:stylesheet version="3.0" xmlns:xsl="http://www.w3.org/1999/XSL/Transform"
  xmlns:xs="http://www.w3.org/2001/XMLSchema" xmlns:f="urn:x-preserve:functions"
  xpath-default-namespace="http://www.tei-c.org/ns/1.0" exclude-result-prefixes="#all" expand-text="yes">

  <xsl:mode on-no-match="shallow-skip" use-accumulators="#all"/>

  <xsl:template match="/" as="xs:string">
    <xsl:variable name="parts" as="xs:string*">
      <xsl:call-template name="title-block"/>
      <xsl:call-template name="rights"/>
      <xsl:call-template name="signs"/>
      <xsl:call-template name="emit-heading">
        <xsl:with-param name="words" select="f:label('text')"/>
        <xsl:with-param name="stroke" select="'='"/>
      </xsl:call-template>
      <xsl:apply-templates select="$document/*/text" mode="lines"/>
      <xsl:call-template name="notes"/>
    </xsl:variable>
    <xsl:sequence select="string-join($parts)"/>
  </xsl:template>

  <xsl:template name="title-block" as="xs:string*">
    <xsl:call-template name="emit-heading">
      <xsl:with-param name="words" select="$main-title"/>
      <xsl:with-param name="stroke" select="'='"/>
      <xsl:with-param name="first" select="true()"/>
    </xsl:call-template>
    <xsl:for-each select="f:title('sub') except $title">
      <xsl:call-template name="emit">
        <xsl:with-param name="words" select="f:words(.)"/>
      </xsl:call-template>
    </xsl:for-each>
    <xsl:for-each select="f:facts()">
      <xsl:call-template name="emit">
        <xsl:with-param name="words" select="."/>
        <xsl:with-param name="tight" select="position() gt 1"/>
      </xsl:call-template>
    </xsl:for-each>
  </xsl:template>

  <xsl:template name="rights" as="xs:string*">
    <xsl:variable name="availability" as="element()?" select="$header/fileDesc/publicationStmt/availability[1]"/>
    <xsl:call-template name="emit-heading">
      <xsl:with-param name="words" select="f:label('rights')"/>
    </xsl:call-template>
    <xsl:call-template name="emit">
      <xsl:with-param name="words" select="f:label('status', ($availability/@status, 'unknown')[1]) || '.'"/>
    </xsl:call-template>
    <xsl:for-each select="$availability/licence/@target">
      <xsl:call-template name="emit">
        <xsl:with-param name="words" select="f:label('licence') || ': ' || ."/>
      </xsl:call-template>
    </xsl:for-each>
    <xsl:for-each select="$availability/(* except licence), $availability/licence">
      <xsl:call-template name="line-blocks">
        <xsl:with-param name="withhold" select="true()" tunnel="yes"/>
      </xsl:call-template>
    </xsl:for-each>
  </xsl:template>

  <!-- The legend of the signs that occur; it looks like the page's, but for what only a page can show. -->
  <xsl:template name="signs" as="xs:string*">
    <xsl:variable name="shown" as="map(xs:string, xs:string)*" select="$signs[not(.('key') = 'echoed')]"/>
    <xsl:if test="exists($shown)">
      <xsl:call-template name="emit-heading">
        <xsl:with-param name="words" select="f:label('signs')"/>
      </xsl:call-template>
      <xsl:for-each select="$shown">
        <xsl:call-template name="emit">
          <xsl:with-param name="words" select=".('sign') || ' – ' || f:label('sign', .('key'))"/>
          <xsl:with-param name="indent" select="4"/>
          <xsl:with-param name="tight" select="position() gt 1"/>
        </xsl:call-template>
      </xsl:for-each>
    </xsl:if>
  </xsl:template>

  <xsl:template name="notes" as="xs:string*">
    <xsl:if test="exists($notes)">
      <xsl:call-template name="emit-heading">
        <xsl:with-param name="words" select="f:label('notes')"/>
        <xsl:with-param name="stroke" select="'='"/>
      </xsl:call-template>
      <xsl:for-each select="$notes">
        <xsl:call-template name="endnote"/>
      </xsl:for-each>
    </xsl:if>
  </xsl:template>

  <!-- A note behind its number. What the editors say names no third party. -->
  <xsl:template name="endnote" as="xs:string*">
    <xsl:context-item as="element()" use="required"/>
    <xsl:variable name="marker" as="xs:string" select="'[' || accumulator-before('note') || ']'"/>
    <xsl:variable name="whose" as="xs:string?" select="@resp/(f:label('editors-note') || ':')"/>
    <xsl:variable name="boxed" as="xs:boolean" select="f:has-blocks(.)"/>
    <xsl:call-template name="emit">
      <xsl:with-param name="words" select="
          string-join(($marker, $whose, f:reading(node()[not($boxed)], exists(@resp))), ' ')"/>
    </xsl:call-template>
    <xsl:if test="$boxed">
      <xsl:call-template name="line-blocks">
        <xsl:with-param name="indent" select="4" tunnel="yes"/>
        <xsl:with-param name="withhold" select="exists(@resp)" tunnel="yes"/>
      </xsl:call-template>
    </xsl:if>
  </xsl:template>
</xsl:stylesheet>
