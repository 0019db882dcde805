<?xml version="1.0" encoding="UTF-8"?>
<!-- The table of contents: the parts of the page and the divisions of the text. -->
<xsl:stylesheet version="3.0" xmlns:xsl="http://www.w3.org/1999/XSL/Transform"
  xmlns:xs="http://www.w3.org/2001/XMLSchema" xmlns:f="urn:x-preserve:functions"
  xpath-default-namespace="http://www.tei-c.org/ns/1.0" exclude-result-prefixes="#all" expand-text="yes">

  <xsl:mode name="contents" on-no-match="shallow-skip"/>

  <xsl:template name="contents" as="element()">
    <nav class="contents" aria-labelledby="{f:made-id('contents')}">
      <h2 id="{f:made-id('contents')}">{f:label('contents')}</h2>
      <ol>
        <xsl:sequence select="
            f:entry-of-contents('participants')[exists($participants)],
            $recordings-section ! f:entry-of-section(.),
            f:entry-of-contents('signs')[exists($page-signs)]"/>
        <li>
          <a href="#{f:made-id('text')}">{f:label('text')}</a>
          <xsl:call-template name="divisions">
            <xsl:with-param name="within" select="$document/*/text"/>
          </xsl:call-template>
        </li>
        <xsl:sequence select="f:entry-of-contents('notes')[exists($notes)]"/>
        <xsl:if test="exists($indexes)">
          <li>
            <a href="#{f:made-id('indexes')}">{f:label('indexes')}</a>
            <ol>
              <xsl:sequence select="$indexes ! f:entry-of-contents('index-' || .)"/>
            </ol>
          </li>
        </xsl:if>
        <xsl:sequence select="$citation-section ! f:entry-of-section(.), f:entry-of-contents('about')"/>
      </ol>
    </nav>
  </xsl:template>

  <xsl:function name="f:entry-of-contents" as="element()">
    <xsl:param name="part" as="xs:string"/>
    <li>
      <a href="#{f:made-id($part)}">{f:label($part)}</a>
    </li>
  </xsl:function>

  <!-- A section of the page that is there by its own heading. -->
  <xsl:function name="f:entry-of-section" as="element()?">
    <xsl:param name="section" as="element()"/>
    <xsl:for-each select="$section/*:h2[@id]">
      <li>
        <a href="#{@id}">{.}</a>
      </li>
    </xsl:for-each>
  </xsl:function>

  <!-- The divisions with a heading that stand next below an element. -->
  <xsl:template name="divisions" as="element()?">
    <xsl:param name="within" as="element()*"/>
    <xsl:where-populated>
      <ol>
        <xsl:apply-templates select="$within/*" mode="contents"/>
      </ol>
    </xsl:where-populated>
  </xsl:template>

  <xsl:template match="div | div1 | div2 | div3 | div4 | div5 | div6 | div7" mode="contents" as="element()*">
    <xsl:variable name="heading" as="xs:string?" select="f:heading(.)"/>
    <xsl:choose>
      <xsl:when test="$heading">
        <li>
          <a href="#{f:id(.)}">
            <xsl:sequence select="f:language-attributes(f:heading-language(.), $interface-language)"/>
            <xsl:text>{$heading}</xsl:text>
          </a>
          <xsl:call-template name="divisions">
            <xsl:with-param name="within" select="."/>
          </xsl:call-template>
        </li>
      </xsl:when>
      <xsl:otherwise>
        <xsl:apply-templates select="*" mode="contents"/>
      </xsl:otherwise>
    </xsl:choose>
  </xsl:template>
</xsl:stylesheet>
