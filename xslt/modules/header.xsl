<?xml version="1.0" encoding="UTF-8"?>
<!-- What the header says of the interview in a few words: title, who, when, how long. -->
<xsl:stylesheet version="3.0" xmlns:xsl="http://www.w3.org/1999/XSL/Transform"
  xmlns:xs="http://www.w3.org/2001/XMLSchema" xmlns:f="urn:x-preserve:functions"
  xpath-default-namespace="http://www.tei-c.org/ns/1.0" exclude-result-prefixes="#all" expand-text="yes">

  <xsl:variable name="header" as="element()?" select="$document/*/teiHeader"/>
  <xsl:variable name="title" as="element()?" select="(f:title(('main', '')), $header/fileDesc/titleStmt/title)[1]"/>
  <xsl:variable name="main-title" as="xs:string" select="($title ! f:words(.)[.], f:label('untitled'))[1]"/>

  <xsl:variable name="participants" as="element()*" select="
      $document/*/teiHeader/profileDesc/particDesc//(person | personGrp | org)[not(f:is-third-party(.))]"/>

  <!-- The title of one of these types: in the language of the text where there are several, else the first. -->
  <xsl:function name="f:title" as="element()?">
    <xsl:param name="types" as="xs:string+"/>
    <xsl:variable name="titles" as="element()*" select="$header/fileDesc/titleStmt/title[string(@type) = $types]"/>
    <xsl:sequence select="($titles[f:language(.) = $text-language], $titles)[1]"/>
  </xsl:function>

  <!-- One sentence on the interview, for search engines and link previews. -->
  <xsl:function name="f:summary" as="xs:string">
    <xsl:variable name="abstract" as="xs:string" select="
        string-join($header/profileDesc/abstract[1]/* ! f:words(.), ' ')"/>
    <xsl:sequence select="
        if ($abstract) then replace($abstract, '^(.{1,300})(\s.*)?$', '$1', 's')
        else string-join(($main-title, f:title('sub') ! f:words(.), f:cast()), '. ')"/>
  </xsl:function>

  <!-- Who took part: Interviewee: A. Interviewer: B. -->
  <xsl:function name="f:cast" as="xs:string*">
    <xsl:for-each-group select="$participants[@role]" group-by="f:roles(.)">
      <xsl:sequence select="
          f:capital(current-grouping-key()) || ': ' || string-join(current-group() ! f:name(.), ', ')"/>
    </xsl:for-each-group>
  </xsl:function>

  <!-- When the interview took place, as far as the header knows. -->
  <xsl:function name="f:interview-date" as="xs:string?">
    <xsl:variable name="dates" as="element()*" select="
        $header/(profileDesc/creation/date, profileDesc/settingDesc//date, fileDesc/sourceDesc//recording/date)"/>
    <xsl:sequence select="($dates ! (f:when(.), f:words(.))[.])[1]"/>
  </xsl:function>

  <!-- How long the recordings are. -->
  <xsl:function name="f:recorded" as="xs:string?">
    <xsl:variable name="lengths" as="xs:dayTimeDuration*" select="
        $header//recordingStmt//recording/(@dur-iso, @dur)[1][. castable as xs:dayTimeDuration]
        ! xs:dayTimeDuration(.)"/>
    <xsl:sequence select="if (exists($lengths)) then f:spelt-duration(sum($lengths)) else ()"/>
  </xsl:function>

  <!-- Who is named as author. -->
  <xsl:function name="f:byline" as="xs:string?">
    <xsl:variable name="authors" as="xs:string*" select="$header/fileDesc/titleStmt/author ! f:words(.)"/>
    <xsl:sequence select="
        if (exists($authors)) then f:label('by') || ' ' || string-join($authors, ', ') else ()"/>
  </xsl:function>

  <!-- Who, when, how long and by whom, a line each. -->
  <xsl:function name="f:facts" as="xs:string*">
    <xsl:sequence select="
        f:cast(), f:interview-date() ! (f:label('interview-date') || ': ' || .),
        f:recorded() ! (f:label('duration') || ': ' || .), f:byline()"/>
  </xsl:function>

  <xsl:variable name="notes" as="element()*" select="$document/*/text//note"/>
</xsl:stylesheet>
