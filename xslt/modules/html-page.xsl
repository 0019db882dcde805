<?xml version="1.0" encoding="UTF-8"?>
<!-- The page: its head, its landmarks, and what it says of itself before the text. -->
<xsl:stylesheet version="3.0" xmlns:xsl="http://www.w3.org/1999/XSL/Transform"
  xmlns:xs="http://www.w3.org/2001/XMLSchema" xmlns:f="urn:x-preserve:functions"
  xpath-default-namespace="http://www.tei-c.org/ns/1.0" exclude-result-prefixes="#all" expand-text="yes">

  <xsl:mode on-no-match="shallow-skip" use-accumulators="#all"/>
  <xsl:template match="/" as="element()">
    <html>
      <xsl:sequence select="f:language-attributes($interface-language)"/>
      <head>
        <xsl:call-template name="content-security-policy"/>
        <meta name="viewport" content="width=device-width, initial-scale=1"/>
        <title>
          <xsl:sequence select="f:foreign-attributes($title)"/>
          <xsl:text>{$main-title}</xsl:text>
        </title>
        <meta name="description" content="{f:summary()}"/>
        <xsl:if test="not($header/fileDesc/publicationStmt/availability/@status = 'free')">
          <meta name="robots" content="noindex"/>
        </xsl:if>
        <xsl:call-template name="citation-metadata"/>
        <style>{$style, $custom-style}</style>
      </head>
      <body>
        <a class="skip" href="#{f:made-id('text')}">{f:label('skip')}</a>
        <xsl:call-template name="sheet"/>
        <xsl:call-template name="script"/>
      </body>
    </html>
  </xsl:template>

  <!-- The sheet: title, contents, text and what follows it; where there is room, the contents stand beside the rest. -->
  <xsl:template name="sheet" as="element()">
    <div class="sheet">
      <header class="page">
        <xsl:call-template name="title-block"/>
        <xsl:call-template name="rights"/>
      </header>
      <xsl:call-template name="contents"/>
      <main>
        <xsl:call-template name="participants"/>
        <xsl:sequence select="$recordings-section"/>
        <xsl:call-template name="signs"/>
        <xsl:call-template name="interview"/>
        <xsl:call-template name="notes"/>
        <xsl:call-template name="indexes"/>
        <xsl:sequence select="$citation-section"/>
      </main>
      <footer class="page">
        <xsl:call-template name="about"/>
      </footer>
    </div>
  </xsl:template>

  <!-- Sections that are there or not: made once, for the page and for its contents. -->
  <xsl:variable name="recordings-section" as="element()*">
    <xsl:call-template name="recordings"/>
  </xsl:variable>

  <xsl:variable name="citation-section" as="element()*">
    <xsl:call-template name="citation"/>
  </xsl:variable>

  <xsl:template name="title-block" as="element()*">
    <h1>
      <xsl:sequence select="f:foreign-attributes($title)"/>
      <xsl:text>{$main-title}</xsl:text>
    </h1>
    <xsl:for-each select="$header/fileDesc/titleStmt/title[f:words(.)] except $title">
      <p class="subtitle">
        <xsl:sequence select="f:foreign-attributes(.)"/>
        <xsl:text>{f:words(.)}</xsl:text>
      </p>
    </xsl:for-each>
    <xsl:where-populated>
      <p class="authors">
        <xsl:sequence select="f:byline()"/>
      </p>
    </xsl:where-populated>
    <xsl:where-populated>
      <dl class="particulars">
        <xsl:for-each select="f:labelled-facts()">
          <div>
            <dt>{.('label')}</dt>
            <dd>
              <xsl:sequence select=".('words')"/>
            </dd>
          </div>
        </xsl:for-each>
      </dl>
    </xsl:where-populated>
  </xsl:template>

  <!-- lang and dir where an element is in another language than the page. -->
  <xsl:function name="f:foreign-attributes" as="attribute()*">
    <xsl:param name="element" as="element()?"/>
    <xsl:sequence select="f:language-attributes(f:language($element), $interface-language)"/>
  </xsl:function>

  <!-- The rights, plainly and before the text. -->
  <xsl:template name="rights" as="element()?">
    <xsl:variable name="availability" as="element()?" select="$header/fileDesc/publicationStmt/availability[1]"/>
    <section class="rights" aria-labelledby="{f:made-id('rights')}">
      <h2 id="{f:made-id('rights')}">{f:label('rights')}</h2>
      <p class="status">{f:label('status', ($availability/@status, 'unknown')[1])}</p>
      <xsl:if test="$availability/*">
        <div>
          <xsl:sequence select="f:foreign-attributes($availability)"/>
          <xsl:apply-templates select="$availability" mode="about">
            <xsl:with-param name="withhold" select="true()" tunnel="yes"/>
          </xsl:apply-templates>
        </div>
      </xsl:if>
    </section>
  </xsl:template>

  <!-- The text itself, in its own language. -->
  <xsl:template name="interview" as="element()">
    <article class="interview" id="{f:made-id('text')}" tabindex="-1" aria-labelledby="{f:made-id('text-heading')}">
      <h2 id="{f:made-id('text-heading')}">{f:label('text')}</h2>
      <div class="reading">
        <xsl:sequence select="f:foreign-attributes($document/*/text)"/>
        <xsl:apply-templates select="$document/*/text" mode="reading"/>
      </div>
    </article>
  </xsl:template>

  <!-- The legend of the signs that occur. -->
  <xsl:template name="signs" as="element()?">
    <xsl:if test="exists($page-signs)">
      <section class="signs" aria-labelledby="{f:made-id('signs')}">
        <h2 id="{f:made-id('signs')}">{f:label('signs')}</h2>
        <ul>
          <xsl:for-each select="$page-signs">
            <li>
              <span class="sample {.('key')}{' sign'[current()('key') = $bracketed-signs]}">{.('sign')}</span>
              <xsl:text> </xsl:text>
              <span>{f:label('sign', .('key'))}</span>
            </li>
          </xsl:for-each>
        </ul>
      </section>
    </xsl:if>
  </xsl:template>

  <!-- The signs that look alike: words of the edition in brackets. -->
  <xsl:variable name="bracketed-signs" as="xs:string+" select="'gap', 'pause', 'vocal', 'shift'"/>

  <!-- The signs of the text, and those that only a page can show. -->
  <xsl:variable name="page-signs" as="map(xs:string, xs:string)*">
    <xsl:variable name="text" as="element()*" select="$document/*/text"/>
    <xsl:sequence select="
        map{'key': 'locator', 'sign': '1.2'}[$text//(p | seg | u)],
        map{'key': 'clock', 'sign': '1:15'}[$has-times],
        $signs,
        map{'key': 'foreign', 'sign': f:label('example-word')}[$text//foreign],
        map{'key': 'join', 'sign': ''}[$text//milestone[@unit = 'block']],
        map{'key': 'fw', 'sign': f:label('example-word')}[$text//fw]"/>
  </xsl:variable>
</xsl:stylesheet>
