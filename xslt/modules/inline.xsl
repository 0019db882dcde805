<?xml version="1.0" encoding="UTF-8"?>
<!-- What stands in a line. Both editions read the same templates, the text edition taking their words only, so that
     the reading text of both is the same. Corrections follow the form received: needs [i.e. need]. -->
<xsl:stylesheet version="3.0" xmlns:xsl="http://www.w3.org/1999/XSL/Transform"
  xmlns:xs="http://www.w3.org/2001/XMLSchema" xmlns:f="urn:x-preserve:functions"
  xpath-default-namespace="http://www.tei-c.org/ns/1.0" exclude-result-prefixes="#all" expand-text="yes">

  <xsl:mode name="reading" on-no-match="shallow-skip"/>

  <!-- The attributes that an element of the source brings along: id, lang, dir. -->
  <xsl:function name="f:attributes" as="attribute()*">
    <xsl:param name="element" as="element()"/>
    <xsl:if test="$element/@xml:id">
      <xsl:attribute name="id" select="$element/@xml:id"/>
    </xsl:if>
    <xsl:if test="$element/@xml:lang">
      <xsl:sequence select="f:language-attributes($element/@xml:lang)"/>
    </xsl:if>
  </xsl:function>

  <!-- An element of the line; as a block where blocks stand in it, since HTML's own inline elements hold none. -->
  <xsl:template name="line" as="element()">
    <xsl:context-item as="element()" use="required"/>
    <xsl:param name="tag" as="xs:string" select="'span'"/>
    <xsl:param name="class" as="xs:string?" select="()"/>
    <xsl:element name="{f:tag(., $tag)}">
      <xsl:if test="exists($class)">
        <xsl:attribute name="class" select="$class"/>
      </xsl:if>
      <xsl:sequence select="f:attributes(.)"/>
      <xsl:apply-templates mode="reading"/>
    </xsl:element>
  </xsl:template>

  <!-- The name of such an element. -->
  <xsl:function name="f:tag" as="xs:string">
    <xsl:param name="element" as="element()"/>
    <xsl:param name="tag" as="xs:string"/>
    <xsl:sequence select="if (f:has-blocks($element)) then 'div' else $tag"/>
  </xsl:function>

  <!-- Words. Outside of the reading text the names of third parties are withheld. -->
  <xsl:template match="text()" mode="reading" as="text()?">
    <xsl:param name="withhold" as="xs:boolean" select="false()" tunnel="yes"/>
    <xsl:value-of select="if ($withhold and not(parent::date)) then f:withhold(.) else string(.)"/>
  </xsl:template>

  <!-- Elements without a look of their own: parts of names, addresses, words, segments, statements. -->
  <xsl:template mode="reading" as="item()*" match="
      forename | surname | addName | nameLink | roleName | genName | settlement | region | country | district | bloc
      | geogName | geogFeat | geo | street | postCode | postBox | address | email | offset | num | unit
      | affiliation | s | w | pc | m | c | cl | phr | g | seg | abbr | orig | sic | idno | edition | publisher
      | pubPlace | author | editor | biblScope | citedRange | series | respStmt | resp | extent | language | desc
      | rhyme | caesura | damage | restore | retrace | add | subst | mod | redo | undo | handShift | space | ex | am
      | formula | ident | code | val | gi | att | tag | eg | textLang | material | stamp | catchwords | signatures
      | analytic | monogr | imprint | relatedItem | distributor | authority | funder | principal | sponsor | meeting
      | birth | death | age | occupation | residence | nationality | education | faith | langKnowledge | langKnown
      | availability | licence | creation | locale | activity | equipment | broadcast | transcriptionDesc | listChange
      | change | classCode | floruit | event | persona | person | state | trait | listRef">
    <xsl:call-template name="unmarked"/>
  </xsl:template>

  <!-- What is not to stand out. Its id, where it is somebody's to know, marks where it begins. -->
  <xsl:template name="unmarked" as="item()*">
    <xsl:context-item as="element()" use="required"/>
    <xsl:if test="@xml:id and $marks and not(f:is-sensitive-edge(.))">
      <span id="{@xml:id}"/>
    </xsl:if>
    <xsl:choose>
      <xsl:when test="@xml:lang or f:has-blocks(.)">
        <xsl:element name="{f:tag(., 'span')}">
          <xsl:sequence select="@xml:lang/f:language-attributes(.)"/>
          <xsl:apply-templates mode="reading"/>
        </xsl:element>
      </xsl:when>
      <xsl:otherwise>
        <xsl:apply-templates mode="reading"/>
      </xsl:otherwise>
    </xsl:choose>
  </xsl:template>

  <!-- Lines of an address, which are not to run into each other. -->
  <xsl:template match="addrLine" mode="reading" as="item()*">
    <xsl:call-template name="unmarked"/>
    <xsl:if test="following-sibling::addrLine">
      <br/>
      <xsl:text> </xsl:text>
    </xsl:if>
  </xsl:template>

  <!-- Emphasis as received. -->
  <xsl:template match="hi | emph" mode="reading" as="element()">
    <xsl:variable name="looks" as="xs:string*"
      select="tokenize(lower-case(string-join((@rend, @rendition), ' ')), '[\s;#:]+')"/>
    <xsl:call-template name="line">
      <xsl:with-param name="tag" select="
          if ($looks = ('bold', 'b', 'strong')) then 'b'
          else if ($looks = ('sup', 'superscript')) then 'sup'
          else if ($looks = ('sub', 'subscript')) then 'sub'
          else if (self::emph) then 'em'
          else if (empty($looks) or $looks = ('italic', 'italics', 'i', 'it')) then 'i' else 'span'"/>
      <xsl:with-param name="class" select="
          string-join(('smallcaps'[$looks = ('smallcaps', 'sc', 'small-caps')],
                       'underline'[$looks = ('underline', 'underlined', 'u')]), ' ')[.]"/>
    </xsl:call-template>
  </xsl:template>

  <xsl:template match="mentioned | term | gloss | distinct" mode="reading" as="element()">
    <xsl:call-template name="line">
      <xsl:with-param name="tag" select="if (self::gloss) then 'span' else 'i'"/>
      <xsl:with-param name="class" select="local-name()"/>
    </xsl:call-template>
  </xsl:template>

  <!-- A label outside of lists. -->
  <xsl:template match="label[not(parent::list)]" mode="reading" as="element()">
    <xsl:call-template name="line">
      <xsl:with-param name="class" select="'label'"/>
    </xsl:call-template>
  </xsl:template>

  <xsl:template match="foreign" mode="reading" as="element()">
    <xsl:call-template name="line">
      <xsl:with-param name="tag" select="'i'"/>
      <xsl:with-param name="class" select="'foreign'"/>
    </xsl:call-template>
  </xsl:template>

  <xsl:template match="cit | bibl | biblStruct | stage" mode="reading" as="element()" priority="-0.1">
    <xsl:call-template name="line">
      <xsl:with-param name="class" select="local-name()"/>
    </xsl:call-template>
  </xsl:template>

  <!-- Quotations bring their marks along, or get them. -->
  <xsl:template match="q | quote | said | soCalled" mode="reading" as="element()" priority="-0.1">
    <xsl:variable name="bare" as="xs:boolean" select="not(f:is-block(.)) and f:is-bare(.)"/>
    <xsl:element name="{f:tag(., if (self::soCalled) then 'span' else 'q')}">
      <xsl:sequence select="f:attributes(.)"/>
      <xsl:if test="$bare">
        <span class="added">“</span>
      </xsl:if>
      <xsl:apply-templates mode="reading"/>
      <xsl:if test="$bare">
        <span class="added">”</span>
      </xsl:if>
    </xsl:element>
  </xsl:template>

  <!-- Whether a quotation has quotation marks neither inside nor around it. -->
  <xsl:function name="f:is-bare" as="xs:boolean">
    <xsl:param name="quotation" as="element()"/>
    <xsl:sequence select="
        not(matches($quotation, '^\s*[&quot;“”„«»‹›‘’'']') 
             or matches(f:character-before($quotation), '[&quot;“”„«»‹›‘’'']'))"/>
  </xsl:function>

  <!-- The last character of the words right before an element. -->
  <xsl:function name="f:character-before" as="xs:string">
    <xsl:param name="element" as="element()"/>
    <xsl:variable name="before" as="xs:string" select="string($element/preceding-sibling::node()[1][self::text()])"/>
    <xsl:sequence select="substring($before, string-length($before))"/>
  </xsl:function>

  <xsl:template match="seg[@subtype = 'echoed']" mode="reading" as="element()" priority="1">
    <xsl:call-template name="line">
      <xsl:with-param name="tag" select="'i'"/>
      <xsl:with-param name="class" select="'echoed'"/>
    </xsl:call-template>
  </xsl:template>

  <xsl:template match="fw" mode="reading" as="element()">
    <xsl:call-template name="line">
      <xsl:with-param name="class" select="'fw'"/>
    </xsl:call-template>
  </xsl:template>

  <!-- A note stands at the end; here is its number, which says of what it is where it stands between paragraphs. -->
  <xsl:template match="note" mode="reading" as="element()">
    <xsl:param name="alone" as="xs:boolean" select="false()"/>
    <xsl:param name="linked" as="xs:boolean" select="false()" tunnel="yes"/>
    <xsl:variable name="number" as="xs:integer" select="accumulator-before('note')"/>
    <xsl:element name="{if ($linked) then 'span' else 'a'}">
      <xsl:attribute name="class" select="string-join(('noteref', 'alone'[$alone]), ' ')"/>
      <xsl:attribute name="id" select="f:made-id('r-' || $number)"/>
      <xsl:if test="not($linked)">
        <xsl:attribute name="href" select="'#' || f:id(.)"/>
        <xsl:attribute name="role" select="'doc-noteref'"/>
        <xsl:attribute name="aria-label" select="f:label('note') || ' [' || $number || ']'"/>
        <xsl:sequence select="f:interface-attributes(..)"/>
      </xsl:if>
      <xsl:text>{(f:capital(f:label('note')) || ' ')[$alone]}[{$number}]</xsl:text>
    </xsl:element>
  </xsl:template>

  <!-- A note of the header stands where it stands. -->
  <xsl:template match="note[not(ancestor::text)]" mode="reading" as="item()*" priority="1">
    <xsl:call-template name="line"/>
  </xsl:template>

  <!-- Marks of a place. Ids stay targets, but for the edges of sensitive passages; the text edition shows none. -->
  <xsl:template mode="reading" as="element()?" match="
      anchor | index | link | linkGrp | alt | altGrp | joinGrp | when | certainty | precision | respons">
    <xsl:if test="@xml:id and $marks and not(f:is-sensitive-edge(.))">
      <span id="{@xml:id}"/>
    </xsl:if>
  </xsl:template>

  <xsl:template match="timeline" mode="reading" as="element()?">
    <xsl:if test="$marks">
      <span class="timeline">
        <xsl:sequence select="f:attributes(.)"/>
        <xsl:apply-templates select="when" mode="reading"/>
      </span>
    </xsl:if>
  </xsl:template>

  <!-- Judgements on passages, such as their sensitivity, are no part of an edition. -->
  <xsl:template match="span | spanGrp | interp | interpGrp" mode="reading" as="empty-sequence()"/>

  <xsl:template match="lb" mode="reading" as="item()*">
    <xsl:choose>
      <xsl:when test="ancestor::*[self::p or self::seg or self::u][1] or @break = 'no'">
        <xsl:if test="@xml:id and $marks and not(f:is-sensitive-edge(.))">
          <span id="{@xml:id}"/>
        </xsl:if>
        <xsl:value-of select="' '[not(current()/@break = 'no')]"/>
      </xsl:when>
      <xsl:otherwise>
        <br>
          <xsl:sequence select="f:attributes(.)"/>
        </br>
        <xsl:text> </xsl:text>
      </xsl:otherwise>
    </xsl:choose>
  </xsl:template>

  <!-- A break of the page, column or block that the text was received in. -->
  <xsl:template match="pb | cb | gb | milestone" mode="reading" as="element()?">
    <xsl:variable name="page" as="xs:string?" select="self::pb/@n ! (f:label('page') || ' ' || .)"/>
    <xsl:if test="$marks">
      <span class="{if ($page) then 'pb' else if (@unit = 'block') then 'join' else 'break'}">
        <xsl:sequence select="f:attributes(.)"/>
        <xsl:if test="$page or @unit = 'block'">
          <xsl:sequence select="f:interface-attributes(..)"/>
          <xsl:attribute name="role" select="'img'"/>
          <xsl:attribute name="aria-label" select="($page, f:label('join'))[1]"/>
          <xsl:attribute name="title" select="($page, f:label('join'))[1]"/>
        </xsl:if>
      </span>
    </xsl:if>
  </xsl:template>

  <!-- Files are not loaded: a page asks for nothing. -->
  <xsl:template match="graphic | media | binaryObject" mode="reading" as="element()">
    <xsl:element name="{f:tag(., 'span')}">
      <xsl:attribute name="class" select="'file'"/>
      <xsl:sequence select="f:attributes(.)"/>
      <span class="added">
        <xsl:text>[</xsl:text>
        <xsl:sequence select="f:interface-words(f:label('file'), .)"/>
        <xsl:for-each select="@url">
          <xsl:text>: </xsl:text>
          <xsl:apply-templates select="." mode="file"/>
        </xsl:for-each>
      </span>
      <xsl:for-each select="desc">
        <span class="added">, </span>
        <xsl:apply-templates select="." mode="reading"/>
      </xsl:for-each>
      <span class="added">]</span>
    </xsl:element>
  </xsl:template>

  <!-- The address of a file as it is written; a page makes a link of it. -->
  <xsl:mode name="file" on-no-match="text-only-copy"/>

  <xsl:template match="figDesc" mode="reading" as="element()">
    <xsl:call-template name="line">
      <xsl:with-param name="class" select="'figDesc'"/>
    </xsl:call-template>
  </xsl:template>

  <!-- The unknown: shown where it stands, and told of. -->
  <xsl:template match="*" mode="reading" as="element()" priority="-2">
    <xsl:call-template name="warn"/>
    <xsl:call-template name="line">
      <xsl:with-param name="class" select="'unhandled'"/>
    </xsl:call-template>
  </xsl:template>
</xsl:stylesheet>
