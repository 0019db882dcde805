<?xml version="1.0" encoding="UTF-8"?>
<!-- How the interview is cited: who, what, when, where. What the header does not state is left out. Third parties are
     named nowhere here; of the persons there is nothing but names and roles. -->
<xsl:stylesheet version="3.0" xmlns:xsl="http://www.w3.org/1999/XSL/Transform"
  xmlns:xs="http://www.w3.org/2001/XMLSchema" xmlns:map="http://www.w3.org/2005/xpath-functions/map"
  xmlns:f="urn:x-preserve:functions"
  xpath-default-namespace="http://www.tei-c.org/ns/1.0" exclude-result-prefixes="#all" expand-text="yes">

  <xsl:variable name="publication" as="element()?" select="$header/fileDesc/publicationStmt"/>

  <!-- Main title and subtitle. -->
  <xsl:variable name="cited-title" as="xs:string" select="
      string-join(($main-title, (f:title('sub') except $title) ! f:words(.)[.]),
        if (matches($main-title, '[.:!?…]$')) then ' ' else if (contains($main-title, ':')) then '. ' else ': ')"/>

  <!-- A name of the file for machines, in ASCII letters: its xml:id as far as that goes. -->
  <xsl:variable name="citation-key" as="xs:string">
    <xsl:variable name="plain" as="xs:string" select="
        replace(normalize-unicode(string($document/*/@xml:id), 'NFD'), '\p{M}', '')"/>
    <xsl:variable name="safe" as="xs:string" select="
        replace(replace($plain, '[^A-Za-z0-9._-]+', '-'), '^[._-]+|[._-]+$', '')"/>
    <xsl:sequence select="($safe[.], 'interview')[1]"/>
  </xsl:variable>

  <!-- ==== Who ==== -->

  <!-- A name for citing: literal, and family, given, particle and suffix where the source tells them apart; kind, which
       is person, org or nothing; role; entry, which is the id of the person it belongs to. -->
  <xsl:function name="f:cited-name" as="map(xs:string, xs:string)?">
    <xsl:param name="element" as="element()"/>
    <xsl:param name="role" as="xs:string"/>
    <xsl:variable name="named" as="element()" select="f:naming($element)"/>
    <xsl:variable name="entry" as="element()?" select="
        ($element[f:is-entry(.)], ($named, $element) ! f:local-ids(@ref) ! key('entry', ., $document))[1]"/>
    <xsl:variable name="known" as="element()?" select="$entry ! f:name-element(.)[f:words(.)]"/>
    <xsl:variable name="name" as="element()?" select="($named[f:words(.)], $known)[1]"/>
    <xsl:if test="exists($name) and not(f:words($name) = $labels-en('unnamed'))
        and not(($named, $element) ! f:names-third-party(.) = true())">
      <xsl:sequence select="
          map:merge((map{'literal': f:words($name), 'role': $role, 'kind': f:kind-of-name($name, $entry),
            'language': f:language($name), 'entry': string($entry/@xml:id)},
            f:name-parts(($name[*], $known[f:words(.) = f:words($name)], $name)[1])))"/>
    </xsl:if>
  </xsl:function>

  <!-- The element that holds the name: of an entry, the preferred one; elsewhere the only name in it, or it itself. -->
  <xsl:function name="f:naming" as="element()">
    <xsl:param name="element" as="element()"/>
    <xsl:variable name="names" as="element()*" select="
        if (f:is-entry($element)) then f:name-element($element) else $element/(persName | orgName | name)"/>
    <xsl:sequence select="if (count($names) eq 1) then $names else $element"/>
  </xsl:function>

  <!-- Whose name it is: that of a person, an organisation, or nobody says. -->
  <xsl:function name="f:kind-of-name" as="xs:string">
    <xsl:param name="name" as="element()"/>
    <xsl:param name="entry" as="element()?"/>
    <xsl:sequence select="
        if ($name/self::persName or $entry/self::person) then 'person'
        else if ($name/self::orgName or $entry/(self::org | self::personGrp)) then 'org'
        else ''"/>
  </xsl:function>

  <!-- The parts of a personal name that consists of nothing but parts, the family's and an own one among them. -->
  <xsl:function name="f:name-parts" as="map(xs:string, xs:string)">
    <xsl:param name="name" as="element()"/>
    <xsl:variable name="others" as="node()*" select="
        $name/(text()[normalize-space()]
          | * except (surname, forename, nameLink, genName, roleName, addName[@type = 'patronymic']))"/>
    <xsl:variable name="groups" as="map(xs:string, element()*)" select="
        map{'family': $name/surname, 'given': $name/(forename | addName), 'particle': $name/nameLink,
            'suffix': $name/genName}"/>
    <xsl:sequence select="
        if ($name/self::persName and $name/surname and $name/forename and empty($others))
        then map:merge(map:keys($groups)[exists($groups(.))] ! map{. : string-join($groups(.) ! f:words(.), ' ')})
        else map{}"/>
  </xsl:function>

  <!-- Family, Given where they are told apart. -->
  <xsl:function name="f:inverted" as="xs:string">
    <xsl:param name="name" as="map(xs:string, item()*)"/>
    <xsl:sequence select="
        if (map:contains($name, 'family'))
        then string-join((string-join(($name('particle'), $name('family')), ' '), $name('given'), $name('suffix')), ', ')
        else $name('literal')"/>
  </xsl:function>

  <!-- Names, each once. -->
  <xsl:function name="f:distinct-names" as="map(xs:string, xs:string)*">
    <xsl:param name="names" as="map(xs:string, xs:string)*"/>
    <xsl:sequence select="
        fold-left($names, (), function($seen, $name) { $seen, $name[not(f:is-among($name, $seen))] })"/>
  </xsl:function>

  <!-- Whether a name is that of somebody who is among others. -->
  <xsl:function name="f:is-among" as="xs:boolean">
    <xsl:param name="name" as="map(xs:string, xs:string)"/>
    <xsl:param name="others" as="map(xs:string, xs:string)*"/>
    <xsl:sequence select="
        $others ! .('literal') = $name('literal') or $others ! .('entry')[.] = $name('entry')"/>
  </xsl:function>

  <xsl:variable name="working-roles" as="xs:string+" select="
      'interviewee', 'interviewer', 'translator', 'interpreter', 'transcriber', 'recordist', 'editor', 'encoder'"/>

  <!-- All who are said to have made the interview, in their roles: those who took part, editors, and those who are
       responsible for something. -->
  <xsl:variable name="makers" as="map(xs:string, xs:string)*">
    <xsl:for-each select="$participants">
      <xsl:variable name="person" as="element()" select="."/>
      <xsl:sequence select="tokenize(@role)[. = $working-roles] ! f:cited-name($person, .)"/>
    </xsl:for-each>
    <xsl:for-each select="$header/fileDesc/titleStmt/editor">
      <xsl:sequence select="f:cited-name(., string((@role, 'editor')[1]))"/>
    </xsl:for-each>
    <xsl:for-each select="$header/fileDesc/titleStmt/respStmt/(persName | orgName | name)">
      <xsl:sequence select="f:cited-name(., (../resp ! f:words(.)[.], 'contributor')[1])"/>
    </xsl:for-each>
  </xsl:variable>

  <!-- Who has one of these roles. -->
  <xsl:function name="f:makers" as="map(xs:string, xs:string)*">
    <xsl:param name="role" as="xs:string"/>
    <xsl:sequence select="f:distinct-names($makers[lower-case(.('role')) = $role])"/>
  </xsl:function>

  <xsl:variable name="authors" as="map(xs:string, xs:string)*" select="
      f:distinct-names($header/fileDesc/titleStmt/author ! f:cited-name(., 'author'))"/>

  <!-- Under whose name the interview is cited: its authors, or else those who were interviewed. -->
  <xsl:variable name="cited-names" as="map(xs:string, xs:string)*" select="
      if (exists($authors)) then $authors else f:makers('interviewee')"/>

  <!-- Who published this file, without the address. -->
  <xsl:variable name="cited-publisher" as="element()?" select="
      ($publication/publisher, $publication/authority, $publication/distributor)[f:words(.)][1]"/>
  <xsl:variable name="publisher-name" as="xs:string?" select="
      $cited-publisher ! replace(f:words((persName | orgName | name, .)[1]), '[\s,;(]*[^\s,;(]+@[^\s,;)]+\)?', '')[.]"/>

  <!-- ==== When ==== -->

  <xsl:variable name="publication-date" as="element()*" select="$publication/date[f:date-words(.)][1]"/>

  <!-- The days, months or years of a date: one for a point, two for the ends of an interval; else nothing. -->
  <xsl:function name="f:ends" as="xs:string*">
    <xsl:param name="date" as="element()"/>
    <xsl:variable name="point" as="xs:string?" select="
        ($date/(@when, @when-iso), $date[not(@*)] ! f:words(.)[matches(., '^[0-9]{4}(-[0-9]{2}){0,2}$')])[1]"/>
    <xsl:variable name="start" as="xs:string?" select="
        ($date/(@from, @from-iso), $date/(@notBefore, @notBefore-iso))[1]"/>
    <xsl:variable name="end" as="xs:string?" select="($date/(@to, @to-iso), $date/(@notAfter, @notAfter-iso))[1]"/>
    <xsl:variable name="stated" as="xs:string*" select="
        if (exists($point)) then $point else ($start, $end)[$start and $end]"/>
    <xsl:variable name="ends" as="xs:string*" select="$stated ! f:calendar-value(.)"/>
    <xsl:sequence select="$ends[count($ends) eq count($stated)]"/>
  </xsl:function>

  <!-- The day, month or year of a moment, where the calendar has it. -->
  <xsl:function name="f:calendar-value" as="xs:string?">
    <xsl:param name="value" as="xs:string"/>
    <xsl:variable name="form" as="xs:string" select="'^(-?[0-9]{4}(-[0-9]{2}(-[0-9]{2})?)?)([TZ+].*|-[0-9]{2}:[0-9]{2})?$'"/>
    <xsl:sequence select="
        normalize-space($value)[matches(., $form)] ! replace(., $form, '$1')[f:is-true(.)]"/>
  </xsl:function>

  <!-- Dates as ISO 8601 has them: 2023-03-19/2023-04-22. Two dates are no interval, so each stands alone. -->
  <xsl:function name="f:iso-dates" as="xs:string*">
    <xsl:param name="dates" as="element()*"/>
    <xsl:sequence select="distinct-values($dates ! string-join(f:ends(.), '/')[.])"/>
  </xsl:function>

  <!-- ==== Where ==== -->

  <xsl:variable name="doi" as="xs:string?" select="
      ($publication/idno[lower-case(@type) = 'doi']
        ! replace(f:value(.), '^(https?://(dx\.)?doi\.org/|doi:\s*)', '', 'i')[matches(., '^10\.\d{4,9}/\S+$')])[1]"/>

  <!-- The address at which the file is published: a handle, URL or the like. -->
  <xsl:variable name="web-page" as="xs:string?" select="
      ($publication/idno[not(lower-case(@type) = 'doi')] ! f:authority(.),
       $publication/(ptr | ref)/@target ! tokenize(.) ! f:web-address(.))[matches(., '^https?:', 'i')][1]"/>

  <!-- Where the interview can be found: by its DOI before all. -->
  <xsl:variable name="cited-address" as="xs:string?" select="
      ($doi ! ('https://doi.org/' || replace(encode-for-uri(.), '%2F', '/')), $web-page)[1]"/>

  <!-- The identifier that is no address. -->
  <xsl:variable name="cited-number" as="xs:string?" select="
      ($publication/idno[empty(f:authority(.))][not(lower-case(@type) = 'doi')] ! f:value(.)[.])[1] ! f:withhold(.)"/>

  <xsl:variable name="cited-edition" as="xs:string?" select="($header/fileDesc/editionStmt/edition ! f:words(.)[.])[1]"/>

  <xsl:variable name="is-free" as="xs:boolean" select="$publication/availability/@status = 'free'"/>

  <!-- ==== In words ==== -->

  <!-- What is said of the interview itself: that it is one, when it was, and who in it is not named before. -->
  <xsl:function name="f:interview-words" as="xs:string+">
    <xsl:sequence select="string-join((f:label('cite-interview'), f:interview-date()), ', ')"/>
    <xsl:for-each select="'interviewee', 'interviewer', 'translator'">
      <xsl:variable name="names" as="map(xs:string, xs:string)*" select="f:makers(.)[not(f:is-among(., $cited-names))]"/>
      <xsl:if test="exists($names)">
        <xsl:sequence select="f:capital(f:role-label($names, .)) || ': ' || string-join($names ! .('literal'), '; ')"/>
      </xsl:if>
    </xsl:for-each>
  </xsl:function>

  <!-- What one or several are called in a role. -->
  <xsl:function name="f:role-label" as="xs:string">
    <xsl:param name="names" as="map(xs:string, xs:string)+"/>
    <xsl:param name="role" as="xs:string"/>
    <xsl:sequence select="f:label(if (count($names) gt 1) then 'roles' else 'role', $role)"/>
  </xsl:function>
</xsl:stylesheet>
