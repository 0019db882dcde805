<?xml version="1.0" encoding="UTF-8"?>
<!-- Recordings: the files of sound and picture that the header names, and the points of time in them. -->
<xsl:stylesheet version="3.0" xmlns:xsl="http://www.w3.org/1999/XSL/Transform"
  xmlns:xs="http://www.w3.org/2001/XMLSchema" xmlns:map="http://www.w3.org/2005/xpath-functions/map"
  xmlns:f="urn:x-preserve:functions" xpath-default-namespace="http://www.tei-c.org/ns/1.0"
  exclude-result-prefixes="#all">

  <!-- Seconds since the origin for each point of the timelines that can be reckoned, by xml:id. -->
  <xsl:variable name="time-points" as="map(xs:string, xs:double)">
    <xsl:iterate select="$document//timeline/when[@xml:id]">
      <xsl:param name="known" as="map(xs:string, xs:double)" select="map{}"/>
      <xsl:on-completion select="$known"/>
      <xsl:variable name="since" as="xs:string" select="substring((@since, ../@origin, '')[1], 2)"/>
      <xsl:variable name="base" as="xs:double?" select="($known($since), 0[$since = ('', current()/@xml:id)])[1]"/>
      <xsl:variable name="step" as="xs:double?" select="f:interval(.)"/>
      <xsl:next-iteration>
        <xsl:with-param name="known" select="
            if (exists($base) and exists($step)) then map:put($known, string(@xml:id), xs:double($base + $step))
            else $known"/>
      </xsl:next-iteration>
    </xsl:iterate>
  </xsl:variable>

  <!-- The seconds between a point and the one that it is reckoned from; nothing where they are unknown. -->
  <xsl:function name="f:interval" as="xs:double?">
    <xsl:param name="when" as="element()"/>
    <xsl:variable name="units" as="map(xs:string, xs:double)"
      select="map{'d': 86400e0, 'h': 3600e0, 'min': 60e0, 's': 1e0, 'ms': 1e-3}"/>
    <xsl:variable name="factor" as="xs:double?" select="$units(string(($when/@unit, $when/../@unit, 's')[1]))"/>
    <xsl:variable name="value" as="xs:string" select="string(($when/@interval, '0')[1])"/>
    <xsl:sequence select="$value[. castable as xs:double][xs:double(.) ge 0] ! (xs:double(.) * $factor)"/>
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
</xsl:stylesheet>
