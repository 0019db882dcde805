<?xml version="1.0" encoding="UTF-8"?>
<!-- What the interview is about, and where. A topic beside a name says something of a person, and a place can lead to
     one. So records tell topics, coordinates, and the places that the text mentions, only of interviews that are free to
     use; of others they tell where the header says that they took place, by name alone; and of none a place that a
     passage mentions which is marked as sensitive. -->
<xsl:stylesheet version="3.0" xmlns:xsl="http://www.w3.org/1999/XSL/Transform"
  xmlns:xs="http://www.w3.org/2001/XMLSchema" xmlns:map="http://www.w3.org/2005/xpath-functions/map"
  xmlns:f="urn:x-preserve:functions" xpath-default-namespace="http://www.tei-c.org/ns/1.0"
  exclude-result-prefixes="#all" expand-text="yes">

  <xsl:key name="marked-from" match="spanGrp[@type = 'sensitivity']/span" use="@from ! substring-after(., '#')"/>
  <xsl:key name="marked-to" match="spanGrp[@type = 'sensitivity']/span" use="(@to, @from)[1] ! substring-after(., '#')"/>

  <!-- How many marked passages an element stands in. -->
  <xsl:accumulator name="marked" as="xs:integer" initial-value="0">
    <xsl:accumulator-rule match="text//*[@xml:id]" select="$value + count(key('marked-from', @xml:id))"/>
    <xsl:accumulator-rule match="text//*[@xml:id]" phase="end" select="$value - count(key('marked-to', @xml:id))"/>
  </xsl:accumulator>

  <!-- ==== Topics ==== -->

  <xsl:variable name="topics" as="map(xs:string, xs:string?)*" select="
      $header/profileDesc/textClass[$is-free]/(keywords//(term | item[not(.//term)]) | classCode | catRef) ! f:topic(.)"/>

  <!-- A topic: its words, the vocabulary that has it, and its address there. -->
  <xsl:function name="f:topic" as="map(xs:string, xs:string?)?">
    <xsl:param name="element" as="element()"/>
    <xsl:variable name="category" as="element()?" select="
        ($element/self::catRef/@target ! f:local-ids(.) ! key('id', ., $document)/catDesc)[1]"/>
    <xsl:variable name="words" as="xs:string?" select="f:harmless(f:words(($category, $element)[1]))"/>
    <xsl:variable name="scheme" as="xs:string?" select="
        ($element/ancestor-or-self::*[@scheme][1]/@scheme ! f:web-address(.))[1]"/>
    <xsl:sequence select="
        $words[not(contains(., f:label('withheld')))]
        ! map{'words': ., 'language': f:language(($category, $element)[1]), 'scheme': $scheme,
              'address': ($element/@ref ! tokenize(.) ! f:web-address(.))[1]}"/>
  </xsl:function>

  <!-- ==== Places ==== -->

  <!-- Where it took place, as the header says, and the places with coordinates that the text mentions. -->
  <xsl:variable name="places" as="map(xs:string, xs:string?)*">
    <xsl:variable name="setting" as="element()*" select="
        $header/profileDesc/settingDesc/(setting/(placeName | name[@type = 'place']) | place | listPlace//place)"/>
    <xsl:variable name="mentioned" as="element()*" select="
        $document/*/standOff[$is-free]//place[f:is-indexed(.)][exists(f:coordinates(.))]"/>
    <xsl:variable name="all" as="map(xs:string, xs:string?)*" select="($setting, $mentioned) ! f:told-place(.)"/>
    <xsl:for-each-group select="$all" group-by=".('name')">
      <xsl:sequence select="(current-group()[exists(.('latitude'))], current-group())[1]"/>
    </xsl:for-each-group>
  </xsl:variable>

  <!-- A place for a record: name, address of an authority, coordinates; nothing where it could lead to somebody. -->
  <xsl:function name="f:told-place" as="map(xs:string, xs:string?)?">
    <xsl:param name="element" as="element()"/>
    <xsl:variable name="entry" as="element()?" select="
        ($element/self::place, $element/@ref ! f:local-ids(.) ! key('entry', ., $document))[1]"/>
    <xsl:variable name="name" as="xs:string?" select="
        f:harmless(if ($element/self::place) then f:name-element($element) ! f:words(.) else f:words($element))"/>
    <xsl:variable name="coordinates" as="xs:string*" select="$entry[$is-free] ! f:coordinates(.)"/>
    <xsl:sequence select="
        $name[not($entry ! f:is-exposed(.) = true())]
        ! map{'name': ., 'language': f:language(($element/self::place ! f:name-element(.), $element)[1]),
              'latitude': $coordinates[1], 'longitude': $coordinates[2],
              'address': ($entry[$is-free]/idno ! f:authority(.))[1]}"/>
  </xsl:function>

  <!-- Latitude and longitude of a place, where they are in degrees. -->
  <xsl:function name="f:coordinates" as="xs:string*">
    <xsl:param name="place" as="element()"/>
    <xsl:variable name="numbers" as="xs:decimal*" select="
        $place[not($header/encodingDesc/geoDecl/@datum[. ne 'WGS84'])]/location[1]/geo[1]
        ! tokenize(translate(., ',', ' '))[. castable as xs:decimal] ! xs:decimal(.)"/>
    <xsl:sequence select="
        $numbers[count($numbers) eq 2][abs($numbers[1]) le 90 and abs($numbers[2]) le 180] ! string(.)"/>
  </xsl:function>

  <!-- Whether a marked passage mentions an entry. -->
  <xsl:function name="f:is-exposed" as="xs:boolean">
    <xsl:param name="entry" as="element()"/>
    <xsl:sequence select="
        some $mention in $entry/@xml:id ! key('mention', ., $document) satisfies $mention/accumulator-before('marked') ne 0"/>
  </xsl:function>
</xsl:stylesheet>
