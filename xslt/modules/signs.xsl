<?xml version="1.0" encoding="UTF-8"?>
<!-- What is no word is told in square brackets, the same in both editions; and the legend of these signs. -->
<xsl:stylesheet version="3.0" xmlns:xsl="http://www.w3.org/1999/XSL/Transform"
  xmlns:xs="http://www.w3.org/2001/XMLSchema" xmlns:f="urn:x-preserve:functions"
  xpath-default-namespace="http://www.tei-c.org/ns/1.0" exclude-result-prefixes="#all">

  <!-- The sign of a pause, sound, gesture, incident, shift or gap, such as [pause, 3 s]. All that the text itself does
       not say was added. -->
  <xsl:function name="f:sign" as="node()+">
    <xsl:param name="element" as="element()"/>
    <xsl:variable name="own" as="xs:string?" select="f:description($element[not(self::shift)])"/>
    <xsl:variable name="named" as="xs:string?" select="
        if ($element/self::shift) then f:shift($element)
        else if ($element/self::gap) then string-join((f:label('gap'), f:gap-reason($element)[empty($own)]), ': ')
        else ($element[not(self::pause)]/@type/string(), f:label(local-name($element)))[1][empty($own)]"/>
    <xsl:variable name="extent" as="xs:string*" select="
        $element/self::pause/@type/translate(., '-_', '  '), f:extent($element)"/>
    <xsl:variable name="actors" as="element()*" select="
        key('id', substring-after(tokenize($element/@who)[1], '#'), $document)"/>
    <span class="added">
      <xsl:text>[</xsl:text>
      <xsl:for-each select="f:actor($element)">
        <xsl:variable name="language" as="xs:string" select="($actors ! f:name-language(.), $interface-language)[1]"/>
        <xsl:sequence select="f:marked(., $language, $interface-language)"/>
        <xsl:text>: </xsl:text>
      </xsl:for-each>
      <xsl:value-of select="string-join(($named, ''[$own]), ': ')"/>
    </span>
    <xsl:sequence select="$own ! f:marked(., f:language(($element/desc, $element)[1]), $interface-language)"/>
    <span class="added">
      <xsl:value-of select="string-join(('', $extent), ', ') || ']'"/>
    </span>
  </xsl:function>

  <!-- What an element's desc says. -->
  <xsl:function name="f:description" as="xs:string?">
    <xsl:param name="element" as="element()?"/>
    <xsl:variable name="words" as="xs:string" select="string-join($element/desc ! f:words(.), '; ')"/>
    <xsl:sequence select="($words[.], $element[not(desc)] ! f:words(.)[.])[1]"/>
  </xsl:function>

  <!-- Why something is missing. -->
  <xsl:function name="f:gap-reason" as="xs:string?">
    <xsl:param name="gap" as="element()"/>
    <xsl:sequence select="$gap/@reason/translate(., '-_', '  ')"/>
  </xsl:function>

  <!-- How the manner of speaking changes. -->
  <xsl:function name="f:shift" as="xs:string">
    <xsl:param name="shift" as="element()"/>
    <xsl:variable name="feature" as="xs:string?" select="$shift/@feature/f:label('feature', .)"/>
    <xsl:sequence select="string-join(($feature, f:label('shift', ($shift/@new, 'normal')[1])), ': ')"/>
  </xsl:function>

  <!-- How a turn sets in that waits for no other, such as [overlapping] (8.3.1). -->
  <xsl:function name="f:onset" as="xs:string?">
    <xsl:param name="turn" as="element()"/>
    <xsl:sequence select="
        $turn/self::u/@trans[. = ('overlap', 'latching')] ! ('[' || f:label('onset', .) || ']')"/>
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
        map{'key': 'onset', 'sign': '[' || f:label('onset', 'overlap') || ']'}
          [$text//u/@trans = ('overlap', 'latching')],
        map{'key': 'writing', 'sign': '[' || f:label('writing') || ': ' || $word || ']'}[$text//writing],
        map{'key': 'deleted', 'sign': '[' || f:label('deleted') || ': ' || $word || ']'}[$text//(del | surplus)]"/>
  </xsl:variable>
</xsl:stylesheet>
