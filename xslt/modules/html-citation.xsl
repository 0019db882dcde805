<?xml version="1.0" encoding="UTF-8"?>
<!-- How to cite: a section for readers, metadata for machines; schema.org as JSON-LD to be saved and as microdata. -->
<xsl:stylesheet version="3.0" xmlns:xsl="http://www.w3.org/1999/XSL/Transform"
  xmlns:xs="http://www.w3.org/2001/XMLSchema" xmlns:map="http://www.w3.org/2005/xpath-functions/map"
  xmlns:f="urn:x-preserve:functions" xpath-default-namespace="http://www.tei-c.org/ns/1.0"
  xmlns:j="http://www.w3.org/2005/xpath-functions" exclude-result-prefixes="#all" expand-text="yes">

  <!-- For machines, in the head of the page. -->
  <xsl:template name="citation-metadata" as="element()*">
    <xsl:sequence select="
        f:meta('title', $cited-title), $cited-names ! f:meta('author', f:inverted(.)),
        f:meta('publication_date', f:iso-dates($publication-date)[not(contains(., '/'))] ! translate(., '-', '/')),
        f:meta('publisher', $publisher-name), f:meta('language', $text-language), f:meta('doi', $doi),
        f:meta('public_url', $cited-address), f:meta('abstract_html_url', $cited-address)"/>
  </xsl:template>

  <xsl:function name="f:meta" as="element()?">
    <xsl:param name="name" as="xs:string"/>
    <xsl:param name="content" as="xs:string?"/>
    <xsl:for-each select="$content[.]">
      <meta name="citation_{$name}" content="{.}"/>
    </xsl:for-each>
  </xsl:function>

  <!-- For readers, at the end of the page. -->
  <xsl:template name="citation" as="element()?">
    <section class="citation" aria-labelledby="{f:made-id('citation')}">
      <h2 id="{f:made-id('citation')}">{f:label('cite')}</h2>
      <xsl:call-template name="citation-in-words"/>
      <xsl:call-template name="citation-of-paragraph"/>
      <xsl:sequence select="
          f:citation-data('CSL-JSON', $csl, 'json', 'application/vnd.citationstyles.csl+json'),
          f:citation-data('BibTeX', $bibtex, 'bib', 'application/x-bibtex'),
          f:citation-data('JSON-LD', f:json-object($linked-data) || '&#10;', 'jsonld', 'application/ld+json')"/>
      <xsl:call-template name="microdata"/>
      <xsl:if test="string($source-sha256)">
        <p class="digest">{f:label('source-digest')}: <code>{$source-sha256}</code></p>
      </xsl:if>
    </section>
  </xsl:template>

  <!-- The citation, sentence by sentence; the script may copy it with the place of a paragraph. -->
  <xsl:template name="citation-in-words" as="element()">
    <xsl:variable name="sentences" as="element()*">
      <xsl:call-template name="citation-sentences"/>
    </xsl:variable>
    <xsl:variable name="words" as="xs:string" select="string-join($sentences ! f:stopped(.), ' ')"/>
    <p class="whole" data-citation="{$words} {{place}}. {{link}}" data-place="{f:label('paragraph')} {{locator}} ({{id}})"
      data-place-timed="{f:label('paragraph')} {{locator}} ({{id}}; {{time}})">
      <xsl:for-each select="$sentences">
        <xsl:sequence select="node()"/>
        <xsl:value-of select="substring(f:stopped(.), string-length(.) + 1)"/>
        <xsl:if test="position() lt last()">
          <xsl:text> </xsl:text>
        </xsl:if>
      </xsl:for-each>
    </p>
  </xsl:template>

  <!-- The words of a sentence with a full stop, unless they end with a stop of their own. -->
  <xsl:function name="f:stopped" as="xs:string">
    <xsl:param name="sentence" as="element()"/>
    <xsl:sequence select="string($sentence) || '.'[not(matches(string($sentence), '[.!?…]$') or $sentence/*:a)]"/>
  </xsl:function>

  <xsl:template name="citation-sentences" as="element()*">
    <xsl:if test="exists($cited-names)">
      <span>
        <xsl:for-each select="$cited-names">
          <xsl:if test="position() gt 1">; </xsl:if>
          <bdi>
            <xsl:sequence select="f:language-attributes(.('language'), $interface-language)"/>
            <xsl:text>{.('literal')}</xsl:text>
          </bdi>
        </xsl:for-each>
        <xsl:if test="empty($authors)"> ({f:role-label($cited-names, 'interviewee')})</xsl:if>
      </span>
    </xsl:if>
    <span>
      <cite>
        <xsl:sequence select="f:foreign-attributes($title)"/>
        <xsl:text>{$cited-title}</xsl:text>
      </cite>
    </span>
    <xsl:for-each select="
        f:interview-words(), $cited-edition ! f:capital(.),
        string-join(($publisher-name, $publication-date ! f:date-words(.)), ', ')[.] ! f:capital(.), $cited-number">
      <span>{.}</span>
    </xsl:for-each>
    <xsl:for-each select="$cited-address">
      <span>
        <a class="address" href="{.}">{.}</a>
      </span>
    </xsl:for-each>
  </xsl:template>

  <!-- How a paragraph is cited, by the first one of a turn, or else of the page. -->
  <xsl:template name="citation-of-paragraph" as="element()*">
    <xsl:variable name="texts" as="element()*" select="$document/*/text"/>
    <xsl:variable name="example" as="element()?" select="
        ($texts//(sp | u) ! descendant-or-self::*[self::p or self::seg or self::u][f:is-paragraph(.)],
         $texts//p[f:is-paragraph(.)])[1]"/>
    <xsl:for-each select="$example">
      <xsl:variable name="time" as="xs:double?" select="f:paragraph-time(.)"/>
      <h3>{f:label('cite-paragraph')}</h3>
      <p>{f:label(if (exists($time)) then 'cite-how-timed' else 'cite-how')}</p>
      <p class="example">
        <cite>
          <xsl:sequence select="f:foreign-attributes($title)"/>
          <xsl:text>{$main-title}</xsl:text>
        </cite>
        <xsl:text>, {f:label('cite-place')} </xsl:text>
        <a href="#{f:id(.)}">{f:locator(.)}</a>
        <xsl:text> (#{f:id(.)}{$time ! ('; ' || f:clock(.))})</xsl:text>
      </p>
    </xsl:for-each>
  </xsl:template>

  <!-- The citation in a format for programs: to be read, copied, or saved without a script. -->
  <xsl:function name="f:citation-data" as="element()">
    <xsl:param name="format" as="xs:string"/>
    <xsl:param name="data" as="xs:string"/>
    <xsl:param name="suffix" as="xs:string"/>
    <xsl:param name="media-type" as="xs:string"/>
    <xsl:variable name="file" as="xs:string" select="$citation-key || '.' || $suffix"/>
    <details>
      <summary>{$format}</summary>
      <pre dir="ltr" translate="no"><code>{$data}</code></pre>
      <p>
        <a class="save" download="{$file}" href="data:{$media-type};charset=utf-8,{encode-for-uri($data)}">
          <xsl:text>{f:label('cite-save')} {$file}</xsl:text>
        </a>
      </p>
    </details>
  </xsl:function>

  <!-- ==== schema.org, for those who gather pages: as microdata, because checkers take a script element that holds data
       for a program, which the page's policy does not allow ==== -->

  <xsl:mode name="microdata" on-no-match="fail"/>

  <xsl:template name="microdata" as="element()">
    <xsl:variable name="item" as="element()">
      <j:map>
        <xsl:sequence select="$linked-data"/>
      </j:map>
    </xsl:variable>
    <xsl:apply-templates select="$item" mode="microdata"/>
  </xsl:template>

  <xsl:template match="j:map" mode="microdata" as="element()">
    <div itemscope="" itemtype="https://schema.org/{j:string[@key = '@type']}">
      <xsl:sequence select="f:property(.)"/>
      <xsl:apply-templates select="*" mode="microdata"/>
    </div>
  </xsl:template>

  <xsl:template match="j:array" mode="microdata" as="element()*">
    <xsl:apply-templates select="*" mode="microdata"/>
  </xsl:template>

  <xsl:template match="j:string" mode="microdata" as="element()">
    <meta content="{.}">
      <xsl:sequence select="f:property(.)"/>
    </meta>
  </xsl:template>

  <xsl:template match="j:string[starts-with(@key, '@')]" mode="microdata" as="empty-sequence()"/>

  <!-- The name of a property; what stands in a list has the list's. -->
  <xsl:function name="f:property" as="attribute()?">
    <xsl:param name="value" as="element()"/>
    <xsl:for-each select="($value/@key, $value/../@key)[1]">
      <xsl:attribute name="itemprop" select="."/>
    </xsl:for-each>
  </xsl:function>
</xsl:stylesheet>
