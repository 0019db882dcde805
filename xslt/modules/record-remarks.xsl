<?xml version="1.0" encoding="UTF-8"?>
<!-- What a catalogue misses in the header, and where it is to be filled in. -->
<xsl:stylesheet version="3.0" xmlns:xsl="http://www.w3.org/1999/XSL/Transform"
  xmlns:xs="http://www.w3.org/2001/XMLSchema" xmlns:map="http://www.w3.org/2005/xpath-functions/map"
  xmlns:f="urn:x-preserve:functions" xpath-default-namespace="http://www.tei-c.org/ns/1.0"
  exclude-result-prefixes="#all" expand-text="yes">

  <xsl:function name="f:remark" as="empty-sequence()">
    <xsl:param name="code" as="xs:string"/>
    <xsl:param name="place" as="element()?"/>
    <xsl:param name="words" as="xs:string"/>
    <xsl:message>
      <warning code="{$code}" path="{f:path(($place, $document/*)[1])}">{$words}</warning>
    </xsl:message>
  </xsl:function>

  <!-- What is to be told whichever record is made. -->
  <xsl:template name="remarks" as="empty-sequence()">
    <xsl:variable name="file" as="element()?" select="$header/fileDesc"/>
    <xsl:if test="empty($stated-titles)">
      <xsl:sequence select="f:remark('MET-001', $file/titleStmt, 'the header states no title')"/>
    </xsl:if>
    <xsl:if test="empty($publisher-name)">
      <xsl:sequence select="f:remark('MET-002', $file/publicationStmt, 'the header names no publisher')"/>
    </xsl:if>
    <xsl:if test="empty($year)">
      <xsl:sequence select="f:remark('MET-003', $file/publicationStmt, 'the header states no year of publication')"/>
    </xsl:if>
    <xsl:if test="empty($creators)">
      <xsl:sequence select="f:remark('MET-004', $header/profileDesc, 'nobody is named who made the interview')"/>
    </xsl:if>
    <xsl:if test="not($is-free) and $header/profileDesc/textClass[normalize-space()]">
      <xsl:sequence select="
          f:remark('MET-006', $header/profileDesc/textClass, 'the interview is not free to use, so records tell no topics')"/>
    </xsl:if>
  </xsl:template>
</xsl:stylesheet>
