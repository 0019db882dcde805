<?xml version="1.0" encoding="UTF-8"?>
<!-- The words of a cue, on one line: who speaks, and what is said, with the languages of foreign words. -->
<xsl:stylesheet version="3.0" xmlns:xsl="http://www.w3.org/1999/XSL/Transform"
  xmlns:xs="http://www.w3.org/2001/XMLSchema" xmlns:f="urn:x-preserve:functions"
  xpath-default-namespace="http://www.tei-c.org/ns/1.0" exclude-result-prefixes="#all">

  <!-- A part of a turn behind the name of its speaker. -->
  <xsl:function name="f:caption" as="xs:string">
    <xsl:param name="turn" as="element()"/>
    <xsl:param name="nodes" as="node()+"/>
    <xsl:variable name="language" as="xs:string" select="f:language($nodes[1]/ancestor-or-self::*[1])"/>
    <xsl:variable name="read" as="item()*">
      <xsl:apply-templates mode="reading" select="
          if ($nodes[1][self::*][f:is-block(.)][not(local-name() = $worded-names)]) then $nodes/node() except $nodes/speaker
          else $nodes"/>
    </xsl:variable>
    <xsl:variable name="words" as="xs:string" select="f:tidied(string-join($read ! f:cue-text(., $language)))"/>
    <xsl:variable name="voice" as="xs:string" select="f:voice($turn)"/>
    <xsl:sequence select="
        if (not(matches($words, '[^\s]'))) then ''
        else string-join(('&lt;v ' || f:cue-escaped($voice) || '&gt;')[$voice] )
             || (if (f:stands-out($language, $text-language)) then f:in-language($words, $language) else $words)"/>
  </xsl:function>

  <!-- What has words of its own beside those of its content. -->
  <xsl:variable name="worded-names" as="xs:string+" select="
      'supplied', 'unclear', 'del', 'surplus', 'choice', 'corr', 'reg', 'expan', 'writing', 'graphic', 'media'"/>

  <!-- Who speaks: the source's own label, or the names that @who points to. -->
  <xsl:function name="f:voice" as="xs:string">
    <xsl:param name="turn" as="element()"/>
    <xsl:sequence select="
        if ($turn/speaker) then replace(f:words($turn/speaker[1]), '\s*:$', '')
        else if ($turn/(self::sp | self::u)) then normalize-space(f:speaker($turn)) else ''"/>
  </xsl:function>

  <!-- What was read, as the text of a cue. -->
  <xsl:function name="f:cue-text" as="xs:string">
    <xsl:param name="item" as="item()"/>
    <xsl:param name="around" as="xs:string"/>
    <xsl:variable name="language" as="xs:string" select="
        if ($item instance of element()) then string(($item/@lang, $around)[1]) else $around"/>
    <xsl:variable name="words" as="xs:string" select="
        if ($item instance of element()) then string-join($item/node() ! f:cue-text(., $language))
        else f:cue-escaped(string($item))"/>
    <xsl:sequence select="if ($language ne $around and $words) then f:in-language($words, $language) else $words"/>
  </xsl:function>

  <xsl:function name="f:in-language" as="xs:string">
    <xsl:param name="words" as="xs:string"/>
    <xsl:param name="language" as="xs:string"/>
    <xsl:sequence select="'&lt;lang ' || f:cue-escaped($language) || '&gt;' || $words || '&lt;/lang&gt;'"/>
  </xsl:function>

  <!-- Words in which nothing is taken for a tag, a character reference or an arrow. -->
  <xsl:function name="f:cue-escaped" as="xs:string">
    <xsl:param name="words" as="xs:string"/>
    <xsl:sequence select="
        replace(replace(replace($words, '&amp;', '&amp;amp;'), '&lt;', '&amp;lt;'), '&gt;', '&amp;gt;')"/>
  </xsl:function>

  <!-- Words with single spaces and none at the edges, tags standing between them or not. -->
  <xsl:function name="f:tidied" as="xs:string">
    <xsl:param name="words" as="xs:string"/>
    <xsl:variable name="single" as="xs:string" select="replace(normalize-space($words), ' ((&lt;[^&gt;]*&gt;)+) ', ' $1')"/>
    <xsl:sequence select="replace(replace($single, '^((&lt;[^&gt;]*&gt;)+) ', '$1'), ' ((&lt;[^&gt;]*&gt;)+)$', '$1')"/>
  </xsl:function>

  <!-- Notes stand elsewhere, and so do their numbers. -->
  <xsl:template match="note" mode="reading" as="empty-sequence()" priority="2"/>

  <!-- Blocks in a line are at least kept apart. -->
  <xsl:template match="*[$block-names(local-name())]" mode="reading" as="item()*" priority="-1">
    <xsl:text> </xsl:text>
    <xsl:apply-templates mode="reading"/>
    <xsl:text> </xsl:text>
  </xsl:template>

  <xsl:template match="item | row | cell | label" mode="reading" as="item()*" priority="-1">
    <xsl:apply-templates mode="reading"/>
    <xsl:text> </xsl:text>
  </xsl:template>
</xsl:stylesheet>
