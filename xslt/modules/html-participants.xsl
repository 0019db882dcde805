<?xml version="1.0" encoding="UTF-8"?>
<!-- Who takes part: a legend of the speakers, with roles and what is told of them. -->
<xsl:stylesheet version="3.0" xmlns:xsl="http://www.w3.org/1999/XSL/Transform"
  xmlns:xs="http://www.w3.org/2001/XMLSchema" xmlns:f="urn:x-preserve:functions"
  xpath-default-namespace="http://www.tei-c.org/ns/1.0" exclude-result-prefixes="#all" expand-text="yes">

  <xsl:template name="participants" as="element()?">
    <xsl:if test="exists($participants)">
      <section class="participants" aria-labelledby="{f:made-id('participants')}">
        <h2 id="{f:made-id('participants')}">{f:label('participants')}</h2>
        <xsl:call-template name="company"/>
        <dl>
          <xsl:for-each select="$participants">
            <div>
              <xsl:call-template name="participant"/>
            </div>
          </xsl:for-each>
        </dl>
      </section>
    </xsl:if>
  </xsl:template>

  <!-- What is said of all who took part. -->
  <xsl:template name="company" as="element()*">
    <xsl:for-each select="$header/profileDesc/particDesc/(p | .//listPerson/(head | desc))">
      <xsl:element name="{f:tag(., 'p')}">
        <xsl:for-each select="self::head">
          <xsl:attribute name="class" select="'caption'"/>
        </xsl:for-each>
        <xsl:sequence select="f:foreign-attributes(.)"/>
        <xsl:call-template name="description"/>
      </xsl:element>
    </xsl:for-each>
  </xsl:template>

  <!-- Who it is, in which role, and what is told of them; where the header knows neither, that they took part. -->
  <xsl:template name="participant" as="element()+">
    <xsl:context-item as="element()" use="required"/>
    <dt>
      <xsl:sequence select="f:language-attributes(f:name-language(.), $interface-language)"/>
      <xsl:if test="@xml:id and not(f:is-indexed(.))">
        <xsl:attribute name="id" select="@xml:id"/>
      </xsl:if>
      <xsl:choose>
        <xsl:when test="f:is-indexed(.)">
          <a href="#{@xml:id}">{f:name(.)}</a>
        </xsl:when>
        <xsl:otherwise>{f:name(.)}</xsl:otherwise>
      </xsl:choose>
    </dt>
    <xsl:for-each select="(f:roles(.)[.], f:label('took-part')[empty(current()/(note, desc, p))])[1]">
      <dd class="role">{.}</dd>
    </xsl:for-each>
    <xsl:for-each select="note, desc, p">
      <dd>
        <xsl:sequence select="f:foreign-attributes(.)"/>
        <xsl:call-template name="description"/>
      </dd>
    </xsl:for-each>
    <xsl:if test="not(f:is-indexed(.))">
      <xsl:call-template name="identifiers">
        <xsl:with-param name="tag" select="'dd'"/>
      </xsl:call-template>
    </xsl:if>
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
