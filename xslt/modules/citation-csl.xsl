<?xml version="1.0" encoding="UTF-8"?>
<!-- The citation as CSL-JSON 1.0.2, the data of reference managers. -->
<xsl:stylesheet version="3.0" xmlns:xsl="http://www.w3.org/1999/XSL/Transform"
  xmlns:xs="http://www.w3.org/2001/XMLSchema" xmlns:map="http://www.w3.org/2005/xpath-functions/map"
  xmlns:j="http://www.w3.org/2005/xpath-functions" xmlns:f="urn:x-preserve:functions"
  xpath-default-namespace="http://www.tei-c.org/ns/1.0" exclude-result-prefixes="#all" expand-text="yes">

  <xsl:variable name="csl" as="xs:string">
    <xsl:variable name="interviewers" as="map(xs:string, xs:string)*" select="f:makers('interviewer')"/>
    <xsl:variable name="others" as="map(xs:string, xs:string)*" select="
        $makers[not(f:is-among(., ($cited-names, $interviewers, f:makers('editor'), f:makers('translator'))))]"/>
    <xsl:variable name="edition" as="element()?" select="$header/fileDesc/editionStmt/edition[1]"/>
    <xsl:variable name="members" as="element()*">
      <xsl:sequence select="
          f:json-string('id', $citation-key), f:json-string('type', 'interview'), f:json-string('title', $cited-title),
          f:json-string('title-short', $main-title[. ne $cited-title]),
          f:csl-names('author', $cited-names), f:csl-names('interviewer', $interviewers),
          f:csl-names('editor', f:makers('editor')), f:csl-names('translator', f:makers('translator')),
          f:csl-names('contributor', f:distinct-names($others)),
          f:csl-date('issued', $publication-date), f:csl-date('event-date', $interview-dates),
          f:json-string('publisher', $publisher-name),
          f:json-string('publisher-place', ($publication/pubPlace ! f:words(.))[1]),
          f:json-string('edition', ($edition/@n[. castable as xs:positiveInteger], $cited-edition)[1]),
          f:json-string('version', ($publication//idno[@type = 'version'] ! f:value(.))[1]),
          f:json-string('call-number', $cited-number), f:json-string('medium', f:only($header//recording/@type)),
          f:json-string('language', $text-language), f:json-string('DOI', $doi), f:json-string('URL', $web-page)"/>
    </xsl:variable>
    <xsl:sequence select="'[' || f:json-object($members) || ']&#10;'"/>
  </xsl:variable>

  <!-- The value that several attributes share. -->
  <xsl:function name="f:only" as="xs:string?">
    <xsl:param name="values" as="attribute()*"/>
    <xsl:variable name="distinct" as="xs:string*" select="distinct-values($values/string())"/>
    <xsl:sequence select="$distinct[count($distinct) eq 1]"/>
  </xsl:function>

  <xsl:function name="f:csl-names" as="element()?">
    <xsl:param name="key" as="xs:string"/>
    <xsl:param name="names" as="map(xs:string, xs:string)*"/>
    <xsl:if test="exists($names)">
      <j:array key="{$key}">
        <xsl:for-each select="$names">
          <j:map>
            <xsl:sequence select="
                if (map:contains(., 'family'))
                then (f:json-string('family', .('family')), f:json-string('given', .('given')),
                      f:json-string('non-dropping-particle', .('particle')), f:json-string('suffix', .('suffix')))
                else f:json-string('literal', .('literal'))"/>
          </j:map>
        </xsl:for-each>
      </j:array>
    </xsl:if>
  </xsl:function>

  <!-- A date in numbers where it is one point or one closed interval, else in words. -->
  <xsl:function name="f:csl-date" as="element()?">
    <xsl:param name="key" as="xs:string"/>
    <xsl:param name="dates" as="element()*"/>
    <xsl:variable name="ends" as="xs:string*" select="tokenize(f:iso-dates($dates)[count($dates) eq 1], '/')"/>
    <xsl:if test="exists($dates)">
      <j:map key="{$key}">
        <xsl:choose>
          <xsl:when test="exists($ends)">
            <j:array key="date-parts">
              <xsl:sequence select="$ends ! f:date-parts(.)"/>
            </j:array>
          </xsl:when>
          <xsl:otherwise>
            <j:string key="literal">{distinct-values($dates ! f:date-words(.)) => string-join('; ')}</j:string>
          </xsl:otherwise>
        </xsl:choose>
      </j:map>
    </xsl:if>
  </xsl:function>

  <!-- Year, month and day as numbers. -->
  <xsl:function name="f:date-parts" as="element()">
    <xsl:param name="value" as="xs:string"/>
    <xsl:variable name="sign" as="xs:integer" select="if (starts-with($value, '-')) then -1 else 1"/>
    <j:array>
      <xsl:for-each select="tokenize($value, '-')[.]">
        <j:number>{xs:integer(.) * (if (position() eq 1) then $sign else 1)}</j:number>
      </xsl:for-each>
    </j:array>
  </xsl:function>
</xsl:stylesheet>
