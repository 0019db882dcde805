<?xml version="1.0" encoding="UTF-8"?>
<!-- The blocks of the text, as lines. -->
<xsl:stylesheet version="3.0" xmlns:xsl="http://www.w3.org/1999/XSL/Transform"
  xmlns:xs="http://www.w3.org/2001/XMLSchema" xmlns:f="urn:x-preserve:functions"
  xpath-default-namespace="http://www.tei-c.org/ns/1.0" exclude-result-prefixes="#all" expand-text="yes">

  <xsl:mode name="lines" on-no-match="shallow-skip"/>

  <!-- Children as blocks: each block by itself, each run of anything else as one. -->
  <xsl:template name="line-blocks" as="xs:string*">
    <xsl:context-item as="element()" use="required"/>
    <xsl:param name="children" as="node()*" select="node()"/>
    <xsl:param name="indent" as="xs:integer" select="0" tunnel="yes"/>
    <xsl:param name="withhold" as="xs:boolean" select="false()" tunnel="yes"/>
    <xsl:for-each-group select="$children" group-adjacent="f:is-block(.)">
      <xsl:choose>
        <xsl:when test="current-grouping-key()">
          <xsl:apply-templates select="current-group()" mode="lines"/>
        </xsl:when>
        <xsl:otherwise>
          <xsl:call-template name="emit">
            <xsl:with-param name="words" select="f:reading(current-group(), $withhold)"/>
            <xsl:with-param name="indent" select="$indent"/>
          </xsl:call-template>
        </xsl:otherwise>
      </xsl:choose>
    </xsl:for-each-group>
  </xsl:template>

  <!-- By default a block holds blocks, or it is one. -->
  <xsl:template match="*" mode="lines" as="xs:string*">
    <xsl:param name="indent" as="xs:integer" select="0" tunnel="yes"/>
    <xsl:param name="withhold" as="xs:boolean" select="false()" tunnel="yes"/>
    <xsl:choose>
      <xsl:when test="f:has-blocks(.)">
        <xsl:call-template name="line-blocks"/>
      </xsl:when>
      <xsl:otherwise>
        <xsl:call-template name="emit">
          <xsl:with-param name="words" select="f:reading(node(), $withhold)"/>
          <xsl:with-param name="indent" select="$indent"/>
        </xsl:call-template>
      </xsl:otherwise>
    </xsl:choose>
  </xsl:template>

  <!-- What has words of its own beside those of its content is read as in a line. -->
  <xsl:template mode="lines" as="xs:string*" match="
      supplied | unclear | del | choice | corr | reg | expan | writing | note | graphic | media">
    <xsl:param name="indent" as="xs:integer" select="0" tunnel="yes"/>
    <xsl:param name="withhold" as="xs:boolean" select="false()" tunnel="yes"/>
    <xsl:call-template name="emit">
      <xsl:with-param name="words" select="f:reading(., $withhold)"/>
      <xsl:with-param name="indent" select="$indent"/>
    </xsl:call-template>
  </xsl:template>

  <!-- Blocks in a line, as in the cell of a table, are at least kept apart. -->
  <xsl:template match="*[$block-names(local-name())]" mode="reading" as="item()*" priority="-1">
    <xsl:text> </xsl:text>
    <xsl:apply-templates mode="reading"/>
    <xsl:text> </xsl:text>
  </xsl:template>

  <xsl:template match="item | row | cell | label" mode="reading" as="item()*" priority="-1">
    <xsl:text> </xsl:text>
    <xsl:apply-templates mode="reading"/>
    <xsl:text> </xsl:text>
  </xsl:template>

  <xsl:template match="figure" mode="reading" as="item()*">
    <xsl:text> </xsl:text>
    <xsl:apply-templates select="node() except head, head" mode="reading"/>
    <xsl:text> </xsl:text>
  </xsl:template>

  <xsl:template match="figure/(graphic | media | figDesc)" mode="reading" as="item()*" priority="2">
    <xsl:text> </xsl:text>
    <xsl:next-match/>
    <xsl:text> </xsl:text>
  </xsl:template>

  <!-- Divisions, with their heading or a label of their type. -->
  <xsl:template match="div | div1 | div2 | div3 | div4 | div5 | div6 | div7" mode="lines" as="xs:string*">
    <xsl:for-each select="f:made-heading(.)">
      <xsl:call-template name="emit-heading">
        <xsl:with-param name="words" select="."/>
      </xsl:call-template>
    </xsl:for-each>
    <xsl:call-template name="line-blocks"/>
  </xsl:template>

  <xsl:template mode="lines" as="xs:string*" match="
      (div | div1 | div2 | div3 | div4 | div5 | div6 | div7)/head[not(preceding-sibling::head)]">
    <xsl:call-template name="emit-heading">
      <xsl:with-param name="words" select="f:reading(node(), false())"/>
    </xsl:call-template>
  </xsl:template>

  <!-- Turns: the speaker stands before the first paragraph, or alone before anything else. -->
  <xsl:template match="sp | u" mode="lines" as="xs:string*">
    <xsl:param name="indent" as="xs:integer" select="0" tunnel="yes"/>
    <xsl:variable name="label" as="xs:string" select="f:speaker-label(.)"/>
    <xsl:variable name="leader" as="element()?" select="f:leader(.)"/>
    <xsl:if test="$label and empty($leader)">
      <xsl:call-template name="emit">
        <xsl:with-param name="words" select="$label"/>
        <xsl:with-param name="indent" select="$indent"/>
      </xsl:call-template>
    </xsl:if>
    <xsl:choose>
      <xsl:when test="f:is-paragraph(.)">
        <xsl:call-template name="paragraph">
          <xsl:with-param name="label" select="$label"/>
        </xsl:call-template>
      </xsl:when>
      <xsl:otherwise>
        <xsl:call-template name="line-blocks">
          <xsl:with-param name="children" select="node() except speaker"/>
          <xsl:with-param name="leader" select="$leader" tunnel="yes"/>
          <xsl:with-param name="label" select="$label" tunnel="yes"/>
        </xsl:call-template>
      </xsl:otherwise>
    </xsl:choose>
  </xsl:template>

  <!-- The paragraph that shows the speaker's name: the turn itself, or the first of its paragraphs, if nothing else
       comes before it. -->
  <xsl:function name="f:leader" as="element()?">
    <xsl:param name="turn" as="element()"/>
    <xsl:variable name="first" as="node()?" select="
        $turn/node()[not(f:is-blank(.) or self::speaker or local-name() = $mark-names)][1]"/>
    <xsl:sequence select="
        ($turn, $first[self::*])[f:is-paragraph(.)][1]"/>
  </xsl:function>

  <!-- The source's own label, or the names that @who points to, with a colon. -->
  <xsl:function name="f:speaker-label" as="xs:string">
    <xsl:param name="turn" as="element()"/>
    <xsl:variable name="name" as="xs:string" select="
        if ($turn/speaker) then f:reading($turn/speaker[1]/node(), false()) else f:speaker($turn)"/>
    <xsl:variable name="words" as="xs:string" select="string-join(($name, f:onset($turn)[$name]), ' ')"/>
    <xsl:sequence select="$words || ':'[$words][not(matches($words, '[:.?!]$'))]"/>
  </xsl:function>

  <xsl:template match="p | u/seg" mode="lines" as="xs:string*">
    <xsl:param name="leader" as="element()?" select="()" tunnel="yes"/>
    <xsl:param name="label" as="xs:string" select="''" tunnel="yes"/>
    <xsl:call-template name="paragraph">
      <xsl:with-param name="label" select="string($label[$every-label or current() is $leader])"/>
    </xsl:call-template>
  </xsl:template>

  <!-- A paragraph behind its locator and the name of the speaker; one in which lists or quotations stand, below them. -->
  <xsl:template name="paragraph" as="xs:string*">
    <xsl:context-item as="element()" use="required"/>
    <xsl:param name="label" as="xs:string"/>
    <xsl:param name="indent" as="xs:integer" select="0" tunnel="yes"/>
    <xsl:param name="withhold" as="xs:boolean" select="false()" tunnel="yes"/>
    <xsl:variable name="boxed" as="xs:boolean" select="f:has-blocks(.)"/>
    <xsl:call-template name="emit">
      <xsl:with-param name="words" select="
          string-join((f:shown-locator(.), $label[.], f:reading(node()[not($boxed)], $withhold)), ' ')"/>
      <xsl:with-param name="indent" select="$indent"/>
    </xsl:call-template>
    <xsl:if test="$boxed">
      <xsl:call-template name="line-blocks"/>
    </xsl:if>
  </xsl:template>

  <xsl:variable name="locators-shown" as="xs:boolean" select="xs:boolean($locators)"/>

  <!-- Whether each paragraph shows who speaks, and not only the first of a turn: in lines that a program reads. -->
  <xsl:variable name="every-label" as="xs:boolean" select="$locators-shown and $columns eq 0"/>

  <!-- The locator of a paragraph, where locators are asked for. -->
  <xsl:function name="f:shown-locator" as="xs:string?">
    <xsl:param name="element" as="element()"/>
    <xsl:sequence select="
        if ($locators-shown and f:is-paragraph($element)) then '[' || f:locator($element) || ']' else ()"/>
  </xsl:function>

  <!-- Quotations and verse stand further in. -->
  <xsl:template match="quote | q | said | cit | lg" mode="lines" as="xs:string*">
    <xsl:param name="indent" as="xs:integer" select="0" tunnel="yes"/>
    <xsl:call-template name="line-blocks">
      <xsl:with-param name="indent" select="$indent + 4" tunnel="yes"/>
    </xsl:call-template>
  </xsl:template>

  <xsl:template match="l" mode="lines" as="xs:string*">
    <xsl:param name="indent" as="xs:integer" select="0" tunnel="yes"/>
    <xsl:param name="withhold" as="xs:boolean" select="false()" tunnel="yes"/>
    <xsl:call-template name="emit">
      <xsl:with-param name="words" select="f:reading(node(), $withhold)"/>
      <xsl:with-param name="indent" select="$indent"/>
      <xsl:with-param name="tight" select="exists(preceding-sibling::*[1][self::l])"/>
    </xsl:call-template>
  </xsl:template>

  <!-- Lists, each item behind a dash or its number; terms behind nothing. -->
  <xsl:template match="list | listBibl | listPerson | listPlace | listOrg | listEvent" mode="lines" as="xs:string*">
    <xsl:apply-templates select="head" mode="lines"/>
    <xsl:for-each select="*[not(self::head or local-name() = $mark-names)]">
      <xsl:call-template name="list-item">
        <xsl:with-param name="marker" select="f:marker(., position())"/>
        <xsl:with-param name="tight" select="position() gt 1 or ../parent::item"/>
      </xsl:call-template>
    </xsl:for-each>
  </xsl:template>

  <!-- An item; or what else stands among items, such as a laugh. -->
  <xsl:template name="list-item" as="xs:string*">
    <xsl:context-item as="element()" use="required"/>
    <xsl:param name="marker" as="xs:string"/>
    <xsl:param name="tight" as="xs:boolean"/>
    <xsl:param name="indent" as="xs:integer" select="0" tunnel="yes"/>
    <xsl:param name="withhold" as="xs:boolean" select="false()" tunnel="yes"/>
    <xsl:variable name="inner" as="xs:integer" select="$indent + (if ($marker) then string-length($marker) else 4)"/>
    <xsl:variable name="is-item" as="xs:boolean" select="exists((self::item, self::label))"/>
    <xsl:variable name="start" as="node()*" select="if ($is-item) then f:before-blocks(.) else .[not(f:is-block(.))]"/>
    <xsl:call-template name="emit">
      <xsl:with-param name="words" select="f:reading($start, $withhold)"/>
      <xsl:with-param name="indent" select="if ($marker or self::item) then $inner else $indent"/>
      <xsl:with-param name="marker" select="$marker"/>
      <xsl:with-param name="tight" select="$tight"/>
    </xsl:call-template>
    <xsl:call-template name="line-blocks">
      <xsl:with-param name="children" select="(if ($is-item) then node() else .) except $start"/>
      <xsl:with-param name="indent" select="$inner" tunnel="yes"/>
    </xsl:call-template>
  </xsl:template>

  <!-- What stands in an item before its first block. -->
  <xsl:function name="f:before-blocks" as="node()*">
    <xsl:param name="item" as="element()"/>
    <xsl:variable name="first" as="element()?" select="$item/*[f:is-block(.)][1]"/>
    <xsl:sequence select="if ($first) then $first/preceding-sibling::node() else $item/node()"/>
  </xsl:function>

  <!-- The sign before an item; its number is handed down, since counting the items before each would take long. -->
  <xsl:function name="f:marker" as="xs:string">
    <xsl:param name="item" as="element()"/>
    <xsl:param name="number" as="xs:integer"/>
    <xsl:variable name="list" as="element()" select="$item/.."/>
    <xsl:sequence select="
        if ($item/self::label or $list/label) then ''
        else if (f:is-numbered($list)) then $number || '. ' else '- '"/>
  </xsl:function>

  <!-- Tables, a row in a line. -->
  <xsl:template match="table" mode="lines" as="xs:string*">
    <xsl:param name="indent" as="xs:integer" select="0" tunnel="yes"/>
    <xsl:param name="withhold" as="xs:boolean" select="false()" tunnel="yes"/>
    <xsl:apply-templates select="head" mode="lines"/>
    <xsl:for-each select="row">
      <xsl:call-template name="emit">
        <xsl:with-param name="words" select="string-join(cell ! f:reading(node(), $withhold), ' | ')"/>
        <xsl:with-param name="indent" select="$indent + 4"/>
        <xsl:with-param name="marker" select="''"/>
        <xsl:with-param name="tight" select="position() gt 1"/>
      </xsl:call-template>
    </xsl:for-each>
    <xsl:call-template name="line-blocks">
      <xsl:with-param name="children" select="* except (head, row)"/>
    </xsl:call-template>
  </xsl:template>

  <!-- Figures: what is seen, then the caption. -->
  <xsl:template match="figure" mode="lines" as="xs:string*">
    <xsl:call-template name="line-blocks">
      <xsl:with-param name="children" select="node() except head, head"/>
    </xsl:call-template>
  </xsl:template>
</xsl:stylesheet>
