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
        if ($abstract) then f:beginning-of($abstract, 300)
        else string-join(($main-title, f:title('sub') ! f:words(.), f:cast()), '. ')"/>
  </xsl:function>

  <!-- The beginning of some words, whole words only, with a sign where it is not all; what has no spaces is cut. -->
  <xsl:function name="f:beginning-of" as="xs:string">
    <xsl:param name="words" as="xs:string"/>
    <xsl:param name="length" as="xs:integer"/>
    <xsl:variable name="start" as="xs:string" select="substring($words, 1, $length - 1)"/>
    <xsl:variable name="whole" as="xs:string" select="
        if (matches(substring($words, $length, 1), '\s')) then $start else replace($start, '\s\S*$', '')"/>
    <xsl:sequence select="
        if (string-length($words) le $length) then $words else replace($whole, '[\s,;:–—-]+$', '') || '…'"/>
  </xsl:function>

  <!-- Who took part: Interviewee: A. Interviewer: B. -->
  <xsl:function name="f:cast" as="xs:string*">
    <xsl:sequence select="f:labelled-cast() ! (.('label') || ': ' || string-join(.('words')))"/>
  </xsl:function>

  <!-- Who took part, by role. -->
  <xsl:function name="f:labelled-cast" as="map(xs:string, item()*)*">
    <xsl:for-each-group select="$participants[@role]" group-by="f:roles(.)">
      <xsl:variable name="several" as="xs:boolean" select="exists(current-group()[2])"/>
      <xsl:variable name="roles" as="xs:string*" select="
          tokenize(@role) ! (if ($several) then f:label('roles', .) else f:label('role', .))"/>
      <xsl:sequence select="
          f:fact(f:capital(string-join($roles, ', ')),
                 f:listing(current-group() ! f:marked(f:name(.), f:name-language(.), $interface-language)))"/>
    </xsl:for-each-group>
  </xsl:function>

  <!-- Nodes with commas between them. -->
  <xsl:function name="f:listing" as="node()*">
    <xsl:param name="nodes" as="node()*"/>
    <xsl:for-each select="$nodes">
      <xsl:if test="position() gt 1">, </xsl:if>
      <xsl:sequence select="."/>
    </xsl:for-each>
  </xsl:function>

  <!-- A fact with its label; its words are nodes where some of them may be in another language than the interface. -->
  <xsl:function name="f:fact" as="map(xs:string, item()*)">
    <xsl:param name="label" as="xs:string"/>
    <xsl:param name="words" as="item()*"/>
    <xsl:sequence select="map{'label': $label, 'words': $words}"/>
  </xsl:function>

  <!-- When the interview took place, as far as the header knows. -->
  <xsl:function name="f:interview-date" as="xs:string?">
    <xsl:variable name="dates" as="xs:string*" select="distinct-values($interview-dates ! f:date-words(.))"/>
    <xsl:sequence select="if (exists($dates)) then string-join($dates, '; ') else ()"/>
  </xsl:function>

  <!-- A date for people: what its attributes say, else its words. -->
  <xsl:function name="f:date-words" as="xs:string?">
    <xsl:param name="date" as="element()"/>
    <xsl:sequence select="(f:when($date), f:withhold(f:words($date))[.])[1]"/>
  </xsl:function>

  <!-- The dates of the interview: those of its origin, else of its setting, else of its recordings. -->
  <xsl:variable name="interview-dates" as="element()*">
    <xsl:variable name="dates" as="element()*" select="
        $header/(profileDesc/creation/date, profileDesc/settingDesc//date, fileDesc/sourceDesc//recording/date)
          [exists(f:date-words(.))]"/>
    <xsl:variable name="own" as="element()*" select="$dates[@type = 'interview'][parent::creation]"/>
    <xsl:variable name="origin" as="element()*" select="($own, $dates[empty($own)])[parent::creation]"/>
    <xsl:variable name="setting" as="element()*" select="$dates[ancestor::settingDesc]"/>
    <xsl:sequence select="
        if (exists($origin)) then $origin else if (exists($setting)) then $setting else $dates"/>
  </xsl:variable>

  <!-- In which languages it was spoken or is written, where the header says so in words. -->
  <xsl:function name="f:languages" as="xs:string?">
    <xsl:variable name="languages" as="xs:string*" select="
        $header/profileDesc/langUsage/language[not(@usage = '0')] ! f:words(.)[.]"/>
    <xsl:sequence select="if (exists($languages)) then string-join($languages, '; ') else ()"/>
  </xsl:function>

  <!-- Where the interview took place, where the header names a place; what it tells of the kind of place is prose. -->
  <xsl:function name="f:interview-place" as="xs:string?">
    <xsl:variable name="places" as="element()*" select="
        $header/profileDesc/settingDesc/(setting/(placeName | name[@type = 'place']) | place | listPlace//place)"/>
    <xsl:sequence select="
        string-join($places ! (if (self::place) then f:name(.) else f:words(.))[.], '; ')[.]"/>
  </xsl:function>

  <!-- How long the recordings are. -->
  <xsl:function name="f:recorded" as="xs:string?">
    <xsl:variable name="lengths" as="xs:dayTimeDuration*" select="
        $header//recordingStmt//recording/(@dur-iso, @dur)[1][. castable as xs:dayTimeDuration]
        ! xs:dayTimeDuration(.)"/>
    <xsl:sequence select="if (exists($lengths)) then f:spelt-duration(sum($lengths)) else ()"/>
  </xsl:function>

  <!-- Who is named as author. -->
  <xsl:function name="f:byline" as="node()*">
    <xsl:variable name="authors" as="element()*" select="$header/fileDesc/titleStmt/author[f:words(.)]"/>
    <xsl:if test="exists($authors)">
      <xsl:text>{f:label(if ($authors[2]) then 'by-several' else 'by')} </xsl:text>
      <xsl:sequence select="f:listing($authors ! f:marked(f:words(.), f:language(.), $interface-language))"/>
    </xsl:if>
  </xsl:function>

  <!-- Who, when, where and how long. -->
  <xsl:function name="f:labelled-facts" as="map(xs:string, item()*)*">
    <xsl:sequence select="
        f:labelled-cast(), f:interview-date() ! f:fact(f:label('interview-date'), .),
        f:interview-place() ! f:fact(f:capital(f:label('kind', 'placeName')), f:header-words(., 'settingDesc')),
        f:recorded() ! f:fact(f:label('duration'), .),
        f:languages() ! f:fact(f:label('spoken-language'), f:header-words(., 'langUsage'))"/>
  </xsl:function>

  <!-- Words of a part of the profile, marked where the interface has another language. -->
  <xsl:function name="f:header-words" as="node()">
    <xsl:param name="words" as="xs:string"/>
    <xsl:param name="part" as="xs:string"/>
    <xsl:variable name="language" as="xs:string" select="f:language($header/profileDesc/*[local-name() eq $part][1])"/>
    <xsl:sequence select="f:marked($words, $language, $interface-language)"/>
  </xsl:function>

  <!-- The same and by whom, a line each. -->
  <xsl:function name="f:facts" as="xs:string*">
    <xsl:sequence select="
        f:labelled-facts() ! (.('label') || ': ' || string-join(.('words'))), string-join(f:byline())[.]"/>
  </xsl:function>

  <xsl:variable name="notes" as="element()*" select="
      $document/*/text//note[not(ancestor::spanGrp or ancestor::span)]"/>
</xsl:stylesheet>
