<?xml version="1.0" encoding="UTF-8"?>
<!-- What names are sorted by: no case, no accents, the letters in the order of their alphabet. -->
<xsl:stylesheet version="3.0" xmlns:xsl="http://www.w3.org/1999/XSL/Transform"
  xmlns:xs="http://www.w3.org/2001/XMLSchema" xmlns:map="http://www.w3.org/2005/xpath-functions/map"
  xmlns:f="urn:x-preserve:functions" xpath-default-namespace="http://www.tei-c.org/ns/1.0"
  exclude-result-prefixes="#all">

  <!-- What to sort a name by: no case, no accents, no quotation mark or article before it. -->
  <xsl:function name="f:sort-key" as="xs:string">
    <xsl:param name="entry" as="element()"/>
    <xsl:variable name="name" as="element()?" select="f:name-element($entry)"/>
    <xsl:variable name="words" as="xs:string" select="
        ($name/@key/string(), $name[surname] ! string-join((surname, * except surname), ' '), f:name($entry))[1]"/>
    <xsl:variable name="plain" as="xs:string" select="replace(normalize-unicode($words, 'NFKD'), '\p{M}', '')"/>
    <xsl:sequence select="replace(lower-case($plain), '^[^\p{L}\p{N}]+|^(the|a|an) ', '')"/>
  </xsl:function>
</xsl:stylesheet>
