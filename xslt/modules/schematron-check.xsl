<?xml version="1.0" encoding="UTF-8"?>
<!-- What is wrong with a Schematron schema, as <warning> elements; expressions are left to the XSLT compiler. -->
<xsl:stylesheet version="3.0" xmlns:xsl="http://www.w3.org/1999/XSL/Transform"
  xmlns:xs="http://www.w3.org/2001/XMLSchema" xmlns:sch="http://purl.oclc.org/dsdl/schematron"
  xmlns:f="urn:x-preserve:functions" exclude-result-prefixes="#all">

  <xsl:mode name="check" on-no-match="fail"/>
  <xsl:mode name="check-references" on-no-match="shallow-skip"/>

  <xsl:variable name="bindings" as="xs:string+"
    select="'xslt', 'xslt2', 'xslt3', 'xpath', 'xpath2', 'xpath3', 'xpath31'"/>

  <xsl:variable name="old-namespaces" as="xs:string+"
    select="'http://www.ascc.net/xml/schematron', 'http://purl.oclc.org/dsdl/schematron/'"/>

  <!-- What may stand in what: ISO/IEC 19757-3:2020, annex A. -->
  <xsl:variable name="message-parts" as="xs:string+" select="'name', 'value-of', 'emph', 'dir', 'span'"/>
  <xsl:variable name="may-hold" as="map(xs:string, xs:string*)" select="
      map{
        'schema': ('title', 'ns', 'p', 'let', 'phase', 'pattern', 'rules', 'diagnostics', 'properties'),
        'phase': ('p', 'let', 'active'),
        'pattern': ('title', 'p', 'let', 'rule', 'param'),
        'rules': ('title', 'p', 'rule'),
        'rule': ('p', 'let', 'assert', 'report', 'extends'),
        'assert': $message-parts,
        'report': $message-parts,
        'diagnostics': 'diagnostic',
        'diagnostic': $message-parts,
        'properties': 'property',
        'property': $message-parts,
        'title': 'dir',
        'p': ('emph', 'dir', 'span'),
        'active': ('emph', 'dir', 'span')
      }"/>
  <xsl:variable name="must-have" as="map(xs:string, xs:string+)" select="
      map{
        'ns': ('prefix', 'uri'),
        'let': 'name',
        'phase': 'id',
        'active': 'pattern',
        'param': ('name', 'value'),
        'assert': 'test',
        'report': 'test',
        'value-of': 'select',
        'diagnostic': 'id',
        'property': 'id'
      }"/>

  <!-- What a later edition has, which would be misread if it were passed over. -->
  <xsl:variable name="of-later-editions" as="map(xs:string, xs:string+)" select="
      map{
        'phase': ('from', 'when'),
        'rule': 'visit-each',
        'assert': 'severity',
        'report': 'severity',
        'schema': 'expand-text'
      }"/>

  <!-- What a schema may bring along in XSLT, beside its own elements. -->
  <xsl:variable name="welcome-declarations" as="xs:string+" select="
      'accumulator', 'attribute-set', 'character-map', 'decimal-format', 'function', 'key', 'mode', 'param', 'template',
      'variable'"/>

  <xsl:function name="f:fault" as="element(warning)">
    <xsl:param name="place" as="node()"/>
    <xsl:param name="message" as="xs:string"/>
    <xsl:sequence select="f:fault($place, $message, 'INT-001')"/>
  </xsl:function>

  <xsl:function name="f:fault" as="element(warning)">
    <xsl:param name="place" as="node()"/>
    <xsl:param name="message" as="xs:string"/>
    <xsl:param name="code" as="xs:string"/>
    <warning code="{$code}" path="{path($place)}">
      <xsl:value-of select="$message"/>
    </warning>
  </xsl:function>

  <!-- The outermost element. -->
  <xsl:template match="/*" mode="check" as="element(warning)" priority="0.5">
    <xsl:variable name="old" as="xs:boolean" select="namespace-uri() = $old-namespaces"/>
    <xsl:sequence select="
        f:fault(., 'this is not a Schematron schema: its outermost element is ' || name()
          || (if ($old) then ' in the namespace of an older Schematron' else ''))"/>
  </xsl:template>

  <xsl:template match="/sch:schema" mode="check" as="element(warning)*" priority="1">
    <xsl:variable name="binding" as="xs:string" select="lower-case(normalize-space(@queryBinding))"/>
    <xsl:if test="$binding and not($binding = $bindings)">
      <xsl:sequence select="
          f:fault(., 'the query binding ' || @queryBinding || ' is not known; known are '
            || string-join($bindings, ', '))"/>
    </xsl:if>
    <xsl:if test="not(f:phase(.) = '#ALL' or key('phase', f:phase(.)))">
      <xsl:sequence select="f:fault(., 'there is no phase ' || f:phase(.))"/>
    </xsl:if>
    <xsl:sequence select="f:of-later-editions(.)"/>
    <xsl:apply-templates select="*" mode="#current"/>
    <xsl:if test="empty(sch:pattern)">
      <xsl:sequence select="f:fault(., 'the schema has no pattern')"/>
    </xsl:if>
  </xsl:template>

  <!-- Any other element of Schematron. -->
  <xsl:template match="sch:*/sch:*" mode="check" as="element(warning)*">
    <xsl:variable name="missing" as="xs:string*" select="$must-have(local-name())[not(. = current()/@*/name())]"/>
    <xsl:choose>
      <xsl:when test="not(local-name() = $may-hold(local-name(..)))">
        <xsl:sequence select="f:fault(., 'the element ' || name() || ' cannot stand in ' || name(..))"/>
      </xsl:when>
      <xsl:when test="exists($missing)">
        <xsl:sequence select="f:fault(., name() || ' lacks the attribute ' || string-join($missing, ', '))"/>
      </xsl:when>
      <xsl:otherwise>
        <xsl:sequence select="f:of-later-editions(.)"/>
        <xsl:apply-templates select="." mode="check-references"/>
        <!-- What a variable holds is a document of its own. -->
        <xsl:apply-templates select="*[not(current()/self::sch:let)]" mode="#current"/>
      </xsl:otherwise>
    </xsl:choose>
  </xsl:template>

  <!-- What is included has been put in its place before; what is left could not be. -->
  <xsl:template match="sch:include | sch:extends[@href]" mode="check" as="element(warning)" priority="1">
    <xsl:sequence select="f:fault(., name() || ' of ' || @href || ' is not followed here')"/>
  </xsl:template>

  <xsl:function name="f:of-later-editions" as="element(warning)*">
    <xsl:param name="element" as="element()"/>
    <xsl:for-each select="$element/@*[name() = $of-later-editions(local-name($element))]">
      <xsl:sequence select="
          f:fault($element, 'the attribute ' || name() || ' belongs to a later edition of Schematron')"/>
    </xsl:for-each>
  </xsl:function>

  <!-- Elements of other namespaces are no concern of Schematron's, unless they are XSLT. -->
  <xsl:template match="*" mode="check" as="empty-sequence()" priority="-1"/>

  <xsl:template match="xsl:*" mode="check" as="element(warning)*">
    <xsl:variable name="reaching" as="element()*"
      select="descendant-or-self::xsl:*[local-name() = ('include', 'import', 'use-package', 'import-schema')]"/>
    <xsl:sequence select="
        $reaching ! f:fault(., 'rules can include no stylesheet: ' || name() || ' is not allowed', 'INT-045')"/>
    <xsl:if test="empty($reaching) and not(f:is-welcome(.))">
      <xsl:sequence select="f:fault(., name() || ' cannot stand in ' || name(..))"/>
    </xsl:if>
  </xsl:template>

  <!-- Whether an XSLT element may stand where it does. -->
  <xsl:function name="f:is-welcome" as="xs:boolean">
    <xsl:param name="element" as="element()"/>
    <xsl:variable name="name" as="xs:string" select="local-name($element)"/>
    <xsl:sequence select="
        if ($element/parent::sch:schema or $element/parent::sch:pattern) then $name = $welcome-declarations
        else if ($element/parent::sch:rule) then $name = 'variable'
        else true()"/>
  </xsl:function>

  <!-- Names that lead nowhere, and what else the parts of a schema owe each other. -->
  <xsl:template match="sch:ns" mode="check-references" as="element(warning)?">
    <xsl:variable name="other" as="element(sch:ns)?"
      select="preceding-sibling::sch:ns[@prefix = current()/@prefix][not(@uri = current()/@uri)][1]"/>
    <xsl:choose>
      <xsl:when test="not(@prefix castable as xs:NCName) or @prefix = 'xmlns'">
        <xsl:sequence select="f:fault(., '“' || @prefix || '” cannot be a prefix')"/>
      </xsl:when>
      <xsl:when test="@prefix = 'xsl' and not(@uri = 'http://www.w3.org/1999/XSL/Transform')">
        <xsl:sequence select="f:fault(., 'the prefix xsl can only stand for XSLT')"/>
      </xsl:when>
      <xsl:when test="$other">
        <xsl:sequence select="f:fault(., 'the prefix ' || @prefix || ' stands for two namespaces')"/>
      </xsl:when>
    </xsl:choose>
  </xsl:template>

  <xsl:template match="sch:let" mode="check-references" as="element(warning)?">
    <xsl:variable name="namesake" as="element(sch:let)?"
      select="preceding-sibling::sch:let[@name = current()/@name][1]"/>
    <xsl:variable name="of-schema" as="element(sch:let)?"
      select="parent::sch:phase/../sch:let[@name = current()/@name][1]"/>
    <xsl:if test="$namesake or $of-schema">
      <xsl:sequence select="f:fault(., 'the variable $' || @name || ' is defined twice')"/>
    </xsl:if>
  </xsl:template>

  <xsl:template match="sch:active" mode="check-references" as="element(warning)?">
    <xsl:variable name="pattern" as="element(sch:pattern)?" select="key('pattern', normalize-space(@pattern))[1]"/>
    <xsl:if test="empty($pattern) or $pattern[f:is-abstract(.)]">
      <xsl:sequence select="f:fault(., 'there is no pattern ' || @pattern || ' to be active')"/>
    </xsl:if>
  </xsl:template>

  <xsl:template match="sch:pattern" mode="check-references" as="element(warning)*">
    <xsl:if test="@documents">
      <xsl:sequence select="f:fault(., '@documents reaches beyond the document that is judged', 'INT-045')"/>
    </xsl:if>
    <xsl:if test="@is-a and not(key('abstract-pattern', normalize-space(@is-a)))">
      <xsl:sequence select="f:fault(., 'there is no abstract pattern ' || @is-a)"/>
    </xsl:if>
    <xsl:if test="f:is-abstract(.) and not(@id)">
      <xsl:sequence select="f:fault(., 'an abstract pattern needs an id')"/>
    </xsl:if>
  </xsl:template>

  <xsl:template match="sch:rule" mode="check-references" as="element(warning)*">
    <xsl:choose>
      <xsl:when test="not(f:is-abstract(.)) and not(@context)">
        <xsl:sequence select="f:fault(., 'a rule needs a context')"/>
      </xsl:when>
      <xsl:when test="f:is-abstract(.) and not(@id)">
        <xsl:sequence select="f:fault(., 'an abstract rule needs an id')"/>
      </xsl:when>
    </xsl:choose>
  </xsl:template>

  <xsl:template match="sch:extends" mode="check-references" as="element(warning)?">
    <xsl:choose>
      <xsl:when test="not(f:extended-rule(.))">
        <xsl:sequence select="f:fault(., 'there is no abstract rule ' || @rule)"/>
      </xsl:when>
      <xsl:when test="f:comes-back(., ())">
        <xsl:sequence select="f:fault(., 'the rule ' || @rule || ' extends itself')"/>
      </xsl:when>
    </xsl:choose>
  </xsl:template>

  <!-- Whether following extensions comes back to a rule that was passed. -->
  <xsl:function name="f:comes-back" as="xs:boolean">
    <xsl:param name="extends" as="element(sch:extends)"/>
    <xsl:param name="passed" as="element(sch:rule)*"/>
    <xsl:variable name="here" as="element(sch:rule)*" select="$passed | $extends/parent::sch:rule"/>
    <xsl:variable name="next" as="element(sch:rule)?" select="f:extended-rule($extends)"/>
    <xsl:sequence select="
        exists($next intersect $here) or (some $further in $next/sch:extends satisfies f:comes-back($further, $here))"/>
  </xsl:function>

  <xsl:template match="sch:assert | sch:report" mode="check-references" as="element(warning)*">
    <xsl:variable name="root" as="document-node()" select="root(.)"/>
    <xsl:sequence select="
        f:tokens(@diagnostics)[not(key('diagnostic', ., $root))] ! f:fault(current(), 'there is no diagnostic ' || .)"/>
    <xsl:sequence select="
        f:tokens(@properties)[not(key('property', ., $root))] ! f:fault(current(), 'there is no property ' || .)"/>
  </xsl:template>
</xsl:stylesheet>
