<?xml version="1.0" encoding="UTF-8"?>
<!-- How the interview is cited: who, what, when, where; as CSL-JSON, BibTeX and schema.org. What the header does not
     state is left out. Third parties are named nowhere here; of the persons there is nothing but names and roles. -->
<xsl:stylesheet version="3.0" xmlns:xsl="http://www.w3.org/1999/XSL/Transform"
  xmlns:xs="http://www.w3.org/2001/XMLSchema" xmlns:map="http://www.w3.org/2005/xpath-functions/map"
  xmlns:j="http://www.w3.org/2005/xpath-functions" xmlns:f="urn:x-preserve:functions"
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

  <!-- ==== JSON, a line for each member, in one order for every processor ==== -->

  <xsl:function name="f:json-string" as="element()?">
    <xsl:param name="key" as="xs:string"/>
    <xsl:param name="value" as="xs:string?"/>
    <xsl:for-each select="$value[.]">
      <j:string key="{$key}">{.}</j:string>
    </xsl:for-each>
  </xsl:function>

  <!-- Members as an object; what could end a script, or be composed with what follows it, is escaped. -->
  <xsl:function name="f:json-object" as="xs:string">
    <xsl:param name="members" as="element()*"/>
    <xsl:variable name="lines" as="xs:string*">
      <xsl:for-each select="$members">
        <xsl:variable name="object" as="element()">
          <j:map>
            <xsl:sequence select="."/>
          </j:map>
        </xsl:variable>
        <xsl:variable name="json" as="xs:string" select="
            normalize-unicode(f:without-escaped-slashes(xml-to-json($object)))"/>
        <xsl:sequence select="'  ' || substring($json, 2, string-length($json) - 2)"/>
      </xsl:for-each>
    </xsl:variable>
    <xsl:sequence select="
        '{&#10;' || string-join($lines, ',&#10;') => replace('&lt;', '\\u003c') => replace('>', '\\u003e')
          => replace('&amp;', '\\u0026') || '&#10;}'"/>
  </xsl:function>

  <!-- JSON in which a slash is a slash: what may be escaped is not escaped by every processor. -->
  <xsl:function name="f:without-escaped-slashes" as="xs:string">
    <xsl:param name="json" as="xs:string"/>
    <xsl:sequence select="string-join(analyze-string($json, '\\.')/*/(if (. eq '\/') then '/' else string()))"/>
  </xsl:function>

  <!-- ==== CSL-JSON 1.0.2 ==== -->

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

  <!-- ==== BibTeX ==== -->

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
        $issued[matches(., '^[0-9]{4}-[0-9]{2}(-[0-9]{2})?$')] ! ('  month = ' || $names[xs:integer(substring($issued, 6, 2))])"/>
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

  <!-- ==== schema.org ==== -->

  <xsl:variable name="linked-data" as="element()+">
    <xsl:variable name="contributors" as="map(xs:string, xs:string)*" select="
        $working-roles ! f:makers(.),
        $makers[not(lower-case(.('role')) = $working-roles)]"/>
    <xsl:sequence select="
        f:json-string('@context', 'https://schema.org'), f:json-string('@type', 'CreativeWork'),
        f:json-string('genre', 'interview'), f:json-string('name', $main-title),
        f:json-string('alternativeHeadline', (f:title('sub') except $title) ! f:words(.)),
        f:json-string('inLanguage', $text-language)"/>
    <xsl:sequence select="
        f:json-array('author', $authors ! f:agent((), .('literal'), .('kind'))),
        f:json-array('contributor', $contributors ! f:role-in-work(.)),
        f:json-array('dateCreated', f:iso-dates($interview-dates) ! f:json-item(.)),
        f:json-string('datePublished', f:iso-dates($publication-date)),
        f:publisher-agent(),
        f:json-string('version', $cited-edition),
        f:json-array('identifier', $publication/idno ! f:json-identifier(.)),
        f:json-string('url', $cited-address),
        f:json-string('license', ($publication/availability/licence/@target ! tokenize(.) ! f:web-address(.))[1]),
        f:json-string('conditionsOfAccess', f:label('status', ($publication/availability/@status, 'unknown')[1])),
        f:json-array('keywords', $header/profileDesc/textClass/keywords//term[$is-free] ! f:json-item(f:words(.))),
        f:json-source()"/>
  </xsl:variable>

  <xsl:function name="f:json-array" as="element()?">
    <xsl:param name="key" as="xs:string"/>
    <xsl:param name="items" as="element()*"/>
    <xsl:if test="exists($items)">
      <j:array key="{$key}">
        <xsl:sequence select="$items"/>
      </j:array>
    </xsl:if>
  </xsl:function>

  <xsl:function name="f:json-item" as="element()">
    <xsl:param name="value" as="xs:string"/>
    <j:string>{$value}</j:string>
  </xsl:function>

  <!-- A person or an organisation by name; a mere name where nobody says which of them it is. -->
  <xsl:function name="f:agent" as="element()">
    <xsl:param name="key" as="xs:string?"/>
    <xsl:param name="name" as="xs:string"/>
    <xsl:param name="kind" as="xs:string"/>
    <xsl:element name="j:{if ($kind) then 'map' else 'string'}">
      <xsl:for-each select="$key">
        <xsl:attribute name="key" select="."/>
      </xsl:for-each>
      <xsl:choose>
        <xsl:when test="$kind">
          <xsl:sequence select="
              f:json-string('@type', if ($kind eq 'person') then 'Person' else 'Organization'),
              f:json-string('name', $name)"/>
        </xsl:when>
        <xsl:otherwise>{$name}</xsl:otherwise>
      </xsl:choose>
    </xsl:element>
  </xsl:function>

  <xsl:function name="f:role-in-work" as="element()">
    <xsl:param name="name" as="map(xs:string, xs:string)"/>
    <j:map>
      <xsl:sequence select="
          f:json-string('@type', 'Role'), f:json-string('roleName', $name('role')),
          f:agent('contributor', $name('literal'), $name('kind'))"/>
    </j:map>
  </xsl:function>

  <xsl:function name="f:publisher-agent" as="element()?">
    <xsl:for-each select="$publisher-name">
      <xsl:sequence select="f:agent('publisher', ., ('person'[$cited-publisher/persName], 'org')[1])"/>
    </xsl:for-each>
  </xsl:function>

  <xsl:function name="f:json-identifier" as="element()?">
    <xsl:param name="idno" as="element()"/>
    <xsl:if test="f:value($idno)">
      <j:map>
        <xsl:sequence select="
            f:json-string('@type', 'PropertyValue'), f:json-string('propertyID', $idno/@type),
            f:json-string('value', f:withhold(f:value($idno)))"/>
      </j:map>
    </xsl:if>
  </xsl:function>

  <!-- The TEI file from which the page is made. -->
  <xsl:function name="f:json-source" as="element()">
    <j:map key="encoding">
      <xsl:sequence select="
          f:json-string('@type', 'MediaObject'), f:json-string('encodingFormat', 'application/tei+xml'),
          f:json-string('sha256', string($source-sha256))"/>
    </j:map>
  </xsl:function>
</xsl:stylesheet>
