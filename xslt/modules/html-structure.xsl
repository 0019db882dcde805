<?xml version="1.0" encoding="UTF-8"?>
<!-- Divisions, headings and the blocks of the text. -->
<xsl:stylesheet version="3.0" xmlns:xsl="http://www.w3.org/1999/XSL/Transform"
  xmlns:xs="http://www.w3.org/2001/XMLSchema" xmlns:f="urn:x-preserve:functions"
  xpath-default-namespace="http://www.tei-c.org/ns/1.0" exclude-result-prefixes="#all" expand-text="yes">

  <!-- The element of a heading: h3 below the page's own h2, one deeper for each headed division around it. -->
  <xsl:function name="f:heading-tag" as="xs:string">
    <xsl:param name="division" as="element()"/>
    <xsl:variable name="around" as="element()*" select="
        $division/ancestor::*[local-name() = $divisions][exists(f:heading(.))]"/>
    <xsl:sequence select="'h' || min((6, 3 + count($around)))"/>
  </xsl:function>

  <!-- Children as blocks: each block by itself, each run of anything else in a paragraph. -->
  <xsl:template name="blocks" as="item()*">
    <xsl:context-item as="element()" use="required"/>
    <xsl:param name="children" as="node()*" select="node()"/>
    <xsl:for-each-group select="$children" group-adjacent="f:is-block(.)">
      <xsl:choose>
        <xsl:when test="current-grouping-key()">
          <xsl:apply-templates select="current-group()" mode="reading"/>
        </xsl:when>
        <xsl:when test="every $node in current-group() satisfies f:is-blank($node)"/>
        <xsl:when test="
            every $node in current-group() satisfies (f:is-blank($node) or local-name($node) = $mark-names)">
          <div class="marks">
            <xsl:apply-templates select="current-group()[self::*]" mode="reading"/>
          </div>
        </xsl:when>
        <xsl:otherwise>
          <p class="loose">
            <xsl:apply-templates select="current-group()" mode="reading">
              <xsl:with-param name="alone" select="
                  every $node in current-group() satisfies (f:is-blank($node) or $node/self::note)"/>
            </xsl:apply-templates>
          </p>
        </xsl:otherwise>
      </xsl:choose>
    </xsl:for-each-group>
  </xsl:template>

  <!-- What may stand in a line, where it stands alone. -->
  <xsl:template match="figure/graphic | figure/media | figure/figDesc" mode="reading" as="element()" priority="1">
    <xsl:element name="{f:tag(., 'p')}">
      <xsl:attribute name="class" select="local-name()"/>
      <xsl:next-match/>
    </xsl:element>
  </xsl:template>

  <!-- Either a paragraph, or a box of blocks. -->
  <xsl:template name="block" as="element()">
    <xsl:context-item as="element()" use="required"/>
    <xsl:param name="class" as="xs:string?" select="local-name()"/>
    <xsl:param name="tag" as="xs:string?" select="()"/>
    <xsl:variable name="boxed" as="xs:boolean" select="f:has-blocks(.)"/>
    <xsl:element name="{($tag, if ($boxed) then 'div' else 'p')[1]}">
      <xsl:if test="exists($class)">
        <xsl:attribute name="class" select="$class"/>
      </xsl:if>
      <xsl:sequence select="f:attributes(.)"/>
      <xsl:choose>
        <xsl:when test="$boxed">
          <xsl:call-template name="blocks"/>
        </xsl:when>
        <xsl:otherwise>
          <xsl:apply-templates mode="reading"/>
        </xsl:otherwise>
      </xsl:choose>
    </xsl:element>
  </xsl:template>

  <xsl:template match="text | group | front | body | back | floatingText" mode="reading" as="element()">
    <div class="{local-name()}">
      <xsl:sequence select="f:attributes(.)"/>
      <xsl:call-template name="blocks"/>
    </div>
  </xsl:template>

  <!-- The parts of a text, to which mentions on title pages and the like are linked. -->
  <xsl:template match="text/front | text/body | text/back" mode="reading" as="element()" priority="1">
    <div class="{local-name()}" id="{f:id(.)}">
      <xsl:sequence select="f:attributes(.)"/>
      <xsl:call-template name="blocks"/>
    </div>
  </xsl:template>

  <xsl:template match="div | div1 | div2 | div3 | div4 | div5 | div6 | div7" mode="reading" as="element()">
    <xsl:element name="{if (exists(f:heading(.)) and not(head[1][f:has-blocks(.)])) then 'section' else 'div'}">
      <xsl:attribute name="class" select="'division', tokenize(@type) ! ('type-' || .)"/>
      <xsl:attribute name="id" select="f:id(.)"/>
      <xsl:sequence select="f:attributes(.)"/>
      <xsl:call-template name="made-heading"/>
      <xsl:call-template name="blocks"/>
    </xsl:element>
  </xsl:template>

  <xsl:template name="made-heading" as="element()?">
    <xsl:context-item as="element()" use="required"/>
    <xsl:variable name="heading" as="xs:string?" select="f:made-heading(.)"/>
    <xsl:if test="exists($heading)">
      <xsl:element name="{f:heading-tag(.)}">
        <xsl:attribute name="class" select="'made'"/>
        <xsl:sequence select="f:interface-attributes(.)"/>
        <xsl:text>{$heading}</xsl:text>
      </xsl:element>
    </xsl:if>
  </xsl:template>

  <xsl:template match="head" mode="reading" as="element()">
    <xsl:call-template name="block">
      <xsl:with-param name="class" select="'caption'"/>
    </xsl:call-template>
  </xsl:template>

  <xsl:template mode="reading" as="element()" priority="1" match="
      (div | div1 | div2 | div3 | div4 | div5 | div6 | div7)/head[not(preceding-sibling::head)][f:words(.)]">
    <xsl:variable name="tag" as="xs:string" select="f:heading-tag(..)"/>
    <xsl:element name="{f:tag(., $tag)}">
      <xsl:if test="f:has-blocks(.)">
        <xsl:attribute name="role" select="'heading'"/>
        <xsl:attribute name="aria-level" select="substring($tag, 2)"/>
      </xsl:if>
      <xsl:sequence select="f:attributes(.)"/>
      <xsl:apply-templates mode="reading"/>
    </xsl:element>
  </xsl:template>

  <!-- Blocks named for what they are: title pages, openers, closers and the like. -->
  <xsl:template mode="reading" as="element()" match="
      opener | closer | signed | salute | dateline | byline | docTitle | titlePage | epigraph | argument | trailer
      | postscript | docImprint | docEdition | imprimatur | spGrp | annotationBlock | ab
      | titlePart | (titlePage | front)/(docAuthor | docDate)">
    <xsl:call-template name="block"/>
  </xsl:template>

    <xsl:template match="quote[f:is-block(.)] | q[f:is-block(.)] | said[f:is-block(.)] | cit[f:is-block(.)]"
    mode="reading" as="element()">
    <blockquote>
      <xsl:sequence select="f:attributes(.)"/>
      <xsl:call-template name="paragraphs"/>
    </blockquote>
  </xsl:template>

  <xsl:template match="*[local-name() = ('stage', 'bibl', 'fw', 'label')][f:is-block(.)]" mode="reading"
    as="element()" priority="1">
    <xsl:call-template name="block"/>
  </xsl:template>

  <!-- Blocks; or, where there are none, one paragraph. -->
  <xsl:template name="paragraphs" as="item()*">
    <xsl:context-item as="element()" use="required"/>
    <xsl:choose>
      <xsl:when test="f:has-blocks(.)">
        <xsl:call-template name="blocks"/>
      </xsl:when>
      <xsl:otherwise>
        <p>
          <xsl:apply-templates mode="reading"/>
        </p>
      </xsl:otherwise>
    </xsl:choose>
  </xsl:template>

  <!-- Verse. -->
  <xsl:template match="lg" mode="reading" as="element()">
    <div class="lg">
      <xsl:sequence select="f:attributes(.)"/>
      <xsl:call-template name="blocks"/>
    </div>
  </xsl:template>

  <xsl:template match="l" mode="reading" as="element()">
    <div class="l">
      <xsl:sequence select="f:attributes(.)"/>
      <xsl:apply-templates mode="reading"/>
    </div>
  </xsl:template>

  <!-- Lists: numbered, plain, or of terms and what is said of them. -->
  <xsl:template match="list | listBibl | listPerson | listPlace | listOrg | listEvent" mode="reading" as="element()">
    <div class="list">
      <xsl:sequence select="f:attributes(.)"/>
      <xsl:apply-templates select="head" mode="reading"/>
      <xsl:choose>
        <xsl:when test="f:is-glossary(.)">
          <dl>
            <xsl:apply-templates select="* except head" mode="terms"/>
          </dl>
        </xsl:when>
        <xsl:otherwise>
          <xsl:element name="{if (f:is-numbered(.)) then 'ol' else 'ul'}">
            <xsl:call-template name="items"/>
          </xsl:element>
        </xsl:otherwise>
      </xsl:choose>
    </div>
  </xsl:template>

  <!-- Whether a list begins with a term, and something is said of its last. -->
  <xsl:function name="f:is-glossary" as="xs:boolean">
    <xsl:param name="list" as="element()"/>
    <xsl:variable name="entries" as="element()*" select="$list/(* except head)"/>
    <xsl:sequence select="exists($entries[1]/self::label) and empty($entries[last()]/self::label)"/>
  </xsl:function>

  <!-- Items, each with the marks that stand before it. -->
  <xsl:template name="items" as="element()*">
    <xsl:context-item as="element()" use="required"/>
    <xsl:for-each-group select="* except head" group-ending-with="*[not(local-name() = $mark-names)]">
      <xsl:variable name="item" as="element()" select="current-group()[last()]"/>
      <li>
        <xsl:sequence select="$item/(self::item | self::label) ! f:attributes(.)"/>
        <xsl:apply-templates select="current-group()[position() lt last()]" mode="reading"/>
        <xsl:apply-templates select="$item" mode="content"/>
      </li>
    </xsl:for-each-group>
  </xsl:template>

  <xsl:mode name="content" on-no-match="shallow-skip"/>
  <xsl:mode name="terms" on-no-match="shallow-skip"/>

  <!-- What is inside an item or a cell. -->
  <xsl:template match="item | cell | label | headLabel | headItem" mode="content" as="item()*">
    <xsl:choose>
      <xsl:when test="f:has-blocks(.)">
        <xsl:call-template name="blocks"/>
      </xsl:when>
      <xsl:otherwise>
        <xsl:apply-templates mode="reading"/>
      </xsl:otherwise>
    </xsl:choose>
  </xsl:template>

  <xsl:template match="*" mode="content" as="item()*" priority="-2">
    <xsl:apply-templates select="." mode="reading"/>
  </xsl:template>

  <xsl:template match="label | headLabel" mode="terms" as="element()">
    <dt>
      <xsl:sequence select="f:attributes(.)"/>
      <xsl:apply-templates select="." mode="content"/>
    </dt>
  </xsl:template>

  <xsl:template match="*" mode="terms" as="element()">
    <dd>
      <xsl:sequence select="f:attributes(.)[current()/self::item]"/>
      <xsl:apply-templates select="." mode="content"/>
    </dd>
  </xsl:template>

  <!-- Figures are described; their files are named, not loaded. -->
  <xsl:template match="figure" mode="reading" as="element()">
    <figure>
      <xsl:sequence select="f:attributes(.)"/>
      <xsl:call-template name="blocks">
        <xsl:with-param name="children" select="node() except head"/>
      </xsl:call-template>
      <xsl:if test="head">
        <figcaption>
          <xsl:for-each select="head">
            <xsl:if test="position() gt 1">
              <xsl:text> </xsl:text>
            </xsl:if>
            <xsl:call-template name="line"/>
          </xsl:for-each>
        </figcaption>
      </xsl:if>
    </figure>
  </xsl:template>
</xsl:stylesheet>
