<?xml version="1.0" encoding="UTF-8"?>
<!-- From a plain schema to a stylesheet: one mode for each pattern, in it one template for each rule. -->
<xsl:stylesheet version="3.0" xmlns:xsl="http://www.w3.org/1999/XSL/Transform"
  xmlns:xs="http://www.w3.org/2001/XMLSchema" xmlns:sch="http://purl.oclc.org/dsdl/schematron"
  xmlns:svrl="http://purl.oclc.org/dsdl/svrl" xmlns:out="urn:x-preserve:stylesheet"
  xmlns:preserve-origin="urn:x-preserve:origin" xmlns:f="urn:x-preserve:functions" exclude-result-prefixes="#all">

  <xsl:namespace-alias stylesheet-prefix="out" result-prefix="xsl"/>

  <xsl:mode name="generate" on-no-match="fail"/>
  <xsl:mode name="rules" on-no-match="fail"/>
  <xsl:mode name="result" on-no-match="fail"/>
  <xsl:mode name="message" on-no-match="fail"/>

  <!-- Text that must not be taken for an attribute value template. -->
  <xsl:function name="f:literal" as="xs:string">
    <xsl:param name="text" as="xs:string"/>
    <xsl:sequence select="replace($text, '[{}]', '$0$0')"/>
  </xsl:function>

  <xsl:function name="f:literals" as="attribute()*">
    <xsl:param name="attributes" as="attribute()*"/>
    <xsl:for-each select="$attributes">
      <xsl:attribute name="{name()}" select="f:literal(.)"/>
    </xsl:for-each>
  </xsl:function>

  <!-- Text as a literal of XPath. -->
  <xsl:function name="f:quoted" as="xs:string">
    <xsl:param name="text" as="xs:string"/>
    <xsl:sequence select="&apos;&quot;&apos; || replace($text, '&quot;', '&quot;&quot;') || &apos;&quot;&apos;"/>
  </xsl:function>

  <!-- The name of the mode of a pattern. -->
  <xsl:function name="f:mode" as="xs:string">
    <xsl:param name="pattern" as="element(sch:pattern)"/>
    <xsl:sequence select="'schematron.pattern-' || count($pattern/preceding-sibling::sch:pattern) + 1"/>
  </xsl:function>

  <!--
    Whether rules may be about anything but elements, so that all nodes have to be looked at. To err on the side of yes
    costs time only: what stands in predicates says nothing of the kind of the context, but a context such as $x may.
  -->
  <xsl:function name="f:looks-beyond-elements" as="xs:boolean">
    <xsl:param name="contexts" as="xs:string*"/>
    <xsl:variable name="bare" as="xs:string*" select="
        $contexts ! replace(., '&quot;[^&quot;]*&quot;|''[^'']*''', '') ! f:without-predicates(.)"/>
    <xsl:sequence select="some $context in $bare satisfies matches($context, '[@.$(]|attribute\s*::')"/>
  </xsl:function>

  <xsl:function name="f:without-predicates" as="xs:string">
    <xsl:param name="path" as="xs:string"/>
    <xsl:variable name="shorter" as="xs:string" select="replace($path, '\[[^\[\]]*\]', '')"/>
    <xsl:sequence select="if ($shorter eq $path) then $path else f:without-predicates($shorter)"/>
  </xsl:function>

  <!-- Whether queries are in XPath 1.0, where the string of many nodes is that of the first. -->
  <xsl:function name="f:is-first-version" as="xs:boolean">
    <xsl:param name="element" as="element()"/>
    <xsl:variable name="binding" as="xs:string?" select="root($element)/*/@queryBinding/lower-case(normalize-space())"/>
    <xsl:sequence select="$binding = ('', 'xslt', 'xpath') or empty($binding)"/>
  </xsl:function>

  <xsl:template match="sch:schema" mode="generate" as="element(xsl:stylesheet)">
    <out:stylesheet version="{if (f:is-first-version(.)) then '1.0' else '3.0'}" exclude-result-prefixes="#all">
      <!-- Declared here so that #all keeps it out of the report. -->
      <xsl:namespace name="preserve-origin" select="'urn:x-preserve:origin'"/>
      <xsl:for-each select="sch:ns">
        <xsl:namespace name="{@prefix}" select="string(@uri)"/>
      </xsl:for-each>
      <out:output method="xml" encoding="UTF-8"/>
      <out:mode on-no-match="fail" use-accumulators="#all"/>
      <out:param name="schematron.fired-rules" as="Q{{http://www.w3.org/2001/XMLSchema}}boolean" select="true()"/>
      <xsl:copy-of select="(., sch:pattern)/xsl:*"/>
      <xsl:apply-templates select="sch:let, sch:pattern/sch:let" mode="result"/>
      <xsl:call-template name="entry"/>
      <xsl:call-template name="fault"/>
      <xsl:call-template name="path"/>
      <xsl:apply-templates select="sch:pattern" mode="rules"/>
    </out:stylesheet>
  </xsl:template>

  <!-- A fault of the rules on the run is told with its place in the stylesheet. -->
  <xsl:template name="entry" as="element(xsl:template)">
    <out:template match="/" priority="1000000" version="3.0">
      <out:try>
        <xsl:call-template name="report"/>
        <out:catch>
          <out:message>
            <warning code="INT-001" path="{{$Q{{http://www.w3.org/2005/xqt-errors}}line-number}}">
              <out:value-of select="$Q{{http://www.w3.org/2005/xqt-errors}}description"/>
            </warning>
          </out:message>
        </out:catch>
      </out:try>
    </out:template>
  </xsl:template>

  <!-- What is reported where an assertion could be neither affirmed nor denied. -->
  <xsl:template name="fault" as="element(xsl:function)">
    <out:function name="Q{{urn:x-preserve:origin}}fault" version="3.0">
      <out:param name="node"/>
      <out:param name="code"/>
      <out:param name="reason"/>
      <out:param name="origin"/>
      <out:param name="test"/>
      <svrl:failed-assert location="{{Q{{urn:x-preserve:origin}}path($node)}}" test="{{$test}}" id="{{
          if (matches($reason, '(prohibited|disallowed)$') or starts-with(local-name-from-QName($code), 'FOUT1170'))
          then 'INT-045' else 'INT-046'}}">
        <!-- Where in the rules, for the findings that are made of it. -->
        <out:if test="not($schematron.fired-rules)">
          <out:attribute name="preserve-origin:path" namespace="urn:x-preserve:origin" select="$origin"/>
        </out:if>
        <svrl:text>
          <out:value-of select="normalize-space($reason)"/>
        </svrl:text>
      </svrl:failed-assert>
    </out:function>
  </xsl:template>

  <!--
    What path() gives. It counts the siblings anew for each node, so where there are thousands of them, all steps of the
    document are counted once, which takes longer than some paths but not than many. The value is the step of a node,
    and how often each was seen, for each open element.
  -->
  <xsl:template name="path" as="element()+">
    <out:accumulator name="Q{{urn:x-preserve:origin}}steps" version="3.0" initial-value="map{{'seen': [map{{}}]}}">
      <out:accumulator-rule match="*" select="
          Q{{urn:x-preserve:origin}}counted(
            $value?seen, 'Q{{' || namespace-uri(.) || '}}' || local-name(.), [map{{}}])"/>
      <out:accumulator-rule match="*" phase="end"
        select="map{{'seen': Q{{http://www.w3.org/2005/xpath-functions/array}}tail($value?seen)}}"/>
      <out:accumulator-rule match="text()"
        select="Q{{urn:x-preserve:origin}}counted($value?seen, 'text()', [])"/>
      <out:accumulator-rule match="comment()"
        select="Q{{urn:x-preserve:origin}}counted($value?seen, 'comment()', [])"/>
      <out:accumulator-rule match="processing-instruction()" select="
          Q{{urn:x-preserve:origin}}counted($value?seen, 'processing-instruction(' || name(.) || ')', [])"/>
    </out:accumulator>
    <out:function name="Q{{urn:x-preserve:origin}}counted" version="3.0">
      <out:param name="seen"/>
      <out:param name="name"/>
      <out:param name="open"/>
      <out:variable name="number" select="($seen(1)($name), 0)[1] + 1"/>
      <out:variable name="siblings"
        select="Q{{http://www.w3.org/2005/xpath-functions/map}}put($seen(1), $name, $number)"/>
      <out:sequence select="map{{
          'step': '/' || $name || '[' || $number || ']',
          'seen': Q{{http://www.w3.org/2005/xpath-functions/array}}join(
            ($open, Q{{http://www.w3.org/2005/xpath-functions/array}}put($seen, 1, $siblings)))}}"/>
    </out:function>
    <out:function name="Q{{urn:x-preserve:origin}}path" version="3.0">
      <out:param name="node"/>
      <out:variable name="above" select="$node/ancestor-or-self::node()[not(self::attribute())]"/>
      <out:choose>
        <out:when test="$node instance of namespace-node() or not($above[1] instance of document-node())
            or not($above/preceding-sibling::node()[5000])">
          <out:sequence select="path($node)"/>
        </out:when>
        <out:otherwise>
          <out:sequence select="string-join((
              tail($above) ! accumulator-before('Q{{urn:x-preserve:origin}}steps')?step,
              $node[. instance of attribute()]/('/@'
                || (if (namespace-uri(.)) then 'Q{{' || namespace-uri(.) || '}}' else '') || local-name(.))))"/>
        </out:otherwise>
      </out:choose>
    </out:function>
  </xsl:template>

  <!-- What is done where an expression fails: that is told, and the assertions beside it are still tested. -->
  <xsl:template name="catch" as="element(xsl:catch)">
    <xsl:context-item as="element()" use="required"/>
    <xsl:variable name="details" as="xs:string"
      select="f:quoted(@preserve-origin:path) || ', ' || f:quoted((@test, @context)[1])"/>
    <out:catch version="3.0" select="Q{{urn:x-preserve:origin}}fault(., $Q{{http://www.w3.org/2005/xqt-errors}}code,
      string($Q{{http://www.w3.org/2005/xqt-errors}}description), {$details})"/>
  </xsl:template>

  <xsl:template name="report" as="element(svrl:schematron-output)">
    <xsl:context-item as="element(sch:schema)" use="required"/>
    <svrl:schematron-output>
      <xsl:for-each select="@preserve-origin:phase[. ne '#ALL']">
        <xsl:attribute name="phase" select="f:literal(.)"/>
      </xsl:for-each>
      <xsl:if test="sch:title">
        <xsl:attribute name="title" select="f:literal(normalize-space(sch:title[1]))"/>
      </xsl:if>
      <xsl:sequence select="f:literals(@schemaVersion)"/>
      <xsl:for-each select="sch:p">
        <svrl:text>
          <xsl:apply-templates mode="message"/>
        </svrl:text>
      </xsl:for-each>
      <xsl:for-each select="sch:ns">
        <svrl:ns-prefix-in-attribute-values>
          <xsl:sequence select="f:literals((@prefix, @uri))"/>
        </svrl:ns-prefix-in-attribute-values>
      </xsl:for-each>
      <xsl:for-each select="sch:pattern">
        <svrl:active-pattern>
          <xsl:sequence select="f:literals((@id, @role))"/>
          <xsl:if test="sch:title">
            <xsl:attribute name="name" select="f:literal(normalize-space(sch:title[1]))"/>
          </xsl:if>
        </svrl:active-pattern>
        <out:apply-templates select="/" mode="{f:mode(.)}"/>
      </xsl:for-each>
    </svrl:schematron-output>
  </xsl:template>

  <!-- The first rule that matches is the one with the highest priority; the walk goes on below what matched. -->
  <xsl:template match="sch:pattern" mode="rules" as="element()*">
    <xsl:variable name="next" as="xs:string"
      select="if (f:looks-beyond-elements(sch:rule/@context)) then '@*, node()' else '*'"/>
    <xsl:variable name="mode" as="xs:string" select="f:mode(.)"/>
    <out:mode name="{$mode}" on-no-match="shallow-skip" use-accumulators="#all"/>
    <xsl:if test="$next eq '*'">
      <out:template match="*" mode="{$mode}" priority="0">
        <out:apply-templates select="*" mode="#current"/>
      </out:template>
    </xsl:if>
    <xsl:for-each select="sch:rule">
      <out:template match="{@context}" mode="{$mode}" priority="{last() + 1 - position()}">
        <xsl:sequence select="@preserve-origin:path"/>
        <xsl:apply-templates select="." mode="result"/>
        <out:apply-templates select="{$next}" mode="#current"/>
      </out:template>
    </xsl:for-each>
  </xsl:template>

  <xsl:template match="sch:rule" mode="result" as="element()+">
    <out:if test="$schematron.fired-rules">
      <svrl:fired-rule>
        <xsl:sequence select="f:literals((@id, @context, @role, @flag))"/>
      </svrl:fired-rule>
    </out:if>
    <xsl:variable name="content" as="element()*">
      <xsl:apply-templates select="sch:let | xsl:variable | sch:assert | sch:report" mode="#current"/>
    </xsl:variable>
    <xsl:choose>
      <xsl:when test="sch:let | xsl:variable">
        <out:try>
          <xsl:sequence select="$content"/>
          <xsl:call-template name="catch"/>
        </out:try>
      </xsl:when>
      <xsl:otherwise>
        <xsl:sequence select="$content"/>
      </xsl:otherwise>
    </xsl:choose>
  </xsl:template>

  <xsl:template match="sch:let" mode="result" as="element(xsl:variable)">
    <out:variable name="{@name}">
      <xsl:sequence select="@as, @preserve-origin:path"/>
      <xsl:choose>
        <xsl:when test="@value">
          <xsl:attribute name="select" select="@value"/>
        </xsl:when>
        <xsl:otherwise>
          <xsl:copy-of select="node()"/>
        </xsl:otherwise>
      </xsl:choose>
    </out:variable>
  </xsl:template>

  <xsl:template match="xsl:variable" mode="result" as="element(xsl:variable)">
    <xsl:copy-of select="."/>
  </xsl:template>

  <xsl:template match="sch:assert" mode="result" as="element(xsl:try)">
    <out:try>
      <out:choose>
        <out:when test="{@test}">
          <xsl:sequence select="@preserve-origin:path"/>
        </out:when>
        <out:otherwise>
          <svrl:failed-assert>
            <xsl:call-template name="details"/>
          </svrl:failed-assert>
        </out:otherwise>
      </out:choose>
      <xsl:call-template name="catch"/>
    </out:try>
  </xsl:template>

  <xsl:template match="sch:report" mode="result" as="element(xsl:try)">
    <out:try>
      <out:if test="{@test}">
        <xsl:sequence select="@preserve-origin:path"/>
        <svrl:successful-report>
          <xsl:call-template name="details"/>
        </svrl:successful-report>
      </out:if>
      <xsl:call-template name="catch"/>
    </out:try>
  </xsl:template>

  <!-- What is to be said of an assertion; where it has no role, that of its rule or its pattern is meant. -->
  <xsl:template name="details" as="item()*">
    <xsl:context-item as="element()" use="required"/>
    <xsl:variable name="subject" as="attribute()?" select="(@subject, ../@subject)[1]"/>
    <xsl:variable name="place" as="xs:string" select="
        if ($subject) then '((' || $subject || ')[. instance of node()], .)[1]' else '.'"/>
    <xsl:attribute name="location" select="'{Q{urn:x-preserve:origin}path(' || $place || ')}'"/>
    <xsl:sequence select="f:literals((@id, @test, @flag, (@role, ../@role, ../../@role)[1]))"/>
    <xsl:apply-templates select="sch:diagnostic, sch:property" mode="result"/>
    <xsl:call-template name="text"/>
  </xsl:template>

  <xsl:template match="sch:diagnostic" mode="result" as="element(svrl:diagnostic-reference)">
    <svrl:diagnostic-reference diagnostic="{f:literal(@id)}">
      <xsl:call-template name="text"/>
    </svrl:diagnostic-reference>
  </xsl:template>

  <xsl:template match="sch:property" mode="result" as="element(svrl:property-reference)">
    <svrl:property-reference property="{f:literal(@id)}">
      <xsl:sequence select="f:literals((@role, @scheme))"/>
      <xsl:call-template name="text"/>
    </svrl:property-reference>
  </xsl:template>

  <xsl:template name="text" as="element(svrl:text)">
    <xsl:context-item as="element()" use="required"/>
    <svrl:text>
      <xsl:sequence select="f:literals((@xml:lang, @see, @icon, @fpi))"/>
      <xsl:apply-templates mode="message"
        select="node() except (sch:diagnostic, sch:property, comment(), processing-instruction())"/>
    </svrl:text>
  </xsl:template>

  <!-- Messages: white space is collapsed, at their edges removed. -->
  <xsl:template match="text()" mode="message" as="element(xsl:text)?">
    <xsl:variable name="collapsed" as="xs:string" select="replace(., '\s+', ' ')"/>
    <xsl:variable name="from-edge" as="xs:string" select="
        if (preceding-sibling::text() or preceding-sibling::*[not(self::sch:diagnostic or self::sch:property)])
        then $collapsed else replace($collapsed, '^ ', '')"/>
    <xsl:variable name="to-edge" as="xs:string"
      select="if (following-sibling::node()) then $from-edge else replace($from-edge, ' $', '')"/>
    <xsl:if test="$to-edge">
      <out:text>
        <xsl:value-of select="$to-edge"/>
      </out:text>
    </xsl:if>
  </xsl:template>

  <xsl:template match="sch:value-of" mode="message" as="element(xsl:value-of)">
    <xsl:variable name="items" as="xs:string" select="'(' || @select || ')' || '[1]'[f:is-first-version(current())]"/>
    <out:value-of version="3.0" select="normalize-space(string-join({$items} ! string(), ' '))">
      <xsl:sequence select="@preserve-origin:path"/>
    </out:value-of>
  </xsl:template>

  <!-- The path of a name may give the node whose name is meant, or the name itself. -->
  <xsl:template match="sch:name" mode="message" as="element(xsl:value-of)">
    <out:value-of version="3.0"
      select="({(@path, '.')[1]}) ! (if (. instance of node()) then name() else string())">
      <xsl:sequence select="@preserve-origin:path"/>
    </out:value-of>
  </xsl:template>

  <xsl:template match="sch:emph" mode="message" as="element(svrl:emph)">
    <svrl:emph>
      <xsl:apply-templates mode="#current"/>
    </svrl:emph>
  </xsl:template>

  <xsl:template match="sch:span" mode="message" as="element(svrl:span)">
    <svrl:span class="{f:literal(string(@class))}">
      <xsl:apply-templates mode="#current"/>
    </svrl:span>
  </xsl:template>

  <xsl:template match="sch:dir" mode="message" as="element(svrl:dir)">
    <svrl:dir>
      <xsl:for-each select="@value">
        <xsl:attribute name="dir" select="f:literal(.)"/>
      </xsl:for-each>
      <xsl:apply-templates mode="#current"/>
    </svrl:dir>
  </xsl:template>

  <!-- XSLT in a message is carried out; of other foreign markup the words stay. -->
  <xsl:template match="xsl:*" mode="message" as="element()">
    <xsl:copy-of select="."/>
  </xsl:template>

  <xsl:template match="*" mode="message" as="element()*" priority="-1">
    <xsl:apply-templates mode="#current"/>
  </xsl:template>
</xsl:stylesheet>
