<?xml version="1.0" encoding="UTF-8"?>
<!-- What is no word is told in square brackets, the same in both editions; and the legend of these signs. -->
<xsl:stylesheet version="3.0" xmlns:xsl="http://www.w3.org/1999/XSL/Transform"
  xmlns:xs="http://www.w3.org/2001/XMLSchema" xmlns:f="urn:x-preserve:functions"
  xpath-default-namespace="http://www.tei-c.org/ns/1.0" exclude-result-prefixes="#all">

  <!-- The sign of a pause, sound, gesture, incident, shift or gap, such as [pause, 3 s]. -->
  <xsl:function name="f:sign" as="xs:string">
    <xsl:param name="element" as="element()"/>
    <xsl:variable name="words" as="xs:string" select="
        if ($element/self::shift) then f:shift($element)
        else if ($element/self::gap) then string-join((f:label('gap'), f:gap-reason($element)), ': ')
        else (f:description($element), $element[not(self::pause)]/@type/string(), f:label(local-name($element)))[1]"/>
    <xsl:variable name="actor" as="xs:string*" select="f:actor($element) || ': '"/>
    <xsl:variable name="extent" as="xs:string*" select="
        $element/self::pause/@type/translate(., '-_', '  '), f:extent($element)"/>
    <xsl:sequence select="'[' || string-join(($actor[. ne ': '], string-join(($words, $extent), ', '))) || ']'"/>
  </xsl:function>

  <!-- What an element's desc says. -->
  <xsl:function name="f:description" as="xs:string?">
    <xsl:param name="element" as="element()"/>
    <xsl:variable name="words" as="xs:string" select="string-join($element/desc ! f:words(.), '; ')"/>
    <xsl:sequence select="($words[.], $element[not(desc)] ! f:words(.)[.])[1]"/>
  </xsl:function>

  <!-- Why something is missing. -->
  <xsl:function name="f:gap-reason" as="xs:string?">
    <xsl:param name="gap" as="element()"/>
    <xsl:sequence select="(f:description($gap), $gap/@reason/translate(., '-_', '  '))[1]"/>
  </xsl:function>

  <!-- How the manner of speaking changes. -->
  <xsl:function name="f:shift" as="xs:string">
    <xsl:param name="shift" as="element()"/>
    <xsl:variable name="feature" as="xs:string?" select="$shift/@feature/f:label('feature', .)"/>
    <xsl:sequence select="string-join(($feature, f:label('shift', ($shift/@new, 'normal')[1])), ': ')"/>
  </xsl:function>

  <!-- How much or how long. -->
  <xsl:function name="f:extent" as="xs:string?">
    <xsl:param name="element" as="element()"/>
    <xsl:variable name="amount" as="xs:string?" select="($element/(@quantity, @extent, @atLeast, @atMost))[1]"/>
    <xsl:variable name="unit" as="xs:string?" select="$element/@unit/f:label('unit', .)"/>
    <xsl:variable name="length" as="xs:string?" select="($element/(@dur, @dur-iso))[1]"/>
    <xsl:sequence select="
        ($amount ! string-join((., $unit), ' '), $length ! f:duration(.))[1]"/>
  </xsl:function>

  <!-- Who does it, where it is not the one who speaks. -->
  <xsl:function name="f:actor" as="xs:string?">
    <xsl:param name="element" as="element()"/>
    <xsl:variable name="others" as="xs:boolean"
      select="$element/@who and not($element/@who = f:turn($element)/@who)"/>
    <xsl:sequence select="if ($others) then f:speaker($element) else ()"/>
  </xsl:function>

  <!-- The signs that occur in this text: each a key of the labels, and how it looks. -->
  <xsl:variable name="signs" as="map(xs:string, xs:string)*">
    <xsl:variable name="text" as="element()*" select="$document/*/text"/>
    <xsl:variable name="word" as="xs:string" select="f:label('example-word')"/>
    <xsl:variable name="other" as="xs:string" select="f:label('example-other')"/>
    <xsl:sequence select="
        map{'key': 'echoed', 'sign': f:label('example-echoed')}[$text//seg[@subtype = 'echoed']],
        map{'key': 'sic', 'sign': $word || ' [' || f:label('instead') || ' ' || $other || ']'}
          [$text//choice[sic and corr]],
        map{'key': 'reg', 'sign': $word || ' [= ' || $other || ']'}
          [$text//choice[orig and reg or abbr and expan]],
        map{'key': 'or', 'sign': $word || ' [' || f:label('or') || ' ' || $other || ']'}
          [$text//choice[unclear[2] or seg[2]]],
        map{'key': 'supplied', 'sign': '[' || $word || ']'}[$text//supplied],
        map{'key': 'unclear', 'sign': $word || ' [?]'}[$text//unclear],
        map{'key': 'gap', 'sign': '[' || f:label('gap') || ']'}[$text//gap],
        map{'key': 'pause', 'sign': '[' || f:label('pause') || ']'}[$text//pause],
        map{'key': 'vocal', 'sign': '[' || f:label('vocal') || ']'}[$text//(vocal | kinesic | incident)],
        map{'key': 'shift', 'sign': '[' || f:label('feature-voice') || ': ' || f:label('shift-whisp') || ']'}
          [$text//shift],
        map{'key': 'writing', 'sign': '[' || f:label('writing') || ': ' || $word || ']'}[$text//writing],
        map{'key': 'deleted', 'sign': '[' || f:label('deleted') || ': ' || $word || ']'}[$text//(del | surplus)]"/>
  </xsl:variable>
</xsl:stylesheet>
