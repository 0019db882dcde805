<?xml version="1.0" encoding="UTF-8"?>
<!-- Who takes part: a legend of the speakers, with roles and what is told of them. -->
<xsl:stylesheet version="3.0" xmlns:xsl="http://www.w3.org/1999/XSL/Transform"
  xmlns:xs="http://www.w3.org/2001/XMLSchema" xmlns:f="urn:x-preserve:functions"
  xpath-default-namespace="http://www.tei-c.org/ns/1.0" exclude-result-prefixes="#all" expand-text="yes">

  <xsl:template name="participants" as="element()?">
    <xsl:if test="exists($participants)">
      <section class="participants" aria-labelledby="{f:made-id('participants')}">
        <h2 id="{f:made-id('participants')}">{f:label('participants')}</h2>
        <dl>
          <xsl:sequence select="f:foreign-attributes($participants[1])"/>
          <xsl:for-each select="$participants">
            <xsl:call-template name="participant"/>
          </xsl:for-each>
        </dl>
      </section>
    </xsl:if>
  </xsl:template>

  <xsl:template name="participant" as="element()+">
    <xsl:context-item as="element()" use="required"/>
    <dt>
      <xsl:choose>
        <xsl:when test="exists(f:listed(.))">
          <a href="#{@xml:id}">{f:name(.)}</a>
        </xsl:when>
        <xsl:otherwise>{f:name(.)}</xsl:otherwise>
      </xsl:choose>
    </dt>
    <xsl:for-each select="f:roles(.)[.]">
      <dd class="role">{.}</dd>
    </xsl:for-each>
    <xsl:for-each select="note, desc, p">
      <dd>
        <xsl:sequence select="f:foreign-attributes(.)[not(current()/@xml:lang)]"/>
        <xsl:call-template name="description"/>
      </dd>
    </xsl:for-each>
  </xsl:template>

  <!-- What an entry says of itself, without the names of third parties. -->
  <xsl:template name="description" as="item()*">
    <xsl:context-item as="element()" use="required"/>
    <xsl:choose>
      <xsl:when test="f:has-blocks(.)">
        <xsl:call-template name="blocks">
          <xsl:with-param name="withhold" select="true()" tunnel="yes"/>
        </xsl:call-template>
      </xsl:when>
      <xsl:otherwise>
        <xsl:apply-templates mode="reading">
          <xsl:with-param name="withhold" select="true()" tunnel="yes"/>
        </xsl:apply-templates>
      </xsl:otherwise>
    </xsl:choose>
  </xsl:template>
</xsl:stylesheet>
