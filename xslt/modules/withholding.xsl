<?xml version="1.0" encoding="UTF-8"?>
<!-- The names of third parties in words that nobody marked: found, and replaced by a label.

     A name as a whole, forwards or backwards and in letters of any size, always goes. A word of a name goes where it
     stands alone, unless it is a title, a particle or a month, or a word of somebody else's name. In Cyrillic a word
     goes with its endings, too: what is withheld too much does less harm than what is told.

     Words are taken apart by U+FDD0 and U+FDD1, and U+FDD2 stands for a name: these are no characters of any text. -->
<xsl:stylesheet version="3.0" xmlns:xsl="http://www.w3.org/1999/XSL/Transform"
  xmlns:xs="http://www.w3.org/2001/XMLSchema" xmlns:map="http://www.w3.org/2005/xpath-functions/map"
  xmlns:f="urn:x-preserve:functions" xpath-default-namespace="http://www.tei-c.org/ns/1.0"
  exclude-result-prefixes="#all">

  <!-- What names nobody where it stands alone, in small letters. -->
  <xsl:variable name="no-names" as="map(xs:string, xs:boolean)" select="
      map:merge((
        'third', 'party', 'person', 'private', 'unnamed', 'anonymous', 'mr', 'mrs', 'ms', 'miss', 'dr', 'prof', 'sir',
        'lady', 'madame', 'monsieur', 'herr', 'frau', 'señor', 'señora', 'don', 'doña', 'la', 'le', 'les', 'el', 'los',
        'de', 'del', 'della', 'di', 'da', 'do', 'dos', 'du', 'des', 'von', 'van', 'der', 'den', 'zu', 'al', 'bin',
        'ibn', 'bint', 'the', 'of', 'and', 'und', 'et', 'господин', 'госпожа', 'доктор', 'профессор',
        tokenize(f:label('months')) ! lower-case(.)) ! map{. : true()}, map{'duplicates': 'use-first'})"/>

  <!-- The words of a name, without titles such as Mrs, and without the names of third parties that are part of it. -->
  <xsl:function name="f:name-words" as="xs:string*">
    <xsl:param name="name" as="element()"/>
    <xsl:variable name="texts" as="text()*" select="
        $name//text()[empty(ancestor::roleName)]
          [every $mention in ancestor::*[@ref][ancestor::* intersect $name]
           satisfies not(f:names-third-party($mention))]"/>
    <xsl:sequence select="tokenize(string-join($texts), '[^\p{L}\p{M}\p{N}]+')[.]"/>
  </xsl:function>

  <!-- The names of third parties that have several words, as a regular expression. -->
  <xsl:variable name="whole-names" as="xs:string" select="
      string-join(
        distinct-values(
          for $name in $third-party-names, $words in array{f:name-words($name)}[array:size(.) gt 1],
              $way in ($words, array:reverse($words))
          return '&#xFDD0;' || string-join($way?*, '&#xFDD1;[^&#xFDD0;&#xFDD1;]{1,3}&#xFDD0;') || '&#xFDD1;'),
        '|')" xmlns:array="http://www.w3.org/2005/xpath-functions/array"/>

  <!-- The words of others' names, once whole names of third parties are taken out. -->
  <xsl:variable name="words-of-others" as="map(xs:string, xs:boolean)">
    <xsl:variable name="names" as="element()*" select="
        $document[$withholding]/(*/teiHeader//particDesc | */standOff)//(person | personGrp | org | place | event)
          [not(f:is-third-party(.))]/f:name-elements(.)"/>
    <xsl:sequence select="
        map:merge($names ! tokenize(f:without-whole-names(string-join(f:name-words(.), ' ')), '[&#xFDD0;-&#xFDD2;\s]+')
                  ! map{. : true()}, map{'duplicates': 'use-first'})"/>
  </xsl:variable>

  <!-- The words by which a third party can be told: those that begin like names and are nobody else's. -->
  <xsl:variable name="third-party-words" as="xs:string*" select="
      distinct-values($third-party-names ! f:name-words(.))
        [matches(., '^[\p{Lu}\p{Lt}\p{Lo}].')][not($no-names(lower-case(.)) or $words-of-others(.))]"/>

  <!-- The same, as they are and in capital letters. -->
  <xsl:variable name="third-party-forms" as="map(xs:string, xs:boolean)" select="
      map:merge(($third-party-words, $third-party-words[string-length(.) ge 4] ! upper-case(.)) ! map{. : true()},
                map{'duplicates': 'use-first'})"/>

  <!-- What Cyrillic ones have in common with their forms of other endings. -->
  <xsl:variable name="third-party-stems" as="xs:string*" select="
      $third-party-words[matches(., '^[&#x400;-&#x52F;]{4,}$')] ! replace(., '[аеёийоуыьэюяієїәөұү]$', '')"/>

  <!-- A string with its words set apart, and a sign for each whole name of a third party. -->
  <xsl:function name="f:without-whole-names" as="xs:string">
    <xsl:param name="string" as="xs:string"/>
    <xsl:variable name="apart" as="xs:string"
      select="replace($string, '[\p{L}\p{M}\p{N}]+', '&#xFDD0;$0&#xFDD1;')"/>
    <xsl:sequence select="if ($whole-names) then replace($apart, $whole-names, '&#xFDD2;', 'i') else $apart"/>
  </xsl:function>

  <!-- Whether a word tells of a third party. -->
  <xsl:function name="f:is-telling" as="xs:boolean">
    <xsl:param name="word" as="xs:string"/>
    <xsl:sequence select="
        map:contains($third-party-forms, $word)
        or (matches($word, '^[&#x400;-&#x42F;&#x460;-&#x52F;]') and not($words-of-others($word))
            and (some $stem in $third-party-stems satisfies
                 starts-with($word, $stem)
                 and string-length($word) - string-length($stem) le min((5, string-length($stem)))))"/>
  </xsl:function>

  <!-- A string with each run of third parties' names replaced by a label. -->
  <xsl:function name="f:without-names" as="xs:string">
    <xsl:param name="string" as="xs:string"/>
    <xsl:variable name="parts" as="xs:string*">
      <xsl:analyze-string select="f:without-whole-names($string)" regex="&#xFDD0;([^&#xFDD1;]+)&#xFDD1;">
        <xsl:matching-substring>
          <xsl:sequence select="if (f:is-telling(regex-group(1))) then '&#xFDD2;' else regex-group(1)"/>
        </xsl:matching-substring>
        <xsl:non-matching-substring>
          <xsl:sequence select="."/>
        </xsl:non-matching-substring>
      </xsl:analyze-string>
    </xsl:variable>
    <xsl:sequence select="replace(string-join($parts), '&#xFDD2;(\s+&#xFDD2;)*', f:label('withheld'))"/>
  </xsl:function>
</xsl:stylesheet>
