<?xml version="1.0" encoding="UTF-8"?>
<!-- The citation as BibTeX, for those who write in TeX. -->
<xsl:stylesheet version="3.0" xmlns:xsl="http://www.w3.org/1999/XSL/Transform"
  xmlns:xs="http://www.w3.org/2001/XMLSchema" xmlns:map="http://www.w3.org/2005/xpath-functions/map"
  xmlns:f="urn:x-preserve:functions"
  xpath-default-namespace="http://www.tei-c.org/ns/1.0" exclude-result-prefixes="#all" expand-text="yes">

  <xsl:variable name="bibtex" as="xs:string">
    <xsl:variable name="issued" as="xs:string?" select="f:iso-dates($publication-date)"/>
    <xsl:variable name="fields" as="xs:string*" select="
        f:bibtex-names('author', $cited-names), f:bibtex-names('editor', f:makers('editor')),
        f:bibtex-names('translator', f:makers('translator')),
        f:bibtex-field('title', '{' || f:bibtex-escaped($cited-title) || '}'),
        f:bibtex-field('year',
          ($issued ! replace(., '^(\d{4})(-[^/]*)?$', '$1'), $publication-date ! f:date-words(.))[1]
          ! f:bibtex-escaped(.)),
        f:bibtex-month($issued),
        f:bibtex-field('eventdate', f:iso-dates($interview-dates)[count($interview-dates) eq 1]),
        f:bibtex-field('note', f:bibtex-escaped(string-join(f:interview-words(), '. '))),
        f:bibtex-field('organization', $publisher-name ! ('{' || f:bibtex-escaped(.) || '}')),
        f:bibtex-field('address', ($publication/pubPlace ! f:words(.))[1] ! f:bibtex-escaped(.)),
        f:bibtex-field('version', $cited-edition ! f:bibtex-escaped(.)),
        f:bibtex-field('number', $cited-number ! f:bibtex-escaped(.)),
        f:bibtex-field('doi', $doi[not(matches(., '[{}\\%]'))]),
        f:bibtex-field('url', $cited-address)"/>
    <xsl:sequence select="
        normalize-unicode('@misc{' || $citation-key || ',&#10;' || string-join($fields, ',&#10;') || '&#10;}&#10;')"/>
  </xsl:variable>

  <xsl:function name="f:bibtex-field" as="xs:string?">
    <xsl:param name="name" as="xs:string"/>
    <xsl:param name="value" as="xs:string?"/>
    <xsl:sequence select="$value[.] ! ('  ' || $name || ' = {' || . || '}')"/>
  </xsl:function>

  <!-- The month, by the name that all styles know. -->
  <xsl:function name="f:bibtex-month" as="xs:string?">
    <xsl:param name="issued" as="xs:string?"/>
    <xsl:variable name="names" as="xs:string+" select="
        'jan', 'feb', 'mar', 'apr', 'may', 'jun', 'jul', 'aug', 'sep', 'oct', 'nov', 'dec'"/>
    <xsl:sequence select="
        $issued[matches(., '^[0-9]{4}-[0-9]{2}(-[0-9]{2})?$')] ! ('  month = ' || $names[position() eq xs:integer(substring($issued, 6, 2))])"/>
  </xsl:function>

  <!-- Names: Family, Given where they are told apart; else one whole that is not to be taken to pieces. -->
  <xsl:function name="f:bibtex-names" as="xs:string?">
    <xsl:param name="key" as="xs:string"/>
    <xsl:param name="names" as="map(xs:string, xs:string)*"/>
    <xsl:variable name="written" as="xs:string*" select="
        $names ! (if (map:contains(., 'family'))
                  then string-join((string-join((.('particle'), .('family')) ! f:bibtex-part(.), ' '),
                                    (.('suffix'), .('given')) ! f:bibtex-part(.)), ', ')
                  else '{' || f:bibtex-escaped(.('literal')) || '}')"/>
    <xsl:sequence select="f:bibtex-field($key, string-join($written, ' and '))"/>
  </xsl:function>

  <!-- A part of a name; in braces where a comma or an "and" in it would be taken for a border. -->
  <xsl:function name="f:bibtex-part" as="xs:string">
    <xsl:param name="part" as="xs:string"/>
    <xsl:variable name="escaped" as="xs:string" select="f:bibtex-escaped($part)"/>
    <xsl:sequence select="
        if (matches($part, ',|(^|\s)and(\s|$)', 'i')) then '{' || $escaped || '}' else $escaped"/>
  </xsl:function>

  <!-- A string in which no character means anything to TeX; braces are named, since BibTeX counts even escaped ones. -->
  <xsl:function name="f:bibtex-escaped" as="xs:string">
    <xsl:param name="string" as="xs:string"/>
    <xsl:variable name="commands" as="map(xs:string, xs:string)" select="
        map{'\': 'textbackslash', '{': 'textbraceleft', '}': 'textbraceright', '~': 'textasciitilde',
            '^': 'textasciicircum'}"/>
    <xsl:variable name="parts" as="xs:string*">
      <xsl:analyze-string select="$string" regex="[\\{{}}~^&amp;%$#_]">
        <xsl:matching-substring>
          <xsl:sequence select="'\' || ($commands(.) ! (. || '{}'), .)[1]"/>
        </xsl:matching-substring>
        <xsl:non-matching-substring>
          <xsl:sequence select="."/>
        </xsl:non-matching-substring>
      </xsl:analyze-string>
    </xsl:variable>
    <xsl:sequence select="string-join($parts)"/>
  </xsl:function>
</xsl:stylesheet>
