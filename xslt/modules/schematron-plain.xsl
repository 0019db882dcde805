<?xml version="1.0" encoding="UTF-8"?>
<!--
  A schema made plain: only what is active, abstract patterns filled in, diagnostics and properties put into the
  assertions that refer to them. Every element keeps the place that it came from in @preserve-origin:path.
-->
<xsl:stylesheet version="3.0" xmlns:xsl="http://www.w3.org/1999/XSL/Transform"
  xmlns:xs="http://www.w3.org/2001/XMLSchema" xmlns:map="http://www.w3.org/2005/xpath-functions/map"
  xmlns:sch="http://purl.oclc.org/dsdl/schematron" xmlns:f="urn:x-preserve:functions"
  xmlns:preserve-origin="urn:x-preserve:origin" exclude-result-prefixes="#all">

  <xsl:mode name="plain" on-no-match="fail"/>
  <xsl:mode name="plain-foreign" on-no-match="fail"/>

  <!-- A parameter of an abstract pattern is replaced wherever it stands, also in a literal (ISO, annex C). -->
  <xsl:function name="f:with-parameters" as="xs:string">
    <xsl:param name="query" as="xs:string"/>
    <xsl:param name="parameters" as="map(xs:string, xs:string)"/>
    <xsl:sequence select="f:replaced($query, '()\$([\i-[:]][\c-[:]]*)', $parameters)"/>
  </xsl:function>

  <!-- A variable is replaced where it is one: not in a literal. -->
  <xsl:function name="f:with-new-names" as="xs:string">
    <xsl:param name="query" as="xs:string"/>
    <xsl:param name="new-names" as="map(xs:string, xs:string)"/>
    <xsl:variable name="variables" as="map(xs:string, xs:string)"
      select="map:merge(map:for-each($new-names, function($old, $new) { map{$old: '$' || $new} }))"/>
    <xsl:sequence select="
        f:replaced($query, '(&quot;[^&quot;]*&quot;|''[^'']*'')|\$([\i-[:]][\c-[:]]*)', $variables)"/>
  </xsl:function>

  <!-- A query with what the second group of an expression finds replaced, as far as replacements are known. -->
  <xsl:function name="f:replaced" as="xs:string">
    <xsl:param name="query" as="xs:string"/>
    <xsl:param name="regex" as="xs:string"/>
    <xsl:param name="replacements" as="map(xs:string, xs:string)"/>
    <xsl:sequence select="
        if (map:size($replacements) eq 0 or not(contains($query, '$'))) then $query
        else f:parts-replaced($query, $regex, $replacements)"/>
  </xsl:function>

  <xsl:function name="f:parts-replaced" as="xs:string">
    <xsl:param name="query" as="xs:string"/>
    <xsl:param name="regex" as="xs:string"/>
    <xsl:param name="replacements" as="map(xs:string, xs:string)"/>
    <xsl:variable name="parts" as="xs:string*">
      <xsl:analyze-string select="$query" regex="{$regex}">
        <xsl:matching-substring>
          <xsl:sequence select="($replacements(regex-group(2)), .)[1]"/>
        </xsl:matching-substring>
        <xsl:non-matching-substring>
          <xsl:sequence select="."/>
        </xsl:non-matching-substring>
      </xsl:analyze-string>
    </xsl:variable>
    <xsl:sequence select="string-join($parts)"/>
  </xsl:function>

  <!-- The lets of a pattern become global, so those that have a namesake elsewhere get a name of their own. -->
  <xsl:function name="f:new-names" as="map(xs:string, xs:string)">
    <xsl:param name="pattern" as="element(sch:pattern)"/>
    <xsl:param name="content" as="element(sch:pattern)"/>
    <xsl:variable name="others" as="xs:string*" select="
        (root($pattern)/sch:schema/(sch:let | sch:phase/sch:let | xsl:param | xsl:variable)
        | (root($pattern)//sch:pattern except $content)/sch:let)/@name"/>
    <xsl:variable name="number" as="xs:integer" select="count($pattern/preceding-sibling::sch:pattern) + 1"/>
    <xsl:variable name="is-shared" as="xs:boolean" select="f:is-abstract($content)"/>
    <xsl:map>
      <xsl:for-each select="$content/sch:let/string(@name)[$is-shared or . = $others]">
        <xsl:map-entry key="." select=". || '.pattern-' || $number"/>
      </xsl:for-each>
    </xsl:map>
  </xsl:function>

  <!-- Whether a pattern belongs to the phase. -->
  <xsl:function name="f:is-active" as="xs:boolean">
    <xsl:param name="pattern" as="element(sch:pattern)"/>
    <xsl:variable name="phase" as="xs:string" select="f:phase($pattern/..)"/>
    <xsl:sequence select="
        not(f:is-abstract($pattern))
        and ($phase = '#ALL'
             or key('phase', $phase, root($pattern))/sch:active/@pattern/normalize-space()
                = $pattern/@id/normalize-space())"/>
  </xsl:function>

  <xsl:template match="sch:schema" mode="plain" as="element(sch:schema)">
    <xsl:copy>
      <xsl:apply-templates select="@*" mode="#current"/>
      <xsl:attribute name="preserve-origin:phase" select="f:phase(.)"/>
      <xsl:apply-templates select="
          sch:title, sch:p, sch:ns, xsl:*, sch:let, sch:phase[@id/normalize-space() = f:phase(..)]/sch:let,
          sch:pattern[f:is-active(.)]" mode="#current"/>
    </xsl:copy>
  </xsl:template>

  <xsl:template match="sch:pattern" mode="plain" as="element(sch:pattern)">
    <xsl:variable name="content" as="element(sch:pattern)"
      select="(key('abstract-pattern', normalize-space(@is-a)), .)[1]"/>
    <xsl:variable name="names" as="map(xs:string, xs:string)" select="f:new-names(., $content)"/>
    <xsl:copy>
      <xsl:apply-templates select="@*" mode="#current"/>
      <xsl:attribute name="preserve-origin:path" select="path()"/>
      <xsl:apply-templates select="(sch:title, $content/sch:title)[1], $content/(xsl:* | sch:let | sch:rule)"
        mode="#current">
        <xsl:with-param name="parameters" as="map(xs:string, xs:string)" tunnel="yes"
          select="map:merge(sch:param ! map{string(@name): string(@value)})"/>
        <xsl:with-param name="new-names" as="map(xs:string, xs:string)" tunnel="yes" select="$names"/>
      </xsl:apply-templates>
    </xsl:copy>
  </xsl:template>

  <xsl:template match="sch:*" mode="plain" as="element()">
    <xsl:copy>
      <xsl:apply-templates select="@*" mode="#current"/>
      <xsl:attribute name="preserve-origin:path" select="path()"/>
      <xsl:apply-templates mode="#current" select="
          f:tokens(@diagnostics) ! key('diagnostic', ., root(current()))[1],
          f:tokens(@properties) ! key('property', ., root(current()))[1], node()"/>
    </xsl:copy>
  </xsl:template>

  <xsl:template match="*" mode="plain" as="element()">
    <xsl:copy>
      <xsl:apply-templates select="@*" mode="#current"/>
      <xsl:if test="self::xsl:*">
        <xsl:attribute name="preserve-origin:path" select="path()"/>
      </xsl:if>
      <xsl:apply-templates select="node()" mode="plain-foreign"/>
    </xsl:copy>
  </xsl:template>

  <!-- Within foreign elements nothing is Schematron's. -->
  <xsl:template match="*" mode="plain-foreign" as="element()">
    <xsl:copy>
      <xsl:apply-templates select="@*" mode="plain"/>
      <xsl:apply-templates select="node()" mode="#current"/>
    </xsl:copy>
  </xsl:template>

  <xsl:template match="text()" mode="plain-foreign" as="text()">
    <xsl:sequence select="."/>
  </xsl:template>

  <xsl:template match="comment() | processing-instruction()" mode="plain-foreign" as="empty-sequence()"/>

  <!-- What a variable holds is data. -->
  <xsl:template match="sch:let/node()" mode="plain" as="node()" priority="1">
    <xsl:copy-of select="."/>
  </xsl:template>

  <xsl:template match="sch:rule[f:is-abstract(.)]" mode="plain" as="empty-sequence()" priority="1"/>

  <xsl:template match="sch:extends" mode="plain" as="element()*" priority="1">
    <xsl:apply-templates select="f:extended-rule(.)/*" mode="#current"/>
  </xsl:template>

  <xsl:template match="@*" mode="plain" as="attribute()">
    <xsl:param name="parameters" as="map(xs:string, xs:string)" tunnel="yes" select="map{}"/>
    <xsl:param name="new-names" as="map(xs:string, xs:string)" tunnel="yes" select="map{}"/>
    <!-- The parameters first, since what they bring may name variables. -->
    <xsl:attribute name="{name()}" namespace="{namespace-uri()}"
      select="string() => f:with-parameters($parameters) => f:with-new-names($new-names)"/>
  </xsl:template>

  <xsl:template match="sch:let/@name" mode="plain" as="attribute()">
    <xsl:param name="new-names" as="map(xs:string, xs:string)" tunnel="yes" select="map{}"/>
    <xsl:attribute name="name" select="($new-names(string()), string())[1]"/>
  </xsl:template>

  <xsl:template match="text()" mode="plain" as="text()">
    <xsl:sequence select="."/>
  </xsl:template>

  <xsl:template match="comment() | processing-instruction()" mode="plain" as="empty-sequence()"/>
</xsl:stylesheet>
