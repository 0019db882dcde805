<?xml version="1.0" encoding="UTF-8"?>
<!-- What records state of the interview itself: titles, identifiers, dates, languages, extent, rights. -->
<xsl:stylesheet version="3.0" xmlns:xsl="http://www.w3.org/1999/XSL/Transform"
  xmlns:xs="http://www.w3.org/2001/XMLSchema" xmlns:map="http://www.w3.org/2005/xpath-functions/map"
  xmlns:f="urn:x-preserve:functions" xpath-default-namespace="http://www.tei-c.org/ns/1.0"
  exclude-result-prefixes="#all" expand-text="yes">

  <!-- ==== Titles ==== -->

  <!-- The titles that the header states, with their language and kind: main, sub, translated or alternative. -->
  <xsl:variable name="stated-titles" as="map(xs:string, xs:string)*" select="
      ($title, $header/fileDesc/titleStmt/title except $title)[f:words(.)]
      ! map{'words': f:words(.), 'language': f:language(.), 'kind': f:kind-of-title(.)}"/>

  <xsl:function name="f:kind-of-title" as="xs:string">
    <xsl:param name="element" as="element()"/>
    <xsl:sequence select="
        if ($element is $title) then 'main'
        else if (f:title('sub')[. is $element]) then 'sub'
        else if (f:language($element) ne f:language($title)) then 'translated'
        else 'alternative'"/>
  </xsl:function>

  <!-- ==== Identifiers ==== -->

  <!-- The identifiers of the file, each with its type in small letters and, where there is such a page, its address. -->
  <xsl:variable name="identifiers" as="map(xs:string, xs:string?)*" select="
      $publication/idno[f:harmless(f:value(.))] ! f:identifier(.)"/>

  <xsl:function name="f:identifier" as="map(xs:string, xs:string?)">
    <xsl:param name="idno" as="element()"/>
    <xsl:variable name="is-doi" as="xs:boolean" select="lower-case($idno/@type) = 'doi'"/>
    <xsl:sequence select="map{
        'type': ($idno/@type ! lower-case(.), 'local')[1],
        'value': if ($is-doi) then replace(f:value($idno), '^(https?://(dx\.)?doi\.org/|doi:\s*)', '', 'i')
                 else f:value($idno),
        'address': f:authority($idno)}"/>
  </xsl:function>

  <!-- ==== Dates ==== -->

  <!-- The day on which the file was published, in ISO 8601, and its year; years before the first have no four digits. -->
  <xsl:variable name="issued" as="xs:string?" select="f:iso-dates($publication-date)"/>
  <xsl:variable name="year" as="xs:string?" select="
      ($embargo-end, $issued)[1] ! replace(., '^(\d{4})(-.*|/.*)?$', '$1')[matches(., '^\d{4}$')]"/>

  <!-- The latest change of the file. -->
  <xsl:variable name="modified" as="xs:string?" select="
      max($header/revisionDesc//change/@when ! f:calendar-value(.)[matches(., '^\d')])"/>

  <!-- Until when nobody may see the interview. -->
  <xsl:variable name="embargo-end" as="xs:string?" select="
      ($publication/availability//date[@type = 'embargo'] ! (f:ends(.)[last()], f:bound(., ('to', 'notAfter'))))[1]"/>

  <!-- Whether a date is not certain. -->
  <xsl:function name="f:is-uncertain" as="xs:boolean">
    <xsl:param name="date" as="element()"/>
    <xsl:sequence select="$date/@cert = ('low', 'medium', 'unknown')"/>
  </xsl:function>

  <!-- The value of the first of some attributes, where the calendar has it. -->
  <xsl:function name="f:bound" as="xs:string?">
    <xsl:param name="date" as="element()"/>
    <xsl:param name="names" as="xs:string+"/>
    <xsl:sequence select="($names ! f:time-value($date, .))[1] ! f:calendar-value(.)"/>
  </xsl:function>

  <!-- A date in the Extended Date/Time Format: 2023-03, 2023-03-19?/2023-04-22?, 2023/.. where only one end is known. -->
  <xsl:function name="f:edtf" as="xs:string?">
    <xsl:param name="date" as="element()"/>
    <xsl:variable name="sign" as="xs:string" select="if (f:is-uncertain($date)) then '?' else ''"/>
    <xsl:variable name="ends" as="xs:string*" select="f:ends($date) ! (. || $sign)"/>
    <xsl:variable name="start" as="xs:string?" select="f:bound($date, ('from', 'notBefore')) ! (. || $sign)"/>
    <xsl:variable name="end" as="xs:string?" select="f:bound($date, ('to', 'notAfter')) ! (. || $sign)"/>
    <xsl:sequence select="
        if (exists($ends)) then string-join($ends, '/')
        else ($start ! (. || '/..'), $end ! ('../' || .))[1]"/>
  </xsl:function>

  <!-- ==== Languages ==== -->

  <!-- The languages of the interview, as tags of RFC 5646, that of the text first. -->
  <xsl:variable name="language-tags" as="xs:string*" select="
      distinct-values(($text-language, $header/profileDesc/langUsage/language[not(@usage = '0')]/@ident ! string())
        ! normalize-space()[.])"/>

  <!-- The abstracts, with their language. -->
  <xsl:variable name="abstracts" as="map(xs:string, xs:string)*" select="
      $header/profileDesc/abstract[normalize-space()]
      ! map{'words': string-join(* ! f:words(.), ' '), 'language': f:language(.)}"/>

  <!-- ==== Extent and format ==== -->

  <xsl:variable name="recordings" as="element()*" select="$header/fileDesc/sourceDesc/recordingStmt//recording"/>

  <xsl:variable name="extents" as="xs:string*" select="f:recorded(), $header/fileDesc/extent ! f:words(.)[.]"/>

  <xsl:variable name="media-types" as="xs:string+" select="
      'application/tei+xml', sort(distinct-values($recordings/media/@mimeType ! normalize-space()[contains(., '/')]))"/>

  <!-- ==== Rights ==== -->

  <!-- The licences: address and words. -->
  <xsl:variable name="licences" as="map(xs:string, xs:string?)*" select="
      $publication/availability/licence
      ! map{'address': (@target ! tokenize(.) ! f:web-address(.) ! f:harmless(.))[1], 'words': f:words(.)[.]}"/>

  <!-- What the header says of the use in words besides. -->
  <xsl:variable name="terms-of-use" as="xs:string?" select="
      string-join($publication/availability/p ! f:words(.), ' ')[.]"/>

  <!-- Who may see the interview, in the words of COAR's access rights; nothing where that is not known. -->
  <xsl:variable name="access" as="map(xs:string, xs:string)?">
    <xsl:variable name="rights" as="map(xs:string, xs:string)" select="map{
        'open access': 'c_abf2', 'embargoed access': 'c_f1cf', 'restricted access': 'c_16ec'}"/>
    <xsl:variable name="label" as="xs:string?" select="
        if ($is-free) then 'open access'
        else if ($embargo-end) then 'embargoed access'
        else 'restricted access'[$publication/availability/@status = 'restricted']"/>
    <xsl:sequence select="
        $label ! map{'label': ., 'address': 'http://purl.org/coar/access_right/' || $rights(.)}"/>
  </xsl:variable>

  <!-- What SPDX calls a licence of Creative Commons, in one of the versions that SPDX lists. -->
  <xsl:function name="f:spdx" as="xs:string?">
    <xsl:param name="address" as="xs:string?"/>
    <xsl:variable name="parts" as="xs:string*" select="
        analyze-string($address, '^https?://creativecommons\.org/(licenses/(by(?:-nc)?(?:-nd|-sa)?)|publicdomain/zero)/([1-4]\.0|2\.5)/(deed\.\w+|legalcode)?$')
        //*:group ! string()"/>
    <xsl:sequence select="
        if (empty($parts)) then ()
        else if (starts-with($parts[1], 'p')) then 'CC0-1.0'[$parts[2] eq '1.0']
        else 'CC-' || upper-case($parts[2]) || '-' || $parts[3]"/>
  </xsl:function>
</xsl:stylesheet>
