<?xml version="1.0" encoding="UTF-8"?>
<!-- What is counted and what is looked up, each once for the whole document, so that time stays linear. -->
<xsl:stylesheet version="3.0" xmlns:xsl="http://www.w3.org/1999/XSL/Transform"
  xmlns:xs="http://www.w3.org/2001/XMLSchema" xmlns:tei="http://www.tei-c.org/ns/1.0" xmlns:f="urn:x-preserve:functions"
  xpath-default-namespace="http://www.tei-c.org/ns/1.0" exclude-result-prefixes="#all">

  <xsl:key name="id" match="*[@xml:id]" use="@xml:id"/>

  <!-- Elements by name, to tell of an unknown one once and how often it occurs. -->
  <xsl:key name="name" match="*" use="node-name()"/>

  <!-- The entries that may be shown: a third party is none of them, by any name. -->
  <xsl:key name="entry" use="@xml:id"
    match="(person | personGrp | org | place | event | bibl | biblStruct)[@xml:id][not(tokenize(@role) = 'third-party')]
           [ancestor::standOff or ancestor::particDesc or ancestor::settingDesc]"/>

  <xsl:key name="third-party" use="@xml:id" match="person[tokenize(@role) = 'third-party']"/>

  <!-- The mentions of an entry, in the text only. -->
  <xsl:key name="mention" match="text//*[@ref]" use="f:local-ids(@ref)"/>

  <!-- Where marked passages begin and end, and what the text itself links to. -->
  <xsl:key name="sensitive-edge" match="spanGrp[@type = 'sensitivity']/span"
    use="(@from, @to) ! substring-after(., '#')"/>
  <xsl:key name="linked" match="text//*[@target]" use="tokenize(@target) ! substring-after(., '#')"/>

  <!-- Turns are counted through the text. -->
  <xsl:accumulator name="turn" as="xs:integer" initial-value="0">
    <xsl:accumulator-rule match="text//sp | text//u" select="$value + 1"/>
  </xsl:accumulator>

  <!-- Paragraphs are counted in their turn; a stack, because a turn may be quoted in a turn. Its foot is turn 0. -->
  <xsl:accumulator name="paragraph" as="xs:integer+" initial-value="0">
    <xsl:accumulator-rule match="text//sp | text//u[seg]" select="$value, 0"/>
    <xsl:accumulator-rule match="text//u[not(seg)]" select="$value, 1"/>
    <xsl:accumulator-rule match="text//p[f:is-paragraph(.)] | text//u/seg"
      select="$value[position() lt last()], $value[last()] + 1"/>
    <xsl:accumulator-rule match="text//sp | text//u" phase="end" select="$value[position() lt last()]"/>
  </xsl:accumulator>

  <xsl:accumulator name="note" as="xs:integer" initial-value="0">
    <xsl:accumulator-rule match="text//note[not(ancestor::spanGrp or ancestor::span)]" select="$value + 1"/>
  </xsl:accumulator>

  <xsl:accumulator name="division" as="xs:integer" initial-value="0">
    <xsl:accumulator-rule select="$value + 1"
      match="(div | div1 | div2 | div3 | div4 | div5 | div6 | div7)[ancestor::text]"/>
  </xsl:accumulator>
</xsl:stylesheet>
