<?xml version="1.0" encoding="UTF-8"?>
<!--
  The dates of the text on a line of time, as a picture with a text beside it.

  A day is a point; a month, a year and a span are bars; what only has bounds is fainter. Time runs from left to right in
  every language, as the numbers below it do. All across is in hundredths of the width and all upright in the size of
  the letters, so that the picture fits any screen without its words growing smaller. Where one gap takes more than
  three quarters of the time, it is cut out, and the line is broken there. Labels stand so far apart that they do not
  touch where the picture is 280 pixels wide.
-->
<xsl:stylesheet version="3.0" xmlns:xsl="http://www.w3.org/1999/XSL/Transform"
  xmlns:xs="http://www.w3.org/2001/XMLSchema" xmlns:map="http://www.w3.org/2005/xpath-functions/map"
  xmlns:f="urn:x-preserve:functions" xpath-default-namespace="http://www.tei-c.org/ns/1.0"
  exclude-result-prefixes="#all" expand-text="yes">

  <!-- The picture, where there are three dates and more, on more than one day. -->
  <xsl:template name="timeline-of-dates" as="element()?">
    <xsl:variable name="dates" as="map(*)*" select="f:pictured-dates()"/>
    <xsl:variable name="last" as="xs:integer?" select="max($dates ! .('end'))"/>
    <xsl:if test="count($dates) ge 3 and $last gt $dates[1]('start')">
      <div class="timeline">
        <xsl:sequence select="f:timeline($dates, $last)"/>
      </div>
    </xsl:if>
  </xsl:template>

  <!-- The dates that can be drawn, each once, by the day on which they begin: the days of their beginning and end,
       whether these are bounds only, and their words. -->
  <xsl:function name="f:pictured-dates" as="map(*)*">
    <xsl:variable name="dates" as="map(*)*">
      <xsl:for-each-group select="$dated" group-by="string(f:when(.))">
        <xsl:sequence select="f:pictured-date(.)"/>
      </xsl:for-each-group>
    </xsl:variable>
    <xsl:perform-sort select="$dates">
      <xsl:sort select=".('start')" data-type="number"/>
      <xsl:sort select=".('end')" data-type="number"/>
      <xsl:sort select=".('words')" collation="http://www.w3.org/2005/xpath-functions/collation/codepoint"/>
    </xsl:perform-sort>
  </xsl:function>

  <xsl:function name="f:pictured-date" as="map(*)?">
    <xsl:param name="date" as="element()"/>
    <xsl:variable name="start" as="xs:string*" select="('when', 'from', 'notBefore') ! f:time-value($date, .)"/>
    <xsl:variable name="end" as="xs:string*" select="('when', 'to', 'notAfter') ! f:time-value($date, .)"/>
    <xsl:variable name="first" as="xs:integer?" select="f:first-day(($start, $end)[1])"/>
    <xsl:variable name="last" as="xs:integer?" select="f:last-day(($end, $start)[1])"/>
    <xsl:if test="$first le $last and matches(($start, $end)[1], '^-?[0-9]{4}([^0-9]|$)')">
      <xsl:sequence select="map{
          'start': $first, 'end': $last, 'words': string(f:when($date)),
          'bound': not($date/(@when, @when-iso) or $date/(@from, @from-iso) and $date/(@to, @to-iso))}"/>
    </xsl:if>
  </xsl:function>

  <xsl:function name="f:timeline" as="element()">
    <xsl:param name="dates" as="map(*)+"/>
    <xsl:param name="last" as="xs:integer"/>
    <xsl:variable name="pieces" as="map(*)+" select="f:pieces($dates, $last)"/>
    <xsl:variable name="marks" as="map(*)+" select="f:in-lanes($dates, $pieces)"/>
    <xsl:variable name="axis" as="xs:decimal" select="max($marks ! .('lane')) * 0.9 + 0.3"/>
    <xsl:variable name="ids" as="xs:string+" select="('timeline', 'timeline-words') ! f:made-id(.)"/>
    <svg xmlns="http://www.w3.org/2000/svg" role="img" direction="ltr" width="100%" height="{f:two-places($axis + 2)}em"
      aria-labelledby="{$ids[1]}" aria-describedby="{$ids[2]}">
      <title id="{$ids[1]}">{f:label('timeline')}</title>
      <desc id="{$ids[2]}">{f:timeline-words($dates)}</desc>
      <xsl:sequence select="f:axis($pieces, $axis), $marks ! f:mark(., $axis), f:ticks($pieces) ! f:tick(., $axis)"/>
    </svg>
  </xsl:function>

  <!-- How many dates there are, which begins first and which ends last, and where to read them all. -->
  <xsl:function name="f:timeline-words" as="xs:string">
    <xsl:param name="dates" as="map(*)+"/>
    <xsl:variable name="last" as="map(*)" select="sort($dates, (), function($date) {$date('end')})[last()]"/>
    <xsl:sequence select="
        f:label('timeline-count') || ': ' || count($dates) || '. ' || f:capital($dates[1]('words')) || '; '
        || $last('words') || '. ' || f:label('timeline-list')"/>
  </xsl:function>

  <!-- The line in one piece, or in two where a gap is cut out: for each piece its days, and where it is drawn. -->
  <xsl:function name="f:pieces" as="map(*)+">
    <xsl:param name="dates" as="map(*)+"/>
    <xsl:param name="last" as="xs:integer"/>
    <xsl:variable name="first" as="xs:integer" select="$dates[1]('start')"/>
    <xsl:variable name="gap" as="map(*)?" select="f:gaps($dates)[(.('to') - .('from')) * 4 gt ($last - $first) * 3]"/>
    <xsl:variable name="before" as="xs:integer?" select="$gap?from - $first"/>
    <xsl:variable name="after" as="xs:integer?" select="$last - $gap?to"/>
    <xsl:variable name="share" as="xs:decimal?" select="
        max((16, min((56, 72 * xs:decimal($before) div max((1, $before + $after))))))"/>
    <xsl:sequence select="
        if (empty($gap)) then map{'from': $first, 'to': $last, 'x': 8.0, 'width': 84.0}
        else (map{'from': $first, 'to': $gap('from'), 'x': 8.0, 'width': $share},
              map{'from': $gap('to'), 'to': $last, 'x': 20 + $share, 'width': 72 - $share})"/>
  </xsl:function>

  <!-- The times between dates, of which none tells. -->
  <xsl:function name="f:gaps" as="map(*)*">
    <xsl:param name="dates" as="map(*)+"/>
    <xsl:iterate select="tail($dates)">
      <xsl:param name="reached" as="xs:integer" select="head($dates)('end')"/>
      <xsl:sequence select="map{'from': $reached, 'to': .('start')}[.('to') gt $reached]"/>
      <xsl:next-iteration>
        <xsl:with-param name="reached" select="max(($reached, .('end')))"/>
      </xsl:next-iteration>
    </xsl:iterate>
  </xsl:function>

  <!-- Where a day is drawn. -->
  <xsl:function name="f:x" as="xs:decimal">
    <xsl:param name="day" as="xs:integer"/>
    <xsl:param name="pieces" as="map(*)+"/>
    <xsl:variable name="piece" as="map(*)" select="($pieces[.('to') ge $day], $pieces[last()])[1]"/>
    <xsl:variable name="days" as="xs:integer" select="$piece('to') - $piece('from')"/>
    <xsl:sequence select="
        $piece('x') + $piece('width') * (if ($days eq 0) then 0.5 else xs:decimal($day - $piece('from')) div $days)"/>
  </xsl:function>

  <!-- The marks of the dates, each in the lowest of four lanes in which it touches no other, or else in that which
       ends first. -->
  <xsl:function name="f:in-lanes" as="map(*)+">
    <xsl:param name="dates" as="map(*)+"/>
    <xsl:param name="pieces" as="map(*)+"/>
    <xsl:iterate select="f:marks($dates, $pieces)">
      <xsl:param name="reached" as="xs:decimal+" select="(1 to 4) ! (-100.0)"/>
      <xsl:variable name="start" as="xs:decimal" select=".('x1')"/>
      <xsl:variable name="end" as="xs:decimal" select=".('x2')"/>
      <xsl:variable name="lane" as="xs:integer" select="
          ((1 to 4)[subsequence($reached, ., 1) + 4 le $start], index-of($reached, min($reached)))[1]"/>
      <xsl:sequence select="map:put(., 'lane', $lane)"/>
      <xsl:next-iteration>
        <xsl:with-param name="reached" select="
            for $each in 1 to 4 return if ($each eq $lane) then $end else $reached[$each]"/>
      </xsl:next-iteration>
    </xsl:iterate>
  </xsl:function>

  <!-- Where the dates are drawn; those of one kind that fall on the same spot have one mark. -->
  <xsl:function name="f:marks" as="map(*)+">
    <xsl:param name="dates" as="map(*)+"/>
    <xsl:param name="pieces" as="map(*)+"/>
    <xsl:variable name="placed" as="map(*)+" select="
        $dates ! map:merge((., map{'x1': f:x(.('start'), $pieces), 'x2': f:x(.('end'), $pieces)}))"/>
    <xsl:for-each-group select="$placed" group-by="round(.('x1')), round(.('x2')), .('bound')" composite="yes">
      <xsl:sequence select="map:put(., 'words', string-join(current-group() ! .('words'), '; '))"/>
    </xsl:for-each-group>
  </xsl:function>

  <!-- A date: a line with round ends, which is a point where it has no length. -->
  <xsl:function name="f:mark" as="element()">
    <xsl:param name="date" as="map(*)"/>
    <xsl:param name="axis" as="xs:decimal"/>
    <xsl:variable name="y" as="xs:string" select="f:two-places($axis - 0.9 * $date('lane') + 0.1) || 'em'"/>
    <line xmlns="http://www.w3.org/2000/svg" class="{if ($date('bound')) then 'bound' else 'known'}"
      x1="{f:two-places($date('x1'))}%" y1="{$y}" x2="{f:two-places($date('x2'))}%" y2="{$y}">
      <title>{$date('words')}</title>
    </line>
  </xsl:function>

  <!-- The line of time, dashed where a gap is cut out. -->
  <xsl:function name="f:axis" as="element()+">
    <xsl:param name="pieces" as="map(*)+"/>
    <xsl:param name="axis" as="xs:decimal"/>
    <xsl:variable name="y" as="xs:string" select="f:two-places($axis) || 'em'"/>
    <xsl:for-each select="1 to 2 * count($pieces) - 1">
      <xsl:variable name="piece" as="map(*)" select="$pieces[(current() + 1) idiv 2]"/>
      <xsl:variable name="is-gap" as="xs:boolean" select=". mod 2 eq 0"/>
      <xsl:variable name="end" as="xs:decimal" select="$piece('x') + $piece('width')"/>
      <line xmlns="http://www.w3.org/2000/svg" class="{if ($is-gap) then 'cut' else 'axis'}" y1="{$y}" y2="{$y}"
        x1="{f:two-places(if ($is-gap) then $end else $piece('x') - 2)}%"
        x2="{f:two-places(if ($is-gap) then $pieces[2]('x') - 2 else $end)}%"/>
    </xsl:for-each>
  </xsl:function>

  <!-- The marks on the line: days with their labels, none so near the next piece that the labels could touch. -->
  <xsl:function name="f:ticks" as="map(*)+">
    <xsl:param name="pieces" as="map(*)+"/>
    <xsl:variable name="whole" as="xs:boolean" select="count($pieces) eq 1"/>
    <xsl:variable name="first" as="map(*)*" select="
        f:ticks-of-piece($pieces[1], $whole) ! map:put(., 'x', f:x(.('day'), $pieces))"/>
    <xsl:variable name="others" as="map(*)*" select="
        $pieces[2] ! f:ticks-of-piece(., false()) ! map:put(., 'x', f:x(.('day'), $pieces))"/>
    <xsl:sequence select="
        $first[1], tail($first)[empty($others) or .('x') + 23 le $others[1]('x')], $others"/>
  </xsl:function>

  <!-- The ticks of a piece: the closest for whose labels there is room. A narrow piece has one, where it begins. -->
  <xsl:function name="f:ticks-of-piece" as="map(*)+">
    <xsl:param name="piece" as="map(*)"/>
    <xsl:param name="whole" as="xs:boolean"/>
    <xsl:variable name="steps" as="map(*)+" select="
        map{'count': 1, 'days': 1, 'room': 31}[$whole], map{'count': 5, 'days': 5, 'room': 31}[$whole],
        map{'count': 10, 'days': 10, 'room': 31}[$whole],
        (1, 2, 3, 6) ! map{'months': ., 'days': 28 * ., 'room': 23},
        (1, 2, 5, 10, 20, 50, 100, 200, 500, 1000, 2000, 5000, 10000, 20000)
        ! map{'months': 12 * ., 'days': 365 * ., 'room': 15}"/>
    <xsl:variable name="scale" as="xs:decimal" select="$piece('width') div max((1, $piece('to') - $piece('from')))"/>
    <xsl:variable name="step" as="map(*)" select="$steps[.('days') * $scale ge .('room')][1]"/>
    <xsl:variable name="days" as="xs:integer*" select="f:days-of-ticks($piece, $step)[$piece('width') gt 20]"/>
    <xsl:sequence select="
        for $day in if (exists($days)) then $days else $piece('from')
        return map{'day': $day, 'label': f:tick-label($day, exists($step('count')))}"/>
  </xsl:function>

  <!-- The days of a piece that are so many days after its first, or that begin a round number of months. -->
  <xsl:function name="f:days-of-ticks" as="xs:integer*">
    <xsl:param name="piece" as="map(*)"/>
    <xsl:param name="step" as="map(*)"/>
    <xsl:variable name="months" as="xs:integer+" select="
        ($piece('from'), $piece('to')) ! f:date-of-day(.) ! (.('year') * 12 + .('month') - 1)"/>
    <xsl:variable name="by" as="xs:integer" select="($step('months'), 1)[1]"/>
    <xsl:sequence select="
        if ($step('count'))
        then (0 to ($piece('to') - $piece('from')) idiv $step('count')) ! ($piece('from') + . * $step('count'))
        else (xs:integer(ceiling($months[1] div $by)) to xs:integer(floor($months[2] div $by)))
             ! f:day-number(xs:integer(floor(. * $by div 12)), (. * $by mod 12 + 12) mod 12 + 1, 1)
             [. ge $piece('from')]"/>
  </xsl:function>

  <!-- What stands below a tick: the year where it begins, else the month, or the day. -->
  <xsl:function name="f:tick-label" as="xs:string">
    <xsl:param name="day" as="xs:integer"/>
    <xsl:param name="by-days" as="xs:boolean"/>
    <xsl:variable name="date" as="map(*)" select="f:date-of-day($day)"/>
    <xsl:variable name="year" as="xs:string" select="f:year(string($date('year')))"/>
    <xsl:sequence select="
        string-join(($year,
          format-integer($date('month'), '00')[$by-days or $date('month') gt 1 or $date('day') gt 1],
          format-integer($date('day'), '00')[$by-days]), '-')"/>
  </xsl:function>

  <xsl:function name="f:tick" as="element()+">
    <xsl:param name="tick" as="map(*)"/>
    <xsl:param name="axis" as="xs:decimal"/>
    <xsl:variable name="x" as="xs:string" select="f:two-places($tick('x')) || '%'"/>
    <line xmlns="http://www.w3.org/2000/svg" class="axis" x1="{$x}" x2="{$x}" y1="{f:two-places($axis)}em"
      y2="{f:two-places($axis + 0.4)}em"/>
    <text xmlns="http://www.w3.org/2000/svg" x="{$x}" y="{f:two-places($axis + 1.6)}em" text-anchor="middle">
      <xsl:text>{$tick('label')}</xsl:text>
    </text>
  </xsl:function>

  <!-- A number with two places at most, and a point in every language. -->
  <xsl:function name="f:two-places" as="xs:string">
    <xsl:param name="number" as="xs:decimal"/>
    <xsl:sequence select="format-number(round($number, 2), '0.##')"/>
  </xsl:function>
</xsl:stylesheet>
