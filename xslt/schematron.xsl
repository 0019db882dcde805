<?xml version="1.0" encoding="UTF-8"?>
<!--
  From a Schematron schema to an XSLT 3.0 stylesheet that reports in SVRL (ISO/IEC 19757-3:2020).

  Three steps: the schema is checked; it is made plain (abstract patterns are filled in, diagnostics and properties are
  put where they are referred to, patterns of other phases are left out); of the plain schema the stylesheet is made.
  A faulty schema gives no stylesheet, but one message for each fault:
  <warning code="INT-001" path="(fn:path of the place)">what is the matter</warning>.

  The stylesheet made walks the document once for each active pattern. It reads nothing but the document.
-->
<xsl:stylesheet version="3.0" xmlns:xsl="http://www.w3.org/1999/XSL/Transform"
  xmlns:xs="http://www.w3.org/2001/XMLSchema" xmlns:sch="http://purl.oclc.org/dsdl/schematron"
  xmlns:f="urn:x-preserve:functions" exclude-result-prefixes="#all">

  <xsl:include href="modules/schematron-check.xsl"/>
  <xsl:include href="modules/schematron-plain.xsl"/>
  <xsl:include href="modules/schematron-generate.xsl"/>

  <xsl:output method="xml" encoding="UTF-8" indent="yes"/>
  <xsl:mode on-no-match="fail"/>

  <!-- The id of a phase, #ALL, or #DEFAULT for what the schema names as its default. -->
  <xsl:param name="phase" as="xs:string" select="'#DEFAULT'"/>

  <xsl:key name="diagnostic" match="sch:diagnostic" use="@id/normalize-space()"/>
  <xsl:key name="property" match="sch:property" use="@id/normalize-space()"/>
  <xsl:key name="phase" match="sch:phase" use="@id/normalize-space()"/>
  <xsl:key name="pattern" match="sch:pattern" use="@id/normalize-space()"/>
  <xsl:key name="abstract-pattern" match="sch:pattern[f:is-abstract(.)]" use="@id/normalize-space()"/>
  <xsl:key name="abstract-rule" match="sch:rule[f:is-abstract(.)]" use="@id/normalize-space()"/>

  <xsl:template match="/" as="element()?">
    <xsl:variable name="faults" as="element(warning)*">
      <xsl:apply-templates select="*" mode="check"/>
    </xsl:variable>
    <xsl:choose>
      <xsl:when test="exists($faults)">
        <xsl:for-each select="$faults">
          <xsl:message>
            <xsl:sequence select="."/>
          </xsl:message>
        </xsl:for-each>
      </xsl:when>
      <xsl:otherwise>
        <xsl:variable name="plain" as="document-node(element(sch:schema))">
          <xsl:document>
            <xsl:apply-templates select="*" mode="plain"/>
          </xsl:document>
        </xsl:variable>
        <xsl:apply-templates select="$plain/*" mode="generate"/>
      </xsl:otherwise>
    </xsl:choose>
  </xsl:template>

  <!-- The phase that is meant: an id, or #ALL. -->
  <xsl:function name="f:phase" as="xs:string">
    <xsl:param name="schema" as="element(sch:schema)"/>
    <xsl:sequence select="
        if (not($phase = ('#DEFAULT', ''))) then $phase
        else ($schema/@defaultPhase/normalize-space()[. ne '#DEFAULT'], '#ALL')[1]"/>
  </xsl:function>

  <!-- Whether a pattern or a rule only lends its content to others. -->
  <xsl:function name="f:is-abstract" as="xs:boolean">
    <xsl:param name="element" as="element()"/>
    <xsl:sequence select="$element/@abstract/normalize-space() = ('true', '1')"/>
  </xsl:function>

  <!-- The abstract rule that is extended: one of the same pattern before one of another. -->
  <xsl:function name="f:extended-rule" as="element(sch:rule)?">
    <xsl:param name="extends" as="element(sch:extends)"/>
    <xsl:variable name="id" as="xs:string" select="normalize-space($extends/@rule)"/>
    <xsl:sequence select="
        (key('abstract-rule', $id, $extends/ancestor::sch:pattern[1]), key('abstract-rule', $id, root($extends)))[1]"/>
  </xsl:function>

  <!-- The parts of an attribute that holds a list of names. -->
  <xsl:function name="f:tokens" as="xs:string*">
    <xsl:param name="list" as="attribute()?"/>
    <xsl:sequence select="tokenize($list)"/>
  </xsl:function>
</xsl:stylesheet>
