<?xml version="1.0" encoding="UTF-8"?>
<!-- Cues: what is said when. A cue is a map of begin and end in thousandths of a second, its text, and its id or ''. -->
<xsl:stylesheet version="3.0" xmlns:xsl="http://www.w3.org/1999/XSL/Transform"
  xmlns:xs="http://www.w3.org/2001/XMLSchema" xmlns:map="http://www.w3.org/2005/xpath-functions/map"
  xmlns:f="urn:x-preserve:functions" xpath-default-namespace="http://www.tei-c.org/ns/1.0"
  exclude-result-prefixes="#all" expand-text="yes">

  <xsl:mode on-no-match="shallow-skip" use-accumulators="#all"/>

  <!-- Turns that stand in no other turn and in no note, and what happens between turns at a time of its own. -->
  <xsl:variable name="turns" as="element()*" select="
      $document/*/text//(sp | u)[not(ancestor::sp or ancestor::u or ancestor::note)]"/>
  <xsl:variable name="happenings" as="element()*" select="
      $document/*/text//(incident | vocal | kinesic | pause | writing)[@start or @synch]
        [not(ancestor::sp or ancestor::u or ancestor::note)]"/>

  <!-- Those of which it is known when they begin. -->
  <xsl:variable name="all-timed" as="element()*" select="($turns | $happenings)[exists(f:begin(.))]"/>

  <!-- The recording that the captions belong to; those that were recorded in it, and when each of them begins. -->
  <xsl:variable name="recording" as="element()?" select="$all-timed[1] ! f:recording-of(.)"/>
  <xsl:variable name="timed" as="element()*" select="
      $all-timed[let $own := f:recording-of(.) return empty(($own, $recording)) or $own is $recording]"/>
  <xsl:variable name="beginnings" as="xs:decimal*" select="$timed ! f:begin(.)"/>

  <!-- The end of what is known of the recording: the last point of its timelines, else its stated length. -->
  <xsl:variable name="ends" as="xs:decimal*">
    <xsl:variable name="timelines" as="element()*" select="
        $document//timeline[(f:recordings-named(@corresp)/ancestor-or-self::recording, $recording)[1] is $recording
                            or empty($recording)]"/>
    <xsl:sequence select="
        max($timelines/when/@xml:id ! $time-points(.)),
        max($recording/(., media)/(@dur-iso, @dur)[. castable as xs:dayTimeDuration]
            ! (xs:dayTimeDuration(.) div xs:dayTimeDuration('PT1S')))"/>
  </xsl:variable>

  <xsl:template match="/" as="xs:string?">
    <xsl:variable name="cues" as="map(*)*">
      <xsl:for-each select="$timed">
        <xsl:variable name="place" as="xs:integer" select="position()"/>
        <xsl:variable name="begin" as="xs:decimal" select="$beginnings[$place]"/>
        <xsl:call-template name="cues">
          <xsl:with-param name="limits" select="
              f:own-end(.), subsequence($beginnings, $place + 1)[. gt $begin][1], $ends"/>
        </xsl:call-template>
      </xsl:for-each>
    </xsl:variable>
    <xsl:if test="exists($cues)">
      <xsl:variable name="blocks" as="xs:string+">
        <xsl:text>WEBVTT&#10;</xsl:text>
        <xsl:call-template name="remark"/>
        <xsl:for-each select="$cues">
          <xsl:sort select="xs:integer(.('begin'))"/>
          <xsl:sequence select="
              string-join((.('id')[.], f:timestamp(.('begin')) || ' --&gt; ' || f:timestamp(.('end')), .('text'), ''),
                          '&#10;')"/>
        </xsl:for-each>
      </xsl:variable>
      <xsl:sequence select="string-join($blocks, '&#10;')"/>
    </xsl:if>
  </xsl:template>

  <!-- What the captions are of, and what they lack. -->
  <xsl:template name="remark" as="xs:string">
    <xsl:variable name="file" as="element()?" select="$timed[1] ! f:file-of(f:first-timed(.))"/>
    <xsl:variable name="untimed" as="xs:integer" select="count($turns except $timed)"/>
    <xsl:variable name="lines" as="xs:string*" select="
        $main-title,
        $file ! (f:label('captions-of') || ': ' || f:withhold(replace(normalize-space(@url), '^[^:]*/', ''))),
        $untimed[. gt 0] ! (f:label('captions-untimed') || ': ' || .)"/>
    <xsl:sequence select="string-join(('NOTE', $lines[.] ! replace(., '--&gt;', '→'), ''), '&#10;')"/>
  </xsl:template>

  <!-- The cues of a turn: from its last part to its first, since a part may end where the next begins. -->
  <xsl:template name="cues" as="map(*)*">
    <xsl:context-item as="element()" use="required"/>
    <xsl:param name="limits" as="xs:decimal*"/>
    <xsl:variable name="turn" as="element()" select="."/>
    <xsl:variable name="cues" as="map(*)*">
      <xsl:iterate select="reverse(f:parts(.))">
        <xsl:param name="next" as="xs:decimal?" select="()"/>
        <xsl:variable name="nodes" as="node()+" select="?nodes"/>
        <xsl:variable name="begin" as="xs:decimal?" select="f:part-begin($nodes, $turn)"/>
        <xsl:sequence select="
            $begin ! f:cue(., (f:part-end($nodes), $next, $limits), f:caption($turn, $nodes), f:cue-id($nodes))"/>
        <xsl:next-iteration>
          <xsl:with-param name="next" select="(f:first-time($nodes), f:part-end($nodes), $next)[1]"/>
        </xsl:next-iteration>
      </xsl:iterate>
    </xsl:variable>
    <xsl:sequence select="reverse($cues)"/>
  </xsl:template>

  <!-- A cue that ends at the first of the times after its beginning; none where there is no such time, or no word. -->
  <xsl:function name="f:cue" as="map(*)?">
    <xsl:param name="begin" as="xs:decimal"/>
    <xsl:param name="limits" as="xs:decimal*"/>
    <xsl:param name="text" as="xs:string"/>
    <xsl:param name="id" as="xs:string"/>
    <xsl:variable name="end" as="xs:integer?" select="($limits ! f:milliseconds(.))[. gt f:milliseconds($begin)][1]"/>
    <xsl:if test="exists($end) and $text">
      <xsl:sequence select="map{'begin': f:milliseconds($begin), 'end': $end, 'text': $text, 'id': $id}"/>
    </xsl:if>
  </xsl:function>

  <!-- The parts of a turn: its paragraphs, and whatever else stands in it. -->
  <xsl:function name="f:parts" as="map(*)*">
    <xsl:param name="element" as="element()"/>
    <xsl:choose>
      <xsl:when test="f:is-paragraph($element) or not(f:has-blocks($element))">
        <xsl:sequence select="map{'nodes': $element}"/>
      </xsl:when>
      <xsl:otherwise>
        <xsl:for-each-group select="$element/(node() except speaker)" group-adjacent="f:is-block(.)">
          <xsl:sequence select="
              if (current-grouping-key()) then current-group() ! f:parts(.)
              else map{'nodes': current-group()}
                   [some $node in current-group() satisfies not(f:is-blank($node) or local-name($node) = $mark-names)]"/>
        </xsl:for-each-group>
      </xsl:otherwise>
    </xsl:choose>
  </xsl:function>

  <!-- When a part begins, or the latest time known before it in its turn. -->
  <xsl:function name="f:part-begin" as="xs:decimal?">
    <xsl:param name="nodes" as="node()+"/>
    <xsl:param name="turn" as="element()"/>
    <xsl:variable name="first" as="node()" select="($nodes[not(f:is-blank(.))], $nodes)[1]"/>
    <xsl:sequence select="
        ($first[self::*] ! f:begin(.), $first/accumulator-before('moment')[last()][. ge 0], f:begin($turn))[1]"/>
  </xsl:function>

  <!-- When a part ends, as it says itself, or as an anchor at its very end says. -->
  <xsl:function name="f:part-end" as="xs:decimal?">
    <xsl:param name="nodes" as="node()+"/>
    <xsl:sequence select="($nodes[last()][self::*] ! f:own-end(.), f:last-anchor($nodes) ! f:own-time(.))[1]"/>
  </xsl:function>

  <xsl:function name="f:last-anchor" as="element()?">
    <xsl:param name="nodes" as="node()+"/>
    <xsl:variable name="last" as="node()?" select="$nodes[not(f:is-blank(.))][last()]"/>
    <xsl:sequence select="
        if ($last/self::anchor) then $last
        else if (f:is-paragraph($nodes[1][self::*]) and count($nodes) eq 1)
        then $last/node()[not(f:is-blank(.))][last()]/self::anchor else ()"/>
  </xsl:function>

  <!-- The first time that is told in a part. -->
  <xsl:function name="f:first-time" as="xs:decimal?">
    <xsl:param name="nodes" as="node()+"/>
    <xsl:sequence select="($nodes/descendant-or-self::*[@start or @synch or self::anchor] ! f:own-time(.))[1]"/>
  </xsl:function>

  <!-- The id of a paragraph, as in the page. -->
  <xsl:function name="f:cue-id" as="xs:string">
    <xsl:param name="nodes" as="node()+"/>
    <xsl:variable name="paragraph" as="element()?" select="$nodes[1][self::*][f:is-paragraph(.)]"/>
    <xsl:sequence select="string($paragraph ! f:id(.)[not(. = ('NOTE', 'STYLE', 'REGION'))])"/>
  </xsl:function>

  <!-- Thousandths of a second as WebVTT writes them: 01:02:05.500. -->
  <xsl:function name="f:timestamp" as="xs:string">
    <xsl:param name="milliseconds" as="xs:integer"/>
    <xsl:variable name="seconds" as="xs:integer" select="$milliseconds idiv 1000"/>
    <xsl:sequence select="
        string-join(($seconds idiv 3600, $seconds mod 3600 idiv 60, $seconds mod 60) ! format-integer(., '00'), ':')
        || '.' || format-integer($milliseconds mod 1000, '000')"/>
  </xsl:function>
</xsl:stylesheet>
