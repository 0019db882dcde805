<?xml version="1.0" encoding="UTF-8"?>
<!-- Notes, collected after the text, with links both ways. -->
<xsl:stylesheet version="3.0" xmlns:xsl="http://www.w3.org/1999/XSL/Transform"
  xmlns:xs="http://www.w3.org/2001/XMLSchema" xmlns:f="urn:x-preserve:functions"
  xpath-default-namespace="http://www.tei-c.org/ns/1.0" exclude-result-prefixes="#all" expand-text="yes">

  <xsl:template name="notes" as="element()?">
    <xsl:if test="exists($notes)">
      <section class="notes" aria-labelledby="{f:made-id('notes')}">
        <h2 id="{f:made-id('notes')}">{f:label('notes')}</h2>
        <ol>
          <xsl:for-each select="$notes">
            <xsl:call-template name="endnote"/>
          </xsl:for-each>
        </ol>
      </section>
    </xsl:if>
  </xsl:template>

  <!-- A note. What the editors say names no third party; what was received is given as it is. -->
  <xsl:template name="endnote" as="element()">
    <xsl:context-item as="element()" use="required"/>
    <li id="{f:id(.)}">
      <xsl:sequence select="f:foreign-attributes(.), f:attributes(.)"/>
      <xsl:if test="@resp">
        <span class="whose">
          <xsl:sequence select="f:interface-attributes(.)"/>
          <xsl:text>{f:label('editors-note')}: </xsl:text>
        </span>
      </xsl:if>
      <xsl:choose>
        <xsl:when test="f:has-blocks(.)">
          <xsl:call-template name="blocks">
            <xsl:with-param name="withhold" select="exists(@resp)" tunnel="yes"/>
          </xsl:call-template>
        </xsl:when>
        <xsl:otherwise>
          <xsl:apply-templates mode="reading">
            <xsl:with-param name="withhold" select="exists(@resp)" tunnel="yes"/>
          </xsl:apply-templates>
        </xsl:otherwise>
      </xsl:choose>
      <xsl:text> </xsl:text>
      <a class="return" href="#{f:made-id('r-' || accumulator-before('note'))}" role="doc-backlink"
        aria-label="{f:label('back-to-text')}: {f:label('note')} {accumulator-before('note')}">
        <xsl:sequence select="f:interface-attributes(.)"/>
        <xsl:text>↩</xsl:text>
      </a>
    </li>
  </xsl:template>
</xsl:stylesheet>
