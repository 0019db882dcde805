<?xml version="1.0" encoding="UTF-8"?>
<!-- Dates, durations and points in time: for people, for <time datetime>, for sorting. -->
<xsl:stylesheet version="3.0" xmlns:xsl="http://www.w3.org/1999/XSL/Transform"
  xmlns:xs="http://www.w3.org/2001/XMLSchema" xmlns:map="http://www.w3.org/2005/xpath-functions/map"
  xmlns:f="urn:x-preserve:functions" xpath-default-namespace="http://www.tei-c.org/ns/1.0"
  exclude-result-prefixes="#all">

  <!-- One normalised value for people: 19 March 2023. What is no such value stays as it is. -->
  <xsl:function name="f:day" as="xs:string">
    <xsl:param name="value" as="xs:string"/>
    <xsl:variable name="parts" as="xs:string*"
      select="analyze-string($value, '^(-?\d{4,})(-(\d\d))?(-(\d\d))?(T(\d\d:\d\d).*)?$')
              //*:group[@nr = (1, 3, 5, 7)]/string()"/>
    <xsl:sequence select="
        if (matches($value, '^--(0[1-9]|1[0-2])(-\d\d)?$')) then f:yearless($value)
        else if (empty($parts) or not(f:is-true($value))) then $value
        else string-join((f:day-and-month($parts[3], $parts[2]), f:year($parts[1]), $parts[4]), ' ')"/>
  </xsl:function>

  <!-- Whether a value is in the calendar. -->
  <xsl:function name="f:is-true" as="xs:boolean">
    <xsl:param name="value" as="xs:string"/>
    <xsl:variable name="date" as="xs:string" select="substring-before($value || 'T', 'T')"/>
    <xsl:sequence select="
        $date castable as xs:date or $date castable as xs:gYearMonth or $date castable as xs:gYear"/>
  </xsl:function>

  <!-- A day or month of every year: 1 May. -->
  <xsl:function name="f:yearless" as="xs:string">
    <xsl:param name="value" as="xs:string"/>
    <xsl:variable name="parts" as="xs:string*" select="tokenize(substring($value, 3), '-')"/>
    <xsl:sequence select="(f:day-and-month($parts[2], $parts[1]), $value)[1]"/>
  </xsl:function>

  <!-- A year; leading zeros and the sign of years before the common era are kept, since they carry sense. -->
  <xsl:function name="f:year" as="xs:string">
    <xsl:param name="year" as="xs:string"/>
    <xsl:sequence select="replace($year, '^-', '−')"/>
  </xsl:function>

  <!-- A day and month, or a month, in the language of the edition. -->
  <xsl:function name="f:day-and-month" as="xs:string?">
    <xsl:param name="day" as="xs:string?"/>
    <xsl:param name="month" as="xs:string?"/>
    <xsl:variable name="forms" as="xs:string*" select="
        ($interface-language || '-genitive')[$day], $interface-language, 'en'"/>
    <xsl:variable name="names" as="xs:string+" select="$months($forms[map:contains($months, .)][1])"/>
    <xsl:sequence select="
        $month ! string-join((string(xs:integer($day))[$day], $names[xs:integer($month)]), ' ')"/>
  </xsl:function>

  <!-- What an element's attributes say of its time, for people; nothing where they say nothing. -->
  <xsl:function name="f:when" as="xs:string?">
    <xsl:param name="element" as="element()"/>
    <xsl:variable name="start" as="xs:string?" select="($element/(@from, @from-iso))[1]"/>
    <xsl:variable name="end" as="xs:string?" select="($element/(@to, @to-iso))[1]"/>
    <xsl:variable name="point" as="xs:string?" select="($element/(@when, @when-iso, @when-custom))[1]"/>
    <xsl:sequence select="
        if ($point) then f:day($point)
        else if ($start and $end) then f:day($start) || ' – ' || f:day($end)
        else if ($start) then f:label('from') || ' ' || f:day($start)
        else if ($end) then f:label('until') || ' ' || f:day($end)
        else f:bounds(($element/(@notBefore, @notBefore-iso))[1], ($element/(@notAfter, @notAfter-iso))[1])"/>
  </xsl:function>

  <!-- Two bounds for people: between 19 March 2023 and 22 April 2023. -->
  <xsl:function name="f:bounds" as="xs:string?">
    <xsl:param name="earliest" as="xs:string?"/>
    <xsl:param name="latest" as="xs:string?"/>
    <xsl:sequence select="
        if ($earliest and $latest)
        then string-join((f:label('between'), f:day($earliest), f:label('and'), f:day($latest)), ' ')
        else if ($earliest) then f:label('not-before') || ' ' || f:day($earliest)
        else $latest ! (f:label('not-after') || ' ' || f:day(.))"/>
  </xsl:function>

  <!-- The attributes that place an element in time, the one to sort by first. -->
  <xsl:function name="f:time-values" as="xs:string*">
    <xsl:param name="element" as="element()"/>
    <xsl:sequence select="
        $element/(@when, @when-iso, @from, @from-iso, @notBefore, @notBefore-iso, @to, @to-iso, @notAfter,
                  @notAfter-iso)/normalize-space()"/>
  </xsl:function>

  <!-- A valid @datetime of HTML, or nothing: years from 0001, months, days, moments; durations of days and less. -->
  <xsl:function name="f:datetime" as="xs:string?">
    <xsl:param name="element" as="element()"/>
    <xsl:variable name="when" as="xs:string?" select="($element/(@when, @when-iso))[1]/normalize-space()"/>
    <xsl:variable name="length" as="xs:string?" select="($element/(@dur, @dur-iso))[1]/normalize-space()"/>
    <xsl:sequence select="
        if ($when) then $when[f:is-moment(.)]
        else $length[. castable as xs:dayTimeDuration][matches(., '^P\d|^PT\d')][not(f:time-values($element))]"/>
  </xsl:function>

  <!-- Whether a value is a calendar-true moment that HTML can hold. -->
  <xsl:function name="f:is-moment" as="xs:boolean">
    <xsl:param name="value" as="xs:string"/>
    <xsl:variable name="local" as="xs:boolean" select="not(matches($value, 'T.*([+-]\d\d:?\d\d|Z)$'))"/>
    <xsl:sequence select="
        not(starts-with($value, '-')) and not(starts-with($value, '0000')) and not(contains($value, 'T24'))
        and ((matches($value, '^\d{4}(-\d\d){0,2}$')
              and ($value castable as xs:gYear or $value castable as xs:gYearMonth or $value castable as xs:date))
             or ($value castable as xs:dateTime and matches($value, 'T\d\d:\d\d:\d\d(\.\d{1,3})?([+-]\d\d:\d\d|Z)?$'))
             or ($local and $value castable as xs:time and matches($value, '^\d\d:\d\d:\d\d(\.\d{1,3})?$')))"/>
  </xsl:function>

  <!-- The year to sort a normalised value by. -->
  <xsl:function name="f:sort-year" as="xs:integer">
    <xsl:param name="value" as="xs:string?"/>
    <xsl:variable name="year" as="xs:string" select="replace($value, '^(-?\d{4,}).*$', '$1', 's')"/>
    <xsl:sequence select="if ($year castable as xs:integer) then xs:integer($year) else 0"/>
  </xsl:function>

  <!-- A duration for people: 1 h 2 min 5 s. What is no duration stays as it is. -->
  <xsl:function name="f:duration" as="xs:string">
    <xsl:param name="value" as="xs:string"/>
    <xsl:sequence select="
        if ($value castable as xs:dayTimeDuration) then f:spelt-duration(xs:dayTimeDuration($value)) else $value"/>
  </xsl:function>

  <!-- The parts of a duration that are not nought. -->
  <xsl:function name="f:spelt-duration" as="xs:string">
    <xsl:param name="value" as="xs:dayTimeDuration"/>
    <xsl:variable name="parts" as="xs:string*" select="
        (days-from-duration($value)[. gt 0] ! (string(.), f:label('unit-d'))),
        (hours-from-duration($value)[. gt 0] ! (string(.), f:label('unit-h'))),
        (minutes-from-duration($value)[. gt 0] ! (string(.), f:label('unit-min'))),
        (seconds-from-duration($value)[. gt 0] ! (string(.), f:label('unit-s')))"/>
    <xsl:sequence select="if (exists($parts)) then string-join($parts, ' ') else '0 ' || f:label('unit-s')"/>
  </xsl:function>
</xsl:stylesheet>
