<?xml version="1.0" encoding="UTF-8"?>
<!-- About this encoding: what the header says of source, decisions and responsibility. -->
<xsl:stylesheet version="3.0" xmlns:xsl="http://www.w3.org/1999/XSL/Transform"
  xmlns:xs="http://www.w3.org/2001/XMLSchema" xmlns:f="urn:x-preserve:functions"
  xpath-default-namespace="http://www.tei-c.org/ns/1.0" exclude-result-prefixes="#all" expand-text="yes">

  <xsl:mode name="about" on-no-match="shallow-skip"/>

  <xsl:template name="about" as="element()">
    <section class="about" aria-labelledby="{f:made-id('about')}">
      <h2 id="{f:made-id('about')}">{f:label('about')}</h2>
      <xsl:for-each select="$header">
        <xsl:call-template name="about-file"/>
        <xsl:call-template name="about-encoding"/>
        <xsl:call-template name="about-text"/>
        <xsl:call-template name="about-revisions"/>
      </xsl:for-each>
      <xsl:if test="string($source-sha256)">
        <div class="statement">
          <h3>{f:label('source-digest')}</h3>
          <p>
            <code>{$source-sha256}</code>
          </p>
        </div>
      </xsl:if>
    </section>
  </xsl:template>

  <xsl:template name="about-file" as="element()*">
    <xsl:context-item as="element(teiHeader)" use="required"/>
    <xsl:sequence select="
        f:statement('source', fileDesc/sourceDesc/(* except recordingStmt)),
        f:statement('recordings', fileDesc/sourceDesc/recordingStmt),
        f:statement('responsibility', fileDesc/(titleStmt | editionStmt)/(* except (title, author, edition))),
        f:statement('edition', fileDesc/editionStmt/edition),
        f:statement('publication', fileDesc/publicationStmt/(* except availability)),
        f:statement('extent', fileDesc/extent),
        f:statement('series', fileDesc/seriesStmt/*),
        f:statement('general-notes', fileDesc/notesStmt/*)"/>
  </xsl:template>

  <xsl:template name="about-encoding" as="element()*">
    <xsl:context-item as="element(teiHeader)" use="required"/>
    <xsl:sequence select="
        f:statement('project', encodingDesc/projectDesc/*),
        f:statement('sampling', encodingDesc/samplingDecl/*),
        f:statement('editorial', encodingDesc/editorialDecl/*),
        f:statement('classification', encodingDesc/classDecl/taxonomy[not(starts-with(@xml:id, 'sensitivity'))]),
        f:statement('citing', encodingDesc/refsDecl),
        f:statement('other', (encodingDesc/(* except (projectDesc, samplingDecl, editorialDecl, classDecl, refsDecl)),
                             ../standOff/(list | note)))"/>
  </xsl:template>

  <xsl:template name="about-text" as="element()*">
    <xsl:context-item as="element(teiHeader)" use="required"/>
    <xsl:sequence select="
        f:statement('abstract', profileDesc/abstract/*),
        f:statement('creation', profileDesc/creation),
        f:statement('setting', profileDesc/settingDesc/*),
        f:statement('languages', profileDesc/langUsage/*),
        f:statement('topics', profileDesc/textClass/*)"/>
  </xsl:template>

  <xsl:template name="about-revisions" as="element()*">
    <xsl:context-item as="element(teiHeader)" use="required"/>
    <xsl:sequence select="f:statement('revisions', revisionDesc)"/>
  </xsl:template>

  <!-- A heading and what stands below it; nothing where there is nothing to say. -->
  <xsl:function name="f:statement" as="element()?">
    <xsl:param name="key" as="xs:string"/>
    <xsl:param name="content" as="element()*"/>
    <xsl:if test="exists($content)">
      <div class="statement">
        <h3>{f:label($key)}</h3>
        <div>
          <xsl:sequence select="f:foreign-attributes($content[1])"/>
          <xsl:apply-templates select="$content" mode="about">
            <xsl:with-param name="withhold" select="true()" tunnel="yes"/>
          </xsl:apply-templates>
        </div>
      </div>
    </xsl:if>
  </xsl:function>

  <!-- By default a statement is its blocks, or one paragraph. -->
  <xsl:template match="*" mode="about" as="element()*">
    <xsl:choose>
      <xsl:when test="f:is-block(.) or f:has-blocks(.)">
        <xsl:apply-templates select="." mode="reading"/>
      </xsl:when>
      <xsl:otherwise>
        <p>
          <xsl:apply-templates select="." mode="reading"/>
        </p>
      </xsl:otherwise>
    </xsl:choose>
  </xsl:template>

  <xsl:template match="availability | setting | settingDesc | abstract | recordingStmt | scriptStmt
      | refsDecl | tagsDecl | namespace | listPrefixDef | appInfo" mode="about" as="element()*">
    <xsl:apply-templates select="*" mode="about"/>
  </xsl:template>

  <xsl:template match="licence" mode="about" as="element()+">
    <xsl:for-each select="tokenize(@target)[exists(f:web-address(.))]">
      <p>
        <xsl:text>{f:label('licence')}: </xsl:text>
        <a class="address" href="{f:web-address(.)}">{.}</a>
      </p>
    </xsl:for-each>
    <xsl:where-populated>
      <div>
        <xsl:call-template name="description"/>
      </div>
    </xsl:where-populated>
  </xsl:template>

  <!-- Statements of one kind each, behind a label. -->
  <xsl:template mode="about" as="element()" match="
      titleStmt/(editor | sponsor | funder | principal | meeting) | publicationStmt/(publisher | authority | distributor
      | pubPlace | address | date) | setting/(date | time | name | placeName | locale | activity)">
    <xsl:element name="{f:tag(., 'p')}">
      <xsl:sequence select="f:attributes(.)"/>
      <xsl:sequence select="
          f:interface-words(f:capital((@role/f:label('role', .), f:label('kind', local-name()))[1]) || ':', .)"/>
      <xsl:text> </xsl:text>
      <xsl:apply-templates select="self::date[not(node())]" mode="reading"/>
      <xsl:apply-templates mode="reading"/>
    </xsl:element>
  </xsl:template>

  <xsl:template match="settingDesc//place" mode="about" as="element()">
    <p>{f:name(.)}</p>
  </xsl:template>

  <xsl:template match="settingDesc/listPlace" mode="about" as="element()*">
    <xsl:apply-templates select="place, listPlace" mode="about"/>
  </xsl:template>

  <!-- Who did what: Encoding: A. N. -->
  <xsl:template match="respStmt" mode="about" as="element()">
    <p>
      <xsl:sequence select="f:attributes(.)"/>
      <xsl:text>{f:capital(string-join(resp ! (f:words(.)[.], f:when(.)), ', '))}: </xsl:text>
      <xsl:text>{(string-join((* except (resp, note)) ! f:words(.)[.], ', ')[.], f:label('unnamed'))[1]}</xsl:text>
      <xsl:for-each select="note"> ({f:words(.)})</xsl:for-each>
    </p>
  </xsl:template>

  <!-- Bibliographic statements: mixed prose as it is, parts alone set apart. -->
  <xsl:template match="bibl | biblStruct | biblFull | relatedItem | creation" mode="about" as="element()">
    <div class="bibl">
      <xsl:sequence select="f:attributes(.)"/>
      <xsl:for-each select="self::relatedItem/@type">
        <p class="label">
          <xsl:sequence select="f:interface-words(f:capital(f:label('relation', .)), ..)"/>
        </p>
      </xsl:for-each>
      <xsl:where-populated>
        <xsl:element name="{if ((* except (relatedItem, note, listChange)) ! f:is-block(.) = true()) then 'div' else 'p'}">
          <xsl:choose>
            <xsl:when test="text()[normalize-space()]">
              <xsl:apply-templates select="node() except (relatedItem, note, listChange)" mode="reading"/>
            </xsl:when>
            <xsl:otherwise>
              <xsl:call-template name="parts"/>
            </xsl:otherwise>
          </xsl:choose>
        </xsl:element>
      </xsl:where-populated>
      <xsl:apply-templates select="note, relatedItem, listChange, self::relatedItem/(bibl | biblStruct)" mode="about"/>
    </div>
  </xsl:template>

  <!-- The parts of a statement, one after the other. -->
  <xsl:template name="parts" as="item()*">
    <xsl:context-item as="element()" use="required"/>
    <xsl:for-each select="* except (relatedItem, note, listChange, self::relatedItem/*)">
      <xsl:if test="position() gt 1">. </xsl:if>
      <xsl:apply-templates select="." mode="part"/>
    </xsl:for-each>
  </xsl:template>

  <xsl:mode name="part" on-no-match="shallow-skip"/>

  <xsl:template match="*" mode="part" as="item()*">
    <xsl:apply-templates select="." mode="reading"/>
  </xsl:template>

  <xsl:template match="idno" mode="part" as="item()*">
    <xsl:variable name="address" as="xs:string?" select="f:authority(.)"/>
    <xsl:for-each select="@type">{.}: </xsl:for-each>
    <xsl:choose>
      <xsl:when test="exists($address)">
        <a href="{$address}">{f:value(.)}</a>
      </xsl:when>
      <xsl:otherwise>
        <code>{f:value(.)}</code>
      </xsl:otherwise>
    </xsl:choose>
    <xsl:for-each select="idno">
      <xsl:text>, </xsl:text>
      <xsl:apply-templates select="." mode="part"/>
    </xsl:for-each>
  </xsl:template>

  <xsl:template match="idno" mode="about" as="element()">
    <p>
      <xsl:apply-templates select="." mode="part"/>
    </p>
  </xsl:template>

  <xsl:template match="analytic | monogr | imprint | series | publicationStmt | titleStmt" mode="part" as="item()*">
    <xsl:call-template name="parts"/>
  </xsl:template>

  <!-- Recordings: kind, length, date, files. -->
  <xsl:template match="recording" mode="about" as="element()+">
    <p>
      <xsl:sequence select="f:attributes(.)"/>
      <xsl:variable name="words" as="xs:string" select="
          string-join((f:label('medium', (@type, 'audio')[1]), (@dur-iso, @dur)[1] ! f:duration(.),
            date ! (f:when(.), f:words(.))[.][1], media/f:withhold(string-join((@url, @mimeType), ', '))), ' · ')"/>
      <xsl:sequence select="f:interface-words($words, .)"/>
    </p>
    <xsl:apply-templates select="* except (date, media)" mode="about"/>
  </xsl:template>

  <!-- Editorial decisions, each below a label of its own. -->
  <xsl:template mode="about" as="element()" match="
      correction | normalization | quotation | hyphenation | segmentation | stdVals | interpretation | punctuation">
    <div class="decision">
      <p class="label">
        <xsl:sequence select="f:interface-words(f:label('declaration', local-name()), .)"/>
      </p>
      <xsl:choose>
        <xsl:when test="*">
          <xsl:call-template name="paragraphs"/>
        </xsl:when>
        <xsl:otherwise>
          <p>{f:attribute-words(.)}</p>
        </xsl:otherwise>
      </xsl:choose>
    </div>
  </xsl:template>

  <xsl:template match="taxonomy | category" mode="about" as="element()">
    <ul>
      <li>
        <xsl:text>{string-join((@xml:id, (catDesc, gloss, desc, bibl) ! f:words(.)), ': ')}</xsl:text>
        <xsl:apply-templates select="category | taxonomy" mode="about"/>
      </li>
    </ul>
  </xsl:template>

  <xsl:template match="langUsage/language" mode="about" as="element()">
    <p>{string-join((@ident, f:words(.)[.]), ': ')}</p>
  </xsl:template>

  <xsl:template match="keywords" mode="about" as="element()">
    <ul>
      <xsl:for-each select=".//(term | item[not(.//term)])">
        <li>{f:words(.)}</li>
      </xsl:for-each>
    </ul>
  </xsl:template>

  <!-- Attributes in words, in one order for every processor. -->
  <xsl:function name="f:attribute-words" as="xs:string">
    <xsl:param name="element" as="element()"/>
    <xsl:variable name="words" as="xs:string*">
      <xsl:for-each select="$element/@*">
        <xsl:sort select="name()" collation="http://www.w3.org/2005/xpath-functions/collation/codepoint"/>
        <xsl:sequence select="name() || '=' || ."/>
      </xsl:for-each>
    </xsl:variable>
    <xsl:sequence select="string-join($words, ', ')"/>
  </xsl:function>

  <!-- Categories by their names, where they are declared here. -->
  <xsl:template match="catRef" mode="about" as="element()">
    <xsl:variable name="names" as="xs:string*" select="
        tokenize(@target) ! (key('id', substring-after(., '#'), $document)/catDesc ! f:words(.), .)[1]"/>
    <p>{string-join($names, ', ')}</p>
  </xsl:template>

  <xsl:template match="classCode" mode="about" as="element()">
    <p>{string-join((f:words(.), @scheme), ', ')}</p>
  </xsl:template>

  <!-- Declarations for machines: what they are called, with their attributes. -->
  <xsl:template match="application | schemaRef | prefixDef | citeStructure | tagUsage | geoDecl" mode="about"
    as="element()+">
    <p>
      <code>{local-name()} {f:attribute-words(.)}</code>
      <xsl:text> {string-join((text(), desc, label) ! normalize-space(), ' ')}</xsl:text>
    </p>
    <xsl:apply-templates select="* except (desc, label)" mode="about"/>
  </xsl:template>

  <!-- The history of the file, as it stands: newest first, by custom. -->
  <xsl:template match="revisionDesc" mode="about" as="element()">
    <ul>
      <xsl:apply-templates select="* except desc" mode="about"/>
    </ul>
  </xsl:template>

  <xsl:template match="revisionDesc//listChange" mode="about" as="element()">
    <li>
      <xsl:text>{string-join(desc ! f:words(.), ' ')}</xsl:text>
      <ul>
        <xsl:apply-templates select="change, listChange" mode="about"/>
      </ul>
    </li>
  </xsl:template>

  <xsl:template match="creation/listChange" mode="about" as="element()">
    <ul>
      <xsl:apply-templates select="change, listChange/change" mode="about"/>
    </ul>
  </xsl:template>

  <xsl:template match="change" mode="about" as="element()">
    <xsl:variable name="change" as="element()" select="."/>
    <li>
      <xsl:sequence select="f:when(.) ! f:interface-words(. || ': ', $change)"/>
      <xsl:call-template name="description"/>
    </li>
  </xsl:template>
</xsl:stylesheet>
