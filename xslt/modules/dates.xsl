<?xml version="1.0" encoding="UTF-8"?>
<!-- Dates, durations and points in time: for people, for <time datetime>, for sorting. -->
<xsl:stylesheet version="3.0" xmlns:xsl="http://www.w3.org/1999/XSL/Transform"
  xmlns:xs="http://www.w3.org/2001/XMLSchema" xmlns:map="http://www.w3.org/2005/xpath-functions/map"
  xmlns:f="urn:x-preserve:functions" xpath-default-namespace="http://www.tei-c.org/ns/1.0"
  exclude-result-prefixes="#all">

  <!-- One normalised value for people: 19 March 2023. What is no such value stays as it is. -->
  <xsl:function name="f:day" as="xs:string" cache="yes">
    <xsl:param name="value" as="xs:string"/>
    <xsl:variable name="parts" as="element()*"
      select="analyze-string($value, '^(-?[0-9]{4,})(-([0-9]{2}))?(-([0-9]{2}))?(T([0-9]{2}:[0-9]{2}).*)?$')
              //*:group[string()]"/>
    <xsl:sequence select="
        if (matches($value, '^--(0[1-9]|1[0-2])(-[0-9]{2})?$')) then f:yearless($value)
        else if (empty($parts) or not(f:is-true($value))) then $value
        else string-join(
          (f:day-and-month($parts[@nr = 5], $parts[@nr = 3]), f:year($parts[@nr = 1]), $parts[@nr = 7]), ' ')"/>
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
    <xsl:variable name="names" as="xs:string+" select="tokenize(f:label(if ($day) then 'months-of' else 'months'))"/>
    <xsl:sequence select="
        $month ! string-join((string(xs:integer($day))[$day], $names[xs:integer($month)]), ' ')"/>
  </xsl:function>

  <!-- What an element's attributes say of its time, for people; nothing where they say nothing. -->
  <xsl:function name="f:when" as="xs:string?">
    <xsl:param name="element" as="element()"/>
    <xsl:variable name="start" as="xs:string?" select="f:time-value($element, 'from')"/>
    <xsl:variable name="end" as="xs:string?" select="f:time-value($element, 'to')"/>
    <xsl:variable name="point" as="xs:string?" select="
        (f:time-value($element, 'when'), $element/@when-custom/string())[1]"/>
    <xsl:sequence select="
        if ($point) then f:day($point)
        else if ($start and $end) then f:day($start) || ' – ' || f:day($end)
        else if ($start) then f:label('from') || ' ' || f:day($start)
        else if ($end) then f:label('until') || ' ' || f:day($end)
        else f:bounds(f:time-value($element, 'notBefore'), f:time-value($element, 'notAfter'))"/>
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
        ('when', 'from', 'notBefore', 'to', 'notAfter') ! f:time-value($element, .)"/>
  </xsl:function>

  <!-- The value of an attribute of time, by either of its names; attributes have no order of their own. -->
  <xsl:function name="f:time-value" as="xs:string?">
    <xsl:param name="element" as="element()"/>
    <xsl:param name="name" as="xs:string"/>
    <xsl:variable name="stated" as="attribute()*" select="$element/@*[starts-with(local-name(), $name)]"/>
    <xsl:sequence select="
        if (empty($stated)) then ()
        else ($stated[local-name() eq $name], $stated[local-name() eq $name || '-iso'])[1] ! normalize-space()"/>
  </xsl:function>

  <!-- A valid @datetime of HTML, or nothing: years from 0001, months, days, moments; durations of days and less. -->
  <xsl:function name="f:datetime" as="xs:string?">
    <xsl:param name="element" as="element()"/>
    <xsl:variable name="when" as="xs:string?" select="f:time-value($element, 'when')"/>
    <xsl:variable name="length" as="xs:string?" select="f:time-value($element, 'dur')"/>
    <xsl:sequence select="
        if ($when) then $when[f:is-moment(.)]
        else $length[. castable as xs:dayTimeDuration][matches(., '^P[0-9]|^PT[0-9]')][empty(f:time-values($element))]"/>
  </xsl:function>

  <!-- Whether a value is a calendar-true moment that HTML can hold. -->
  <xsl:function name="f:is-moment" as="xs:boolean">
    <xsl:param name="value" as="xs:string"/>
    <xsl:variable name="local" as="xs:boolean" select="not(matches($value, 'T.*([+-][0-9]{2}:?[0-9]{2}|Z)$'))"/>
    <xsl:sequence select="
        not(starts-with($value, '-')) and not(starts-with($value, '0000')) and not(contains($value, 'T24'))
        and ((matches($value, '^[0-9]{4}(-[0-9]{2}){0,2}$')
              and ($value castable as xs:gYear or $value castable as xs:gYearMonth or $value castable as xs:date))
             or ($value castable as xs:dateTime
                 and matches($value, 'T[0-9]{2}:[0-9]{2}:[0-9]{2}(\.[0-9]{1,3})?([+-][0-9]{2}:[0-9]{2}|Z)?$'))
             or ($local and $value castable as xs:time
                 and matches($value, '^[0-9]{2}:[0-9]{2}:[0-9]{2}(\.[0-9]{1,3})?$')))"/>
  </xsl:function>

  <!-- The year, month and day of a normalised value as numbers, 0 for what it does not say: so a year comes before its
       months, and a month before its days. What is no such value has the year alone, or nothing. -->
  <xsl:function name="f:calendar" as="xs:integer*" cache="yes">
    <xsl:param name="value" as="xs:string?"/>
    <xsl:variable name="parts" as="element()*" select="
        analyze-string(
          string($value), '^(-?[0-9]{4,})(-([0-9]{2})(-([0-9]{2}))?)?(T.*|Z|[+-][0-9]{2}:[0-9]{2})?$|^(-?[0-9]{4,})')
        //*:group[string()]"/>
    <xsl:sequence select="
        if (exists($parts))
        then ($parts[@nr = (1, 7)], ($parts[@nr = 3], 0)[1], ($parts[@nr = 5], 0)[1]) ! xs:integer(.) else ()"/>
  </xsl:function>

  <!-- Days since 1 March of the year 0, reckoned back through the Gregorian calendar. -->
  <xsl:function name="f:day-number" as="xs:integer">
    <xsl:param name="year" as="xs:integer"/>
    <xsl:param name="month" as="xs:integer"/>
    <xsl:param name="day" as="xs:integer"/>
    <xsl:variable name="march-year" as="xs:integer" select="if ($month le 2) then $year - 1 else $year"/>
    <xsl:variable name="months" as="xs:integer" select="($month + 9) mod 12"/>
    <xsl:sequence select="
        365 * $march-year + sum((4, 400) ! xs:integer(floor($march-year div .))) - xs:integer(floor($march-year div 100))
        + (153 * $months + 2) idiv 5 + $day - 1"/>
  </xsl:function>

  <!-- The year, month and day of a number of days. -->
  <xsl:function name="f:date-of-day" as="map(xs:string, xs:integer)">
    <xsl:param name="number" as="xs:integer"/>
    <xsl:variable name="era" as="xs:integer" select="xs:integer(floor($number div 146097))"/>
    <xsl:variable name="in-era" as="xs:integer" select="$number - 146097 * $era"/>
    <xsl:variable name="year" as="xs:integer" select="
        ($in-era - $in-era idiv 1460 + $in-era idiv 36524 - $in-era idiv 146096) idiv 365"/>
    <xsl:variable name="in-year" as="xs:integer" select="$in-era - 365 * $year - $year idiv 4 + $year idiv 100"/>
    <xsl:variable name="month" as="xs:integer" select="(5 * $in-year + 2) idiv 153"/>
    <xsl:sequence select="map{
        'year': 400 * $era + $year + (if ($month ge 10) then 1 else 0), 'month': ($month + 2) mod 12 + 1,
        'day': $in-year - (153 * $month + 2) idiv 5 + 1}"/>
  </xsl:function>

  <!-- The first day of what a normalised value names: of a year, a month or a day; nothing where it is in no calendar. -->
  <xsl:function name="f:first-day" as="xs:integer?">
    <xsl:param name="value" as="xs:string?"/>
    <xsl:variable name="parts" as="xs:integer*" select="f:calendar($value)"/>
    <xsl:sequence select="
        if (exists($parts) and f:is-true($value)) then f:day-number($parts[1], max((1, $parts[2])), max((1, $parts[3])))
        else ()"/>
  </xsl:function>

  <!-- The last day of what a normalised value names. -->
  <xsl:function name="f:last-day" as="xs:integer?">
    <xsl:param name="value" as="xs:string?"/>
    <xsl:variable name="parts" as="xs:integer*" select="f:calendar($value)"/>
    <xsl:variable name="first" as="xs:integer?" select="f:first-day($value)"/>
    <xsl:sequence select="
        if (empty($first) or $parts[3] gt 0) then $first
        else if ($parts[2] = (0, 12)) then f:day-number($parts[1] + 1, 1, 1) - 1
        else f:day-number($parts[1], $parts[2] + 1, 1) - 1"/>
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
