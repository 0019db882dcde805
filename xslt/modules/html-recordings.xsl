<?xml version="1.0" encoding="UTF-8"?>
<!-- The recordings, to be played in the page, and links to the time at which something was said. A page asks for
     nothing before its reader plays: players load nothing by themselves, and links are links.

     Several files of one recording are one recording in several formats where they are of the same medium, their media
     types differ and no two lengths are stated: one player then has them as its sources. Else they are parts, or takes,
     and each has a player. A file that is named by what no page may follow is told of, not played. -->
<xsl:stylesheet version="3.0" xmlns:xsl="http://www.w3.org/1999/XSL/Transform"
  xmlns:xs="http://www.w3.org/2001/XMLSchema" xmlns:f="urn:x-preserve:functions"
  xpath-default-namespace="http://www.tei-c.org/ns/1.0" exclude-result-prefixes="#all" expand-text="yes">

  <!-- The files that have players; the other formats of a recording are sources of its first file's. -->
  <xsl:variable name="played-files" as="element()*" select="$playable-files[f:lead(.) is .]"/>

  <!-- The recordings' files that are named and cannot be played. -->
  <xsl:variable name="named-files" as="element()*" select="
      $document/*/teiHeader//recordingStmt//(media | graphic)[exists(f:medium(.))] except $playable-files"/>

  <xsl:variable name="has-recordings" as="xs:boolean" select="exists(($played-files, $named-files))"/>

  <!-- Whether the text has times, which the legend of signs explains. -->
  <xsl:variable name="has-times" as="xs:boolean" select="exists($document//timeline/when/@xml:id[exists($time-points(.))])"/>

  <!-- All addresses that the page may play from. -->
  <xsl:variable name="media-addresses" as="xs:string*" select="distinct-values($playable-files ! f:page-address(.))"/>

  <!-- The address of a file, seen from the page. -->
  <xsl:function name="f:page-address" as="xs:string?">
    <xsl:param name="file" as="element()"/>
    <xsl:variable name="address" as="xs:string?" select="f:file-address($file/@url)"/>
    <xsl:sequence select="
        $address ! (if (matches(., '^https?:', 'i')) then . else f:legal-url(string($media-base)) || .)"/>
  </xsl:function>

  <!-- A file that the text shows or names, such as a picture, is linked to: a page loads nothing by itself. -->
  <xsl:template match="@url" mode="file" as="item()">
    <xsl:param name="linked" as="xs:boolean" select="false()" tunnel="yes"/>
    <xsl:variable name="address" as="xs:string?" select="f:page-address(..)[not($linked)]"/>
    <xsl:choose>
      <xsl:when test="exists($address)">
        <a href="{$address}">{.}</a>
      </xsl:when>
      <xsl:otherwise>
        <xsl:text>{.}</xsl:text>
      </xsl:otherwise>
    </xsl:choose>
  </xsl:template>

  <!-- The files of the same recording and medium, where they are its formats; else the file alone. -->
  <xsl:function name="f:formats" as="element()+">
    <xsl:param name="file" as="element()"/>
    <xsl:variable name="files" as="element()*" select="
        $file/parent::recording/(media | graphic)[f:is-playable(.)][f:medium(.) eq f:medium($file)]"/>
    <xsl:variable name="lengths" as="xs:string*" select="distinct-values($files/(@dur-iso, @dur)[1])"/>
    <xsl:sequence select="
        if (exists($files) and count($lengths) le 1
            and count($files) eq count(distinct-values($files/@mimeType/lower-case(.)))) then $files
        else $file"/>
  </xsl:function>

  <!-- The first of a file's formats. -->
  <xsl:function name="f:lead" as="element()">
    <xsl:param name="file" as="element()"/>
    <xsl:sequence select="f:formats($file)[1]"/>
  </xsl:function>

  <!-- The place of a file among those that have players. -->
  <xsl:function name="f:number" as="xs:integer">
    <xsl:param name="file" as="element()"/>
    <xsl:sequence select="
        (for $number in 1 to count($played-files) return $number[$played-files[$number] is $file])[1]"/>
  </xsl:function>

  <!-- The id of the player of a file. -->
  <xsl:function name="f:player-id" as="xs:string">
    <xsl:param name="file" as="element()"/>
    <xsl:sequence select="f:made-id('player-' || f:number(f:lead($file)))"/>
  </xsl:function>

  <xsl:template name="recordings" as="element()?">
    <xsl:if test="$has-recordings">
      <section class="recordings" aria-labelledby="{f:made-id('recordings')}">
        <h2 id="{f:made-id('recordings')}">{f:label('recordings')}</h2>
        <xsl:for-each select="$played-files">
          <xsl:call-template name="player"/>
        </xsl:for-each>
        <xsl:for-each select="$named-files">
          <p class="named">
            <xsl:text>{f:withhold(f:file-name(.))}{@mimeType ! (' (' || . || ')')}: {f:label('not-playable')}</xsl:text>
          </p>
        </xsl:for-each>
      </section>
    </xsl:if>
  </xsl:template>

  <!-- A player, what it plays, and links to its files. -->
  <xsl:template name="player" as="element()">
    <xsl:context-item as="element()" use="required"/>
    <xsl:variable name="id" as="xs:string" select="f:player-id(.)"/>
    <figure class="player">
      <xsl:element name="{f:medium(.)}">
        <xsl:attribute name="id" select="$id"/>
        <xsl:attribute name="controls" select="'controls'"/>
        <xsl:attribute name="preload" select="'none'"/>
        <xsl:attribute name="aria-labelledby" select="$id || '-name'"/>
        <xsl:for-each select="f:formats(.)">
          <source src="{f:page-address(.)}">
            <xsl:for-each select="f:source-type(.)">
              <xsl:attribute name="type" select="."/>
            </xsl:for-each>
          </source>
        </xsl:for-each>
      </xsl:element>
      <figcaption>
        <xsl:call-template name="player-caption">
          <xsl:with-param name="id" select="$id"/>
        </xsl:call-template>
      </figcaption>
    </figure>
  </xsl:template>

  <!-- The media type of a file, where browsers know it; by any other they would refuse what they may well play. -->
  <xsl:function name="f:source-type" as="xs:string?">
    <xsl:param name="file" as="element()"/>
    <xsl:sequence select="
        $file/@mimeType/lower-case(normalize-space())
        [matches(., '^(audio/(mpeg|mp3|mp4|aac|ogg|opus|webm|wav|x-wav|flac)|video/(mp4|webm|ogg)|application/ogg)$')]"/>
  </xsl:function>

  <!-- What a player plays: its name, length and date, where it stands in the text, and its files. -->
  <xsl:template name="player-caption" as="element()+">
    <xsl:context-item as="element()" use="required"/>
    <xsl:param name="id" as="xs:string"/>
    <xsl:variable name="told" as="element()?" select="f:told(.)"/>
    <p class="name" id="{$id}-name">
      <xsl:sequence select="$told ! f:foreign-attributes(.)"/>
      <xsl:text>{($told ! f:words(.), f:numbered-name(.))[1]}</xsl:text>
    </p>
    <p class="facts">{string-join(f:player-facts(.), ' · ')}</p>
    <xsl:if test="ancestor::text">
      <xsl:variable name="place" as="element()" select="f:place(.)"/>
      <p class="facts">{f:label('in-text')}: <a href="#{f:id($place)}">{f:place-label($place)}</a></p>
    </xsl:if>
    <ul class="files">
      <xsl:for-each select="f:formats(.)">
        <li>
          <a href="{f:page-address(.)}">{f:withhold(f:file-name(.))}</a>
          <xsl:text>{@mimeType ! (' (' || . || ')')}</xsl:text>
        </li>
      </xsl:for-each>
    </ul>
  </xsl:template>

  <!-- What is said of a file: by itself, or by the figure that it is in. -->
  <xsl:function name="f:told" as="element()?">
    <xsl:param name="file" as="element()"/>
    <xsl:sequence select="($file/desc, $file/parent::figure/(head, figDesc))[f:words(.)][1]"/>
  </xsl:function>

  <!-- What a file without a description is called: Recording 2. -->
  <xsl:function name="f:numbered-name" as="xs:string">
    <xsl:param name="file" as="element()"/>
    <xsl:sequence select="
        string-join((f:label('recording'), f:number($file)[count($played-files) gt 1] ! string()), ' ')"/>
  </xsl:function>

  <!-- Medium, length and date. -->
  <xsl:function name="f:player-facts" as="xs:string+">
    <xsl:param name="file" as="element()"/>
    <xsl:variable name="recording" as="element()?" select="$file/ancestor::recording[1]"/>
    <xsl:variable name="alike" as="element()*" select="
        $played-files[ancestor::recording is $recording][f:medium(.) eq f:medium($file)]"/>
    <xsl:sequence select="
        f:label('medium', f:medium($file)),
        (($file, $recording[count($alike) eq 1]) ! (@dur-iso, @dur)[1])[1] ! f:duration(.),
        $recording/date ! (f:when(.), f:words(.))[.][1]"/>
  </xsl:function>

  <!-- The name of a file on a disk; the address of one on the web. -->
  <xsl:function name="f:file-name" as="xs:string">
    <xsl:param name="file" as="element()"/>
    <xsl:variable name="url" as="xs:string" select="normalize-space($file/@url)"/>
    <xsl:sequence select="if (contains($url, ':')) then $url else replace($url, '^.*/', '')"/>
  </xsl:function>

  <!-- The time at which a turn begins. -->
  <xsl:template name="time-code" as="item()*">
    <xsl:context-item as="element()" use="required"/>
    <xsl:variable name="timed" as="element()?" select="f:first-timed(.)"/>
    <xsl:if test="exists($timed)">
      <xsl:text> </xsl:text>
      <xsl:call-template name="clock">
        <xsl:with-param name="timed" select="$timed"/>
      </xsl:call-template>
    </xsl:if>
  </xsl:template>

  <!-- The time at which a part of a turn begins, where a clock has moved on since the time that was shown before. -->
  <xsl:template name="moment" as="element()?">
    <xsl:context-item as="element()" use="required"/>
    <xsl:variable name="time" as="xs:decimal?" select="f:own-time(.)"/>
    <xsl:variable name="before" as="xs:decimal?" select="$time ! f:time-before(current())"/>
    <xsl:if test="exists($time) and ($before lt 0 or f:clock($time) ne f:clock($before))">
      <xsl:call-template name="clock">
        <xsl:with-param name="timed" select="."/>
      </xsl:call-template>
    </xsl:if>
  </xsl:template>

  <!-- A time, as a link to that part of the file; without a file that can be played, as words. -->
  <xsl:template name="clock" as="element()">
    <xsl:context-item as="element()" use="required"/>
    <xsl:param name="timed" as="element()"/>
    <xsl:param name="linked" as="xs:boolean" select="false()" tunnel="yes"/>
    <xsl:variable name="time" as="xs:decimal" select="f:own-time($timed)"/>
    <xsl:variable name="file" as="element()?" select="f:file-of($timed)[not($linked)]"/>
    <xsl:choose>
      <xsl:when test="exists($file)">
        <a class="clock" href="{f:fragment(f:page-address($file), $time, f:own-end(.))}"
          data-player="{f:player-id($file)}" data-time="{f:digits($time)}"
          aria-label="{f:label('play-from')} {f:clock($time)}">
          <xsl:sequence select="f:interface-attributes(.)"/>
          <xsl:text>{f:clock($time)}</xsl:text>
        </a>
      </xsl:when>
      <xsl:otherwise>
        <span class="clock">{f:clock($time)}</span>
      </xsl:otherwise>
    </xsl:choose>
  </xsl:template>

  <!-- The address of a part of a file (W3C Media Fragments): recorded.wav#t=0.4,1.1. -->
  <xsl:function name="f:fragment" as="xs:string">
    <xsl:param name="address" as="xs:string"/>
    <xsl:param name="begin" as="xs:decimal"/>
    <xsl:param name="end" as="xs:decimal?"/>
    <xsl:variable name="times" as="xs:string+" select="
        f:digits($begin), $end[f:milliseconds(.) gt f:milliseconds($begin)] ! f:digits(.)"/>
    <xsl:sequence select="replace($address, '#.*$', '') || '#t=' || string-join($times, ',')"/>
  </xsl:function>

  <!-- Anchors and segments of the line show their time where they stand; an anchor that nothing follows marks an end. -->
  <xsl:template match="anchor" mode="reading" as="element()*" priority="1">
    <xsl:next-match/>
    <xsl:if test="exists(following-sibling::node()[not(f:is-blank(.))])">
      <xsl:call-template name="moment"/>
    </xsl:if>
  </xsl:template>

  <xsl:template match="seg[@start or @synch][not(parent::u)]" mode="reading" as="item()*" priority="2">
    <xsl:call-template name="moment"/>
    <xsl:next-match/>
  </xsl:template>

  <!-- Sound and film in the text lead to their players. -->
  <xsl:template match="media | graphic" mode="reading" as="element()" priority="0.9">
    <xsl:param name="linked" as="xs:boolean" select="false()" tunnel="yes"/>
    <xsl:choose>
      <xsl:when test="$linked or empty($playable-files intersect .)">
        <xsl:next-match/>
      </xsl:when>
      <xsl:otherwise>
        <a class="played" href="#{f:player-id(.)}">
          <xsl:next-match>
            <xsl:with-param name="linked" select="true()" tunnel="yes"/>
          </xsl:next-match>
        </a>
      </xsl:otherwise>
    </xsl:choose>
  </xsl:template>
</xsl:stylesheet>
