<?xml version="1.0" encoding="UTF-8"?>
<!-- Recordings: the files of sound and film that the interview names, the points of time in them, and which words were
     spoken when. Times are seconds since the recording began; what cannot be reckoned has none.

     A point of a timeline is reckoned from the point that @since names, else from the timeline's origin, by its own
     @interval, by clock times of both (@absolute), or by the timeline's @interval, which is the step from one point to
     the next. The origin is the point that @origin names, else a first point that says nothing of its own. Intervals
     below nought, as some encoders write for unknown ones, give no time, nor do points in a circle. -->
<xsl:stylesheet version="3.0" xmlns:xsl="http://www.w3.org/1999/XSL/Transform"
  xmlns:xs="http://www.w3.org/2001/XMLSchema" xmlns:map="http://www.w3.org/2005/xpath-functions/map"
  xmlns:f="urn:x-preserve:functions" xpath-default-namespace="http://www.tei-c.org/ns/1.0"
  exclude-result-prefixes="#all">

  <!-- Points are counted through the document, since one may have no id. -->
  <xsl:accumulator name="point" as="xs:integer" initial-value="0">
    <xsl:accumulator-rule match="timeline/when" select="$value + 1"/>
  </xsl:accumulator>

  <!-- The points that are reckoned from a point; and those that say themselves what happens at them. -->
  <xsl:key name="reckoned-from" match="timeline/when" use="f:reference(.) ! accumulator-before('point')"/>
  <xsl:key name="synchronous" match="timeline/when[@synch]" use="tokenize(@synch) ! substring-after(., '#')"/>

  <!-- Seconds since the origin for each point of the timelines that can be reckoned, by xml:id. Each round takes the
       points that are reckoned from those of the round before, so that chains of any order take linear time. -->
  <xsl:variable name="time-points" as="map(xs:string, xs:decimal)">
    <xsl:variable name="points" as="element()*" select="$document//timeline/when"/>
    <xsl:variable name="rounds" as="map(*)*">
      <xsl:iterate select="$points">
        <xsl:param name="latest" as="map(*)*" select="$points ! f:beginning(.)"/>
        <xsl:sequence select="$latest"/>
        <xsl:next-iteration>
          <xsl:with-param name="latest" select="$latest ! f:following(.)"/>
        </xsl:next-iteration>
      </xsl:iterate>
    </xsl:variable>
    <xsl:sequence select="map:merge($rounds[.('point')/@xml:id] ! map{string(.('point')/@xml:id): .('time')})"/>
  </xsl:variable>

  <!-- Whether any time is known; most interviews have none, and then nothing needs to be looked for. -->
  <xsl:variable name="has-points" as="xs:boolean" select="map:size($time-points) gt 0"/>

  <!-- A point that is reckoned from no other: the origin, or one at an interval from an origin without a name. -->
  <xsl:function name="f:beginning" as="map(*)?">
    <xsl:param name="point" as="element()"/>
    <xsl:variable name="time" as="xs:decimal?" select="
        if (f:is-origin($point)) then 0.0
        else if ($point/@since or exists(f:reference($point))) then ()
        else f:interval($point/@interval, f:unit($point))"/>
    <xsl:sequence select="$time ! map{'point': $point, 'time': .}"/>
  </xsl:function>

  <!-- The points that are reckoned from one whose time is known. -->
  <xsl:function name="f:following" as="map(*)*">
    <xsl:param name="known" as="map(*)"/>
    <xsl:for-each select="key('reckoned-from', $known('point')/accumulator-before('point'), $document)">
      <xsl:variable name="time" as="xs:decimal*" select="f:step(., $known('point')) ! (. + $known('time'))"/>
      <xsl:sequence select="$time[. lt $longest] ! map{'point': current(), 'time': .}"/>
    </xsl:for-each>
  </xsl:function>

  <!-- What is longer than thirty years is no recording. -->
  <xsl:variable name="longest" as="xs:decimal" select="1000000000.0"/>

  <!-- The point at which a timeline begins. -->
  <xsl:function name="f:origin" as="element()?">
    <xsl:param name="timeline" as="element()"/>
    <xsl:variable name="named" as="element()*" select="
        $timeline/@origin ! key('id', substring-after(., '#'), $document)[.. is $timeline]"/>
    <xsl:sequence select="
        if ($timeline/@origin) then $named[1] else $timeline/when[1][not(@since or @interval)]"/>
  </xsl:function>

  <xsl:function name="f:is-origin" as="xs:boolean">
    <xsl:param name="point" as="element()"/>
    <xsl:sequence select="exists(f:origin($point/..)[. is $point])"/>
  </xsl:function>

  <!-- The point that a point is reckoned from. -->
  <xsl:function name="f:reference" as="element()?">
    <xsl:param name="point" as="element()"/>
    <xsl:sequence select="
        if (f:is-origin($point)) then ()
        else if ($point/@since) then key('id', substring-after($point/@since, '#'), $document)[self::when][1]
        else if ($point/(@interval, @absolute)) then f:origin($point/..)
        else $point[../@interval]/preceding-sibling::when[1]"/>
  </xsl:function>

  <!-- The seconds between two points, the one reckoned from the other; nothing where they are unknown. -->
  <xsl:function name="f:step" as="xs:decimal?">
    <xsl:param name="point" as="element()"/>
    <xsl:param name="reference" as="element()"/>
    <xsl:sequence select="
        if ($point/@interval) then f:interval($point/@interval, f:unit($point))
        else if ($point/@absolute) then f:lapse($reference/@absolute, $point/@absolute)
        else f:interval($point/../@interval, f:unit($point))"/>
  </xsl:function>

  <xsl:function name="f:unit" as="xs:string">
    <xsl:param name="point" as="element()"/>
    <xsl:sequence select="string(($point/@unit, $point/../@unit, 's')[1])"/>
  </xsl:function>

  <!-- An interval in seconds. -->
  <xsl:function name="f:interval" as="xs:decimal?">
    <xsl:param name="value" as="xs:string?"/>
    <xsl:param name="unit" as="xs:string"/>
    <xsl:variable name="units" as="map(xs:string, xs:decimal)"
      select="map{'d': 86400.0, 'h': 3600.0, 'min': 60.0, 's': 1.0, 'ms': 0.001}"/>
    <xsl:variable name="number" as="xs:decimal?" select="
        if ($value castable as xs:decimal) then xs:decimal($value)
        else $value[. castable as xs:double] ! xs:double(.)[. ge 0 and . lt 1e15] ! round(xs:decimal(.), 9)"/>
    <xsl:sequence select="($number[. ge 0] ! (. * $units($unit)))[. lt $longest]"/>
  </xsl:function>

  <!-- The seconds between two clock times or moments. A clock may pass midnight. Whether a time without a zone comes
       before one with a zone cannot be told. -->
  <xsl:function name="f:lapse" as="xs:decimal?">
    <xsl:param name="from" as="xs:string?"/>
    <xsl:param name="to" as="xs:string?"/>
    <xsl:variable name="zoned" as="xs:boolean*" select="($from, $to) ! matches(., '(Z|[+-]\d\d:\d\d)$')"/>
    <xsl:variable name="second" as="xs:dayTimeDuration" select="xs:dayTimeDuration('PT1S')"/>
    <xsl:variable name="seconds" as="xs:decimal?" select="
        if ($zoned[1] ne $zoned[2]) then ()
        else if ($from castable as xs:dateTime and $to castable as xs:dateTime)
        then (xs:dateTime($to) - xs:dateTime($from)) div $second
        else if ($from castable as xs:time and $to castable as xs:time)
        then ((xs:time($to) - xs:time($from)) div $second) ! (if (. lt -43200) then . + 86400 else .)
        else ()"/>
    <xsl:sequence select="$seconds[. ge 0]"/>
  </xsl:function>

  <!-- The time of the first known point among pointers. -->
  <xsl:function name="f:point-time" as="xs:decimal?">
    <xsl:param name="pointers" as="xs:string?"/>
    <xsl:sequence select="(tokenize($pointers) ! $time-points(substring-after(., '#')))[1]"/>
  </xsl:function>

  <!-- When an element begins, as it says itself, as what it is synchronous with says, or as the timeline does. -->
  <xsl:function name="f:own-time" as="xs:decimal?">
    <xsl:param name="element" as="element()"/>
    <xsl:sequence select="
        if ($has-points)
        then (f:point-time($element/@start), f:point-time($element/@synch),
              tokenize($element/@synch) ! key('id', substring-after(., '#'), $document)/(@start, @synch)
                ! f:point-time(.),
              key('synchronous', $element/@xml:id, $document)/@xml:id ! $time-points(.))[1]
        else ()"/>
  </xsl:function>

  <!-- What says when an element begins: itself, the block of annotations that a turn is in, or what stands at its very
       beginning. -->
  <xsl:function name="f:first-timed" as="element()?">
    <xsl:param name="element" as="element()"/>
    <xsl:variable name="first" as="node()?" select="
        $element/node()[not(f:is-blank(.) or self::speaker or local-name() = $mark-names[. ne 'anchor'])][1]"/>
    <xsl:variable name="own" as="element()*" select="
        ($element, $element/self::u/parent::annotationBlock)[exists(f:own-time(.))]"/>
    <xsl:sequence select="
        if (not($has-points)) then () else if (exists($own)) then $own[1] else $first[self::*] ! f:first-timed(.)"/>
  </xsl:function>

  <!-- When an element ends, as it says itself, or as the block of annotations that a turn is in. -->
  <xsl:function name="f:own-end" as="xs:decimal?">
    <xsl:param name="element" as="element()"/>
    <xsl:sequence select="($element, $element/self::u/parent::annotationBlock)[@end][1]/f:point-time(@end)"/>
  </xsl:function>

  <xsl:function name="f:begin" as="xs:decimal?">
    <xsl:param name="element" as="element()"/>
    <xsl:sequence select="f:first-timed($element) ! f:own-time(.)"/>
  </xsl:function>

  <!-- The latest known time in a turn, -1 where there is none; a stack, because a turn may be quoted in a turn. An
       anchor counts for what follows it. -->
  <xsl:accumulator name="moment" as="xs:decimal+" initial-value="-1.0">
    <xsl:accumulator-rule match="(p | seg)[@start or @synch][ancestor::sp or ancestor::u]"
      select="$value[position() lt last()], (f:own-time(.), $value[last()])[1]"/>
    <xsl:accumulator-rule match="anchor[ancestor::sp or ancestor::u]" phase="end"
      select="$value[position() lt last()], (f:own-time(.), $value[last()])[1]"/>
    <xsl:accumulator-rule match="text//sp | text//u" select="$value, (f:begin(.), -1.0)[1]"/>
    <xsl:accumulator-rule match="text//sp | text//u" phase="end"
      select="$value[position() lt last()]"/>
  </xsl:accumulator>

  <!-- The seconds at which a paragraph begins, or the latest time known before it in its turn. -->
  <xsl:function name="f:paragraph-time" as="xs:double?">
    <xsl:param name="paragraph" as="element()"/>
    <xsl:sequence select="
        (f:begin($paragraph), $paragraph/accumulator-before('moment')[last()][. ge 0])[1] ! xs:double(.)"/>
  </xsl:function>

  <!-- The latest time known right before an element in its turn, or -1. -->
  <xsl:function name="f:time-before" as="xs:decimal">
    <xsl:param name="element" as="element()"/>
    <xsl:variable name="before" as="element()?" select="$element/preceding-sibling::*[1]"/>
    <xsl:sequence select="
        if ($element/self::anchor) then $element/accumulator-before('moment')[last()]
        else if ($before) then $before/accumulator-after('moment')[last()]
        else $element/../accumulator-before('moment')[last()]"/>
  </xsl:function>

  <!-- Seconds as a clock shows them: 1:02:05. -->
  <xsl:function name="f:clock" as="xs:string">
    <xsl:param name="seconds" as="xs:double"/>
    <xsl:variable name="whole" as="xs:integer" select="xs:integer(floor($seconds))"/>
    <xsl:sequence select="
        string-join((string($whole idiv 3600)[$whole ge 3600],
          format-integer($whole mod 3600 idiv 60, if ($whole ge 3600) then '00' else '0'),
          format-integer($whole mod 60, '00')), ':')"/>
  </xsl:function>

  <!-- Seconds in thousandths, a half rounded up. -->
  <xsl:function name="f:milliseconds" as="xs:integer">
    <xsl:param name="seconds" as="xs:decimal"/>
    <xsl:sequence select="xs:integer(floor($seconds * 1000 + 0.5))"/>
  </xsl:function>

  <!-- Seconds as digits, with as many decimals as are needed, of at most three: 75.5. -->
  <xsl:function name="f:digits" as="xs:string">
    <xsl:param name="seconds" as="xs:decimal"/>
    <xsl:variable name="milliseconds" as="xs:integer" select="f:milliseconds($seconds)"/>
    <xsl:variable name="rest" as="xs:string"
      select="replace(format-integer($milliseconds mod 1000, '000'), '0+$', '')"/>
    <xsl:sequence select="($milliseconds idiv 1000) || ('.' || $rest)[$rest]"/>
  </xsl:function>

  <!-- Whether a file is sound (audio) or film (video): its media type says it, else its name, else its recording.
       Nothing where it is neither, such as a document that lies with a recording. -->
  <xsl:function name="f:medium" as="xs:string?">
    <xsl:param name="file" as="element()"/>
    <xsl:variable name="media-type" as="xs:string" select="lower-case(normalize-space($file/@mimeType))"/>
    <xsl:variable name="type" as="xs:string" select="substring-before($media-type, '/')"/>
    <xsl:variable name="suffix" as="xs:string"
      select="lower-case(replace(replace($file/@url, '[?#].*$', '', 's'), '^.*\.', '', 's'))"/>
    <xsl:sequence select="
        if ($type = ('audio', 'video')) then $type
        else if (not($media-type = $vague-media-types) or $suffix = $other-suffixes) then ()
        else if ($suffix = ('mp3', 'wav', 'oga', 'ogg', 'opus', 'flac', 'm4a', 'aac', 'weba', 'aif', 'aiff'))
        then 'audio'
        else if ($suffix = ('mp4', 'm4v', 'webm', 'ogv', 'mov', 'mkv', 'avi', 'mpg', 'mpeg')) then 'video'
        else $file/ancestor::recording[1]/(@type, 'audio')[1][. = ('audio', 'video')]/string()"/>
  </xsl:function>

  <!-- Media types that sound and film have among others; and names of files that are neither. -->
  <xsl:variable name="vague-media-types" as="xs:string+" select="
      '', 'application/octet-stream', 'application/ogg', 'application/mp4', 'application/mxf', 'application/x-matroska'"/>
  <xsl:variable name="other-suffixes" as="xs:string+" select="
      'pdf', 'txt', 'xml', 'html', 'htm', 'md', 'rtf', 'doc', 'docx', 'odt', 'csv', 'json', 'eaf', 'srt', 'vtt', 'textgrid',
      'jpg', 'jpeg', 'png', 'gif', 'svg', 'tif', 'tiff', 'webp', 'zip'"/>

  <!-- The address of a file, if it may be followed: on the web, or a path from where the interview lies. Paths from the
       root of a disk, other schemes than the web's, and addresses that name a third party are none. -->
  <xsl:function name="f:file-address" as="xs:string?">
    <xsl:param name="url" as="xs:string?"/>
    <xsl:variable name="plain" as="xs:string" select="normalize-space($url)"/>
    <xsl:sequence select="
        if ($plain = '' or f:withhold($plain) ne $plain) then ()
        else if (matches($plain, '^[A-Za-z][A-Za-z0-9+.\-]*:'))
        then f:web-address(replace($plain, ' ', '%20'))[starts-with(lower-case(.), 'http')]
        else f:legal-url($plain)[not(matches($plain, '^[/\\?#]|\\'))]"/>
  </xsl:function>

  <!-- Whether a file is sound or film that can be played from the page. -->
  <xsl:function name="f:is-playable" as="xs:boolean">
    <xsl:param name="file" as="element()"/>
    <xsl:sequence select="exists(f:medium($file)) and exists(f:file-address($file/@url))"/>
  </xsl:function>

  <!-- The files that can be played: those of the recordings first, then those elsewhere. -->
  <xsl:variable name="recorded-files" as="element()*" select="
      $document/*/teiHeader//recordingStmt//(media | graphic)[f:is-playable(.)]"/>
  <xsl:variable name="playable-files" as="element()*" select="
      $recorded-files,
      $document//(media | graphic)[not(ancestor::recordingStmt)][f:is-playable(.)]
        [not(ancestor::person[f:is-third-party(.)])]"/>

  <!-- What is told of where an element is to be heard: the recording, or file, that its timeline corresponds to, or that
       is declared for it (@decls). -->
  <xsl:function name="f:told-recording" as="element()?">
    <xsl:param name="element" as="element()"/>
    <xsl:variable name="point" as="element()?" select="
        (tokenize(string-join(($element/@start, $element/@synch), ' ')) ! key('id', substring-after(., '#'), $document)
         [self::when], key('synchronous', $element/@xml:id, $document))[1]"/>
    <xsl:sequence select="
        (f:recordings-named($point/../@corresp),
         reverse($element/ancestor-or-self::*[@decls]) ! f:recordings-named(@decls))[1]"/>
  </xsl:function>

  <!-- The file in which it is to be heard: of that recording, or where none is told the first. Nothing where that
       recording has no file that can be played. -->
  <xsl:function name="f:file-of" as="element()?">
    <xsl:param name="element" as="element()"/>
    <xsl:variable name="told" as="element()?" select="f:told-recording($element)"/>
    <xsl:sequence select="
        if ($told) then $told/descendant-or-self::*[self::media or self::graphic][f:is-playable(.)][1]
        else $recorded-files[1]"/>
  </xsl:function>

  <!-- The recording in which a turn is to be heard. -->
  <xsl:function name="f:recording-of" as="element()?">
    <xsl:param name="turn" as="element()"/>
    <xsl:variable name="told" as="element()?" select="f:told-recording((f:first-timed($turn), $turn)[1])"/>
    <xsl:sequence select="
        if ($told) then $told/descendant-or-self::*[self::media or self::recording][1]/ancestor-or-self::recording[1]
        else ($recorded-files/ancestor::recording, $document/*/teiHeader//recording)[1]"/>
  </xsl:function>

  <!-- The recordings, or files of recordings, among the targets of pointers. -->
  <xsl:function name="f:recordings-named" as="element()*">
    <xsl:param name="pointers" as="xs:string?"/>
    <xsl:sequence select="
        tokenize($pointers) ! key('id', substring-after(., '#'), $document)
        [self::recording or self::media or self::recordingStmt]"/>
  </xsl:function>
</xsl:stylesheet>
