<?xml version="1.0" encoding="UTF-8"?>
<!-- What the editors say in the text: corrections, doubts, gaps, and what is heard or seen besides words. -->
<xsl:stylesheet version="3.0" xmlns:xsl="http://www.w3.org/1999/XSL/Transform"
  xmlns:xs="http://www.w3.org/2001/XMLSchema" xmlns:f="urn:x-preserve:functions"
  xpath-default-namespace="http://www.tei-c.org/ns/1.0" exclude-result-prefixes="#all" expand-text="yes">

  <!-- Corrections and other choices: what was received first, then the other in brackets. -->
  <xsl:template match="choice" mode="reading" as="element()">
    <xsl:variable name="other" as="element()*" select="(corr, reg, expan)"/>
    <xsl:variable name="received" as="element()*" select="* except $other"/>
    <xsl:element name="{f:tag(., 'span')}">
      <xsl:attribute name="class" select="'choice'"/>
      <xsl:sequence select="f:attributes(.)"/>
      <xsl:apply-templates select="$received[1]" mode="reading"/>
      <xsl:apply-templates select="$received[position() gt 1], $other" mode="alternative"/>
    </xsl:element>
  </xsl:template>

  <xsl:mode name="alternative" on-no-match="shallow-skip"/>

  <!-- The other reading of a choice, in brackets. -->
  <xsl:template match="*" mode="alternative" as="item()*">
    <xsl:variable name="sign" as="xs:string" select="
        if (self::corr) then f:label('instead') else if (self::reg or self::expan) then '=' else f:label('or')"/>
    <xsl:variable name="first" as="xs:boolean" select="empty(../* except (../corr, ../reg, ../expan))"/>
    <xsl:value-of select="' '[not($first)]"/>
    <xsl:call-template name="bracketed">
      <xsl:with-param name="class" select="local-name()"/>
      <xsl:with-param name="before" select="$sign"/>
    </xsl:call-template>
  </xsl:template>

  <xsl:template match="choice/sic" mode="reading" as="element()">
    <xsl:call-template name="line">
      <xsl:with-param name="tag" select="'s'"/>
      <xsl:with-param name="class" select="'sic'"/>
    </xsl:call-template>
  </xsl:template>

  <!-- Words in square brackets. What an editor added to words that were received has a class of its own (added), so
       that a page can leave it out; the editors' own words are left out whole. -->
  <xsl:template name="bracketed" as="element()">
    <xsl:context-item as="element()" use="required"/>
    <xsl:param name="class" as="xs:string"/>
    <xsl:param name="before" as="xs:string" select="''"/>
    <xsl:variable name="around" as="element()" select="."/>
    <xsl:element name="{f:tag(., if (self::del) then 'del' else 'span')}">
      <xsl:attribute name="class" select="$class"/>
      <xsl:sequence select="f:attributes(.)"/>
      <span class="added">
        <xsl:text>[</xsl:text>
        <xsl:for-each select="$before[.]">
          <xsl:sequence select="f:interface-words(., $around)"/>
          <xsl:text> </xsl:text>
        </xsl:for-each>
      </span>
      <xsl:apply-templates mode="reading"/>
      <span class="added">]</span>
    </xsl:element>
  </xsl:template>

  <!-- Words of the editors without a received form beside them. -->
  <xsl:template match="supplied | corr | reg | expan" mode="reading" as="element()">
    <xsl:call-template name="bracketed">
      <xsl:with-param name="class" select="'supplied'"/>
    </xsl:call-template>
  </xsl:template>

  <xsl:template match="unclear" mode="reading" as="element()">
    <xsl:element name="{f:tag(., 'span')}">
      <xsl:attribute name="class" select="'unclear'"/>
      <xsl:sequence select="f:attributes(.)"/>
      <xsl:apply-templates mode="reading"/>
      <span class="added"> [{f:label('unclear')}]</span>
    </xsl:element>
  </xsl:template>

  <xsl:template match="del | surplus" mode="reading" as="element()">
    <xsl:call-template name="bracketed">
      <xsl:with-param name="class" select="'deleted'"/>
      <xsl:with-param name="before" select="f:label('deleted') || ':'"/>
    </xsl:call-template>
  </xsl:template>

  <!-- What is heard, seen or missing. -->
  <xsl:template match="pause | vocal | kinesic | incident | shift | gap" mode="reading" as="item()+">
    <xsl:value-of select="' '[normalize-space(f:character-before(current()))]"/>
    <span class="sign">
      <xsl:sequence select="f:attributes(.), f:interface-attributes(.), f:sign(.)"/>
      <xsl:apply-templates select="*" mode="target"/>
    </span>
    <xsl:value-of select="' '[matches(current()/following-sibling::node()[1][self::text()], '^[\p{L}\p{N}]')]"/>
  </xsl:template>

  <xsl:mode name="target" on-no-match="shallow-skip"/>

  <!-- The id of what is told in other words than its own. -->
  <xsl:template match="*[@xml:id]" mode="target" as="element()*">
    <xsl:if test="$marks">
      <span id="{@xml:id}"/>
    </xsl:if>
    <xsl:apply-templates select="*" mode="target"/>
  </xsl:template>

  <xsl:template match="note" mode="target" as="element()" priority="1">
    <xsl:apply-templates select="." mode="reading"/>
  </xsl:template>

  <xsl:template match="writing" mode="reading" as="element()">
    <xsl:call-template name="bracketed">
      <xsl:with-param name="class" select="'writing'"/>
      <xsl:with-param name="before" select="f:label('writing') || ':'"/>
    </xsl:call-template>
  </xsl:template>
</xsl:stylesheet>
